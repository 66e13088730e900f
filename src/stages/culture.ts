import { z } from 'zod'
import { stream } from '../stage.js'
import { batches } from '../text/batches.js'
import { cultureSignals, isSpecific } from '../text/culture-signals.js'
import { cosine } from '../text/terms.js'
import type { Context, CultureScore, Embedder, Language, Passage } from '../types.js'

const options = z.object({
  keep: z.number().gt(0).max(1).default(0.5).describe('share of the passages to keep, the most specific ones (1: rank nothing away)'),
})

/** Passages embedded at once. */
const batchSize = 64

/**
 * Scores each passage by how much it belongs to its language's own culture and keeps the top part. The score is the mean
 * of its ranks by four signals: names of the culture, categories, coordinates, and the embedder's margin between prototype
 * texts of the culture and universal ones. Ranks need no calibration per language; they hold within one build only.
 * Held in memory: some 100 bytes a passage at most; its words are looked through again when it goes out.
 */
export const culture = stream<Passage, Passage, typeof options>({
  name: 'culture',
  description: "ranks passages by how much they belong to the language's own culture and keeps the top part",
  options,
  whole: true,
  uses: () => ({ embedder: true }),
  async *run(rows, context, { keep }) {
    const margins: number[] = []
    const values: number[][] = []
    let measuring: Measuring | undefined
    for await (const batch of batches(rows, batchSize)) {
      measuring ??= await measuringIn(context)
      for (const [i, margin] of (await marginsOf(batch, measuring)).entries()) {
        margins.push(margin)
        Object.values(measured(batch[i]!, margin, context.language).signals).forEach((value, signal) => (values[signal] ??= []).push(value))
      }
    }
    const scores = rankMeans(values)
    const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b)
    const kept = new Uint8Array(scores.length)
    for (const i of order.subarray(0, Math.ceil(keep * scores.length))) kept[i] = 1
    let index = 0
    for await (const row of rows) {
      const { signals, evidence, specific } = measured(row, margins[index]!, context.language)
      const score: CultureScore = { score: round(scores[index]!), signals, evidence }
      context.count('specific-before', specific ? 1 : 0)
      if (kept[index] === 1) {
        context.count('specific-after', specific ? 1 : 0)
        yield { ...row, culture: score }
      } else context.reject({ ...row, ...{ culture: score } }, 'lower-culture-rank', { score: score.score, evidence })
      index++
    }
  },
})

interface Measured {
  readonly signals: Readonly<Record<string, number>>
  readonly evidence: readonly string[]
  readonly specific: boolean
}

interface Prototypes {
  readonly own: readonly Float32Array[]
  readonly universal: readonly Float32Array[]
}

interface Measuring {
  readonly embedder: Embedder
  readonly prototypes: Prototypes
}

/** By how much each is nearer to the prototypes of the culture than to universal ones. */
async function marginsOf(passages: readonly Passage[], { embedder, prototypes }: Measuring): Promise<number[]> {
  const vectors = await embedder.embed(passages.map((passage) => passage.text.slice(0, 2_000)))
  return vectors.map((vector) => round(softMax(vector, prototypes.own) - softMax(vector, prototypes.universal)))
}

function measured(passage: Passage, margin: number, language: Language): Measured {
  const found = cultureSignals(passage, language)
  const { names, categories, coordinates, evidence } = found
  return { signals: { names: round(names), categories, coordinates, prototypes: margin }, evidence, specific: isSpecific(found) }
}

/** Loads the embedder, which a build without rows need not. */
async function measuringIn({ language, models }: Context): Promise<Measuring> {
  const { own, universal } = language.culture
  const embedder = await models.embedder()
  const vectors = await embedder.embed([...own, ...universal])
  return { embedder, prototypes: { own: vectors.slice(0, own.length), universal: vectors.slice(own.length) } }
}

/** Log-mean-exp of the cosines at a temperature of 0.1: near the largest, but heeding the others. */
function softMax(vector: Float32Array, to: readonly Float32Array[]): number {
  return 0.1 * Math.log(to.reduce((sum, other) => sum + Math.exp(cosine(vector, other) / 0.1), 0) / to.length)
}

/** Mean over the signals of the share of rows a row stands above, ties counted half. */
function rankMeans(signals: readonly (readonly number[])[]): Float64Array {
  const ranks = signals.map(shares)
  return Float64Array.from(signals[0] ?? [], (_, i) => ranks.reduce((sum, rank) => sum + rank[i]!, 0) / signals.length)
}

function shares(values: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).sort()
  return Float64Array.from(values, (value) => {
    const below = bisect(sorted, (other) => other < value)
    const notAbove = bisect(sorted, (other) => other <= value)
    return (below + notAbove) / 2 / sorted.length
  })
}

/** How many of the sorted values, from the start, hold. */
function bisect(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(sorted[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

const round = (value: number) => Math.round(value * 1e4) / 1e4
