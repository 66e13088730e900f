import type { Screening } from '../types.js'
import { criteria, type Criterion, type Verdicts } from './criteria.js'

/** How scores become a verdict; a change computes no score again. */
export interface Thresholds {
  readonly judge: 'both' | 'signals' | 'generator'
  readonly low: number
  readonly high: number
  readonly threshold: number
}

type Scores = Screening['verdicts']

/** Criteria that the cheap judge leaves open, for the generator to decide; none when one is met for sure, as that decides the row. */
export function openCriteria(verdicts: Verdicts, { judge, low, high }: Thresholds): Criterion[] {
  if (judge === 'signals') return []
  if (judge === 'generator') return [...criteria]
  if (criteria.some((criterion) => verdicts[criterion].probability >= high)) return []
  return criteria.filter((criterion) => verdicts[criterion].probability >= low)
}

/** Criteria that a text meets, by the scores in its row. */
export function metCriteria(scores: Scores, { judge, low, high, threshold }: Thresholds): Criterion[] {
  return criteria.filter((criterion) => {
    const { signals, generator } = scores[criterion]!
    if (judge === 'signals') return signals >= threshold
    if (judge === 'generator') return (generator ?? 1) >= 0.5
    if (signals >= high || signals < low) return signals >= high
    return (generator ?? signals) >= 0.5
  })
}

/** Both judges' scores with the words that gave them. */
export function scoresOf(signals: Verdicts, generator: Verdicts | undefined): Scores {
  return Object.fromEntries(criteria.map((criterion) => {
    const evidence = [...new Set([...signals[criterion].evidence, ...(generator?.[criterion].evidence ?? [])])]
    return [criterion, { signals: signals[criterion].probability, ...(generator ? { generator: generator[criterion].probability } : {}), evidence }]
  }))
}
