import type { Language } from '../types.js'
import { hintedAt, lexiconOf, type Lexicon } from './numeral-lexicon.js'
import { withMinus } from './numeral-minus.js'
import { fractionReadings, times, plus, type Numeral } from './numeral-values.js'
import { ownOf } from './own.js'

/** Most words that one entry of a lexicon has. */
const longest = 4

/** The numbers that a text writes as words parted by spaces: cardinals and ordinals, months, fractions. */
export function wordNumerals(text: string, language: Language): Numeral[] {
  const lexicon = lexiconOf(language)
  const words = wordsOf(text.replace(lexicon.idioms, (idiom) => '0'.repeat(idiom.length)))
  const found: Numeral[] = []
  for (let at = 0; at < words.length; ) {
    const number = numberAt(words, at, lexicon)
    if (number) found.push(...number.numerals.map((numeral) => ({ ...numeral, readings: withMinus(numeral.readings, text, numeral.from, language) })))
    else found.push(...hintsAt(words[at]!, lexicon))
    at = number?.next ?? at + 1
  }
  return found
}

const hintsAt = ({ text, written, from, to }: Word, lexicon: Lexicon): Numeral[] => {
  const readings = hintedAt(text, lexicon)
  const roman = romanValue(written)
  if (roman !== undefined) readings.push(roman)
  return readings.length === 0 ? [] : [{ readings, digits: false, hint: true, from, to }]
}

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
  const { text } = words[at]!
  for (let length = stems.size === 0 ? 0 : text.length; length > 0; length--) {
    const value = stems.get(text.slice(0, length))
    if (value !== undefined) return { value, count: 1 }
  }
  return undefined
}

interface Sum {
  total: string
  current: string | undefined
  count: number
  /** That of the last word, where it is one. */
  magnitude: number | undefined
}

/** Reads words as one number as long as each can go on from those before (`two hundred and five thousand`). */
const numberAt = (words: readonly Word[], start: number, lexicon: Lexicon): { numerals: Numeral[]; next: number } | undefined => {
  const sum: Sum = { total: '0', current: undefined, count: 0, magnitude: undefined }
  let at = start
  let end = start
  let unmeasured: string | undefined
  while (at < words.length && (at === start || words[at]!.bound)) {
    const half = at > start ? addHalf(sum, words, at, lexicon) : 0
    if (half > 0) {
      at = end = at + half
      continue
    }
    if (sum.magnitude !== undefined && lexicon.of.has(words[at]!.text) && magnitudeAt(words, at + 1, lexicon) >= 1000) at++
    const word = words[at]!
    if (at > start && lexicon.joins.has(word.text) && words[at + 1]?.bound) {
      at++
      if (!goesOn(sum, entryAt(words, at, lexicon)?.value)) break
    }
    const before = valueOf(sum)
    const taken = taking(sum, words, at, lexicon)
    if (taken === 0) break
    unmeasured = at > start && lexicon.measures.has(words[at]!.text) ? before : undefined
    at += taken
    end = at
  }
  const value = valueOf(sum)
  const part = partAt(words, end, start, lexicon)
  if (end === start && !part) return undefined
  const span = { digits: false, from: words[start]!.from, to: words[Math.max(end, start + 1) - 1]!.to }
  // `third` alone may be an ordinal or a fraction.
  const fraction = end === start + 1 ? lexicon.parts.get(words[start]!.text) : undefined
  const hinted = hintedAt(words[Math.max(end, start + 1) - 1]!.text, lexicon)
  const also = Math.max(end, start + 1) === start + 1 ? hinted : []
  if (!part) {
    const readings = [value, ...(unmeasured === undefined ? [] : [unmeasured]), ...(fraction === undefined ? [] : fractionReadings('1', fraction)), ...also]
    return { numerals: [{ readings, ...span, ...(sum.magnitude !== undefined && hinted.length > 0 ? { hint: true } : {}) }], next: end }
  }
  const whole = { readings: [...fractionReadings(end === start ? '1' : value, part), ...ordinalAt(sum, words, end, lexicon), ...(end === start ? also : [])], ...span, hint: end === start }
  return { numerals: end === start ? [whole] : [whole, { readings: [value], ...span, hint: true }], next: Math.max(end, start) + 1 }
}

const valueOf = ({ total, current }: Sum): string => plus(total, current ?? '0')

/** `two-hundredth` may be a fraction or an ordinal; `one hundredth` is a fraction. */
const ordinalAt = (sum: Sum, words: readonly Word[], at: number, { magnitudes }: Lexicon): string[] => {
  const magnitude = sum.count === 0 ? undefined : ownOf(magnitudes, words[at]!.text)
  if (magnitude === undefined || valueOf(sum) === '1') return []
  const whole = { ...sum }
  return scaled(whole, magnitude) > 0 ? [valueOf(whole)] : []
}

const magnitudeAt = (words: readonly Word[], at: number, { magnitudes }: Lexicon): number => (words[at]?.bound && ownOf(magnitudes, words[at].text)) || 0

/** Adds half of the magnitude before words such as `and a half`, or half to the number where a magnitude follows them; gives the number of these words. */
const addHalf = (sum: Sum, words: readonly Word[], at: number, lexicon: Lexicon): number => {
  const phrase = lexicon.andHalf.find((each) => each.every((word, i) => words[at + i]?.bound && words[at + i]!.text === word))
  if (!phrase) return 0
  // `two hundred and a half` is 200.5.
  if (sum.magnitude !== undefined && sum.magnitude !== 100) {
    const half = times('0.5', sum.magnitude)
    if (sum.current === undefined) sum.total = plus(sum.total, half)
    else sum.current = plus(sum.current, half)
    sum.magnitude = undefined
    return phrase.length
  }
  if (sum.current === undefined || magnitudeAt(words, at + phrase.length, lexicon) === 0) return 0
  sum.current = plus(sum.current, '0.5')
  return phrase.length
}

/** The denominator of a fraction here, as `thirds` in `two thirds`. */
const partAt = (words: readonly Word[], at: number, start: number, { parts }: Lexicon): string | undefined => (at < words.length && (at === start || words[at]!.bound) ? parts.get(words[at]!.text) : undefined)

const goesOn = ({ current }: Sum, value: string | undefined): boolean => value !== undefined && (current === undefined || (Number(current) >= 20 && fits(current, value)))

const fits = (current: string, value: string): boolean => /^\d+$/.test(value) && /^\d+$/.test(current) && current !== '0' && value !== '0' && current.length > value.length && current.endsWith('0'.repeat(value.length))

/** Takes the next word into the sum; gives the number of words taken, 0 when it begins another number. */
const taking = (sum: Sum, words: readonly Word[], at: number, lexicon: Lexicon): number => {
  const entry = entryAt(words, at, lexicon)
  const magnitude = ownOf(lexicon.magnitudes, words[at]!.text)
  if (magnitude !== undefined && !(entry && entry.count > 1)) {
    const { text } = words[at]!
    return (sum.count > 0 && lexicon.parts.has(text)) || (lexicon.measures.has(text) && !/^(?:[2-9]|1[1-9])$/.test(sum.current ?? '')) ? 0 : scaled(sum, magnitude)
  }
  if (!entry || (sum.current !== undefined && !fits(sum.current, entry.value))) return 0
  sum.current = sum.current === undefined ? entry.value : plus(sum.current, entry.value)
  sum.count++
  sum.magnitude = undefined
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
  sum.magnitude = magnitude
  return 1
}
