import { mask, type Masked } from '../../text/masks.js'
import type { Language, Role } from '../../types.js'
import { proseOf, sentencesOf } from './prose.js'

/** One side of a translation, taken apart once for all checks. */
export interface Side {
  readonly text: string
  readonly language: Language
  readonly masked: Masked
  /** What of it is written for a reader. */
  readonly prose: string
  /** Of the prose, those without a letter left out. */
  readonly sentences: readonly string[]
}

/** A message and its translation. */
export interface Pair {
  readonly role: Role
  readonly source: Side
  readonly target: Side
}

/** What is wrong with a translation: a reason in kebab-case, and the words and figures that show it. */
export interface Finding {
  readonly reason: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** Scores by name, and what is wrong. */
export interface Verdict {
  readonly scores: Readonly<Record<string, number | string | boolean>>
  readonly findings: readonly Finding[]
}

/** A text taken apart; `comments`: those of fenced code are prose. */
export function sideOf(text: string, language: Language, options: { readonly comments?: boolean } = {}): Side {
  const masked = mask(text, options)
  const prose = proseOf(masked.text)
  return { text, language, masked, prose, sentences: sentencesOf(prose, language) }
}

export const round = (value: number): number => Math.round(value * 1e4) / 1e4
