import { finalAnswer } from '../text/final-answer.js'
import { mask } from '../text/masks.js'
import { numberDifference } from '../text/number-sets.js'
import type { Language } from '../types.js'

interface Written {
  readonly text: string
  readonly language: Language
}

/**
 * The results of a worked solution and of its translation, where they differ. Numbers and formulas are the same; of a result in
 * words its numbers and signs are, and the words are there, whatever they are.
 */
export function answerDifference(source: Written, target: Written): { readonly wanted: string; readonly found: string } | undefined {
  const wanted = finalAnswer(source.text)
  if (wanted === undefined) return undefined
  const found = finalAnswer(target.text) ?? ''
  const same = found === wanted || (inWords(wanted) && alike({ ...source, text: wanted }, { ...target, text: found }))
  return same ? undefined : { wanted, found }
}

function alike(source: Written, target: Written): boolean {
  const [one, other] = [mask(source.text), mask(target.text)]
  if (one.spans.join('\n') !== other.spans.join('\n')) return false
  if (numberDifference({ ...source, text: one.text }, { ...target, text: other.text })) return false
  return withoutWords(one.text) === withoutWords(other.text)
}

const word = /[\p{L}\p{M}'’-]*(?:\p{Lo}|\p{L}{2})[\p{L}\p{M}'’-]*/gu

/** `Tuesday`, `5 red apples`; neither `x`, nor `\frac{1}{2}`. */
const inWords = (answer: string): boolean => !answer.includes('\\') && answer.search(word) >= 0

/** An answer without its numbers and with one sign for all of its words. */
function withoutWords(text: string): string {
  return text
    .replace(word, 'W')
    .replace(/[\d.,'\s]+/gu, '')
    .replace(/W+/g, 'W')
}
