import { setTimeout as wait } from 'node:timers/promises'
import { GgmlType, type Token } from 'node-llama-cpp'
import { answer, promptOf } from './answer.js'
import { makeSampler } from './binding.js'
import { openEngine, type ContextSettings, type Engine, type Weights } from './engine.js'

/** What a context of a model does. */
export interface Speed {
  /** Tokens of text generated a second, by all sequences together. */
  readonly tokensPerSecond: number
  /** Tokens of a prompt evaluated a second. */
  readonly promptTokensPerSecond: number
  /** Main memory of the context and the weights. */
  readonly bytes: number
}

/** Milliseconds: at least, at most, and in rounds of the engine, whichever of the bounds comes first. */
const WINDOW = { least: 400, most: 2000, rounds: 8 }

/** Tokens of a sequence while it is measured: room for its prompt and reply, and quickly made. */
const CONTEXT = 512

/** Tokens of a prompt that is measured. */
const PROMPT = 256

/** Runs every sequence of a context of its own for a moment. Undefined when the memory would not hold the context at its full size. */
export async function measureEngine(weights: Weights, settings: ContextSettings): Promise<Speed | undefined> {
  const bytes = await bytesNeeded(weights, settings)
  if (bytes === undefined) return undefined
  const engine = await openEngine(weights, { ...settings, contextSize: Math.min(settings.contextSize ?? Infinity, CONTEXT) })
  const stop = new AbortController()
  const work = Array.from({ length: settings.sequences }, (_, n) => talk(engine, n, stop.signal))
  try {
    const tokensPerSecond = await watch(engine)
    stop.abort()
    await Promise.allSettled(work)
    return { tokensPerSecond, promptTokensPerSecond: await read(engine, settings), bytes }
  } finally {
    stop.abort()
    await Promise.allSettled(work)
    await engine[Symbol.asyncDispose]()
  }
}

/** Reads as many prompts at once as fill a batch. */
async function read({ context, contextSize, rounds }: Engine, { batchSize, sequences }: ContextSettings): Promise<number> {
  const each = Math.min(PROMPT, contextSize - 1)
  const slots = Array.from({ length: Math.max(1, Math.min(sequences, Math.floor(batchSize / each))) }, (_, slot) => slot)
  using sampler = makeSampler(context, { temperature: 0, topP: 1, topK: 1, minP: 0, seed: 0 })
  const began = performance.now()
  await Promise.all(slots.map(async (slot) => {
    rounds.begin(slot, Array.from({ length: each }, (_, i) => (1 + ((slot + 31 * i) % 200)) as Token))
    await rounds.next(slot, sampler, new AbortController().signal)
    rounds.end(slot)
  }))
  return (1000 * each * slots.length) / (performance.now() - began)
}

/** Main memory of the weights and a context, by llama.cpp's own estimate; undefined when that is more than there is. */
async function bytesNeeded({ llama, model }: Weights, settings: ContextSettings): Promise<number | undefined> {
  const { sequences, batchSize, contextSize = Infinity, flashAttention, kvType } = settings
  const kv = kvType === 'q8_0' ? GgmlType.Q8_0 : GgmlType.F16
  const needed = await model.fileInsights.estimateContextResourceRequirementsV2({
    sequences,
    batchSize,
    contextSize: Math.min(contextSize, model.trainContextSize),
    modelGpuLayers: model.gpuLayers,
    swaFullCache: true,
    ...{ flashAttention: flashAttention !== 'off', kvCacheKeyType: kv, kvCacheValueType: kv },
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

async function talk(engine: Engine, first: number, signal: AbortSignal): Promise<void> {
  for (let seed = first; !signal.aborted; seed += 1000) {
    const sampling = { seed, maxTokens: 128 }
    const prompt = promptOf(engine, [{ role: 'user', content: `${seed}` }], sampling)
    const slot = await engine.slots.take(prompt.tokens, signal)
    await answer(engine, slot, { prompt, sampling, signal }).finally(() => engine.slots.give(slot))
  }
}
