import type { Language } from '../types.js'
import { fractionReadings, plain, plus, times, type Numeral } from './numeral-values.js'
import { entriesOf, readingsOf } from './numeral-words.js'

interface Signs {
  readonly run: RegExp
  readonly digitsOrSigns: RegExp
  readonly digits: ReadonlyMap<string, string>
  readonly magnitudes: Readonly<Record<string, number>>
  /** Finds a century and its decade, of three signs at most: it is tried at each place of a text. */
  readonly decade: RegExp | undefined
  /** Words that may stand for a value. */
  readonly hints: readonly (readonly [string, string])[]
}

const known = new WeakMap<Language, Signs>()

const signsOf = (language: Language): Signs => {
  let signs = known.get(language)
  if (!signs) {
    const { words = {}, hints = {}, magnitudes = {}, over = '$^', units = ['$^'], decade, fillers = '' } = language.numerals ?? {}
    const digits = new Map(entriesOf(words))
    const oneOf = (all: Iterable<string>) => `(?!${units.join('|')})[${[...all].join('')}]`
    const [numeral, magnitude, sign] = [oneOf(digits.keys()), oneOf(Object.keys(magnitudes)), oneOf([...digits.keys(), ...Object.keys(magnitudes)])]
    const [zero, ten] = [[...digits.keys()].filter((each) => digits.get(each) === '0'), Object.keys(magnitudes).filter((each) => magnitudes[each] === 10)].map((all) => `[${all.join('') || '^\\s\\S'}]`)
    const figures = String.raw`\d+(?:[,.]\d+)*`
    const scaled = (first: string) => String.raw`(?:${first})\s?[${fillers}\s]?(?:${magnitude})+`
    // Behind digits a numeral goes on with the number only where it has a place in it (`3万五千`), not in `26三` or `10万一年`.
    const mixed = `${scaled(figures)}(?:${zero}?${scaled(`${figures}|${numeral}`)}|${zero}${numeral}|(?<=${ten})${numeral})*`
    const short = String.raw`\d{1,2}|(?:${sign}){1,3}`
    const run = `(?:${mixed}|${figures}|(?:${sign})+)`
    signs = {
      digitsOrSigns: new RegExp(`\\d|${sign}`, 'u'),
      run: new RegExp(String.raw`(${run})(?:${over}\s?(${run}))?`, 'gu'),
      digits,
      magnitudes,
      decade: decade && new RegExp(String.raw`(?<!\d)(${short})\s?${decade[0]}\s?(${short})\s?${decade[1]}`, 'gu'),
      hints: entriesOf(hints),
    }
    known.set(language, signs)
  }
  return signs
}

/** The numbers of a text whose numerals are signs without spaces, alone or mixed with digits (`1.5万`, `三分之二`). */
export function signNumerals(text: string, language: Language): Numeral[] {
  const signs = signsOf(language)
  const found: Numeral[] = []
  for (const match of text.matchAll(signs.run)) {
    const [all, first = '', second] = match
    const span = { digits: /\d/.test(all), from: match.index, to: match.index + all.length }
    if (second === undefined) {
      if (/[^\d.,\s]/.test(first)) found.push({ readings: [valueOf(first, signs)], ...span })
      continue
    }
    const [under = '', over = ''] = [valueOf(first, signs), valueOf(second, signs)]
    found.push({ readings: under === '100' ? [over] : fractionReadings(over, under), parts: [over, under], ...span })
  }
  for (const [word, value] of signs.hints) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      if (counts(text, at, [word, value], signs)) found.push({ readings: readingsOf(value), digits: false, hint: true, from: at, to: at + word.length })
    }
  }
  return [...decadesOf(text, signs), ...found]
}

/** A sign for a whole number counts things where it stands behind a number (`13首`): it is none itself. */
const counts = (text: string, at: number, [word, value]: readonly [string, string], { digitsOrSigns }: Signs): boolean => word.length > 1 || value.includes('/') || at === 0 || !digitsOrSigns.test(text[at - 1]!)

/** `20世纪90年代` is the decade that begins in 1990. */
const decadesOf = (text: string, signs: Signs): Numeral[] =>
  [...(signs.decade ? text.matchAll(signs.decade) : [])].map(({ 0: all, 1: century = '', 2: decade = '', index }) => {
    const [hundreds = '', tens = ''] = [valueOf(century, signs), valueOf(decade, signs)]
    return { readings: [String((Number(hundreds) - 1) * 100 + Number(tens))], digits: /\d/.test(all), parts: [hundreds, tens], from: index, to: index + all.length }
  })

/** How often magnitudes of ten thousand and more may multiply what stands before them (`万亿` does once). */
const mostMultiplied = 3

/** What a run of digits and numerals stands for, up to where it repeats magnitudes as no number does. */
const valueOf = (run: string, { digits, magnitudes }: Signs): string => {
  let total = '0'
  let section = '0'
  let current: string | undefined
  let multiplied = 0
  for (const [piece] of run.matchAll(/\d+(?:[,.]\d+)*|\S/g)) {
    const digit = digits.get(piece)
    const magnitude = magnitudes[piece]
    if (magnitude === undefined && !/\d/.test(piece) && digit === undefined) continue
    if (magnitude === undefined) current = digit === undefined ? plain(piece.replaceAll(',', '')) : current === undefined ? digit : current + digit
    else if (magnitude < 10000) {
      section = plus(section, times(current ?? '1', magnitude))
      current = undefined
    } else {
      const sum = plus(section, current === undefined ? '0' : plain(current))
      if (sum === '0' && ++multiplied > mostMultiplied) return total
      total = sum === '0' ? times(total === '0' ? '1' : total, magnitude) : plus(total, times(sum, magnitude))
      section = '0'
      current = undefined
    }
  }
  return plus(plus(total, section), current === undefined ? '0' : plain(current))
}
