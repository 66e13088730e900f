import coreCount from '../core-count.cjs'
import type { Embedder, Generator, ModelEntry } from '../types.js'
import { openEmbedder } from './embedder.js'
import { startLlama } from './engine.js'
import { openGenerator, wantedContext } from './generator.js'
import { readGenerator } from './gguf.js'
import { besidesOf } from './open-models.js'
import { describe, fileIn, tunedBefore } from './tuning.js'

/** Milliseconds a trial runs, loading aside. */
const SPAN = 2000
/** Milliseconds after which a reply is not waited for. */
const PATIENCE = 30_000
const SEQUENCES = 4

/** A generator runs for two seconds, `prompts` at a time, on what would be its modest settings: no measurement of the best ones. */
export async function tryGenerator(entry: ModelEntry): Promise<{ readonly tokensPerSecond: number; readonly prompts: number; readonly contextSize: number }> {
  const threads = Math.max(1, Math.floor(coreCount() / 2))
  const generator = await openGenerator(entry, { threads, sequences: SEQUENCES })
  try {
    return { tokensPerSecond: await talk(generator), prompts: SEQUENCES, contextSize: generator.contextSize }
  } finally {
    await generator[Symbol.asyncDispose]()
  }
}

/** The settings a build with these other models would take, measured by an earlier one, and the file that says so; undefined where none was. */
export async function rememberedSettings(entry: ModelEntry, others: readonly ModelEntry[]): Promise<{ readonly settings: string; readonly tokensPerSecond: number; readonly file: string } | undefined> {
  const llama = await startLlama('auto')
  try {
    const choice = await tunedBefore(entry, { llama, contextSize: wantedContext(entry, await readGenerator(entry.path)), besides: besidesOf(entry, others) })
    return choice && { settings: describe(choice), tokensPerSecond: choice.tokensPerSecond, file: fileIn() }
  } finally {
    await llama.dispose()
  }
}

/** Short replies, one after the other, so that little of what is made when time is up goes uncounted. */
async function talk(generator: Generator): Promise<number> {
  const patience = AbortSignal.timeout(PATIENCE)
  const began = performance.now()
  let tokens = 0
  const one = (slot: number): Promise<void> =>
    generator.sequence(async (ask) => {
      for (let seed = slot; performance.now() - began < SPAN; seed += SEQUENCES) {
        const { generatedTokens } = await ask([{ role: 'user', content: `Tell me about the number ${seed}.` }], { seed, maxTokens: 16 })
        tokens += generatedTokens
      }
    }, patience).catch((thrown: unknown) => {
      if (!patience.aborted) throw thrown
    })
  await Promise.all(Array.from({ length: SEQUENCES }, (_, slot) => one(slot)))
  return (1000 * tokens) / (performance.now() - began)
}

/** An embedder reads sentences of some twelve words for two seconds. */
export async function tryEmbedder(entry: ModelEntry): Promise<{ readonly sentencesPerSecond: number; readonly dimensions: number }> {
  const embedder = await openEmbedder(entry)
  try {
    return { sentencesPerSecond: await read(embedder), dimensions: embedder.dimensions }
  } finally {
    await embedder[Symbol.asyncDispose]()
  }
}

async function read(embedder: Embedder): Promise<number> {
  const began = performance.now()
  let sentences = 0
  for (let batch = 4; performance.now() - began < SPAN; batch = Math.min(256, 2 * batch)) {
    const from = sentences
    await embedder.embed(Array.from({ length: batch }, (_, i) => `Sentence number ${from + i} is about a river, a town and its harbour.`))
    sentences += batch
  }
  return (1000 * sentences) / (performance.now() - began)
}
