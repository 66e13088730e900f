import type { Language, Original } from '../types.js'
import { finalAnswer } from './final-answer.js'
import { bandingFor, bandKeys, type BandKeys } from './minhash.js'
import { candidatePairs, dropAlike, type Match, type Pairing } from './near.js'
import { qualityOf } from './quality.js'
import { identity, jaccardOf, numbersKey, shingles } from './shingles.js'
import { signsKey, withSigns } from './signs.js'

/** What rows are compared by: their first question, and all that is said. */
const views = ['question', 'whole'] as const
type View = (typeof views)[number]

/** From which likeness rows are near-duplicates (see the options of the stage). */
export interface Limits extends Readonly<Record<View, number>> {
  /** How alike their numbers and signs have to be, where they differ; 1: never. */
  readonly numbers: number
  /** Letters from which a question counts by itself. */
  readonly shortest: number
  /** Rows up to which all pairs are compared. */
  readonly exactUpTo: number
}

/** What is held of each row, by its index in the input. */
export interface Survey {
  readonly ids: string[]
  readonly quality: number[]
  /** Identity of the whole text without what does not tell, and of its marks. */
  readonly texts: number[]
  readonly views: Readonly<Record<View, Seen>>
}

interface Seen {
  readonly keys: BandKeys
  /** Identity of its numbers, its signs and its result. */
  readonly numbers: number[]
  /** Long enough to count. */
  readonly counts: boolean[]
}

/** The first pass over the rows; holds some 500 bytes of each. */
export async function surveyOf(rows: AsyncIterable<Original>, language: Language, given: Limits): Promise<Survey> {
  const seen = (threshold: number): Seen => ({ keys: bandKeys(bandingFor(threshold)), numbers: [], counts: [] })
  const survey: Survey = { ids: [], quality: [], texts: [], views: { question: seen(given.question), whole: seen(given.whole) } }
  for await (const row of rows) {
    const texts = textsOf(row)
    survey.ids.push(row.id)
    survey.quality.push(qualityOf(row, language))
    for (const view of views) {
      const written = withSigns(texts[view])
      const signs = signsKey(written)
      const marks = `${numbersKey(texts[view])}${signs}${resultOf(row)}`
      const { keys, numbers, counts } = survey.views[view]
      keys.add(shingles(written, sizeOf(language)))
      numbers.push(identity(marks))
      counts.push(view === 'whole' || written.length - signs.length >= given.shortest)
      if (view === 'whole') survey.texts.push(identity(`${written} ${marks}`))
    }
  }
  return survey
}

/** The texts that rows are compared by. */
export function textsOf({ messages }: Original): Record<View, string> {
  return { question: messages.find(({ role }) => role === 'user')?.content ?? '', whole: messages.map(({ content }) => content).join('\n') }
}

/** Characters of an n-gram: five where words are spaced, three where a character says more. */
const sizeOf = (language: Language) => (language.gap === '' ? 3 : 5)

/** The result of a worked answer, or its last number: problems with different results are different problems. */
function resultOf({ kind, messages }: Original): string {
  if (kind !== 'math') return ''
  const answer = messages.at(-1)?.content ?? ''
  return `= ${withSigns((finalAnswer(answer) ?? answer.match(/\p{N}+(?:[.,]\p{N}+)*/gu)?.at(-1) ?? '').replace(/[\s,$()]/g, ''))}`
}

/** Dropped row → what keeps it, by index in the input; goes over the rows once more for those that have candidates. */
export async function lexicalDuplicates(rows: AsyncIterable<Original>, survey: Survey, language: Language, given: Limits): Promise<Map<number, Match>> {
  const first = new Map<number, number>()
  survey.texts.forEach((text, row) => first.has(text) || first.set(text, row))
  const order = byQuality(survey).filter((row) => first.get(survey.texts[row]!) === row)
  const pairs = order.length <= given.exactUpTo ? 'all' : candidatePairs(views.map((view) => pairing(survey.views[view], order, given[view])))
  const read = await readAgain(rows, paired(pairs, order), sizeOf(language))
  const alike = (later: number, earlier: number) => {
    const [a, b] = [order[later]!, order[earlier]!]
    return views.map((by) => ({ by, similarity: similarityBy(survey.views[by], read[by], a, b) }))
      .filter(({ by, similarity }) => similarity >= given[by] && (survey.views[by].numbers[a] === survey.views[by].numbers[b] || marksAgree(read[by].get(a)!, read[by].get(b)!, given.numbers)))
      .sort((x, y) => y.similarity - x.similarity)[0]
  }
  const found = new Map([...dropAlike(order.length, pairs, alike)].map(([later, match]) => [order[later]!, { ...match, keeper: order[match.keeper]! }]))
  survey.texts.forEach((text, row) => {
    const same = first.get(text)!
    if (same !== row) found.set(row, found.get(same) ?? { keeper: same, similarity: 1, by: 'same' })
  })
  return found
}

/** Indices of all rows, the best first. */
export function byQuality({ quality }: Survey): number[] {
  return quality.map((_, row) => row).sort((a, b) => quality[b]! - quality[a]! || a - b)
}

/** How much less alike than the threshold two rows may seem, from 32 hash functions, to be compared. */
const margin = 0.3

function pairing({ keys, numbers, counts }: Seen, order: readonly number[], threshold: number): Pairing {
  return {
    bands: keys.bands,
    length: order.length,
    keyAt: (position, band) => keys.keyAt(order[position]!, band),
    mayBeAlike: (a, b) => keys.likeness(order[a]!, order[b]!) >= threshold - margin,
    used: (position) => counts[order[position]!]!,
    sortBy: (position) => numbers[order[position]!]!,
  }
}

/** Rows that have a candidate. */
function paired(pairs: Float64Array | 'all', order: readonly number[]): ReadonlySet<number> {
  if (pairs === 'all') return new Set(order)
  const rows = new Set<number>()
  for (const pair of pairs) rows.add(order[Math.floor(pair / order.length)]!).add(order[pair % order.length]!)
  return rows
}

interface Read {
  readonly grams: Uint32Array
  /** Its numbers and signs, each as often as it stands there, and its result. */
  readonly marks: readonly string[]
  readonly result: string
}

async function readAgain(rows: AsyncIterable<Original>, wanted: ReadonlySet<number>, size: number): Promise<Readonly<Record<View, ReadonlyMap<number, Read>>>> {
  const read = { question: new Map<number, Read>(), whole: new Map<number, Read>() }
  let index = -1
  if (wanted.size > 1) {
    for await (const row of rows) {
      if (!wanted.has(++index)) continue
      const texts = textsOf(row)
      for (const view of views) {
        const written = withSigns(texts[view])
        read[view].set(index, { grams: shingles(written, size), marks: marksOf(texts[view], signsKey(written)), result: resultOf(row) })
      }
    }
  }
  return read
}

/** Numbers, and signs each with the one before it: in another order they say something else. */
function marksOf(text: string, signs: string): string[] {
  return [...numbersKey(text).split(' ').filter(Boolean), ...[...signs].map((sign, i, all) => `${all[i - 1] ?? ''}${sign}`)]
}

function similarityBy({ counts }: Seen, read: ReadonlyMap<number, Read>, a: number, b: number): number {
  return counts[a] && counts[b] ? jaccardOf(read.get(a)!.grams, read.get(b)!.grams) : 0
}

/**
 * Whether rows whose marks differ are alike all the same: with the same result, and so many of their numbers and signs in common. Counted
 * by themselves, since one changed digit is the less of a text the longer it is.
 */
function marksAgree(one: Read, other: Read, least: number): boolean {
  if (least >= 1 || one.result !== other.result) return false
  const left = new Map<string, number>()
  for (const mark of one.marks) left.set(mark, (left.get(mark) ?? 0) + 1)
  let common = 0
  for (const mark of other.marks) {
    const n = left.get(mark) ?? 0
    if (n > 0) common++
    left.set(mark, n - 1)
  }
  const all = one.marks.length + other.marks.length - common
  return all === 0 || common / all >= least
}
