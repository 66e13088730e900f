import { setTimeout as wait } from 'node:timers/promises'
import { UserError } from '../errors.js'
import { answer } from './answer.js'
import { openEngine, type ContextSettings, type Engine, type Weights } from './engine.js'

/** A measured speed. */
export interface Speed {
  /** Tokens of text generated a second, by all sequences together. */
  readonly tokensPerSecond: number
}

/** Milliseconds: at least, at most, and in rounds of the engine, whichever of the bounds comes first. */
const WINDOW = { least: 250, most: 2500, rounds: 12 }

/** Runs every sequence of a context of its own for a moment. Undefined when the memory does not hold the context. */
export async function measureEngine(weights: Weights, settings: ContextSettings): Promise<Speed | undefined> {
  const engine = await openEngine(weights, settings).catch((thrown: unknown) => {
    if (thrown instanceof UserError) return undefined
    throw thrown
  })
  if (!engine) return undefined
  const stop = new AbortController()
  const work = engine.sequences.map(() => talk(engine, stop.signal))
  try {
    return await watch(engine)
  } finally {
    stop.abort()
    await Promise.allSettled(work)
    await engine[Symbol.asyncDispose]()
  }
}

/** Counts the rows of text generation after a first batch, which warms caches and clocks. */
async function watch({ rounds: { counts } }: Engine): Promise<Speed> {
  const began = performance.now()
  while (counts.batches < 1 && performance.now() - began < 2 * WINDOW.most) await wait(1)
  const from = { time: performance.now(), rows: counts.rows, batches: counts.batches }
  let spent = 0
  do {
    await wait(5)
    spent = performance.now() - from.time
  } while (spent < WINDOW.least || (spent < WINDOW.most && counts.batches - from.batches < WINDOW.rounds))
  return { tokensPerSecond: (1000 * (counts.rows - from.rows)) / spent }
}

async function talk(engine: Engine, signal: AbortSignal): Promise<void> {
  const slot = engine.rounds.take()
  for (let seed = slot; !signal.aborted; seed += engine.sequences.length)
    await answer(engine, slot, { messages: [{ role: 'user', content: `${seed}` }], sampling: { seed, maxTokens: 128 }, signal })
}
