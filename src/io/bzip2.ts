import { BrokenBlock, readBlock } from './bzip2-block.js'

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

/** Decompresses one block. A damaged block is an answer, not an exception: the caller goes on with the next. */
export async function bunzip2({ bytes, skip, bits }: Bits): Promise<Unpacked> {
  if (bits < 80) return { fault: `a block of ${bits} bits` }
  try {
    return { bytes: readBlock(bytes, skip, bits) }
  } catch (thrown) {
    if (thrown instanceof BrokenBlock) return { fault: thrown.message }
    throw thrown
  }
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
