import { z } from 'zod'
import { languages } from '../languages/index.js'
import { stream } from '../stage.js'
import { byQuality, lexicalDuplicates, surveyOf, textsOf, type Survey } from '../text/lexical-duplicates.js'
import type { Match } from '../text/near.js'
import { numbersOf } from '../text/number-sets.js'
import { codeKey, identity } from '../text/shingles.js'
import { vectorsOf, type Vectors } from '../text/vectors.js'
import type { Context, Original } from '../types.js'

const options = z.object({
  question: z.number().gt(0).max(1).default(0.75).describe('Jaccard similarity of character n-grams from which their first questions make two rows near-duplicates'),
  whole: z.number().gt(0).max(1).default(0.8).describe('the same for the whole texts of two rows'),
  numbers: z.number().gt(0).max(1).default(0.98).describe('share of their numbers and signs (+, <, C++) that rows must have in common where these differ (1: such rows are always two); word problems with other results always are'),
  shortest: z.number().int().min(0).default(20).describe('letters and digits from which a first question counts by itself: "go on", asked twice, is no duplicate'),
  exactUpTo: z.number().int().min(0).default(1_000).describe('rows up to which every pair is compared; above, candidates come from MinHash'),
  crossLingual: z.boolean().default(false).describe('rows in two languages are duplicates too when the embedder says so and their numbers or their code are the same'),
  crossLingualCosine: z.number().gt(0).max(1).default(0.6).describe('cosine from which the embedder says so'),
})

/** What confirms a duplicate in another language. */
const marks = ['numbers', 'code'] as const

/** Texts embedded at once. */
const batchSize = 64

/**
 * Drops rows that say again what another says. The best of them by `qualityOf` stays, the first among equals; a row is never
 * dropped for one that is dropped itself. Texts are compared by their words, numbers and signs: the same but for case, spaces
 * and punctuation, or alike in character n-grams, found by MinHash and then compared exactly. The embedder is asked only about
 * rows in two languages, and only where numbers or code confirm what it says.
 * Held in memory: some 500 bytes a row, and 4 bytes per letter of the rows that have candidates.
 */
export const nearDuplicates = stream<Original, Original, typeof options>({
  name: 'near-duplicates',
  description: 'rows that say what another says, in their question or as a whole, are dropped; each names its keeper',
  options,
  whole: true,
  uses: ({ crossLingual }) => (crossLingual ? { embedder: true } : {}),
  async *run(rows, context, given) {
    const survey = await surveyOf(rows, context.language, given)
    const dropped = await lexicalDuplicates(rows, survey, context.language, given)
    if (given.crossLingual) await acrossLanguages(rows, dropped, { survey, context, least: given.crossLingualCosine })
    let index = 0
    for await (const row of rows) {
      const match = dropped.get(index++)
      if (match) context.reject(row, reasons[match.by]!, { keeper: survey.ids[match.keeper], similarity: Math.round(match.similarity * 1e3) / 1e3, by: match.by })
      else yield row
    }
  },
})

const reasons: Readonly<Record<string, string>> = {
  same: 'duplicate',
  question: 'near-duplicate-question',
  whole: 'near-duplicate',
  numbers: 'duplicate-across-languages',
  code: 'duplicate-across-languages',
}

interface Across {
  readonly survey: Survey
  readonly context: Context
  readonly least: number
}

/** Drops rows for better ones in another language: the embedder says so, and the same numbers (two or more) or the same code confirm it. */
async function acrossLanguages(rows: AsyncIterable<Original>, dropped: Map<number, Match>, { survey, context, least }: Across): Promise<void> {
  const written = await marksOf(rows, context)
  const rest = byQuality(survey).filter((row) => !dropped.has(row))
  const groups = marks.map((by) => ({ by, members: shared(rest, written[by], written.languages) }))
  const wanted = new Set(groups.flatMap(({ members }) => [...members.values()].flat()))
  if (wanted.size === 0) return
  const { vectors, at } = await embedded(rows, wanted, context)
  const place = new Map(rest.map((row, i) => [row, i]))
  for (const row of rest) {
    const candidates = groups.flatMap(({ by, members }) => (members.get(written[by][row]!) ?? []).map((keeper) => ({ by, keeper })))
    for (const { by, keeper } of candidates) {
      if (dropped.has(keeper) || written.languages[row] === written.languages[keeper] || place.get(keeper)! > place.get(row)!) continue
      const similarity = vectors.cosine(at.get(row)!, at.get(keeper)!)
      if (similarity >= least && similarity > (dropped.get(row)?.similarity ?? -1)) dropped.set(row, { keeper, similarity, by })
    }
  }
  for (const [row, match] of dropped) dropped.set(row, { ...match, keeper: dropped.get(match.keeper)?.keeper ?? match.keeper })
}

/** Identities of what would confirm a duplicate in another language, by row; 0 where there is nothing. */
async function marksOf(rows: AsyncIterable<Original>, { language }: Context): Promise<Record<(typeof marks)[number], number[]> & { languages: string[] }> {
  const written = { numbers: [] as number[], code: [] as number[], languages: [] as string[] }
  for await (const row of rows) {
    const texts = textsOf(row)
    const values = numbersOf(texts.question, languages[row.language] ?? language)
    const code = codeKey(texts.whole)
    written.numbers.push(new Set(values).size > 1 ? identity(values.join(' ')) : 0)
    written.code.push(code === '' ? 0 : identity(code))
    written.languages.push(row.language)
  }
  return written
}

/** Rows by their mark, where rows of several languages have it. */
function shared(rows: readonly number[], markOf: readonly number[], languageOf: readonly string[]): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>()
  for (const row of rows) {
    const group = groups.get(markOf[row]!)
    if (group) group.push(row)
    else if (markOf[row] !== 0) groups.set(markOf[row]!, [row])
  }
  return new Map([...groups].filter(([, group]) => new Set(group.map((row) => languageOf[row])).size > 1))
}

async function embedded(rows: AsyncIterable<Original>, wanted: ReadonlySet<number>, { models }: Context): Promise<{ vectors: Vectors; at: ReadonlyMap<number, number> }> {
  const embedder = await models.embedder()
  const vectors = vectorsOf(embedder.dimensions)
  const at = new Map<number, number>()
  let texts: string[] = []
  const flush = async () => {
    for (const vector of await embedder.embed(texts)) vectors.add(vector)
    texts = []
  }
  let index = -1
  for await (const row of rows) {
    if (!wanted.has(++index)) continue
    at.set(index, at.size)
    texts.push(textsOf(row).question.slice(0, 2_000))
    if (texts.length === batchSize) await flush()
  }
  await flush()
  return { vectors, at }
}
