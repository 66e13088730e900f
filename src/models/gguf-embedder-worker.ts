import type { LlamaEmbeddingContext, Token } from 'node-llama-cpp'
import { disposeOf, startLlama } from './engine.js'
import { gpuOf } from './gpu.js'
import { checkFits } from './memory.js'
import { refused } from './refused.js'
import type { Gpu } from './run-settings.js'

/** Which GGUF embeds, and how. */
export interface GgufEmbedSettings {
  readonly path: string
  readonly gpu: Gpu
  readonly architecture: string
  /** Size of the file. */
  readonly bytes: number
  /** llama.cpp's pooling type; not given, the file's own. */
  readonly pooling?: number
  /** Longer texts are cut. */
  readonly maxTokens: number
  /** Computing threads, of all contexts together. */
  readonly threads: number
}

/** What a batch asks of the worker. */
export interface GgufEmbedTask {
  readonly texts: readonly string[]
  readonly settings: GgufEmbedSettings
}

/**
 * Texts computed at the same time on a GPU, each on a context of its own: the engine gives the vector of one text a
 * decoded batch. On a CPU one text fills the threads.
 */
const CONTEXTS_ON_GPU = 4

/** Read in place of a text without a word: every text has a vector. */
const nothing = '.'

let opened: ReturnType<typeof open> | undefined

async function open({ path, gpu, bytes, architecture, pooling, maxTokens, threads }: GgufEmbedSettings) {
  const llama = await startLlama(gpu)
  try {
    const onGpu = gpuOf(llama, gpu) !== false
    checkFits('embedder', path, { bytes, onGpu })
    const metadataOverrides = pooling === undefined ? undefined : { [architecture]: { pooling_type: pooling } }
    const model = await llama.loadModel({ modelPath: path, ...(metadataOverrides && { metadataOverrides }) }).catch((thrown: unknown) => {
      throw refused('embedder', path, { what: 'could not be loaded', thrown })
    })
    const contextSize = Math.min(maxTokens, model.trainContextSize) + 2
    const contexts: LlamaEmbeddingContext[] = []
    for (let i = 0; i < (onGpu ? CONTEXTS_ON_GPU : 1); i++) {
      // The whole text has to be in one batch, since encoders look both ways.
      contexts.push(await model.createEmbeddingContext({ contextSize, batchSize: contextSize, threads }).catch((thrown: unknown) => {
        throw refused('embedder', path, { what: `has no room for texts of ${contextSize} tokens`, thrown })
      }))
    }
    return { llama, model, contexts, room: contextSize - 4 }
  } catch (thrown) {
    await disposeOf(llama)
    throw thrown
  }
}

/** Vectors of length 1, one per text, laid end to end. Failures come as a value, since a thrown error loses its class between threads. */
export default async function embed({ texts, settings }: GgufEmbedTask): Promise<{ readonly vectors: Float32Array } | { readonly error: { readonly name: string; readonly message: string } }> {
  try {
    const { model, contexts, room } = await (opened ??= open(settings))
    const inputs = texts.map((text) => model.tokenize(text.trim() || nothing).slice(0, room))
    const found: Float32Array[] = []
    let next = 0
    await Promise.all(contexts.map(async (context) => {
      for (let i = next++; i < inputs.length; i = next++) found[i] = await vectorOf(context, inputs[i]!)
    }))
    return { vectors: laid(found) }
  } catch (thrown) {
    opened = undefined
    const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown))
    return { error: { name, message } }
  }
}

/** Frees the model. */
export async function unload(): Promise<void> {
  const open = await opened?.catch(() => undefined)
  opened = undefined
  await open?.llama.dispose()
}

async function vectorOf(context: LlamaEmbeddingContext, tokens: Token[]): Promise<Float32Array> {
  const { vector } = await context.getEmbeddingFor(tokens)
  const norm = Math.hypot(...vector) || 1
  return Float32Array.from(vector, (value) => value / norm)
}

function laid(vectors: readonly Float32Array[]): Float32Array {
  const width = vectors[0]?.length ?? 0
  const flat = new Float32Array(vectors.length * width)
  vectors.forEach((vector, i) => flat.set(vector, i * width))
  return flat
}
