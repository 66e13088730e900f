import type { BitReader } from './bits.js'

/** Codes up to this length are looked up at once. */
export const lookBits = 11

/** Longest code of the format. */
const longest = 20

/** A Huffman code. Of a symbol: the symbol × 32 + the length of its code; 0 where there is none. */
export interface Code {
  /** By the first 11 bits; 0 as well where the code is longer. */
  readonly look: Uint16Array
  /** By 32 bits of which 20 count. */
  long(bits: number): number
}

/** Lengths of the codes of the symbols 0 to n - 1; 0 stands for one that cannot be. */
export function readLengths(reader: BitReader, n: number): Uint8Array {
  let length = reader.take(5)
  return new Uint8Array(n).map(() => {
    while (reader.take(1) === 1) length += reader.take(1) === 1 ? -1 : 1
    return length < 1 || length > longest ? 0 : length
  })
}

/** The code in which shorter codes, and of one length those of earlier symbols, are the smaller numbers. */
export function codeOf(lengths: Uint8Array): Code {
  const look = new Uint16Array(1 << lookBits)
  const others: { readonly length: number; readonly code: number; readonly found: number }[] = []
  let code = 0
  for (let length = 1; length <= longest; length++, code *= 2) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue
      const found = symbol * 32 + length
      if (length > lookBits) others.push({ length, code, found })
      else look.fill(found, code << (lookBits - length), (code + 1) << (lookBits - length))
      code++
    }
  }
  return { look, long: (bits) => others.find((other) => bits >>> (32 - other.length) === other.code)?.found ?? 0 }
}
