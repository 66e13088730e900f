import { z } from 'zod'
import type { Signals } from './signals.js'

/** Shares of good translations below (and above) which a quantile is kept. */
export const shares = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05] as const

const tail = z.array(z.number()).length(shares.length)
const rangeSchema = z.strictObject({ low: tail, median: z.number(), high: tail }).describe('quantiles of a signal over good translations')
const signalNames = ['length', 'compression', 'cosine', 'margin', 'source-covered', 'target-covered', 'source-claimed', 'target-claimed', 'source-skipped', 'target-skipped', 'left-out', 'added']
const bucketSchema = z.strictObject({
  pairs: z.number().int().positive(),
  signals: z.record(z.string(), rangeSchema).refine((signals) => signalNames.every((name) => name in signals), 'lacks a signal; calibrate again'),
})

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
const lengths: readonly (readonly [name: string, most: number])[] = [['phrase', 60], ['sentence', 250], ['paragraph', 900], ['long', Infinity]]

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

/** Signals that may be wrong by themselves: on which side, and whether they tell of form or of meaning; others count together only. */
const alone: readonly { readonly name: string; readonly side: 'low' | 'high'; readonly share: 'single' | 'similar' }[] = [
  { name: 'length', side: 'low', share: 'single' },
  { name: 'length', side: 'high', share: 'single' },
  { name: 'compression', side: 'low', share: 'single' },
  { name: 'cosine', side: 'low', share: 'similar' },
  { name: 'margin', side: 'low', share: 'similar' },
  { name: 'source-covered', side: 'low', share: 'similar' },
  { name: 'target-covered', side: 'low', share: 'similar' },
]

/** Shares of good translations that signals may cost: each of form, each of meaning, and what tells of sentences left out or added. */
export interface Shares {
  readonly single: number
  readonly similar: number
  readonly complete: number
}

/**
 * What speaks for a sentence left out, and for one added: signals, the sign of their wrong side, and their weights, chosen on the
 * translations that thresholds are calibrated on, with a sentence taken out or put in.
 */
const together: Readonly<Record<string, readonly (readonly [signal: string, sign: number, weight: number])[]>> = {
  'left-out': [['length', -1, 1], ['source-covered', -1, 0.5], ['source-claimed', -1, 2.5], ['source-skipped', 1, 0.8]],
  added: [['length', 1, 1], ['target-covered', -1, 0.5], ['target-claimed', -1, 2.5], ['target-skipped', 1, 0.8]],
}

/** Of the distance from the median to the outermost 5 %: a signal that hardly moves is not to weigh much. */
const leastScale = 0.05

/** How much speaks for a sentence left out, and for one added: signals in units of the distance from the median to the outermost 5 %, weighed and added up. */
export function completeness(signals: Signals, ranges: Readonly<Record<string, Range>>): Signals {
  return Object.fromEntries(
    Object.entries(together).map(([name, parts]) => [
      name,
      parts.reduce((sum, [signal, sign, weight]) => {
        const { median, low, high } = ranges[signal]!
        const scale = Math.max(leastScale, sign < 0 ? median - low.at(-1)! : high.at(-1)! - median)
        return sum + weight * Math.min(6, Math.max(-2, (sign * (signals[signal]! - median)) / scale))
      }, 0),
    ]),
  )
}

/** A signal beyond its limit. */
export interface Outside {
  readonly name: string
  readonly value: number
  readonly limit: number
}

/** Signals that are wrong at those shares of good translations. */
export function outside(signals: Signals, { signals: ranges }: Bucket, { complete, ...given }: Shares): Outside[] {
  const found = alone.flatMap(({ name, side, share }) => beyond(name, signals[name], side, limitAt(ranges[name]![side], given[share])))
  return [...found, ...Object.entries(completeness(signals, ranges)).flatMap(([name, value]) => beyond(name, value, 'high', limitAt(ranges[name]!.high, complete)))]
}

/** Written so that a signal which is missing or could not be computed (NaN) is beyond. */
function beyond(name: string, value: number | undefined, side: 'low' | 'high', limit: number): Outside[] {
  const within = value !== undefined && (side === 'low' ? value >= limit : value <= limit)
  return within ? [] : [{ name, value: value ?? NaN, limit }]
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
