import type { Token } from 'node-llama-cpp'
import { countBatch, noCounts, type BatchCounts } from './batch-counts.js'
import { planBatch, type Part } from './batching.js'
import type { Binding, Sampler } from './binding.js'
import { makeCells } from './cells.js'
import { makePatience } from './patience.js'

/**
 * Lets the sequences of one llama.cpp context move in rounds, one decoded batch a round. A round starts when every
 * sequence of the last one has its next token, so no batch leaves without a sequence that is only still sampling.
 */
export interface Rounds {
  /** A call begins on a sequence: what it holds of the prompt stays. `forced`: what the reply has to begin with. */
  begin(slot: number, prompt: readonly Token[], forced?: readonly Token[]): void
  /** Tokens that come after the one drawn last without being drawn. */
  force(slot: number, tokens: readonly Token[]): void
  /** Evaluates what is left of the prompt, or the token that was drawn last and what was forced after it, and draws the next. */
  next(slot: number, sampler: Sampler, signal: AbortSignal): Promise<Token>
  /** Tokens of the prompt that were evaluated. Known once the first token is drawn. */
  evaluated(slot: number): number
  /** The call is over; another on the same sequence may follow at once. */
  end(slot: number): void
  /** What a sequence holds. */
  cells(slot: number): readonly Token[]
  readonly counts: Readonly<BatchCounts>
}

export interface RoundsOptions {
  readonly sequences: number
  /** Most tokens in one batch. */
  readonly batchSize: number
  /** Tokens that a sequence holds. */
  readonly contextSize: number
  /** Cells of a sequence can be dropped: not so where it has one state for all. */
  readonly drops: boolean
  /** How many sequences are held. */
  readonly held: () => number
  /** Milliseconds; replaced in tests. */
  readonly now?: () => number
}

interface Waiting {
  readonly sampler: Sampler
  readonly signal: AbortSignal
  readonly resolve: (token: Token) => void
  readonly reject: (reason: unknown) => void
}

/** Makes the rounds of one context, which nothing else may evaluate on. */
export function makeRounds(binding: Binding, { sequences, batchSize, contextSize, drops, held, now = () => performance.now() }: RoundsOptions): Rounds {
  const cells = makeCells(binding, sequences)
  const patience = makePatience(now)
  const counts = { ...noCounts }
  const waiting = new Map<number, Waiting>()
  /** Sequences of the batch that is made, and later those of them that have not come back. */
  const out = new Set<number>()
  let planned = false
  let rested = now()

  const room = (slot: number): number => (drops ? contextSize - cells.of(slot).length - cells.left(slot) : 0)
  const settle = (slot: number): Waiting => {
    const one = waiting.get(slot)!
    waiting.delete(slot)
    return one
  }
  const plan = (delay = 0): void => {
    if (planned || out.size > 0 || waiting.size === 0) return
    planned = true
    if (delay >= 1) setTimeout(open, delay)
    // Calls that begin are given the time to arrive together; the next token of those under way need not wait.
    else if (delay > 0 || [...waiting.keys()].some(cells.isNew)) setImmediate(open)
    else queueMicrotask(open)
  }
  const open = (): void => {
    planned = false
    const delay = patience.left()
    if (delay > 0) return plan(delay)
    for (const [slot, { signal }] of waiting) {
      cells.settle(slot)
      if (signal.aborted) settle(slot).reject(signal.reason)
    }
    const wishes = [...waiting.keys()].map((slot) => ({ slot, tokens: cells.left(slot) }))
    if (wishes.length > 0) void round(planBatch(wishes, { batchSize, room }))
  }
  const round = async (parts: readonly Part[]): Promise<void> => {
    for (const { slot, tokens } of parts) if (tokens > 0) out.add(slot)
    const began = now()
    try {
      const outputs = cells.fill(parts)
      await binding.decodeBatch()
      const decoded = now()
      cells.clean(parts)
      // All are waited for: a batch must not be made while a token is drawn from the one before it.
      const slots = [...outputs.keys()]
      const drawn = await Promise.allSettled(slots.map((slot) => waiting.get(slot)!.sampler.draw(outputs.get(slot)!)))
      countBatch(counts, parts, { held: held(), decoding: decoded - began, drawing: now() - decoded, idle: began - rested })
      for (const { slot } of parts) if (!outputs.has(slot)) out.delete(slot)
      for (const [i, slot] of slots.entries()) {
        const result = drawn[i]!
        if (result.status === 'rejected') settle(slot).reject(result.reason)
        else {
          cells.add(slot, result.value)
          settle(slot).resolve(result.value)
        }
      }
    } catch (thrown) {
      for (const { slot } of parts) {
        cells.forget(slot)
        if (out.delete(slot)) settle(slot).reject(thrown)
      }
    }
    rested = now()
    patience.took(rested - began)
    plan()
  }
  return {
    ...{ counts, cells: cells.of, evaluated: cells.evaluated, force: cells.force },
    begin(slot, prompt, forced = []) {
      patience.began(slot)
      // The context does not idle before anyone calls.
      if (held() <= 1 && waiting.size + out.size === 0) rested = now()
      cells.begin(slot, prompt, forced)
    },
    next(slot, sampler, signal) {
      out.delete(slot)
      return new Promise((resolve, reject) => {
        waiting.set(slot, { sampler, signal, resolve, reject })
        plan()
      })
    },
    end(slot) {
      out.delete(slot)
      patience.ended(slot)
      plan()
    },
  }
}
