import { seedOf } from './random.js'

/** Hash functions in a signature; 32 bands of 4 find a pair of Jaccard similarity 0.5 with probability 0.87, of 0.7 with 0.9998. */
const bands = 32
const rowsPerBand = 4
const prime = 4294967291

const functions = Array.from({ length: bands * rowsPerBand }, (_, i) => ({ a: seedOf('minhash', 'a', i) | 1, b: seedOf('minhash', 'b', i) }))

/** Band keys of a set of strings: two sets that share one are candidates for being alike (MinHash with banding, Broder 1997). */
export function minhashBands(items: ReadonlySet<string>): string[] {
  const minima = new Uint32Array(functions.length).fill(0xffffffff)
  for (const item of items) {
    const hash = fnv(item)
    for (let i = 0; i < functions.length; i++) {
      const { a, b } = functions[i]!
      const value = ((Math.imul(hash, a) >>> 0) + b) % prime >>> 0
      if (value < minima[i]!) minima[i] = value
    }
  }
  return Array.from({ length: bands }, (_, band) => `${band}:${minima.subarray(band * rowsPerBand, (band + 1) * rowsPerBand).join('-')}`)
}

function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
