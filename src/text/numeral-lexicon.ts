import type { Language } from '../types.js'
import { fractionReadings } from './numeral-values.js'

/** How a language writes numbers in words, made ready to be looked up. */
export interface Lexicon {
  /** Words, or several joined by one space, to their value. */
  readonly values: ReadonlyMap<string, string>
  /** Beginnings of words to their value. */
  readonly stems: ReadonlyMap<string, string>
  /** Words that are never part of a longer number; one may have several values. */
  readonly hints: readonly (readonly [string, string])[]
  readonly magnitudes: Readonly<Record<string, number>>
  readonly parts: ReadonlyMap<string, string>
  readonly joins: ReadonlySet<string>
  readonly measures: ReadonlySet<string>
  readonly of: ReadonlySet<string>
  readonly andHalf: readonly (readonly string[])[]
  readonly idioms: RegExp
}

const known = new WeakMap<Language, Lexicon>()

/** Made once for each language. */
export const lexiconOf = (language: Language): Lexicon => {
  let lexicon = known.get(language)
  if (!lexicon) {
    const { words = {}, hints = {}, parts = {}, magnitudes = {}, joins = [], measures = [], of = [], andHalf = [], idioms = [] } = language.numerals ?? {}
    const entries = entriesOf(words)
    const months = language.months.map((month, index) => [month.toLowerCase(), String(index + 1)] as const)
    lexicon = {
      hints: [...months, ...entriesOf(hints)],
      values: new Map(entries.filter(([word]) => !word.endsWith('*'))),
      stems: new Map(entries.filter(([word]) => word.endsWith('*')).map(([word, value]) => [word.slice(0, -1), value])),
      magnitudes,
      parts: new Map(entriesOf(parts)),
      joins: new Set(joins),
      measures: new Set(measures),
      of: new Set(of),
      andHalf: andHalf.map((phrase) => phrase.split(' ')),
      idioms: new RegExp(String.raw`(?<!\p{L})(?:${idioms.map((idiom) => idiom.replaceAll(' ', String.raw`\s`)).join('|') || '$^'})(?!\p{L})`, 'giu'),
    }
    known.set(language, lexicon)
  }
  return lexicon
}

/** Word and value, one by one. */
export const entriesOf = (lists: Readonly<Record<string, string>>): (readonly [string, string])[] => Object.entries(lists).flatMap(([value, list]) => list.split(', ').map((word) => [word, value] as const))

/** The readings of a word that may stand for numbers, though it is part of none. */
export const hintedAt = (text: string, { hints }: Lexicon): string[] => hints.filter(([word]) => (word.endsWith('*') ? text.startsWith(word.slice(0, -1)) : word === text)).flatMap(([, value]) => readingsOf(value))

/** A value as numbers can be written: a fraction in several ways. */
export const readingsOf = (value: string): readonly string[] => (value.includes('/') ? fractionReadings(...(value.split('/') as [string, string])) : [value])
