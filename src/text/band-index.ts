import { bandsOf, type Banding } from './minhash.js'

/** Sets to be asked for the like of another while there come more. */
export interface BandIndex {
  /** Numbers, in rising order, of the sets that share a band with this one: those that may be like it. */
  near(items: Uint32Array): number[]
  /** Adds a set; the first is number 0. */
  add(items: Uint32Array): void
}

/** Holds 12 to 24 bytes per band and set: the key, what stood in its slot before, and slots as many as keys or more. */
export function bandIndex(banding: Banding): BandIndex {
  const { bands } = banding
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
    near(items) {
      const found = new Set<number>()
      bandsOf(items, banding).forEach((key, band) => {
        for (let place = slots[slotOf(key)]! - 1; place >= 0; place = before[place]! - 1) {
          if (keys[place] === key && place % bands === band) found.add((place - band) / bands)
        }
      })
      return [...found].sort((a, b) => a - b)
    },
    add(items) {
      while (used + bands > keys.length) grow()
      for (const key of bandsOf(items, banding)) {
        keys[used] = key
        link(used++)
      }
    },
  }
}
