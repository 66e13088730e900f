import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Piscina } from 'piscina'
import { UserError } from '../errors.js'
import type { Embedder, ModelEntry } from '../types.js'
import type { EmbedSettings, EmbedTask } from './embedder-worker.js'
import { weightsOf } from './registry.js'

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

/**
 * An embedder on @xenova/transformers in a worker thread: reads files only, never a network.
 * @throws UserError when the folder does not load as an embedding model
 */
export async function openEmbedder(entry: ModelEntry): Promise<Embedder> {
  const config = await readConfig(entry)
  const settings: EmbedSettings = {
    path: entry.path,
    pooling: entry.pooling ?? 'mean',
    quantized: weightsOf(entry.path).endsWith('_quantized.onnx'),
    threads: Math.max(1, Math.floor(availableParallelism() / 2)),
    maxTokens: Math.min(entry.contextSize ?? config.max_position_embeddings ?? 512, await tokenizerLimit(entry)),
  }
  const vectorsOf = remembering((texts) => compute(texts))
  const run = (texts: readonly string[]) => worker().run({ texts, settings } satisfies EmbedTask) as Promise<Float32Array>
  const [probe] = await Promise.allSettled([run(['.'])])
  if (probe.status === 'rejected') {
    throw new UserError(`embedder ${entry.path} does not load: ${(probe.reason as Error).message.split('\n')[0]}`)
  }
  const dimensions = probe.value.length
  async function compute(texts: readonly string[]): Promise<Float32Array[]> {
    const tasks: Promise<Float32Array>[] = []
    for (let start = 0; start < texts.length; start += textsPerTask) tasks.push(run(texts.slice(start, start + textsPerTask)))
    const vectors = await Promise.all(tasks)
    return vectors.flatMap((flat) => Array.from({ length: flat.length / dimensions }, (_, i) => flat.slice(i * dimensions, (i + 1) * dimensions)))
  }
  return {
    entry,
    dimensions,
    embed: (texts, as = 'passage') => vectorsOf(texts.map((text) => (entry.prefix?.[as] ?? '') + text)),
    [Symbol.asyncDispose]: () => worker().run(entry.path, { name: 'unload' }) as Promise<void>,
  }
}

/** Texts whose vectors are remembered: checks ask for the same passage and sentences again and again. */
const remembered = 20_000

/** The same function, asked only for texts that are not among the last it computed. */
function remembering(compute: (texts: readonly string[]) => Promise<Float32Array[]>) {
  const known = new Map<string, Promise<Float32Array>>()
  return (texts: readonly string[]): Promise<Float32Array[]> => {
    const fresh = [...new Set(texts.filter((text) => !known.has(text)))]
    const computed = fresh.length > 0 ? compute(fresh) : Promise.resolve([])
    for (const [i, text] of fresh.entries()) known.set(text, computed.then((vectors) => vectors[i]!))
    const wanted = texts.map((text) => known.get(text)!)
    for (const text of known.keys()) {
      if (known.size <= remembered) break
      known.delete(text)
    }
    return Promise.all(wanted)
  }
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
