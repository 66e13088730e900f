import type { Ask, Context, Generator, Language, Original } from '../types.js'

/** Options of the translate stage. */
export interface Settings {
  /** Earlier messages in view. */
  readonly context: number
  /** Most tokens of the source that are asked for at once. */
  readonly segment: number
  /** Tries for each piece of text. */
  readonly attempts: number
  readonly temperature: number
  readonly topP: number
  /** Comments in code are translated too. */
  readonly comments: boolean
}

/** Everything one dialogue is translated with; `context.language` is the target. */
export interface Translating {
  readonly context: Context
  readonly generator: Generator
  readonly ask: Ask
  readonly settings: Settings
  /** Id of the row. */
  readonly id: string
  readonly kind: Original['kind']
  /** Language of the source. */
  readonly from: Language
}

/** Why a text has no translation. */
export interface Failure {
  readonly reason: string
  readonly detail: Readonly<Record<string, unknown>>
}
