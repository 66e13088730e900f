import type { Language } from '../types.js'
import { sentences } from './sentences.js'
import { balanced, dependentOpening, endsProperly, forbiddenPhrase } from './standalone.js'

/** One to three sentences of one paragraph, in a row. */
export interface Span {
  readonly text: string
  /** Index of its first sentence in the passage, and how many it has. */
  readonly first: number
  readonly count: number
}

/** A sentence, and the index of its paragraph. */
export interface Sentence {
  readonly text: string
  readonly paragraph: number
}

/** Most sentences of an answer that is taken from the passage. */
export const sentencesPerAnswer = 3

/** The sentences of a passage, whose paragraphs are separated by a blank line. */
export function passageSentences(text: string, language: Language): Sentence[] {
  return text.split(/\n{2,}/).flatMap((block, paragraph) => sentences(block, language).map((sentence) => ({ text: sentence.trim(), paragraph })))
}

/** What editors put into a text, a remark in square brackets or the signs of a heading, and marks around a name that was lost. */
const remark = /\[\p{L}[^\]]*\]|={2,}|《\s*》|「\s*」|『\s*』|“\s*”|«\s*»/u

/** A sentence that begins with what ends one: its beginning is missing. */
const torn = /^[,;:.!?)\]}，、。；：！？）」』】]/u

/**
 * Every run of at most `most` sentences that could be an answer on its own, at least `least` characters long (40, or 14
 * where words are not spaced). `title`: of the article.
 */
export function answerSpans(all: readonly Sentence[], language: Language, { title = '', most = sentencesPerAnswer, least = language.gap === '' ? 14 : 40 } = {}): Span[] {
  const whole = all.map(({ text }) => endsProperly(text, language) && balanced(text, language) && !remark.test(text) && !forbiddenPhrase(text, language))
  const spans: Span[] = []
  for (let first = 0; first < all.length; first++) {
    if (torn.test(all[first]!.text) || dependentOpening(all[first]!.text, language, title)) continue
    for (let count = 1; count <= most && first + count <= all.length; count++) {
      const last = first + count - 1
      if (!whole[last] || all[last]!.paragraph !== all[first]!.paragraph) break
      const text = all.slice(first, last + 1).map((sentence) => sentence.text).join(language.gap)
      if (text.length >= least) spans.push({ text, first, count })
    }
  }
  return spans
}
