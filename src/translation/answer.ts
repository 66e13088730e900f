import { finalAnswer, writtenAnswer } from '../text/final-answer.js'
import { mask } from '../text/masks.js'
import { beginsWithNumber, numberDifference } from '../text/number-sets.js'
import type { Language } from '../types.js'

interface Written {
  readonly text: string
  readonly language: Language
}

/**
 * The results of a worked solution and of its translation, where they differ. Numbers and formulas are the same; of a result in
 * words its numbers and signs are, and the words are there, whatever they are. What begins with a number on both sides may be
 * written in the way of its language (`1.5 billion`, `1500 millones`, `8`, `eight`).
 */
export function answerDifference(source: Written, target: Written): { readonly wanted: string; readonly found: string } | undefined {
  const wanted = finalAnswer(source.text)
  if (wanted === undefined) return undefined
  const found = finalAnswer(target.text) ?? ''
  const same = found === wanted || sameNumbers({ ...source, text: writtenAnswer(source.text)! }, { ...target, text: writtenAnswer(target.text) ?? '' }) || (inWords(wanted) && alike({ ...source, text: wanted }, { ...target, text: found }))
  return same ? undefined : { wanted, found }
}

const sameNumbers = (source: Written, target: Written): boolean =>
  [source, target].every(({ text, language }) => !text.includes('\\') && beginsWithNumber(text, language)) && marksOf(source.text) === marksOf(target.text) && !numberDifference(source, target)

/** The signs of an answer, but for its words, its numbers and a minus before them. */
const marksOf = (text: string): string => withoutWords(text.replace(/^[-−–]/, '')).replaceAll('W', '')

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
