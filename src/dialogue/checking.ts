import type { Embedder, Language, Passage } from '../types.js'

/** Limits of the checks; options of the dialogues stage. */
export interface Limits {
  readonly questionMin: number
  readonly answerMin: number
  readonly repeat: number
  readonly repeatCosine: number
  readonly supportMin: number
  readonly groundedMin: number
}

/** What a check found: the scores, and the reason when the text fails. */
export interface Verdict {
  readonly scores: Readonly<Record<string, number | string | boolean>>
  readonly reason?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface Checking {
  readonly language: Language
  readonly embedder: Embedder
  readonly limits: Limits
  readonly passage: Pick<Passage, 'title' | 'text'>
  /** One vector per sentence of the passage. */
  readonly sentenceVectors: readonly Float32Array[]
  /** A question with its subject in quotation marks, as what questions ask for is looked up; the question itself where that is not known. */
  readonly quoted: (question: string) => string
  /** Prompts whose words may not come back in a reply. */
  readonly promptTexts: readonly string[]
  /** Earlier turns with their vectors. */
  readonly turns: readonly { readonly question: string; readonly answer: string; readonly questionVector: Float32Array; readonly answerVector: Float32Array }[]
}

/** Three digits are enough for a score. */
export const round = (value: number) => Math.round(value * 1e3) / 1e3
