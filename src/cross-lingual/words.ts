import { anyLanguageOf } from '../languages/any.js'

/** Letters from which a word is worth asking for: of East Asian scripts, of others without capitals, and of those with. */
const least = { dense: 2, uncased: 4, cased: 5 }
const dense = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** What is written in it alone is mostly grammar (`した`, `です`). */
const grammar = /^\p{Script=Hiragana}+$/u

/** Words of a text that carry its content, as they are written, each once. Cut by Intl.Segmenter, which knows scripts without spaces; what is written to a number (`30분에`) is no word. */
export function contentWords(text: string, code: string): string[] {
  const small = new Set(anyLanguageOf(code).dialogue.stopWords)
  const words = [...segmenter(code).segment(text)].filter(({ isWordLike, index }) => isWordLike && !/\p{N}/u.test(text[index - 1] ?? '')).map(({ segment }) => segment)
  return [...new Set(words)].filter((word) => !small.has(word.toLowerCase()) && /^[\p{L}\p{M}]+$/u.test(word) && !grammar.test(word) && word.length >= leastOf(word))
}

/** Whether somebody would ask for a word: where no spaces part words they are guessed, and one that begins or ends in a small word (`我把`, `贵了`) may be none. */
export function isAskable(word: string, code: string): boolean {
  const { gap, dialogue } = anyLanguageOf(code)
  return gap !== '' || !(edges[new Intl.Locale(code).language]?.test(word) ?? dialogue.stopWords.some((small) => word.startsWith(small) || word.endsWith(small)))
}

/** What words of content hardly begin or end with, where most small words are parts of others too (`地` of `地震`, `中` of `中国`). */
const edges: Readonly<Record<string, RegExp>> = { zh: /^[我你您他她它这這那把被让讓的了是也都就很不没沒]|[的了着著们們是把被也都就在]$/u }

const leastOf = (word: string): number => (dense.test(word) ? least.dense : /^\p{Lo}/u.test(word) ? least.uncased : least.cased)

/**
 * What is written the same in both texts and looks like a name or a code: letters with digits, capitals inside or throughout,
 * or a capital at the beginning where no sentence begins.
 */
export function sharedTerms(source: string, target: string): string[] {
  const there = new Set(Array.from(target.matchAll(token), ([term]) => term))
  const terms = [...source.matchAll(token)].filter(({ 0: term, index }) => there.has(term) && (isCode(term) || (/^\p{Lu}\p{Ll}{2}/u.test(term) && !opensSentence(source, index))))
  return [...new Set(terms.map(([term]) => term))]
}

/** A word of a script with capitals, or what is written together with its marks in the middle; letters of other scripts are borders. */
const token = /(?<![\p{LC}\p{M}\p{N}])[\p{LC}\p{N}](?:[\p{LC}\p{M}\p{N}._/:@#+-]*[\p{LC}\p{M}\p{N}+#])?(?![\p{LC}\p{M}\p{N}])/gu

const isCode = (term: string): boolean => term.length >= 2 && ((/\p{L}/u.test(term) && /\p{N}/u.test(term)) || /\p{Ll}\p{Lu}/u.test(term) || /^\p{Lu}{2,}$/u.test(term) || /^https?:|@/.test(term))

const opensSentence = (text: string, at: number): boolean => /(?:^|[.!?…:»”"(\n]\s*)["“«¿¡(]?$/u.test(text.slice(Math.max(0, at - 6), at))

const segmenters = new Map<string, Intl.Segmenter>()

function segmenter(code: string): Intl.Segmenter {
  const found = segmenters.get(code) ?? new Intl.Segmenter(code, { granularity: 'word' })
  segmenters.set(code, found)
  return found
}
