import { seedOf } from '../text/random.js'

/**
 * An order of 53-bit numbers that follows from its keys alone: each number's place, again of 53 bits. Two halves stir each
 * other in four rounds, with murmur3's finish as their function, so that no two numbers share a place before it is cut to 53 bits.
 */
export function orderBy(...keys: readonly (string | number)[]): (value: number) => number {
  const rounds = [1, 2, 3, 4].map((round) => seedOf(...keys, round))
  const [first, second, third, fourth] = rounds as [number, number, number, number]
  return (value) => {
    let low = value >>> 0
    let high = Math.floor(value / 2 ** 32)
    high ^= stirred(low ^ first)
    low ^= stirred(high ^ second)
    high ^= stirred(low ^ third)
    low ^= stirred(high ^ fourth)
    return (low >>> 0) * 2 ** 21 + (high >>> 11)
  }
}

function stirred(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
