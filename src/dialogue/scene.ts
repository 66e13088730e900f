import type { Span } from '../text/spans.js'
import type { Embedder } from '../types.js'
import type { Checking, Limits } from './checking.js'
import type { Choosing, Move } from './choose-span.js'
import type { Writing } from './writer.js'

/** Options of the dialogues stage, the model's defaults filled in. */
export interface Settings extends Limits {
  readonly answers: 'free' | 'extractive'
  readonly order: 'question-first' | 'answer-first'
  readonly document: 'include' | 'omit'
  readonly attempts: number
  readonly stop: number
  readonly temperature: number
  readonly topP: number
  readonly questionTokens: number
  readonly answerTokens: number
}

/** A turn that passed its checks. */
export interface Made {
  readonly move: Move
  readonly question: string
  readonly answer: string
  readonly questionVector: Float32Array
  readonly answerVector: Float32Array
  readonly span?: Span
  readonly checks: Readonly<Record<string, number | string | boolean>>
}

/** Why no further turn was made. */
export interface End {
  readonly end: 'context-full' | 'no-span' | string
  readonly detail?: Readonly<Record<string, unknown>>
  /** The turn that failed, as far as it came. */
  readonly attempt?: Readonly<Record<string, string>>
}

/** Everything one dialogue is made with. */
export interface Scene extends Writing {
  readonly settings: Settings
  readonly embedder: Embedder
  readonly choosing: Choosing
  readonly checking: Omit<Checking, 'turns'>
  readonly random: () => number
}
