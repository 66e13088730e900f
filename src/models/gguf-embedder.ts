import { Piscina } from 'piscina'
import coreCount from '../core-count.cjs'
import { UserError } from '../errors.js'
import type { Embedder, ModelEntry } from '../types.js'
import { embedInTasks } from './embed-in-tasks.js'
import { readEmbedder } from './gguf.js'
import type { GgufEmbedSettings, GgufEmbedTask } from './gguf-embedder-worker.js'
import type { Gpu } from './run-settings.js'

/** Texts a task carries to the worker. */
const TEXTS = 64

/** Tokens of a text that are read when the entry does not say: sentences and passages, and no more memory than they take. */
const ROOM = 2048

/** llama.cpp's numbers. The model's own pooled output is what its file says. */
const POOLINGS: Readonly<Record<NonNullable<ModelEntry['pooling']>, number | undefined>> = { mean: 1, cls: 2, last: 3, pooler: undefined }

/**
 * An embedder on llama.cpp, in a worker thread of its own. Its pooling is the entry's, else the file's, else the last token.
 * @throws UserError when the file is broken, writes no vectors, or does not fit the memory
 */
export async function openGgufEmbedder(entry: ModelEntry, { gpu = 'auto' }: { readonly gpu?: Gpu } = {}): Promise<Embedder> {
  const header = await readEmbedder(entry.path, { pooling: entry.pooling })
  const settings: GgufEmbedSettings = {
    ...{ path: entry.path, gpu, architecture: header.architecture, bytes: header.bytes },
    pooling: entry.pooling ? POOLINGS[entry.pooling] : undefined,
    maxTokens: Math.min(entry.contextSize ?? ROOM, header.contextSize ?? Infinity),
    threads: Math.max(1, Math.floor(coreCount() / 2)),
  }
  const pool = new Piscina({
    filename: new URL('./gguf-embedder-worker.js', import.meta.url).href,
    ...{ minThreads: 1, maxThreads: 1, idleTimeout: Infinity },
    // An idle worker has to go on with its event loop.
    atomics: 'disabled',
  })
  const close = async (): Promise<void> => {
    await pool.run(undefined, { name: 'unload' }).catch(() => {}) // a worker that is gone has freed everything
    await pool.destroy()
  }
  const run = async (texts: readonly string[]): Promise<Float32Array> => {
    const answer = (await pool.run({ texts, settings } satisfies GgufEmbedTask)) as Awaited<ReturnType<typeof import('./gguf-embedder-worker.js').default>>
    if ('vectors' in answer) return answer.vectors
    throw answer.error.name === 'UserError' ? new UserError(answer.error.message) : new Error(`embedder ${entry.path}: ${answer.error.message}`)
  }
  const dimensions = await run(['.']).then((vector) => vector.length, async (thrown: unknown) => {
    await close()
    throw thrown
  })
  return {
    entry,
    dimensions,
    embed: embedInTasks(run, { entry, dimensions, most: TEXTS }),
    [Symbol.asyncDispose]: close,
  }
}
