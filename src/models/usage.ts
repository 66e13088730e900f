import type { Reply } from '../types.js'
import type { BatchCounts } from './batching.js'
import type { DetailedUsage } from './run-settings.js'

/** Adds up replies and batches. Batches since the last reply are not in it yet. */
export function countUsage(): { add(reply: Reply, counts: BatchCounts): void; now(): DetailedUsage } {
  const sum = { calls: 0, promptTokens: 0, evaluatedTokens: 0, generatedTokens: 0, batches: 0, promptBatches: 0, splitBatches: 0 }
  let rows = 0
  let held = 0
  return {
    add(reply, counts) {
      sum.calls++
      sum.promptTokens += reply.promptTokens
      sum.evaluatedTokens += reply.evaluatedTokens
      sum.generatedTokens += reply.generatedTokens
      sum.batches += counts.batches
      sum.promptBatches += counts.promptBatches
      sum.splitBatches += counts.split
      rows += counts.rows
      held += counts.held
    },
    now: () => ({ ...sum, batchFill: held === 0 ? 0 : rows / held }),
  }
}
