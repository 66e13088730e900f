import { gramsOf, wordsOf } from './words.js'

/** One text of a benchmark. */
export interface Item {
  /** Name of the benchmark. */
  readonly benchmark: string
  /** Line or row of its file, from 1. */
  readonly item: number
  /** Not given where only hashes are kept. */
  readonly text?: string
}

/** An item by the hashes of its n-grams, in order. */
export interface HashedItem extends Item {
  /** Words of the whole text. */
  readonly words: number
  readonly grams: Float64Array
}

/** Items that share n-grams with a text are found in it. */
export interface GramIndex {
  readonly n: number
  readonly items: readonly HashedItem[]
  /** n-gram → positions of the items that have it. */
  readonly holders: ReadonlyMap<number, readonly number[]>
}

/** How much of an item a text holds. */
export interface Overlap {
  readonly item: HashedItem
  /** Share (0 to 1) of the item's words that stand in n-grams of the text. */
  readonly shared: number
}

/** The n-grams of an item. */
export function hashed(item: Item & { readonly text: string }, n: number): HashedItem {
  const words = wordsOf(item.text)
  return { ...item, words: words.length, grams: gramsOf(words, n) }
}

/** Fewest words of an item that is looked for. */
const leastWords = 4

/** Puts items together so that those in a text are found. */
export function indexOf(items: readonly HashedItem[], n: number): GramIndex {
  const holders = new Map<number, number[]>()
  items.forEach(({ grams, words }, position) => {
    if (words < leastWords) return
    for (const gram of new Set(grams)) {
      const known = holders.get(gram)
      if (known) known.push(position)
      else holders.set(gram, [position])
    }
  })
  return { n, items, holders }
}

/**
 * The item of which a text holds the largest share, when that is `least` or more. A share of the item, not of the text: common
 * phrases are a small part of an item, and an item in a long text is still whole. An item of fewer than n words is found only
 * where it is the whole text, one of fewer than four words nowhere.
 */
export function overlapOf(text: string, index: GramIndex, least: number): Overlap | undefined {
  const grams = new Set(gramsOf(wordsOf(text), index.n))
  const candidates = new Set<number>()
  for (const gram of grams) for (const position of index.holders.get(gram) ?? []) candidates.add(position)
  let best: Overlap | undefined
  for (const position of candidates) {
    const item = index.items[position]!
    const shared = shareOf(item, grams, index.n)
    if (shared >= least && shared > (best?.shared ?? 0)) best = { item, shared }
  }
  return best
}

/** Share of an item's words that stand in n-grams that are among the given ones. */
function shareOf({ grams, words }: HashedItem, among: ReadonlySet<number>, n: number): number {
  let covered = 0
  let end = 0
  grams.forEach((gram, start) => {
    if (!among.has(gram)) return
    const until = Math.min(start + n, words)
    covered += until - Math.max(start, end)
    end = until
  })
  return covered / words
}
