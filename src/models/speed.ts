import { setTimeout as wait } from 'node:timers/promises'
import { GgmlType, type Token } from 'node-llama-cpp'
import { memoryFree } from './memory.js'
import { openEngine, type ContextSettings, type Engine, type Weights } from './engine.js'
import type { EnginesSettings } from './engines.js'

/** What contexts of a model do. */
export interface Speed {
  /** Tokens of text generated a second, by all sequences together. */
  readonly tokensPerSecond: number
  /** Tokens of a prompt evaluated a second. */
  readonly promptTokensPerSecond: number
  /** Main memory of the contexts and the weights. Worker threads share what is mapped from the file, but of some quantizations llama.cpp packs the weights anew for each: so they count for each. */
  readonly bytes: number
  /** Layers that a GPU has no room for. All, where there is no GPU. */
  readonly layersOnCpu: number
}

/** Milliseconds: at least, and at most or in so many rounds of the engine, whichever comes first; a slow model takes longer for two. */
const WINDOW = { least: 400, most: 2000, rounds: 8, slowest: 30_000 }

/** Tokens of a sequence while it is measured: room for its prompt and reply, and quickly made. */
const CONTEXT = 512

/** Tokens of a prompt that is measured; fewer, and no full batch, of a model that generates few a second. */
const PROMPT = { least: 64, most: 256, seconds: 4 }

/** Tokens of a text. */
const TEXT = 128

/** As a build draws. */
const SAMPLING = { temperature: 0.7, topP: 0.95, topK: 40, minP: 0, seed: 0 }

/** Runs every sequence of contexts of their own for a moment, all at the same time. Undefined when the memory would not hold the contexts at their full size. */
export async function measureEngines(weights: Weights, { contexts = 1, besides = 0, ...settings }: EnginesSettings): Promise<Speed | undefined> {
  const bytes = await bytesNeeded(weights, settings, { contexts, besides })
  if (bytes === undefined) return undefined
  const layersOnCpu = Math.max(0, weights.model.fileInsights.totalLayers - weights.model.gpuLayers)
  const measured = await Promise.allSettled(Array.from({ length: contexts }, () => measureEngine(weights, settings)))
  // Where one fails the others have ended too: none takes memory or time from what is measured next.
  const all = measured.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
  return all.map((rates) => ({ ...rates, bytes: bytes / contexts, layersOnCpu })).reduce(together)
}

/** Of what runs at the same time. */
export function together(one: Speed, other: Speed): Speed {
  return {
    tokensPerSecond: one.tokensPerSecond + other.tokensPerSecond,
    promptTokensPerSecond: one.promptTokensPerSecond + other.promptTokensPerSecond,
    bytes: one.bytes + other.bytes,
    layersOnCpu: one.layersOnCpu,
  }
}

async function measureEngine(weights: Weights, settings: ContextSettings): Promise<Pick<Speed, 'tokensPerSecond' | 'promptTokensPerSecond'>> {
  const engine = await openEngine(weights, { ...settings, contextSize: Math.min(settings.contextSize ?? Infinity, CONTEXT) })
  const stop = new AbortController()
  const all = Array.from({ length: settings.sequences }, (_, slot) => slot)
  const work = all.map((slot) => talk(engine, slot, stop.signal))
  try {
    const failed = Promise.all(work).then(() => 0)
    const tokensPerSecond = await Promise.race([watch(engine), failed])
    stop.abort()
    await Promise.allSettled(work)
    const tokens = Math.min(settings.batchSize, Math.max(PROMPT.least, Math.floor(PROMPT.seconds * tokensPerSecond)))
    const each = Math.min(PROMPT.most, tokens, engine.contextSize - 1)
    return { tokensPerSecond, promptTokensPerSecond: await read(engine, all.slice(0, Math.floor(tokens / each)), each) }
  } finally {
    stop.abort()
    await Promise.allSettled(work)
    await engine[Symbol.asyncDispose]()
  }
}

/** Reads prompts of so many tokens at once. */
async function read({ samplers, rounds }: Engine, slots: readonly number[], each: number): Promise<number> {
  using sampler = samplers.open(SAMPLING)
  const began = performance.now()
  await Promise.all(slots.map(async (slot) => {
    rounds.begin(slot, Array.from({ length: each }, (_, i) => tokenOf(slot + 31 * i)))
    await rounds.next(slot, sampler, new AbortController().signal)
    rounds.end(slot)
  }))
  return (1000 * each * slots.length) / (performance.now() - began)
}

/** Main memory of the weights and so many contexts, by llama.cpp's own estimate; undefined when that is more than there is, or than other models leave. */
async function bytesNeeded({ llama, model }: Weights, settings: ContextSettings, { contexts, besides }: Required<Pick<EnginesSettings, 'contexts' | 'besides'>>): Promise<number | undefined> {
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
  const [vram, free] = await Promise.all([llama.getVramState(), memoryFree(llama, besides)])
  const inVram = Math.min(vram.free, vram.total - besides - model.memoryUsage.vram)
  if ((needed.gpuVram > 0 && contexts * needed.gpuVram > inVram) || contexts * needed.cpuRam > free) return undefined
  return contexts * needed.cpuRam + model.memoryUsage.ram
}

/** Counts the rows of text generation from the end of a first batch, which warms caches and clocks, to the end of a last. */
async function watch({ rounds: { counts } }: Engine): Promise<number> {
  const seen = () => ({ time: performance.now(), rows: counts.rows, batches: counts.batches })
  const began = performance.now()
  while (counts.batches < 1 && performance.now() - began < WINDOW.slowest) await wait(1)
  const from = seen()
  let last = from
  const going = (): boolean => {
    const spent = performance.now() - from.time
    const batches = last.batches - from.batches
    if (spent < WINDOW.least || (batches < 2 && spent < WINDOW.slowest)) return true
    return spent < WINDOW.most && batches < WINDOW.rounds
  }
  while (going()) {
    await wait(2)
    if (counts.batches > last.batches) last = seen()
  }
  return (1000 * (last.rows - from.rows)) / Math.max(1, last.time - from.time)
}

/** Generates text of so many tokens, again and again, whatever it says. */
async function talk({ samplers, rounds, contextSize }: Engine, slot: number, signal: AbortSignal): Promise<void> {
  using sampler = samplers.open({ ...SAMPLING, seed: slot })
  const length = Math.min(TEXT, contextSize - 1)
  for (let n = 0; !signal.aborted; n++) {
    if (n % length === 0) rounds.begin(slot, [tokenOf(slot + n)])
    await rounds.next(slot, sampler, signal)
  }
  rounds.end(slot)
}

function tokenOf(n: number): Token {
  return (1 + (n % 200)) as Token
}
