import { bandsOf, type Banding } from './minhash.js'
import { identity } from './shingles.js'

/** Sets, each with a mark, to be asked for the like of another while there come more. */
export interface BandIndex {
  /** Numbers, in rising order, of the sets of this mark that share a band with this one: those that may be like it. */
  near(items: Uint32Array, mark?: string): number[]
  /** Adds a set; the first is number 0. */
  add(items: Uint32Array, mark?: string): void
}

/** Sets that one band tells of, the latest: what thousands of sets share tells nothing of two of them. */
const mostOfBand = 128

/**
 * The same set is always found; of others that share a band the latest 128 of each, so that the work grows with the sets and not with their
 * square. Sets that are alike in more than what thousands share have a band in common that thousands have not.
 * Holds 12 to 24 bytes per band and set: the key, what stood in its slot before, and slots as many as keys or more.
 */
export function bandIndex(banding: Banding, most = mostOfBand): BandIndex {
  const bands = banding.bands + 1
  let slots = new Int32Array(1 << 12)
  let keys = new Uint32Array(slots.length)
  let before = new Int32Array(slots.length)
  let used = 0
  const slotOf = (key: number) => (Math.imul(key, 0x9e3779b1) >>> 0) % slots.length
  const link = (place: number) => {
    const slot = slotOf(keys[place]!)
    before[place] = slots[slot]!
    slots[slot] = place + 1
  }
  const grow = () => {
    const larger = new Uint32Array(keys.length * 2)
    larger.set(keys)
    keys = larger
    slots = new Int32Array(keys.length)
    before = new Int32Array(keys.length)
    for (let place = 0; place < used; place++) link(place)
  }
  return {
    near(items, mark = '') {
      const found = new Set<number>()
      keysOf(items, mark, banding).forEach((key, band) => {
        let left = most
        for (let place = slots[slotOf(key)]! - 1; place >= 0 && left > 0; place = before[place]! - 1) {
          if (keys[place] !== key || place % bands !== band) continue
          found.add((place - band) / bands)
          left--
        }
      })
      return [...found].sort((a, b) => a - b)
    },
    add(items, mark = '') {
      while (used + bands > keys.length) grow()
      for (const key of keysOf(items, mark, banding)) {
        keys[used] = key
        link(used++)
      }
    },
  }
}

/** A key for each band, and one of the whole set; other ones for each mark. */
function keysOf(items: Uint32Array, mark: string, banding: Banding): Uint32Array {
  const whole = items.reduce((hash, item) => Math.imul(hash ^ item, 0x9e3779b1) ^ (hash >>> 13), items.length)
  const salt = identity(mark) | 0
  return Uint32Array.of(...bandsOf(items, banding), whole).map((key) => Math.imul(key ^ salt, 0x85ebca6b))
}
