/** How long a round waits for the next call of a sequence whose call just ended, as a share of a round's time, and at most, in ms. */
const PATIENCE = { share: 0.15, most: 10 }

/** How long to wait for sequences that are between two calls. */
export interface Patience {
  ended(slot: number): void
  began(slot: number): void
  /** A round took so many milliseconds. */
  took(round: number): void
  /** Milliseconds to wait yet, none when nobody is missing. After that nobody is waited for. */
  left(): number
}

/** Patience with the sequences of one context. */
export function makePatience(now: () => number): Patience {
  const between = new Map<number, number>()
  let round = 0
  return {
    ended: (slot) => void between.set(slot, now()),
    began: (slot) => void between.delete(slot),
    took: (latest) => void (round = 0.8 * round + 0.2 * latest),
    left() {
      const left = Math.min(PATIENCE.share * round, PATIENCE.most) - (now() - Math.max(-Infinity, ...between.values()))
      if (left <= 0) between.clear()
      return Math.max(0, left)
    },
  }
}
