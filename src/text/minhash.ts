import { seedOf } from './random.js'

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

/**
 * Keys of a set of 32-bit hashes, one a band: two sets that share the key of a band are candidates for being alike (MinHash with
 * banding, Broder 1997).
 */
export function bandsOf(items: Uint32Array, { bands, rows }: Banding): Uint32Array {
  sign(items, bands * rows)
  const keys = new Uint32Array(bands)
  for (let band = 0; band < bands; band++) {
    let key = band + 1
    for (let row = 0; row < rows; row++) key = Math.imul(key ^ minima[band * rows + row]!, 0x9e3779b1) ^ (key >>> 13)
    keys[band] = key
  }
  return keys
}

/** Hash functions whose smallest values are kept as a byte each, to tell sets apart that share a band by chance. */
const sketched = 32

/** Sets whose memory is taken at once. */
const chunk = 4096

/** Band keys of many sets. */
export interface BandKeys {
  readonly bands: number
  readonly length: number
  /** Adds a set of 32-bit hashes. */
  add(items: Uint32Array): void
  /** Key of a set, by its index, in a band: sets that share one are candidates for being alike. */
  keyAt(index: number, band: number): number
  /** Rough Jaccard similarity of two sets: off by .15 once in twenty times, by .3 once in ten thousand. */
  likeness(a: number, b: number): number
}

/** Holds 4 bytes per band and 32 more for each set. */
export function bandKeys({ bands, rows }: Banding): BandKeys {
  const keys: Uint32Array[] = []
  const sketches: Uint8Array[] = []
  let length = 0
  return {
    bands,
    get length() {
      return length
    },
    add(items) {
      const place = length++ % chunk
      if (place === 0) {
        keys.push(new Uint32Array(chunk * bands))
        sketches.push(new Uint8Array(chunk * sketched))
      }
      keys.at(-1)!.set(bandsOf(items, { bands, rows }), place * bands)
      sketches.at(-1)!.set(minima.subarray(0, sketched), place * sketched)
    },
    keyAt: (index, band) => keys[Math.floor(index / chunk)]![(index % chunk) * bands + band]!,
    likeness(a, b) {
      const [one, other] = [sketches[Math.floor(a / chunk)]!, sketches[Math.floor(b / chunk)]!]
      const [from, to] = [(a % chunk) * sketched, (b % chunk) * sketched]
      let same = 0
      for (let i = 0; i < sketched; i++) if (one[from + i] === other[to + i]) same++
      return same / sketched
    },
  }
}

/** Smallest values of so many hash functions over the items, into `minima`; two functions at a time, and signed, which is twice as fast. */
function sign(items: Uint32Array, count: number): void {
  for (let i = 0; i < count; i += 2) {
    const [a, b, c, d] = [multipliers[i]! | 0, increments[i]! | 0, multipliers[i + 1]! | 0, increments[i + 1]! | 0]
    let [least, other] = [0x7fffffff, 0x7fffffff]
    for (let k = 0; k < items.length; k++) {
      const item = items[k]! | 0
      const p = (Math.imul(item, a) + b) | 0
      const q = (Math.imul(item, c) + d) | 0
      const first = p ^ (p >>> 15) ^ 0x80000000
      const second = q ^ (q >>> 15) ^ 0x80000000
      if (first < least) least = first
      if (second < other) other = second
    }
    minima[i] = least ^ 0x80000000
    minima[i + 1] = other ^ 0x80000000
  }
}
