import { setTimeout as wait } from 'node:timers/promises'
import { answer } from './answer.js'
import { openEngine, type ContextSettings, type Engine, type Weights } from './engine.js'

/** What a context of a model does. */
export interface Speed {
  /** Tokens of text generated a second, by all sequences together. */
  readonly tokensPerSecond: number
  /** Main memory of the context and the weights. */
  readonly bytes: number
}

/** Milliseconds: at least, at most, and in rounds of the engine, whichever of the bounds comes first. */
const WINDOW = { least: 200, most: 2000, rounds: 8 }

/** Tokens of a sequence while it is measured: room for its prompt and reply, and quickly made. */
const CONTEXT = 512

/** Runs every sequence of a context of its own for a moment. Undefined when the memory would not hold the context at its full size. */
export async function measureEngine(weights: Weights, settings: ContextSettings): Promise<Speed | undefined> {
  const bytes = await bytesNeeded(weights, settings)
  if (bytes === undefined) return undefined
  const engine = await openEngine(weights, { ...settings, contextSize: Math.min(settings.contextSize ?? Infinity, CONTEXT) })
  const stop = new AbortController()
  const work = engine.sequences.map(() => talk(engine, stop.signal))
  try {
    return { tokensPerSecond: await watch(engine), bytes }
  } finally {
    stop.abort()
    await Promise.allSettled(work)
    await engine[Symbol.asyncDispose]()
  }
}

/** Main memory of the weights and a context, by llama.cpp's own estimate; undefined when that is more than there is. */
async function bytesNeeded({ llama, model }: Weights, settings: ContextSettings): Promise<number | undefined> {
  const { sequences, batchSize, contextSize = Infinity } = settings
  const needed = await model.fileInsights.estimateContextResourceRequirementsV2({
    sequences,
    batchSize,
    contextSize: Math.min(contextSize, model.trainContextSize),
    modelGpuLayers: model.gpuLayers,
    swaFullCache: true,
  })
  const [vram, ram] = await Promise.all([llama.getVramState(), llama.getRamState()])
  if (needed.gpuVram > vram.free || needed.cpuRam > ram.free) return undefined
  return needed.cpuRam + model.memoryUsage.ram
}

/** Counts the rows of text generation after a first batch, which warms caches and clocks. */
async function watch({ rounds: { counts } }: Engine): Promise<number> {
  const began = performance.now()
  while (counts.batches < 1 && performance.now() - began < 2 * WINDOW.most) await wait(1)
  const from = { time: performance.now(), rows: counts.rows, batches: counts.batches }
  let spent = 0
  do {
    await wait(5)
    spent = performance.now() - from.time
  } while (spent < WINDOW.least || (spent < WINDOW.most && counts.batches - from.batches < WINDOW.rounds))
  return (1000 * (counts.rows - from.rows)) / spent
}

async function talk(engine: Engine, signal: AbortSignal): Promise<void> {
  const slot = engine.rounds.take()
  for (let seed = slot; !signal.aborted; seed += engine.sequences.length)
    await answer(engine, slot, { messages: [{ role: 'user', content: `${seed}` }], sampling: { seed, maxTokens: 128 }, signal })
}
