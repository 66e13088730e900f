import type { BatchItem, EvaluationPriority, PrioritizedBatchItem } from 'node-llama-cpp'

/** What a scheduler has decoded so far. */
export interface BatchCounts {
  /** Batches of text generation, the rows in them, and the sequences held at the time of each, added up. */
  batches: number
  rows: number
  held: number
  /** Text generation batches whose sequences were no run of consecutive numbers: llama.cpp splits them. */
  split: number
  /** Batches of prompt processing. */
  promptBatches: number
}

/**
 * Lets the sequences of one llama.cpp context move in rounds, one decoded batch a round. A round starts when every
 * sequence of the last one has its next token, so no batch leaves without a sequence that is only still sampling.
 * Between rounds the context's queue is empty, so it gives up its lock, and a new call can drop cells and join at once.
 */
export interface Rounds {
  /** The lowest free sequence: those at work stay consecutive. Throws when none is free. */
  take(): number
  give(slot: number): void
  /** A call begins on a sequence that was taken. */
  enter(slot: number): void
  /** Waits until the sequence may decode; takes the tokens that are left, gives how many may be passed on now (1 or more). */
  turn(slot: number, tokens: number): Promise<number>
  /** The call is over. */
  leave(slot: number): void
  readonly counts: Readonly<BatchCounts>
}

export interface RoundsOptions {
  readonly sequences: number
  /** Most tokens in one batch. */
  readonly batchSize: number
  /** Milliseconds; replaced in tests. */
  readonly now?: () => number
}

interface Waiting {
  readonly slot: number
  readonly tokens: number
  readonly go: (tokens: number) => void
}

/** How long a round waits for the next call of a sequence whose call just ended, as a share of a round's time, and at most, in ms. */
const PATIENCE = { share: 0.15, most: 10 }

/** Makes the rounds of one context. */
export function makeRounds({ sequences, batchSize, now = () => performance.now() }: RoundsOptions): Rounds {
  const counts: BatchCounts = { batches: 0, rows: 0, held: 0, split: 0, promptBatches: 0 }
  const free = Array.from({ length: sequences }, (_, slot) => slot)
  const decoding = new Set<number>()
  const waiting = new Map<number, Waiting>()
  /** Sequences between two calls, with the time their last one ended. */
  const between = new Map<number, number>()
  let planned = false
  let opened = 0
  let roundTime = 0

  const plan = (delay = 0): void => {
    if (planned || decoding.size > 0 || waiting.size === 0) return
    planned = true
    // A turn of the event loop, so that the context lets go of its lock and messages arrive.
    if (delay >= 1) setTimeout(open, delay)
    else setImmediate(open)
  }
  const open = (): void => {
    planned = false
    if (decoding.size > 0 || waiting.size === 0) return
    const patience = Math.min(PATIENCE.share * roundTime, PATIENCE.most) - (now() - Math.max(-Infinity, ...between.values()))
    if (patience > 0) return plan(patience)
    between.clear()
    const round = chooseRound([...waiting.values()], batchSize)
    note(counts, round, sequences - free.length)
    for (const { slot } of round) {
      waiting.delete(slot)
      decoding.add(slot)
    }
    opened = now()
    for (const { go, grant } of round) go(grant)
  }
  const decoded = (slot: number): void => {
    if (decoding.delete(slot) && decoding.size === 0) roundTime = 0.8 * roundTime + 0.2 * (now() - opened)
  }
  return {
    counts,
    take() {
      free.sort((a, b) => a - b)
      const slot = free.shift()
      if (slot === undefined) throw new Error('more tasks than sequences')
      return slot
    },
    give: (slot) => void free.push(slot),
    enter: (slot) => void between.delete(slot),
    turn(slot, tokens) {
      decoded(slot)
      return new Promise((go) => {
        waiting.set(slot, { slot, tokens, go })
        plan()
      })
    },
    leave(slot) {
      decoded(slot)
      waiting.delete(slot)
      between.set(slot, now())
      plan()
    },
  }
}

/**
 * Who decodes next. Prompts go first, so that text generation runs with as many sequences as there are: whole ones in
 * order, as many as the batch holds, and of one too long for it a batch full. Without a prompt everyone, a token each.
 */
export function chooseRound<W extends { readonly slot: number; readonly tokens: number }>(
  waiting: readonly W[],
  batchSize: number,
): readonly (W & { readonly grant: number })[] {
  const inOrder = waiting.toSorted((a, b) => a.slot - b.slot)
  const prompts = inOrder.filter((one) => one.tokens > 1)
  let left = batchSize
  return (prompts.length > 0 ? prompts : inOrder).flatMap((one) => {
    const grant = left === batchSize ? Math.min(one.tokens, left) : one.tokens
    if (grant > left) return []
    left -= grant
    return [{ ...one, grant }]
  })
}

function note(counts: BatchCounts, round: readonly { slot: number; tokens: number }[], held: number): void {
  const first = round[0]
  const last = round.at(-1)
  if (!first || !last) return
  if (first.tokens > 1) {
    counts.promptBatches++
    return
  }
  counts.batches++
  counts.rows += round.length
  counts.held += held
  if (last.slot - first.slot + 1 !== round.length) counts.split++
}

/** The priority that tells `inSlotOrder` the sequence of a batch item: node-llama-cpp passes any number on unchanged. */
export function priorityOf(slot: number): EvaluationPriority {
  return (1 + slot / 4096) as EvaluationPriority
}

/**
 * The order in which items go into a batch: by sequence, since llama.cpp puts only consecutive, increasing sequence
 * ids into one micro-batch. Rounds keep the sum of tokens within the batch, so every item is processed whole.
 */
export function inSlotOrder({ items }: { readonly items: readonly BatchItem[] }): PrioritizedBatchItem[] {
  return items
    .toSorted((a, b) => a.evaluationPriority - b.evaluationPriority)
    .map((item) => ({ item, processAmount: item.tokens.length }))
}
