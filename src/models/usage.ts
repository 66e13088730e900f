import type { GeneratorUsage, Reply } from '../types.js'
import { noCounts, type BatchCounts } from './batch-counts.js'

type Tokens = Pick<GeneratorUsage, 'calls' | 'promptTokens' | 'evaluatedTokens' | 'generatedTokens' | 'forcedTokens'>

const noTokens: Tokens = { calls: 0, promptTokens: 0, evaluatedTokens: 0, generatedTokens: 0, forcedTokens: 0 }

/** Adds up replies and batches. Batches since the last reply are not in it yet. */
export function countUsage(): { add(reply: Reply, counts: BatchCounts): void; now(): GeneratorUsage } {
  const tokens = { ...noTokens }
  const batches: BatchCounts = { ...noCounts }
  return {
    add(reply, counts) {
      tokens.calls++
      for (const key of ['promptTokens', 'evaluatedTokens', 'generatedTokens', 'forcedTokens'] as const) tokens[key] += reply[key] ?? 0
      for (const key of Object.keys(counts) as (keyof BatchCounts)[]) batches[key] += counts[key]
    },
    now: () => usageOf(tokens, batches),
  }
}

/** What was used between two times. */
export function usageSince(before: GeneratorUsage, now: GeneratorUsage): GeneratorUsage {
  const keys = Object.keys(now) as (keyof GeneratorUsage)[]
  const since = Object.fromEntries(keys.map((key) => [key, now[key] - before[key]])) as unknown as GeneratorUsage
  return { ...since, batchFill: share(since.rows, since.heldRows) }
}

function usageOf(tokens: Tokens, { held, odd, split, decoding, reading, drawing, idle, ...batches }: BatchCounts): GeneratorUsage {
  return {
    ...{ ...tokens, ...batches, heldRows: held, batchFill: share(batches.rows, held), oddBatches: odd, splitBatches: split },
    ...{ decodingSeconds: decoding / 1000, promptSeconds: reading / 1000, drawingSeconds: drawing / 1000, idleSeconds: idle / 1000 },
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** Nothing asked yet. */
export const noUsage: GeneratorUsage = usageOf(noTokens, noCounts)
