import { passesOf, type Part } from './batching.js'

/** What a context has decoded so far. */
export interface BatchCounts {
  /** Batches of text generation, the tokens in them, and the sequences held at the time of each, added up. */
  batches: number
  rows: number
  held: number
  /** Text generation batches without one of the sequences held. */
  odd: number
  /** Text generation batches that llama.cpp evaluates in more than one pass. */
  split: number
  /** Rows of no meaning, which save passes. */
  fillers: number
  /** Batches of prompt processing. */
  promptBatches: number
  /** Milliseconds spent decoding, of these for prompts, drawing tokens, and neither although a sequence was held. */
  decoding: number
  reading: number
  drawing: number
  idle: number
}

/** Nothing decoded. */
export const noCounts: Readonly<BatchCounts> = { batches: 0, rows: 0, held: 0, odd: 0, split: 0, fillers: 0, promptBatches: 0, decoding: 0, reading: 0, drawing: 0, idle: 0 }

/** What was decoded between two times. */
export function countsSince(before: Readonly<BatchCounts>, now: Readonly<BatchCounts>): BatchCounts {
  const keys = Object.keys(now) as (keyof BatchCounts)[]
  return Object.fromEntries(keys.map((key) => [key, now[key] - before[key]])) as Record<keyof BatchCounts, number>
}

/** Counts one batch and the time it took, with so many sequences held. */
export function countBatch(counts: BatchCounts, parts: readonly Part[], { held, ...times }: Pick<BatchCounts, 'held' | 'decoding' | 'drawing' | 'idle'>): void {
  for (const key of ['decoding', 'drawing', 'idle'] as const) counts[key] += times[key]
  counts.fillers += parts.reduce((sum, { fillers }) => sum + fillers, 0)
  if (parts.some(({ tokens, fillers }) => tokens + fillers > 1)) {
    counts.promptBatches++
    counts.reading += times.decoding
    return
  }
  const rows = parts.filter(({ tokens }) => tokens > 0).length
  counts.batches++
  counts.rows += rows
  counts.held += held
  if (rows < held) counts.odd++
  if (passesOf(parts) > 1) counts.split++
}
