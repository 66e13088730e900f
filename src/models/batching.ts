/** A sequence that waits to be evaluated. */
export interface Wish {
  /** Number of the sequence in llama.cpp. */
  readonly slot: number
  /** Tokens to evaluate: one while text is generated, more of a prompt. */
  readonly tokens: number
}

/** A sequence's part of a batch. */
export interface Part {
  readonly slot: number
  /** Tokens of its wish. */
  readonly tokens: number
  /** Rows of no meaning behind them, whose cells are dropped again. */
  readonly fillers: number
}

export interface BatchLimits {
  /** Most rows in one batch. */
  readonly batchSize: number
  /** How many cells a sequence can still take; a filler may go where there is one. None may where cells cannot be dropped. */
  readonly room: (slot: number) => number
}

/**
 * Fillers that a batch may have for every pass over the weights they save. A pass costs as much as 14 (nano) to 31 rows (0.5 B,
 * one thread) do beyond it.
 */
const WORTH = 12

/**
 * Who is in the next batch. llama.cpp evaluates in one pass only sequences of consecutive numbers, the same number of tokens each;
 * whatever else is in a batch takes passes of its own over all weights. So a batch is one such pass: while text is generated a
 * token of everyone, with fillers for the numbers between that have none; else the prompts that are about equally long.
 * Prompts go first, so that text generation runs with as many sequences as there are.
 */
export function planBatch(wishes: readonly Wish[], limits: BatchLimits): readonly Part[] {
  const inOrder = wishes.toSorted((a, b) => a.slot - b.slot)
  const prompts = inOrder.filter(({ tokens }) => tokens > 1)
  return prompts.length > 0 ? promptBatch(prompts, limits) : bridged(inOrder, limits)
}

/** One token each; a gap is bridged when that takes few fillers. */
function bridged(wishes: readonly Wish[], { batchSize, room }: BatchLimits): readonly Part[] {
  const parts: Part[] = []
  for (const { slot } of wishes) {
    const before = parts.at(-1)
    const gap = before ? range(before.slot + 1, slot) : []
    const rows = parts.length + 1 + gap.length + wishes.length
    if (gap.length <= WORTH && rows <= batchSize && gap.every((one) => room(one) > 0)) parts.push(...gap.map((one) => ({ slot: one, tokens: 0, fillers: 1 })))
    parts.push({ slot, tokens: 1, fillers: 0 })
  }
  return parts.slice(0, batchSize)
}

/** The longest prompt, or a batch full of it, and neighbours that are almost as long. */
function promptBatch(prompts: readonly Wish[], { batchSize, room }: BatchLimits): readonly Part[] {
  const longest = prompts.reduce((a, b) => (b.tokens > a.tokens ? b : a))
  const each = Math.min(longest.tokens, batchSize)
  const most = Math.max(1, Math.floor(batchSize / each))
  const at = prompts.indexOf(longest)
  const joins = (i: number): boolean => {
    const one = prompts[i]
    if (!one || one.tokens < each - WORTH) return false
    return one.tokens >= each || room(one.slot) >= each
  }
  let [first, end] = [at, at + 1]
  for (;;) {
    const rows = end - first
    if (rows < most && joins(end) && prompts[end]!.slot === prompts[end - 1]!.slot + 1) end++
    else if (rows < most && joins(first - 1) && prompts[first - 1]!.slot === prompts[first]!.slot - 1) first--
    else break
  }
  return prompts.slice(first, end).map(({ slot, tokens }) => ({ slot, tokens: Math.min(tokens, each), fillers: Math.max(0, each - tokens) }))
}

/** Passes over the weights that llama.cpp makes of a batch. */
export function passesOf(parts: readonly Part[]): number {
  let passes = 0
  let run: number[] = []
  const flush = (): void => void (passes += new Set(run).size)
  for (const [i, { slot, tokens, fillers }] of parts.entries()) {
    if (i > 0 && slot !== parts[i - 1]!.slot + 1) {
      flush()
      run = []
    }
    run.push(tokens + fillers)
  }
  flush()
  return passes
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
