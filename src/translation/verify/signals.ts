import { deflateRawSync } from 'node:zlib'
import { cosine, meanVector } from '../../text/terms.js'
import { skippedShares } from './alignment.js'

/** A text cut into sentences, each with its vector. */
export interface Embedded {
  readonly prose: string
  readonly sentences: readonly string[]
  readonly vectors: readonly Float32Array[]
  /** Of the whole: the mean of its sentences by their length, so that no text is too long for the embedder. */
  readonly whole: Float32Array
}

/** Vectors a pair is compared with, so that its cosine means something: texts of either language that say something else. */
export interface Neighbours {
  readonly source: readonly Float32Array[]
  readonly target: readonly Float32Array[]
}

/** Figures of a pair of texts by name; each is compared with those of good translations. */
export type Signals = Readonly<Record<string, number>>

/** Nearest neighbours that a margin is taken against, as in Artetxe and Schwenk 2019 (arXiv 1811.01136). */
const nearest = 4

export function embedded(prose: string, sentences: readonly string[], vectors: readonly Float32Array[]): Embedded {
  const weighted = vectors.map((vector, i) => vector.map((value) => value * Math.sqrt(sentences[i]!.length)))
  return { prose, sentences, vectors, whole: meanVector(weighted) }
}

/** What can be said of two texts without a model: length, how well they compress, how many sentences they have (all as logarithms of ratios). */
export function textSignals(source: Pick<Embedded, 'prose' | 'sentences'>, target: Pick<Embedded, 'prose' | 'sentences'>): Signals {
  return {
    length: Math.log(target.prose.length / source.prose.length),
    compression: Math.log(compression(target.prose) / compression(source.prose)),
    sentences: Math.log((target.sentences.length + 0.5) / (source.sentences.length + 0.5)),
  }
}

/**
 * What the embedder says of two texts. `cosine`; `margin`: cosine ÷ the mean cosine of both to their nearest neighbours;
 * `source-covered`, `target-covered`: the least well matched sentence of either side; `source-claimed`, `target-claimed`:
 * how far the best match of a sentence prefers another one, at the worst sentence; `source-skipped`, `target-skipped`: the
 * share that found no counterpart.
 */
export function vectorSignals(source: Embedded, target: Embedded, neighbours: Neighbours): Signals {
  const similarity = cosine(source.whole, target.whole)
  const near = (topMean(target.whole, neighbours.source) + topMean(source.whole, neighbours.target)) / 2
  const table = source.vectors.map((own) => target.vectors.map((other) => cosine(own, other)))
  const turned = target.vectors.map((_, j) => table.map((row) => row[j]!))
  const forth = matches(table, turned, source.vectors, target.vectors)
  const skipped = skippedShares(source, target)
  const back = matches(turned, table, target.vectors, source.vectors)
  return {
    cosine: similarity,
    margin: similarity / Math.max(near, 0.01),
    'source-covered': forth.covered,
    'target-covered': back.covered,
    'source-claimed': forth.claimed,
    'target-claimed': back.claimed,
    'source-skipped': skipped.source,
    'target-skipped': skipped.target,
  }
}

function topMean(vector: Float32Array, others: readonly Float32Array[]): number {
  const best = others.map((other) => cosine(vector, other)).sort((a, b) => b - a).slice(0, nearest)
  return best.reduce((sum, value) => sum + value, 0) / Math.max(1, best.length)
}

/** Of each sentence the best match among the other side's sentences and pairs of neighbouring ones, and how far one over there is nearer to it than to any other here; the worst of all. */
function matches(table: readonly (readonly number[])[], turned: readonly (readonly number[])[], own: readonly Float32Array[], other: readonly Float32Array[]): { covered: number; claimed: number } {
  const pairs = other.slice(1).map((vector, j) => meanVector([other[j]!, vector]))
  const covered = own.map((vector, i) => Math.max(...table[i]!, ...pairs.map((pair) => cosine(vector, pair))))
  const best = turned.map(bestTwo)
  const claimed = table.map((row) => Math.max(...row.map((value, j) => value - (value === best[j]!.first ? best[j]!.second : best[j]!.first))))
  return { covered: Math.min(...covered), claimed: own.length < 2 ? 0 : Math.min(...claimed) }
}

/** The two greatest values, -1 where there are none; NaN where one is. */
function bestTwo(values: readonly number[]): { readonly first: number; readonly second: number } {
  let [first, second] = [-1, -1]
  for (const value of values) {
    second = Math.max(second, Math.min(first, value))
    first = Math.max(first, value)
  }
  return { first, second }
}

/** Bytes of a text packed, per byte. */
function compression(text: string): number {
  const bytes = Buffer.from(text)
  return deflateRawSync(bytes).length / Math.max(1, bytes.length)
}
