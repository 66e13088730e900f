import { readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Piscina } from 'piscina'
import coreCount from '../core-count.cjs'
import { UserError } from '../errors.js'
import type { Embedder, ModelEntry } from '../types.js'
import { embedInTasks } from './embed-in-tasks.js'
import { weightsOf } from './embedder-at.js'
import { readSettings } from './embedder-folder.js'
import type { EmbedSettings, EmbedTask } from './embedder-worker.js'
import { remembering } from './remembering.js'
import type { Gpu } from './run-settings.js'
import { openVectors } from './vector-file.js'

/** Texts a task carries to the worker; the worker makes batches of them. */
const textsPerTask = 256

let pool: Piscina | undefined

/**
 * The one thread that embeds, for as long as the process lives: onnxruntime-node keeps its classes in static variables, so
 * that the heap breaks when a second thread loads it or when one that did ends before the process. Idle, it lets the process end.
 */
function worker(): Piscina {
  return (pool ??= new Piscina({ filename: new URL('./embedder-worker.js', import.meta.url).href, minThreads: 1, maxThreads: 1, idleTimeout: Infinity }))
}

export interface EmbedderOptions {
  readonly gpu?: Gpu
  /** Folder where the vectors of all texts are kept, so that none is computed twice, in this run or a later one. */
  readonly vectors?: string | undefined
  /** Told what is worth knowing and no error. */
  readonly onNote?: ((text: string) => void) | undefined
}

/**
 * An embedder: a folder on @xenova/transformers, or a GGUF on llama.cpp, each in a worker thread; reads files only, never a network.
 * @throws UserError when it does not load as an embedding model
 */
export async function openEmbedder(entry: ModelEntry, { gpu, vectors, onNote }: EmbedderOptions = {}): Promise<Embedder> {
  const isFile = (await stat(entry.path).catch(() => undefined))?.isFile()
  const embedder = isFile ? await (await import('./gguf-embedder.js')).openGgufEmbedder(entry, { gpu }) : await openOnnxEmbedder(entry)
  if (vectors === undefined) return remembering(embedder)
  try {
    return remembering(embedder, await openVectors(vectors, embedder, onNote))
  } catch (thrown) {
    await embedder[Symbol.asyncDispose]()
    throw thrown
  }
}

async function openOnnxEmbedder(entry: ModelEntry): Promise<Embedder> {
  const config = await readConfig(entry)
  const settings: EmbedSettings = {
    path: entry.path,
    pooling: entry.pooling ?? 'mean',
    quantized: weightsOf(entry.path).endsWith('_quantized.onnx'),
    threads: Math.max(1, Math.floor(coreCount() / 2)),
    maxTokens: Math.min(entry.contextSize ?? config.max_position_embeddings ?? 512, await tokenizerLimit(entry)),
  }
  const run = (texts: readonly string[]) => worker().run({ texts, settings } satisfies EmbedTask) as Promise<Float32Array>
  const [probe] = await Promise.allSettled([run(['.'])])
  if (probe.status === 'rejected') throw unloadable(entry, probe.reason as Error)
  const dimensions = probe.value.length
  return {
    entry,
    dimensions,
    embed: embedInTasks(run, { entry, dimensions, most: textsPerTask }),
    [Symbol.asyncDispose]: () => worker().run(entry.path, { name: 'unload' }) as Promise<void>,
  }
}

/** What is wrong with a folder that did not load: its own files first, then what the libraries said. */
function unloadable({ path }: ModelEntry, { message }: Error): UserError {
  readSettings(path)
  const why = message.split('\n')[0]!.replace(/\s+$/, '')
  if (!/protobuf|onnx|opset|IR[_ ]version|\bnode\b|graph/i.test(why)) return new UserError(`embedder ${path} does not load (${why}); is it a folder for transformers.js?`)
  return new UserError(`embedder ${path} does not load: ${relative(path, weightsOf(path))} is damaged or needs a newer onnxruntime (${why}); get or export the file again`)
}

/** What the tokenizer says a text may have: models like XLM-R have two positions more than they take tokens. */
async function tokenizerLimit({ path }: ModelEntry): Promise<number> {
  const text = await readFile(join(path, 'tokenizer_config.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(text) as { model_max_length?: number }).model_max_length ?? Infinity
}

async function readConfig(entry: ModelEntry): Promise<{ max_position_embeddings?: number }> {
  const file = join(entry.path, 'config.json')
  try {
    return JSON.parse(await readFile(file, 'utf8')) as { max_position_embeddings?: number }
  } catch (error) {
    throw new UserError(`embedder ${entry.path}: cannot read config.json (${(error as Error).message})`)
  }
}
