import { setMaxListeners } from 'node:events'
import type { Llama } from 'node-llama-cpp'
import { Piscina } from 'piscina'
import { UserError } from '../errors.js'
import type { Generator, ModelEntry } from '../types.js'
import { disposeOf, startLlama } from './engine.js'
import { layOut } from './engines.js'
import type { EngineInfo, WorkerSettings } from './generator-worker.js'
import { readGenerator, type GgufHeader } from './gguf.js'
import { gpuOf } from './gpu.js'
import { holdSequence, run } from './held-sequence.js'
import { checkFits } from './memory.js'
import type { FlashAttention, Gpu, KvType, RunSettings } from './run-settings.js'
import { tune } from './tuning.js'
import { countUsage } from './usage.js'
import { openVocabulary } from './vocabulary.js'

export interface GeneratorOptions {
  /** `auto`, the default, uses a GPU when there is one. */
  readonly gpu?: Gpu
  /** Computing threads of one replica. */
  readonly threads?: number
  /** Prompts in flight in one replica. */
  readonly sequences?: number
  /** Most tokens in one batch. */
  readonly batchSize?: number
  /** Most tokens one sequence is to hold, 8192 when neither this nor the entry says; less where the model allows less. Where the memory allows less too, which is said; an error where this says it. */
  readonly contextSize?: number
  /** llama.cpp contexts. On a CPU each has a worker thread of its own, on a GPU they share one and the weights in its memory. */
  readonly replicas?: number
  readonly flashAttention?: FlashAttention
  readonly kvType?: KvType
  /** Bytes of memory that other models take beside this one, now or later: the measured choice leaves them room. */
  readonly besides?: number
  /** Where the measured choice of all but the context size is remembered; in the user's cache folder by default. */
  readonly cacheFolder?: string
  /** Told what is worth knowing and no error. */
  readonly onNote?: (text: string) => void
}

/** A generator on this machine. */
export interface LocalGenerator extends Generator {
  /** How it runs here. */
  readonly settings: RunSettings & { readonly gpu: string | false }
  /** Waits until all sequences in use are given back and free. Before that, as many calls as there are sequences may meet in one replica, and some of them wait for others. */
  readonly idle: () => Promise<void>
}

/** Tokens a sequence holds when nobody says: a dialogue on a passage of 2,000 tokens, and no more memory than that takes. */
const ROOM = 8192

/**
 * Loads a GGUF into a pool of workers. What the options leave open is measured once per machine and model.
 * Rejects with a UserError when the file or the machine will not do.
 */
export async function openGenerator(entry: ModelEntry, options: GeneratorOptions = {}): Promise<LocalGenerator> {
  const header = await readGenerator(entry.path)
  const closers: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    // One llama.cpp binary for all threads: those of different GPUs have symbols of the same name.
    const llama = await startLlama(options.gpu ?? 'auto')
    closers.push(() => disposeOf(llama))
    const gpu = gpuOf(llama, options.gpu)
    checkFits('generator', entry.path, { bytes: header.bytes, onGpu: gpu !== false })
    const contextSize = wantedContext(entry, header, options.contextSize)
    const choice = await settle(entry, options, { llama, contextSize })
    // The binary that runs here, also where it finds no GPU.
    const { workers, contexts } = layOut(choice.replicas, { onGpu: gpu !== false })
    const settings = { path: entry.path, gpu: llama.gpu, contextSize, ...choice, contexts }
    const pool = openPool(workers, settings)
    closers.push(() => pool.destroy())
    const [info, vocabulary] = await Promise.all([run<EngineInfo>(pool, 'open', { task: settings }), openVocabulary(llama, entry.path)])
    checkContext(entry, { wanted: Math.min(contextSize, info.trainedOn), got: info.contextSize, sequences: choice.sequences }, options)
    const served = serve(pool, { ...settings, contextSize: info.contextSize, exactly: true })
    closers.push(served.close)
    return {
      ...{ entry, contextSize: info.contextSize, concurrency: choice.replicas * choice.sequences },
      settings: { ...choice, gpu },
      ...{ count: vocabulary.count, sequence: served.sequence, usage: served.usage, idle: served.idle, [Symbol.asyncDispose]: close },
    }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

/** Tokens a sequence is to hold. */
export function wantedContext(entry: ModelEntry, header: Pick<GgufHeader, 'contextSize'>, wanted = entry.contextSize): number {
  return Math.min(wanted ?? ROOM, header.contextSize ?? Infinity)
}

/** Says when the memory gives a smaller context than is wanted, on which passages and rows depend. @throws UserError when the options ask for that much */
function checkContext({ name }: Pick<ModelEntry, 'name'>, { wanted, got, sequences }: { readonly wanted: number; readonly got: number; readonly sequences: number }, { contextSize, onNote = () => {} }: GeneratorOptions): void {
  if (got >= wanted) return
  const found = `${name}: the memory that is free holds ${got} tokens for each of ${sequences} ${sequences === 1 ? 'sequence' : 'sequences'}, and ${wanted} are wanted`
  if (contextSize !== undefined) throw new UserError(`${found}; use fewer sequences, a smaller context or a smaller model, or free memory`)
  onNote(`note: ${found}; it runs with ${got}, and passages and rows may be others than with ${wanted} (fewer --sequences leave more for each; with --context-size, less is an error)`)
}

/** The options, and where they leave something open what was measured to go with them. */
async function settle(entry: ModelEntry, options: GeneratorOptions, found: { llama: Llama; contextSize: number }): Promise<RunSettings> {
  const { threads, sequences, batchSize, replicas, flashAttention, kvType, besides, cacheFolder, onNote } = options
  if (threads !== undefined && sequences !== undefined)
    return { threads, sequences, batchSize: batchSize ?? 512, replicas: replicas ?? 1, flashAttention: flashAttention ?? 'auto', kvType: kvType ?? 'f16' }
  const given = Object.fromEntries(Object.entries({ threads, sequences, batchSize, replicas, flashAttention, kvType }).filter(([, value]) => value !== undefined))
  const { tokensPerSecond: _, ...settings } = await tune(entry, { ...found, given, besides, cacheFolder, onNote })
  return settings
}

function openPool(workers: number, { sequences, contexts }: { readonly sequences: number; readonly contexts: number }): Piscina {
  return new Piscina({
    filename: new URL('./generator-worker.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    // More calls than sequences: those that wait are at hand when one is free, and the one it suits best takes it. Not with one
    // sequence, so that there a build is the same each time: what a sequence held before has a say in the last digits.
    concurrentTasksPerWorker: contexts * (sequences === 1 ? 1 : 2 * sequences),
    // An idle worker has to go on with its event loop.
    atomics: 'disabled',
  })
}

function serve(pool: Piscina, settings: WorkerSettings): Pick<LocalGenerator, 'sequence' | 'usage' | 'idle'> & { close(): Promise<void> } {
  const usage = countUsage()
  const closed = new AbortController()
  setMaxListeners(0, closed.signal)
  const held = new Set<Promise<void>>()
  const idle = async (): Promise<void> => void (await Promise.all(held))
  return {
    idle,
    usage: usage.now,
    sequence(work, signal) {
      if (signal) setMaxListeners(0, signal)
      const { result, released } = holdSequence(pool, { settings, work, signal, closed: closed.signal, onReply: usage.add })
      held.add(released)
      void released.then(() => held.delete(released))
      return result
    },
    async close() {
      closed.abort(new Error('the generator is closed'))
      await idle()
    },
  }
}
