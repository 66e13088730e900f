import Bzip2 from '@foxglove/wasm-bz2'

/** Some bits of a .bz2 file: `bits` of them, after skipping the first `skip` (0 to 7) bits of `bytes`. */
export interface Bits {
  readonly bytes: Uint8Array
  readonly skip: number
  readonly bits: number
}

/** What a block holds, or why it cannot be read. */
export type Unpacked = { readonly bytes: Uint8Array } | { readonly fault: string }

declare module '../types.js' {
  interface Work {
    /** One bzip2 block, from its magic to the next one, to the bytes it holds (see src/io/bzip2.ts). */
    bunzip2(input: Bits): Promise<Unpacked>
  }
}

/** Where a 48-bit magic stands, in bits from the start of the bytes searched. `end`: that of a stream's end. */
export interface Mark {
  readonly bit: number
  readonly end: boolean
}

/** The format's own constants: π opens a block, the square root of π closes a stream (24 bits and 24 bits). */
const blockMagic = [0x314159, 0x265359] as const
const endMagic = [0x177245, 0x385090] as const

/**
 * Room for what a block holds. A block is at most 900,000 bytes after its first run-length pass, in which
 * 5 bytes can stand for 259, so 48 MiB always do; nearly all blocks of text fit the first size.
 */
const rooms = [1 << 20, 8 << 20, 48 << 20, 96 << 20]

let decoder: Promise<Bzip2> | undefined

/**
 * Decompresses one block. A damaged block is an answer, not an exception: the caller goes on with the next.
 * The block becomes a stream of its own, as bzip2recover does it, whose checksum is the block's.
 */
export async function bunzip2(input: Bits): Promise<Unpacked> {
  decoder ??= Bzip2.init()
  const bzip2 = await decoder
  if (input.bits < 80) return { fault: `a block of ${input.bits} bits` }
  const stream = wrapBlock(input)
  for (const room of rooms) {
    const unpacked = tryRoom(bzip2, stream, room)
    if (unpacked) return unpacked
  }
  return { fault: `a block of more than ${rooms.at(-1)} bytes` }
}

function tryRoom(bzip2: Bzip2, stream: Uint8Array, room: number): Unpacked | undefined {
  try {
    return { bytes: bzip2.decompress(stream, room) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (message.includes('BZ_OUTBUFF_FULL')) return undefined
    // Anything but an error code of the library (a trap) may leave its memory in disorder: start afresh.
    if (!message.startsWith('BZ2')) decoder = undefined
    return { fault: /BZ_\w+/.exec(message)?.[0] ?? message }
  }
}

/** The block as a .bz2 file of one block: header, the block moved to a byte border, end magic, checksum. */
export function wrapBlock({ bytes, skip, bits }: Bits): Uint8Array {
  const stream = new Uint8Array(4 + Math.ceil((bits + 80) / 8))
  stream.set([0x42, 0x5a, 0x68, 0x39])
  const whole = Math.ceil(bits / 8)
  for (let i = 0; i < whole; i++) stream[4 + i] = (bytes[i]! << skip) | ((bytes[i + 1] ?? 0) >> (8 - skip))
  const over = bits % 8
  if (over > 0) stream[3 + whole]! &= 0xff << (8 - over)
  const checksum = stream.slice(10, 14)
  const tail = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ...checksum]
  tail.forEach((byte, i) => orBits(stream, 32 + bits + 8 * i, byte))
  return stream
}

function orBits(stream: Uint8Array, bit: number, byte: number): void {
  const at = Math.floor(bit / 8)
  stream[at]! |= byte >> (bit % 8)
  if (bit % 8 > 0) stream[at + 1]! |= (byte << (8 - (bit % 8))) & 0xff
}

/**
 * The magics that begin in the bytes `from` to `to` (exclusive), at any bit. A magic covers 5 whole bytes
 * wherever it begins, so every fourth byte with its neighbour is looked up in a table of the 64 pairs that
 * can stand there; only then are bits compared.
 */
export function findMarks(bytes: Uint8Array, from: number, to: number): Mark[] {
  const marks: Mark[] = []
  const last = Math.min(bytes.length - 1, to + 4)
  for (let i = from + 1; i < last; i += 4) {
    if (pairs[(bytes[i]! << 8) | bytes[i + 1]!] === 0) continue
    for (let byte = Math.max(from, i - 4); byte < Math.min(to, i); byte++) marksAt(bytes, byte, marks)
  }
  return marks
}

function marksAt(bytes: Uint8Array, byte: number, marks: Mark[]): void {
  const high = word(bytes, byte)
  const low = word(bytes, byte + 3)
  for (let shift = 0; shift < 8; shift++) {
    const first = (high >>> (8 - shift)) & 0xffffff
    const second = (low >>> (8 - shift)) & 0xffffff
    const end = first === endMagic[0] && second === endMagic[1]
    if (end || (first === blockMagic[0] && second === blockMagic[1])) marks.push({ bit: byte * 8 + shift, end })
  }
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
}

const pairs = pairTable()

function pairTable(): Uint8Array {
  const table = new Uint8Array(1 << 16)
  for (const [high, low] of [blockMagic, endMagic]) {
    const magic = (BigInt(high) << 24n) | BigInt(low)
    for (let shift = 0n; shift < 8n; shift++) {
      // 56 bits: the magic, moved right by the shift; its bytes 1 to 5 do not depend on what surrounds it.
      const moved = magic << (8n - shift)
      for (let byte = 1n; byte < 5n; byte++) table[Number((moved >> (8n * (5n - byte))) & 0xffffn)] = 1
    }
  }
  return table
}
