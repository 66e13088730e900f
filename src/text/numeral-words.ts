import type { Language } from '../types.js'
import { fractionReadings, times, plus, type Numeral } from './numeral-values.js'
import { ownOf } from './own.js'

interface Lexicon {
  /** Words, or several joined by one space, to their value. */
  readonly values: ReadonlyMap<string, string>
  /** Beginnings of words to their value. */
  readonly stems: readonly (readonly [string, string])[]
  /** Words that are never part of a longer number; one may have several values. */
  readonly hints: readonly (readonly [string, string])[]
  readonly magnitudes: Readonly<Record<string, number>>
  readonly parts: ReadonlyMap<string, string>
  readonly joins: ReadonlySet<string>
}

const known = new WeakMap<Language, Lexicon>()

/** Most words that one entry of a lexicon has. */
const longest = 4

const lexiconOf = (language: Language): Lexicon => {
  let lexicon = known.get(language)
  if (!lexicon) {
    const { words = {}, hints = {}, parts = {}, magnitudes = {}, joins = [] } = language.numerals ?? {}
    const entries = entriesOf(words)
    const months = language.months.map((month, index) => [month.toLowerCase(), String(index + 1)] as const)
    lexicon = {
      hints: [...months, ...entriesOf(hints)],
      values: new Map(entries.filter(([word]) => !word.endsWith('*'))),
      stems: entries.filter(([word]) => word.endsWith('*')).map(([word, value]) => [word.slice(0, -1), value]),
      magnitudes,
      parts: new Map(entriesOf(parts)),
      joins: new Set(joins),
    }
    known.set(language, lexicon)
  }
  return lexicon
}

/** Word and value, one by one. */
export const entriesOf = (lists: Readonly<Record<string, string>>): (readonly [string, string])[] => Object.entries(lists).flatMap(([value, list]) => list.split(', ').map((word) => [word, value] as const))

/** The numbers that a text writes as words parted by spaces: cardinals and ordinals, months, fractions. */
export function wordNumerals(text: string, language: Language): Numeral[] {
  const lexicon = lexiconOf(language)
  const words = wordsOf(text)
  const found: Numeral[] = []
  for (let at = 0; at < words.length; ) {
    const number = numberAt(words, at, lexicon)
    if (number) found.push(...number.numerals)
    else found.push(...hintsAt(words[at]!, lexicon))
    at = number?.next ?? at + 1
  }
  return found
}

const hintsAt = ({ text, written, from, to }: Word, { hints }: Lexicon): Numeral[] => {
  const readings = hints.filter(([word]) => (word.endsWith('*') ? text.startsWith(word.slice(0, -1)) : word === text)).flatMap(([, value]) => readingsOf(value))
  const roman = romanValue(written)
  if (roman !== undefined) readings.push(roman)
  return readings.length === 0 ? [] : [{ readings, digits: false, hint: true, from, to }]
}

/** A value as numbers can be written: a fraction in several ways. */
export const readingsOf = (value: string): readonly string[] => (value.includes('/') ? fractionReadings(...(value.split('/') as [string, string])) : [value])

const romanDigits: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 }

/** The value of a Roman numeral of two letters or more, or `V` and `X`, as centuries and kings have them (`XIX`, `XIXe`). */
const romanValue = (written: string): string | undefined => {
  const [, roman = ''] = /^((?=..|[VX])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?:e|er|ème|ère|th)?$/.exec(written) ?? []
  const values = [...roman].map((letter) => romanDigits[letter]!)
  return roman === '' ? undefined : String(values.reduce((sum, value, at) => (value < (values[at + 1] ?? 0) ? sum - value : sum + value), 0))
}

interface Word {
  /** Lower case. */
  readonly text: string
  readonly written: string
  readonly from: number
  readonly to: number
  /** Nothing but a space or a hyphen stands between the word before and this one. */
  readonly bound: boolean
}

const wordsOf = (text: string): Word[] => {
  let end = -1
  return [...text.matchAll(/\p{L}+/gu)].map(({ 0: written, index }) => {
    const bound = /^[\s\u00a0-]$/.test(text.slice(end, index))
    end = index + written.length
    return { text: written.toLowerCase(), written, from: index, to: end, bound }
  })
}

/** The longest entry of the lexicon that begins here: its value and how many words it has. */
const entryAt = (words: readonly Word[], at: number, { values, stems }: Lexicon): { value: string; count: number } | undefined => {
  let key = ''
  let best: { value: string; count: number } | undefined
  for (let count = 1; count <= longest && at + count <= words.length && (count === 1 || words[at + count - 1]!.bound); count++) {
    key += (count === 1 ? '' : ' ') + words[at + count - 1]!.text
    const value = values.get(key)
    if (value !== undefined) best = { value, count }
  }
  if (best) return best
  const stem = stems.find(([start]) => words[at]!.text.startsWith(start))
  return stem ? { value: stem[1], count: 1 } : undefined
}

interface Sum {
  total: string
  current: string | undefined
  count: number
}

/** Reads words as one number as long as each can go on from those before (`two hundred and five thousand`). */
const numberAt = (words: readonly Word[], start: number, lexicon: Lexicon): { numerals: Numeral[]; next: number } | undefined => {
  const sum: Sum = { total: '0', current: undefined, count: 0 }
  let at = start
  let end = start
  while (at < words.length && (at === start || words[at]!.bound)) {
    const word = words[at]!
    if (at > start && lexicon.joins.has(word.text) && words[at + 1]?.bound) {
      at++
      if (!goesOn(sum, entryAt(words, at, lexicon)?.value)) break
    }
    const taken = taking(sum, words, at, lexicon)
    if (taken === 0) break
    at += taken
    end = at
  }
  const value = plus(sum.total, sum.current ?? '0')
  const part = partAt(words, end, start, lexicon)
  if (end === start && !part) return undefined
  const span = { digits: false, from: words[start]!.from, to: words[Math.max(end, start + 1) - 1]!.to }
  // `third` alone may be an ordinal or a fraction.
  const fraction = end === start + 1 ? lexicon.parts.get(words[start]!.text) : undefined
  if (!part) return { numerals: [{ readings: [value, ...(fraction === undefined ? [] : fractionReadings('1', fraction))], ...span }], next: end }
  const whole = { readings: fractionReadings(end === start ? '1' : value, part), ...span, hint: end === start }
  return { numerals: end === start ? [whole] : [whole, { readings: [value], ...span, hint: true }], next: Math.max(end, start) + 1 }
}

/** The denominator of a fraction here, as `thirds` in `two thirds`. */
const partAt = (words: readonly Word[], at: number, start: number, { parts }: Lexicon): string | undefined => (at < words.length && (at === start || words[at]!.bound) ? parts.get(words[at]!.text) : undefined)

const goesOn = ({ current }: Sum, value: string | undefined): boolean => value !== undefined && (current === undefined || (Number(current) >= 20 && fits(current, value)))

const fits = (current: string, value: string): boolean => /^\d+$/.test(value) && /^\d+$/.test(current) && current !== '0' && value !== '0' && current.length > value.length && current.endsWith('0'.repeat(value.length))

/** Takes the next word into the sum; gives the number of words taken, 0 when it begins another number. */
const taking = (sum: Sum, words: readonly Word[], at: number, lexicon: Lexicon): number => {
  const entry = entryAt(words, at, lexicon)
  const magnitude = ownOf(lexicon.magnitudes, words[at]!.text)
  if (magnitude !== undefined && !(entry && entry.count > 1)) return scaled(sum, magnitude)
  if (!entry || (sum.current !== undefined && !fits(sum.current, entry.value))) return 0
  sum.current = sum.current === undefined ? entry.value : plus(sum.current, entry.value)
  sum.count++
  return entry.count
}

/** Digits of a number in words; what goes on behind them repeats a magnitude as no number does. */
const mostDigits = 30

const scaled = (sum: Sum, magnitude: number): number => {
  if (magnitude < 1000) {
    if (sum.current !== undefined && Number(sum.current) >= 100) return 0
    sum.current = times(sum.current ?? '1', magnitude)
  } else if (sum.current === undefined && sum.total !== '0') {
    if (sum.total.length > mostDigits) return 0
    sum.total = times(sum.total, magnitude)
  } else {
    sum.total = plus(sum.total, times(sum.current ?? '1', magnitude))
    sum.current = undefined
  }
  sum.count++
  return 1
}
