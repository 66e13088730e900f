import { getLlama, LlamaLogLevel, type Llama, type LlamaContext, type LlamaGrammar, type LlamaModel } from 'node-llama-cpp'
import coreCount from '../core-count.cjs'
import type { Follower } from '../text/forced.js'
import { UserError } from '../errors.js'
import { bindingOf, makeSamplers, type Samplers } from './binding.js'
import { openChat, type Chat } from './chat.js'
import { refused } from './refused.js'
import { makeRounds, type Rounds } from './rounds.js'
import type { FlashAttention, Gpu, KvType } from './run-settings.js'
import { makeSlots, type Slots } from './slots.js'

/** llama.cpp's LLAMA_MAX_SEQ. */
const MOST_SEQUENCES = 256

/** How a context is made. */
export interface ContextSettings {
  /** Threads that compute. */
  readonly threads: number
  readonly sequences: number
  /** Most tokens in one batch. */
  readonly batchSize: number
  /** Most tokens a sequence is to hold; it holds less where the model or the memory allows less. */
  readonly contextSize?: number
  /** Default: `auto`, and `f16`. */
  readonly flashAttention?: FlashAttention
  readonly kvType?: KvType
  /** Do not make do with a smaller context. */
  readonly exactly?: boolean
}

/** A loaded model. */
export interface Weights extends AsyncDisposable {
  readonly path: string
  readonly llama: Llama
  readonly model: LlamaModel
  readonly chat: Chat
}

/** One llama.cpp context of a loaded model; lives in a worker thread. */
export interface Engine extends AsyncDisposable {
  readonly weights: Weights
  readonly context: LlamaContext
  readonly slots: Slots
  readonly rounds: Rounds
  readonly samplers: Samplers
  /** Tokens one sequence holds. */
  readonly contextSize: number
  readonly grammars: Map<string, Promise<ReadGrammar>>
}

/** A grammar, as llama.cpp and as this project reads it. */
export interface ReadGrammar {
  readonly grammar: LlamaGrammar
  readonly follow: () => Follower
}

/**
 * Starts llama.cpp without building or downloading anything. It says nothing: with several threads its log loses the function
 * that takes it (node-llama-cpp's setLogger), and what it warns of would be printed on stdout, which is for data.
 */
export async function startLlama(gpu: Gpu): Promise<Llama> {
  return getLlama({
    gpu,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: 0,
    logLevel: LlamaLogLevel.disabled,
  }).catch((thrown: unknown) => {
    const wanted = gpu === 'auto' || gpu === false ? 'this machine' : `gpu: ${gpu}`
    throw new UserError(`llama.cpp has no binary that runs on ${wanted}; run npm ci again, or choose another gpu`, { cause: thrown })
  })
}

/** Milliseconds that a disposal is waited for. */
const PATIENCE = 3000

/**
 * Disposes of llama.cpp where a model may not have loaded. node-llama-cpp then waits for ever for that model to be disposed of if it
 * has been collected by then, and the process would end in the middle with nothing said: after some seconds this goes on without it.
 */
export async function disposeOf(llama: Pick<Llama, 'dispose'>, patience = PATIENCE): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)))
  await Promise.race([llama.dispose(), enough]).finally(() => clearTimeout(timer))
}

/** Loads a GGUF. Rejects with a UserError when the memory does not hold it. */
export async function loadWeights(path: string, gpu: Gpu): Promise<Weights> {
  const llama = await startLlama(gpu)
  try {
    const model = await llama.loadModel({ modelPath: path }).catch((thrown: unknown) => {
      throw refused('generator', path, { what: 'could not be loaded', thrown })
    })
    return { path, llama, model, chat: openChat(model, path), [Symbol.asyncDispose]: () => llama.dispose() }
  } catch (thrown) {
    await disposeOf(llama)
    throw thrown
  }
}

/** Makes a context with `sequences` sequences; `bind`: replaced where its calls are noted. Rejects with a UserError when the memory does not hold it. */
export async function openEngine(weights: Weights, settings: ContextSettings, bind = bindingOf): Promise<Engine> {
  const { sequences, batchSize, threads } = settings
  if (sequences > MOST_SEQUENCES) throw new UserError(`${sequences} sequences are more than llama.cpp runs in one context, ${MOST_SEQUENCES}; use fewer sequences and more replicas`)
  if (settings.kvType === 'q8_0' && settings.flashAttention === 'off') throw new UserError('a cache of type q8_0 needs flash attention; choose f16, or flash attention auto')
  const context = await makeContext(weights, settings)
  const { isRecurrent, isHybrid } = weights.model.fileInsights
  const rounds: Rounds = makeRounds(bind(context), {
    ...{ sequences, batchSize: Math.max(batchSize, sequences), contextSize: context.contextSize },
    ...{ drops: !isRecurrent && !isHybrid, held: () => slots.held },
  })
  const slots = makeSlots(sequences, rounds.cells)
  const samplers = makeSamplers(context, coreCount())
  return {
    ...{ weights, context, slots, rounds, samplers },
    contextSize: context.contextSize,
    grammars: new Map(),
    [Symbol.asyncDispose]: () => context.dispose(),
  }

  function makeContext({ path, model }: Weights, { contextSize = Infinity, exactly, flashAttention, kvType = 'f16' }: ContextSettings): Promise<LlamaContext> {
    const max = Math.min(contextSize, model.trainContextSize)
    // swaFullCache: models with sliding windows could not go back to a prefix otherwise.
    const [type, flash] = [kvType === 'q8_0' ? 'Q8_0' : 'F16', flashAttention === 'off' ? false : 'auto'] as const
    const options = { sequences, batchSize, threads, swaFullCache: true, flashAttention: flash, experimentalKvCacheKeyType: type, experimentalKvCacheValueType: type }
    return model.createContext({ ...options, contextSize: exactly ? max : { max } }).catch((thrown: unknown) => {
      throw refused('generator', path, { what: `has no room for ${sequences} sequences`, thrown })
    })
  }
}
