import { createHash } from 'node:crypto'

/** A 32-bit seed that follows from its keys alone. */
export function seedOf(...keys: readonly (string | number)[]): number {
  return createHash('sha256').update(keys.join('\u0000')).digest().readUInt32LE(0)
}

/** The n-th 32 bits of the numbers that a seed begins (mulberry32). */
export function bitsOf(seed: number, n: number): number {
  const state = (seed + Math.imul(n, 0x6d2b79f5)) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return (t ^ (t >>> 14)) >>> 0
}

/** Numbers in [0, 1) that follow from the keys alone. */
export function randomOf(...keys: readonly (string | number)[]): () => number {
  const seed = seedOf(...keys)
  let n = 0
  return () => bitsOf(seed, ++n) / 4294967296
}

/** So many of a list, or all there are, in a drawn order. */
export function drawn<T>(list: readonly T[], count: number, random: () => number): T[] {
  return list.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key).slice(0, count).map(({ item }) => item)
}
