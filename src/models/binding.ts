import type { LlamaContext, LlamaGrammarEvaluationState, LlamaModel, Token } from 'node-llama-cpp'
import { bitsOf } from '../text/random.js'
import { makeLanes } from './lanes.js'

/**
 * What the scheduler calls of node-llama-cpp's own binding to llama.cpp. It is not part of that library's interface, which
 * decodes what happens to be queued: its version is pinned, and this is the only file that knows.
 */
export interface Binding {
  /** A new batch of so many rows. */
  initBatch(rows: number): void
  /** Rows of a sequence from a position on; gives the index in the batch of each row in `outputs`. */
  addToBatch(sequence: number, from: number, tokens: Uint32Array, outputs: Uint32Array): Uint32Array
  decodeBatch(): Promise<void>
  /** Drops the cells of a sequence between two positions, -1 for the end; false where the model cannot. */
  removeTokenCellsFromSequence(sequence: number, from: number, to: number): boolean
  disposeSequence(sequence: number): void
}

/** Draws the tokens of one reply. */
export interface Sampler extends Disposable {
  /** The token after the row with this index in the batch that was decoded last. */
  draw(index: number): Promise<Token>
  /** Tokens that come next without being drawn: the grammar goes on after them. */
  accept(tokens: readonly Token[]): void
}

export interface SamplerSettings {
  readonly temperature: number
  readonly topP: number
  readonly topK: number
  readonly minP: number
  /** 32 bits count. */
  readonly seed: number
  readonly grammar?: LlamaGrammarEvaluationState
}

interface NativeSampler {
  applyConfig(config: Readonly<Record<string, unknown>>): void
  dispose(): void
}

interface NativeSamplers {
  new (model: unknown): NativeSampler
  acceptGrammarEvaluationStateToken(state: unknown, token: Token): void
}

interface NativeContext extends Binding {
  sampleToken(index: number, sampler: NativeSampler): Promise<Token | -1>
}

/** The binding of a context. From then on nothing else may evaluate on it. */
export function bindingOf(context: LlamaContext): Binding {
  return nativeOf(context)
}

/** Draws for all replies of a context. */
export interface Samplers {
  /** The sampler of one reply, to be disposed of with it. */
  open(settings: SamplerSettings): Sampler
}

/**
 * Samplers that take turns on a few native ones. Each of those keeps the candidates of a whole vocabulary, 12 bytes a token: one for
 * each sequence would be more than a core's cache holds. What the n-th draw of a reply gives depends on its seed and on n alone.
 * Native ones are let go of when no reply is open: one that is left when its thread ends frees what may be gone by then.
 */
export function makeSamplers(context: LlamaContext, atOnce: number): Samplers {
  const native = nativeOf(context)
  const { model } = context as unknown as { model: LlamaModel & { _model: unknown; _llama: { _bindings: { AddonSampler: NativeSamplers } } } }
  const { AddonSampler } = model._llama._bindings
  const lanes = makeLanes(() => new AddonSampler(model._model), atOnce)
  let replies = 0
  return {
    open({ grammar, seed, ...settings }) {
      replies++
      const state = (grammar as unknown as { _state: unknown } | undefined)?._state
      const config = state === undefined ? settings : { ...settings, grammarEvaluationState: state }
      let n = 0
      return {
        draw: (index) => lanes.with(async (sampler) => {
          // llama.cpp takes the highest number for "any seed".
          sampler.applyConfig({ ...config, seed: bitsOf(seed, ++n) % 0xffffffff })
          const token = await native.sampleToken(index, sampler)
          if (token === -1) throw new Error('llama.cpp could not draw a next token')
          return token
        }),
        accept(tokens) {
          if (state !== undefined) for (const token of tokens) AddonSampler.acceptGrammarEvaluationStateToken(state, token)
        },
        [Symbol.dispose]() {
          if (--replies === 0) for (const sampler of lanes.clear()) sampler.dispose()
        },
      }
    },
  }
}

function nativeOf(context: LlamaContext): NativeContext {
  return (context as unknown as { _ctx: NativeContext })._ctx
}
