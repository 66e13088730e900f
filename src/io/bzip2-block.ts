import { bitsOf, type BitReader } from './bits.js'
import { codeOf, lookBits, readLengths } from './bzip2-code.js'
import { crcOf } from './bzip2-crc.js'
import { walk } from './bzip2-walk.js'

/** What makes a block unreadable, in a few words. */
export class BrokenBlock extends Error {}

/** Bytes of a block before its runs are undone, whatever the level of the file says. */
const mostBytes = 900_000

/** Symbols that are read by the same code. */
const groupSize = 50

/** Kept from block to block. In the low 8 bits a byte, in the others the place of the byte after it. */
const places = new Uint32Array(mostBytes)

/**
 * What a bzip2 block holds: a Burrows–Wheeler transform of the bytes with their runs shortened, as places in a list whose front is
 * the byte last seen, in up to six Huffman codes. The format is that of Julian Seward's bzip2 1.0; `bits` count from the magic on.
 * @throws BrokenBlock
 */
export function readBlock(bytes: Uint8Array, skip: number, bits: number): Uint8Array {
  const reader = bitsOf(bytes, skip + 48)
  const checksum = ((reader.take(16) << 16) | reader.take(16)) >>> 0
  if (reader.take(1) === 1) throw new BrokenBlock('randomised, as bzip2 0.9 wrote blocks')
  const origin = reader.take(24)
  const { count, counts } = readSymbols(reader)
  if (reader.at !== skip + bits || origin >= count) throw new BrokenBlock('ends elsewhere than the next begins')
  const unpacked = withRuns(untransformed(origin, count, counts))
  if (crcOf(unpacked) !== checksum) throw new BrokenBlock('its checksum differs')
  return unpacked
}

/** The bytes that occur in the block, in rising order. */
function readAlphabet(reader: BitReader): Uint8Array {
  const rows = reader.take(16)
  const found: number[] = []
  for (let row = 0; row < 16; row++) {
    const inRow = (rows << row) & 0x8000 ? reader.take(16) : 0
    for (let i = 0; i < 16; i++) if ((inRow << i) & 0x8000) found.push(row * 16 + i)
  }
  return Uint8Array.from(found)
}

/** The number of the code of each group of symbols. */
function readSelectors(reader: BitReader, codes: number): Uint8Array {
  const order = Array.from({ length: codes }, (_, i) => i)
  return new Uint8Array(reader.take(15)).map(() => {
    let place = 0
    while (reader.take(1) === 1) if (++place >= codes) throw new BrokenBlock('a group of no code')
    order.unshift(...order.splice(place, 1))
    return order[0]!
  })
}

/** Reads the bytes into `places` and counts how often each occurs. */
function readSymbols(reader: BitReader): { count: number; counts: Uint32Array } {
  const front = readAlphabet(reader)
  const number = reader.take(3)
  if (front.length === 0 || number < 2 || number > 6) throw new BrokenBlock(`${front.length} different bytes in ${number} codes`)
  const selectors = readSelectors(reader, number)
  const end = front.length + 1
  const codes = Array.from({ length: number }, () => codeOf(readLengths(reader, end + 1)))
  const counts = new Uint32Array(256)
  const { view, bits } = reader
  let at = reader.at
  let [count, run, weight] = [0, 0, 1]
  for (const selector of selectors) {
    const { look, long } = codes[selector]!
    if (at > bits) throw new BrokenBlock('has no end')
    for (let i = 0; i < groupSize; i++) {
      const ahead = view.getUint32(at >>> 3) << (at & 7)
      const found = look[ahead >>> (32 - lookBits)]! || long(ahead)
      if (found === 0) throw new BrokenBlock('a symbol of no code')
      at += found & 31
      const symbol = found >>> 5
      if (symbol < 2) {
        run += weight << symbol
        weight <<= 1
        if (run > mostBytes) throw new BrokenBlock('holds too much')
        continue
      }
      if (run > 0) {
        if (count + run > mostBytes) throw new BrokenBlock('holds too much')
        // Most are short: a loop costs less than a call of fill.
        const same = front[0]!
        counts[same]! += run
        for (const upTo = count + run; count < upTo; count++) places[count] = same
        ;[run, weight] = [0, 1]
      }
      if (symbol === end) {
        reader.at = at
        return { count, counts }
      }
      if (count === mostBytes) throw new BrokenBlock('holds too much')
      const byte = front[symbol - 1]!
      for (let j = symbol - 1; j > 0; j--) front[j] = front[j - 1]!
      front[0] = byte
      places[count++] = byte
      counts[byte]!++
    }
  }
  throw new BrokenBlock('has no end')
}

/** Undoes the transform: the n-th of a byte among the sorted is followed by what is followed by the n-th of it in the block. */
function untransformed(origin: number, count: number, counts: Uint32Array): Uint8Array {
  const next = new Uint32Array(256)
  for (let byte = 1; byte < 256; byte++) next[byte] = next[byte - 1]! + counts[byte - 1]!
  for (let i = 0; i < count; i++) places[next[places[i]! & 0xff]!++]! |= i << 8
  return walk(places, places[origin]! >>> 8, count)
}

/** Undoes the first pass: behind four bytes that are the same stands how often it comes again. */
function withRuns(bytes: Uint8Array): Uint8Array {
  let out = new Uint8Array(bytes.length + 255)
  let [size, same, last] = [0, 0, -1]
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (same === 4) {
      if (size + byte + bytes.length - i > out.length) {
        const larger = new Uint8Array(2 * out.length + 255)
        larger.set(out)
        out = larger
      }
      out.fill(last, size, (size += byte))
      same = 0
    } else {
      same = byte === last ? same + 1 : 1
      last = byte
      out[size++] = byte
    }
  }
  return out.slice(0, size)
}
