import { eld } from 'eld/extrasmall'
import type { Language } from '../types.js'
import { leastFit, trigramFit, trigramModel } from './trigrams.js'

/** What `inLanguage` found. */
export interface LanguageLock {
  /** Identified as the language, and written in its scripts. */
  readonly ok: boolean
  /** The language it most looks like, ISO 639-1; empty without letters. */
  readonly language: string
  /** 0 to 1, how well it fits that language. */
  readonly score: number
  /** Share (0 to 1) of its words, and of its letters where words are not spaced, in the language's scripts. */
  readonly scriptShare: number
}

/** Languages that can be told, with the codes that others go by; what is `ku` there is Sorani, which is Kurmanji elsewhere, and a quarter of it looks like Persian. */
const told: ReadonlySet<string> = new Set(Object.values(eld.info().Languages))
const alsoTold: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', fil: 'tl', ku: '' }

/** The code under which the words of a language are told from those of others; undefined for one that is told by its letter trigrams, or by its script alone. */
export const toldAs = ({ code }: Pick<Language, 'code'>): string | undefined => {
  if (!toldByCode.has(code)) toldByCode.set(code, tellable(code))
  return toldByCode.get(code)
}

const toldByCode = new Map<string, string | undefined>()

const tellable = (code: string): string | undefined => {
  const { language, script } = new Intl.Locale(code)
  const base = alsoTold[language] ?? language
  const usual = script === undefined || language === 'zh' || new Intl.Locale(language).maximize().script === script
  return told.has(base) && usual ? base : undefined
}

/** By what a language is told from others. */
export const toldBy = (language: Pick<Language, 'code' | 'scripts'>): 'words' | 'trigrams' | 'script' => {
  if (toldAs(language) !== undefined) return 'words'
  return modelOf(language) === undefined ? 'script' : 'trigrams'
}

const models = new Map<string, string | undefined>()

const modelOf = (language: Pick<Language, 'code' | 'scripts'>): string | undefined => {
  if (!models.has(language.code)) models.set(language.code, trigramModel(language))
  return models.get(language.code)
}

/** Characters from which letter trigrams tell more than the script does. */
const leastTrigrams = 30

/** Whether letter trigrams speak for a language, where it has any. */
const fitsTrigrams = (text: string, language: Language): boolean => {
  const model = modelOf(language)
  return model === undefined || text.length < leastTrigrams || trigramFit(text, model) >= leastFit(text.length)
}

/**
 * Below this many characters a near tie counts for the language asked for. On 1,000 sentences of each of 21 languages
 * that lowers the false alarms for Russian at 40 to 80 characters from 1.6 to 0.3 %, at the price of 0.7 % of the others
 * (Ukrainian, Bulgarian) let through; from 80 characters on there are none to lower.
 */
const short = 80
const nearTie = 0.99
const leastScriptShare = 0.6

/** Identifies the language of a text: an ISO 639-1 code (empty when there are no letters) and a score from 0 to 1. */
export const identify = (text: string): { language: string; score: number } => {
  const { language, scores } = detect(text)
  return { language, score: scores[language] ?? 0 }
}

/**
 * Whether a text is in the language: the share of its scripts, and the language that the words in these scripts look
 * like. Too little text to look like any language counts as the language when it is all in its scripts. A language whose words
 * are not known is told by its letter trigrams, else by its script alone (see `toldBy`).
 */
export const inLanguage = (text: string, language: Language): LanguageLock => {
  const own = ofScripts(language)
  const words = text.match(anyWord) ?? []
  const scriptShare = words.length === 0 ? 0 : words.filter((word) => own.test(word)).length / words.length
  const mixed = scriptShare < 1 && scriptShare >= leastScriptShare
  const wanted = toldAs(language)
  const { language: found, scores } = detect(mixed ? text.replace(anyWord, (word) => (own.test(word) ? word : ' ')) : text, { whole: text, wanted })
  const score = scores[found] ?? 0
  if (wanted === undefined) return { ok: scriptShare >= leastScriptShare && fitsTrigrams(text, language), language: found, score, scriptShare }
  const tied = text.length < short && (scores[wanted] ?? 0) >= nearTie * score
  return { ok: scriptShare >= leastScriptShare && (found === wanted || tied), language: found, score, scriptShare }
}

/** A word, or one letter of a script without capitals: several of these write no spaces between words. */
const anyWord = /\p{Lo}|(?:(?!\p{Lo})[\p{L}\p{M}])+/gu

/** Letters without which a text is not in a language: Japanese is not written in Han characters alone. */
const indispensable: Readonly<Record<string, RegExp>> = { ja: /[\p{Script=Hiragana}\p{Script=Katakana}]/u }

/** What the words of a text look like, which may be a part of the whole text. */
const detect = (text: string, { whole = text, wanted }: { readonly whole?: string; readonly wanted?: string | undefined } = {}): { language: string; scores: Record<string, number> } => {
  const result = eld.detect(text)
  const [language, scores] = [result.language, result.getScores()]
  if (language === wanted || (indispensable[language]?.test(whole) ?? true)) return { language, scores }
  const { [language]: _, ...others } = scores
  const [next = ''] = Object.keys(others).sort((one, other) => others[other]! - others[one]!)
  return { language: next, scores: others }
}

const patterns = new WeakMap<Language, RegExp>()

const ofScripts = (language: Language): RegExp => {
  const pattern = patterns.get(language) ?? new RegExp(`[${language.scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u')
  patterns.set(language, pattern)
  return pattern
}
