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

/** How signatures are cut into bands. */
export interface Banding {
  readonly bands: number
  readonly rows: number
}

/** Hash functions of a signature whose bands follow from a threshold. */
const mostHashes = 256

/**
 * The bands that find a pair as similar as the threshold with a probability of .999 at least and, within 256 hash functions, the fewest
 * others: 36 of 7 rows for .8, 51 of 5 for .7. A pair of similarity .2, as any two long texts may be, is found 5 times in 10,000 by the first.
 */
export function bandingFor(threshold: number): Banding {
  for (let rows = 16; rows > 1; rows--) {
    const bands = Math.floor(mostHashes / rows)
    if (1 - (1 - threshold ** rows) ** bands >= 0.999) return { bands, rows }
  }
  return { bands: mostHashes, rows: 1 }
}

const multipliers = Uint32Array.from({ length: mostHashes }, (_, i) => seedOf('band', 'a', i) | 1)
const increments = Uint32Array.from({ length: mostHashes }, (_, i) => seedOf('band', 'b', i))
const minima = new Uint32Array(mostHashes)

/** Band keys of many sets. */
export interface BandKeys {
  readonly bands: number
  readonly length: number
  /** Adds a set of 32-bit hashes. */
  add(items: Uint32Array): void
  /** Key of a set, by its index, in a band: sets that share one are candidates for being alike. */
  keyAt(index: number, band: number): number
}

/** Holds 4 bytes per band and set; grows by half when it is full. */
export function bandKeys({ bands, rows }: Banding): BandKeys {
  let keys = new Uint32Array(1024 * bands)
  let length = 0
  return {
    bands,
    get length() {
      return length
    },
    add(items) {
      if ((length + 1) * bands > keys.length) {
        const larger = new Uint32Array(Math.ceil((keys.length * 1.5) / bands) * bands)
        larger.set(keys)
        keys = larger
      }
      sign(items, bands * rows)
      for (let band = 0; band < bands; band++) {
        let key = band + 1
        for (let row = 0; row < rows; row++) key = Math.imul(key ^ minima[band * rows + row]!, 0x9e3779b1) ^ (key >>> 13)
        keys[length * bands + band] = key
      }
      length++
    },
    keyAt: (index, band) => keys[index * bands + band]!,
  }
}

function sign(items: Uint32Array, count: number): void {
  minima.fill(0xffffffff, 0, count)
  for (let k = 0; k < items.length; k++) {
    const item = items[k]!
    for (let i = 0; i < count; i++) {
      const product = (Math.imul(item, multipliers[i]!) + increments[i]!) | 0
      const value = (product ^ (product >>> 15)) >>> 0
      if (value < minima[i]!) minima[i] = value
    }
  }
}
