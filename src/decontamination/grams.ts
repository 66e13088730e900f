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
  /** Share (0 to 1) of an item's words from which a text holds it. */
  readonly least: number
  /** Positions of the items that are looked for by this n-gram, and of some that only share its place in the table. */
  holders(gram: number): Uint32Array
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

/** Items from which an n-gram is a frame, which says little of one of them. */
const manyItems = 64

/**
 * Puts items together so that those are found of which a text holds `least` or more (0 to 1). Where the n-grams that an item shares with
 * many come to less than that, it is looked for by its others alone, of which such a text has one: so the frame of a whole benchmark does
 * not bring up all of its items. Holds 8 to 12 bytes an n-gram beside the items, however many there are.
 */
export function indexOf(items: readonly HashedItem[], n: number, least: number): GramIndex {
  const places = 2 ** Math.ceil(Math.log2(items.reduce((sum, { grams }) => sum + grams.length, 1)))
  const counts = new Uint32Array(places)
  const isCommon = (gram: number) => counts[gram % places]! > manyItems
  const differentOf = ({ grams, words }: HashedItem) => (words < leastWords ? [] : [...new Set(grams)])
  const lookedForBy = (item: HashedItem) => {
    const grams = differentOf(item)
    return shareOf(item, new Set(grams.filter(isCommon)), n) < least ? grams.filter((gram) => !isCommon(gram)) : grams
  }
  for (const item of items) for (const gram of differentOf(item)) counts[gram % places]!++
  const starts = new Uint32Array(places + 1)
  for (const item of items) for (const gram of lookedForBy(item)) starts[gram % places]!++
  for (let place = 1; place <= places; place++) starts[place]! += starts[place - 1]!
  const holders = new Uint32Array(starts[places]!)
  items.forEach((item, position) => lookedForBy(item).forEach((gram) => (holders[--starts[gram % places]!] = position)))
  return { n, least, items, holders: (gram) => holders.subarray(starts[gram % places]!, starts[(gram % places) + 1]!) }
}

/**
 * The item of which a text holds the largest share, the first among equals, when that is the index's least or more. A share of the item,
 * not of the text: common phrases are a small part of an item, and an item in a long text is still whole. An item of fewer than n words
 * is found only where it is the whole text, one of fewer than four words nowhere.
 */
export function overlapOf(text: string, { n, least, items, holders }: GramIndex): Overlap | undefined {
  const grams = new Set(gramsOf(wordsOf(text), n))
  const candidates = new Set<number>()
  for (const gram of grams) for (const position of holders(gram)) candidates.add(position)
  let best: Overlap | undefined
  for (const position of [...candidates].sort((a, b) => a - b)) {
    const item = items[position]!
    const shared = shareOf(item, grams, n)
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
