import { setMaxListeners } from 'node:events'
import { Piscina } from 'piscina'
import type { Generator, GeneratorUsage, ModelEntry, Reply } from '../types.js'
import type { BatchCounts } from './batching.js'
import type { EngineSettings, Gpu } from './engine.js'
import type { EngineInfo } from './generator-worker.js'
import { holdSequence } from './held-sequence.js'
import { openVocabulary } from './vocabulary.js'

export interface GeneratorOptions {
  /** `auto` uses a GPU when there is one. */
  readonly gpu?: Gpu
  /** Computing threads of one replica. */
  readonly threads?: number
  /** Prompts in flight in one replica. */
  readonly sequences?: number
  /** Most tokens in one batch. */
  readonly batchSize?: number
  /** Most tokens one sequence is to hold; never more than the entry, the model or the memory allows. */
  readonly contextSize?: number
  /** Worker threads with a llama.cpp context each; on a CPU they share the weights. */
  readonly replicas?: number
  /** Where the choice of threads, sequences and batch size is remembered. */
  readonly cacheFolder?: string
  /** Told what is worth knowing and no error. */
  readonly onNote?: (text: string) => void
}

/** Usage with what it takes to judge the scheduler. */
export interface DetailedUsage extends GeneratorUsage {
  /** Batches of prompt processing. */
  readonly promptBatches: number
  /** Text generation batches that llama.cpp had to split, since their sequences were not consecutive. */
  readonly splitBatches: number
}

/** A generator on this machine. */
export interface LocalGenerator extends Generator {
  usage(): DetailedUsage
}

/** Loads a GGUF into a pool of workers. Rejects with a UserError when the file or the machine will not do. */
export async function openGenerator(entry: ModelEntry, options: GeneratorOptions = {}): Promise<LocalGenerator> {
  const { gpu = 'auto', threads = 1, sequences = 8, batchSize = 512, replicas = 1 } = options
  const settings: EngineSettings = {
    path: entry.path, gpu, threads, sequences, batchSize,
    contextSize: Math.min(options.contextSize ?? Infinity, entry.contextSize ?? Infinity),
  }
  const pool = new Piscina({
    filename: new URL('./generator-worker.js', import.meta.url).href,
    minThreads: replicas,
    maxThreads: replicas,
    concurrentTasksPerWorker: sequences,
    atomics: 'disabled',
  })
  const info = (await pool.run(settings, { name: 'open' })) as EngineInfo
  const vocabulary = await openVocabulary(entry.path, gpu)
  const usage = countUsage()
  const closed = new AbortController()
  setMaxListeners(0, closed.signal)
  const held = new Set<Promise<unknown>>()
  return {
    entry,
    contextSize: info.contextSize,
    concurrency: replicas * sequences,
    count: vocabulary.count,
    sequence: (work, signal) => {
      const signals = signal ? AbortSignal.any([signal, closed.signal]) : closed.signal
      const { result, released } = holdSequence(pool, { settings, work, signal: signals, onReply: usage.add })
      held.add(released)
      void released.finally(() => held.delete(released))
      return result
    },
    usage: usage.now,
    async [Symbol.asyncDispose]() {
      closed.abort(new Error('the generator is closed'))
      await Promise.allSettled(held)
      await pool.destroy()
      await vocabulary[Symbol.asyncDispose]()
    },
  }
}

function countUsage(): { add(reply: Reply, counts: BatchCounts): void; now(): DetailedUsage } {
  const sum = { calls: 0, promptTokens: 0, evaluatedTokens: 0, generatedTokens: 0, batches: 0, promptBatches: 0, splitBatches: 0, rows: 0, held: 0 }
  return {
    add(reply, counts) {
      sum.calls++
      sum.promptTokens += reply.promptTokens
      sum.evaluatedTokens += reply.evaluatedTokens
      sum.generatedTokens += reply.generatedTokens
      sum.batches += counts.batches
      sum.promptBatches += counts.promptBatches
      sum.splitBatches += counts.split
      sum.rows += counts.rows
      sum.held += counts.held
    },
    now() {
      const { rows, held, ...rest } = sum
      return { ...rest, batchFill: held === 0 ? 0 : rows / held }
    },
  }
}
