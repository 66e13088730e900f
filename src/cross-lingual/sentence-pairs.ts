import { anyLanguageOf } from '../languages/any.js'
import { sentences } from '../text/sentences.js'
import type { Direction } from './directions.js'

/** The sentences of a text and of its translation, one for one. */
export interface SentencePairs {
  readonly source: readonly string[]
  readonly target: readonly string[]
}

/** Most times one sentence of a pair may be longer than the other, set against the whole texts. */
const misfit = 2

/** The sentences of one paragraph where both sides have as many, at least two, of like length; undefined where they may not belong together. */
export function sentencePairs(texts: { readonly source: string; readonly target: string }, { from, to }: Direction): SentencePairs | undefined {
  if (/\n/.test(texts.source + texts.target)) return undefined
  const [source, target] = [sentences(texts.source, anyLanguageOf(from)), sentences(texts.target, anyLanguageOf(to))]
  if (source.length < 2 || source.length !== target.length) return undefined
  const expected = texts.target.length / texts.source.length
  const fits = source.every((sentence, i) => {
    const ratio = target[i]!.length / sentence.length / expected
    return /\p{L}/u.test(sentence) && /\p{L}/u.test(target[i]!) && ratio < misfit && ratio > 1 / misfit
  })
  return fits ? { source, target } : undefined
}

/** Sentences of a language as one text. */
export function joined(parts: readonly string[], language: string): string {
  return parts.join(anyLanguageOf(language).gap)
}
