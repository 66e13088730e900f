import { z } from 'zod'
import type { Signals } from './signals.js'

/** Shares of good translations below (and above) which a quantile is kept. */
export const shares = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05] as const

const tail = z.array(z.number()).length(shares.length)
const rangeSchema = z.strictObject({ low: tail, median: z.number(), high: tail }).describe('quantiles of a signal over good translations')
const bucketSchema = z.strictObject({ pairs: z.number().int().positive(), signals: z.record(z.string(), rangeSchema) })

/** What models/similarity/<name>.json holds: quantiles of signals over good translations, by direction and length. */
export const thresholdsSchema = z.strictObject({
  embedder: z.string().describe('its name'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/).describe('of the embedder; with another one the file does not count'),
  text: z.string().describe('what it was calibrated on'),
  directions: z.record(z.string(), z.record(z.string(), bucketSchema)).describe('"en-fr" → length → signals; "*" for all directions together'),
})

export type Thresholds = z.output<typeof thresholdsSchema>
export type Bucket = z.output<typeof bucketSchema>
export type Range = z.output<typeof rangeSchema>

/** Lengths that are compared with their like: most characters of the source's prose. */
export const lengths: readonly (readonly [name: string, most: number])[] = [['phrase', 60], ['sentence', 250], ['paragraph', 900], ['long', Infinity]]

/** Name of the length of a source text. */
export function lengthOf(prose: string): string {
  return lengths.find(([, most]) => prose.length < most)![0]
}

/** The direction's own table for that length, or the one of all directions together; undefined when there is neither. */
export function bucketOf({ directions }: Thresholds, direction: string, length: string): { readonly bucket: Bucket; readonly pooled: boolean } | undefined {
  const own = directions[direction]?.[length]
  const bucket = own ?? directions['*']?.[length]
  return bucket && { bucket, pooled: !own }
}

/** The value that a share of good translations lies below (or above), between two known ones by the logarithm of the share. */
export function limitAt(quantiles: readonly number[], share: number): number {
  const at = shares.findIndex((known) => known >= share)
  if (at === 0) return quantiles[0]!
  if (at < 0) return quantiles.at(-1)!
  const part = Math.log(share / shares[at - 1]!) / Math.log(shares[at]! / shares[at - 1]!)
  return quantiles[at - 1]! + part * (quantiles[at]! - quantiles[at - 1]!)
}

/** Signals that speak for a sentence left out or added, weighed together. */
export const together = ['length', 'sentences', 'cosine', 'source-covered', 'target-covered', 'source-claimed', 'target-claimed'] as const

/** Signals for which too much is as wrong as too little. */
const twoSided = new Set(['length', 'compression', 'sentences'])
/** Of the distance from the median to its 5 % quantile: a signal that hardly moves is not to weigh much. */
const leastScale = 0.05

/** How far signals lie from the usual on their bad side, in units of the distance from the median to the outermost 5 %; as one figure. */
export function strangeness(signals: Signals, ranges: Readonly<Record<string, Range>>, names: readonly string[]): number {
  const squares = names.map((name) => {
    const [value, range] = [signals[name]!, ranges[name]!]
    const low = (range.median - value) / Math.max(leastScale, range.median - range.low.at(-1)!)
    const high = twoSided.has(name) ? (value - range.median) / Math.max(leastScale, range.high.at(-1)! - range.median) : 0
    return Math.min(6, Math.max(0, low, high)) ** 2
  })
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0))
}

/** Signals outside the limits at that share of good translations. */
export function outside(signals: Signals, { signals: ranges }: Bucket, share: number): { readonly name: string; readonly value: number; readonly limit: number }[] {
  return Object.entries(ranges).flatMap(([name, range]) => {
    const value = signals[name]
    const [low, high] = [limitAt(range.low, share), limitAt(range.high, share)]
    // Written so that a signal which is missing or could not be computed (NaN) is outside.
    if (value === undefined || !(name === 'strangeness' || value >= low)) return [{ name, value: value ?? NaN, limit: low }]
    return (name === 'strangeness' || twoSided.has(name)) && !(value <= high) ? [{ name, value, limit: high }] : []
  })
}

/** Quantiles of a signal's values. */
export function rangeOf(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return Math.round((low + (place - Math.floor(place)) * (high - low)) * 1e4) / 1e4
  }
  return { low: shares.map(at), median: at(0.5), high: shares.map((share) => at(1 - share)) }
}
