import { getLlama, LlamaLogLevel, type Llama, type LlamaContextSequence, type LlamaGrammar, type LlamaModel } from 'node-llama-cpp'
import { inSlotOrder, makeRounds, type Rounds } from './batching.js'
import { openChat, type Chat } from './chat.js'

export type Gpu = 'auto' | false | 'cuda' | 'vulkan' | 'metal'

/** How a model is run on this machine. */
export interface EngineSettings {
  readonly path: string
  readonly gpu: Gpu
  /** Threads that compute; 0 leaves the choice to the library. */
  readonly threads: number
  readonly sequences: number
  /** Most tokens in one batch. */
  readonly batchSize: number
  /** Most tokens a sequence is to hold; less where the model or the memory allows less. */
  readonly contextSize?: number
}

/** A loaded model with one llama.cpp context; lives in a worker thread. */
export interface Engine extends AsyncDisposable {
  readonly llama: Llama
  readonly model: LlamaModel
  readonly chat: Chat
  /** One per sequence; the position is the llama.cpp sequence id. */
  readonly sequences: readonly LlamaContextSequence[]
  readonly rounds: Rounds
  /** Tokens one sequence holds. */
  readonly contextSize: number
  readonly grammars: Map<string, Promise<LlamaGrammar>>
}

/** Starts llama.cpp without building or downloading anything; what it says goes to `onNote`. */
export function startLlama(gpu: Gpu, onNote: (text: string) => void = () => {}): Promise<Llama> {
  return getLlama({
    gpu,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: 0,
    logLevel: LlamaLogLevel.warn,
    logger: (_level, message) => onNote(message.trim()),
  })
}

/** Loads the model and makes its context with `settings.sequences` sequences. */
export async function openEngine(settings: EngineSettings, onNote?: (text: string) => void): Promise<Engine> {
  const llama = await startLlama(settings.gpu, onNote)
  const model = await llama.loadModel({ modelPath: settings.path })
  const context = await model.createContext({
    sequences: settings.sequences,
    batchSize: settings.batchSize,
    contextSize: { max: Math.min(settings.contextSize ?? Infinity, model.trainContextSize) },
    threads: settings.threads > 0 ? settings.threads : undefined,
    batching: { itemPrioritizationStrategy: inSlotOrder },
  })
  return {
    llama,
    model,
    chat: openChat(model),
    sequences: Array.from({ length: settings.sequences }, () => context.getSequence()),
    rounds: makeRounds({ sequences: settings.sequences, batchSize: context.batchSize }),
    contextSize: context.contextSize,
    grammars: new Map(),
    [Symbol.asyncDispose]: () => llama.dispose(),
  }
}
