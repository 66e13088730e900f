import type { Language } from '../types.js'
import { entriesOf, readingsOf } from './numeral-lexicon.js'
import { withMinus } from './numeral-minus.js'
import { fractionReadings, plain, plus, times, type Numeral } from './numeral-values.js'

interface Signs {
  readonly run: RegExp
  readonly digitsOrSigns: RegExp
  readonly digits: ReadonlyMap<string, string>
  readonly magnitudes: Readonly<Record<string, number>>
  /** Finds a century and its decade, of three signs at most: it is tried at each place of a text. */
  readonly decade: RegExp | undefined
  readonly point: RegExp
  readonly discount: RegExp
  readonly counted: RegExp
  readonly maybeCounted: RegExp
  readonly prefixes: readonly (readonly [RegExp, number])[]
  /** Words that may stand for a value. */
  readonly hints: readonly (readonly [string, string])[]
}

const known = new WeakMap<Language, Signs>()

const signsOf = (language: Language): Signs => {
  let signs = known.get(language)
  if (!signs) {
    const { words = {}, hints = {}, magnitudes = {}, over = '$^', units = [], prefixes = {}, point = ['$^', '$^'], counters = ['$^', '$^'], discount = '$^', decade, fillers = '' } = language.numerals ?? {}
    const digits = new Map(entriesOf(words))
    const oneOf = (all: Iterable<string>) => `(?!${[...units, ...Object.keys(prefixes)].join('|') || '$^'})[${[...all].join('')}]`
    const [numeral, magnitude, sign] = [oneOf(digits.keys()), oneOf(Object.keys(magnitudes)), oneOf([...digits.keys(), ...Object.keys(magnitudes)])]
    const [zero, ten] = [[...digits.keys()].filter((each) => digits.get(each) === '0'), Object.keys(magnitudes).filter((each) => magnitudes[each] === 10)].map((all) => `[${all.join('') || '^\\s\\S'}]`)
    const figures = String.raw`\d+(?:[,.]\d+)*`
    const scaled = (first: string) => String.raw`(?:${first})\s?[${fillers}\s]?(?:${magnitude})+`
    // Behind digits a numeral goes on with the number only where it has a place in it (`3万五千`), not in `26三` or `10万一年`.
    const mixed = `${scaled(figures)}(?:${zero}?${scaled(`${figures}|${numeral}`)}|${zero}${numeral}|(?<=${ten})${numeral})*`
    const short = String.raw`\d{1,2}|(?:${sign}){1,3}`
    const pointed = `(?:${sign})+(?:${point[0]})(?:${numeral})+(?!${numeral}|${point[1]})(?:${magnitude})*`
    const run = `(?:${pointed}|${mixed}|${figures}|(?:${sign})+)`
    signs = {
      digitsOrSigns: new RegExp(`\\d|${sign}`, 'u'),
      run: new RegExp(String.raw`(${run})(?:${over}\s?(${run}))?`, 'gu'),
      digits,
      magnitudes,
      point: new RegExp(point[0], 'u'),
      discount: new RegExp(String.raw`\s?(?:${discount})`, 'uy'),
      counted: new RegExp(counters[0], 'uy'),
      maybeCounted: new RegExp(counters[1], 'uy'),
      prefixes: Object.entries(prefixes).map(([prefix, factor]) => [new RegExp(String.raw`\s?(?:${prefix})`, 'uy'), factor] as const),
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
      for (const number of numbersAt(text, first, span.to, signs)) found.push({ ...number, readings: withMinus(number.readings, text, span.from, language), ...span })
      continue
    }
    const [under = '', over = ''] = [valueOf(first, signs), valueOf(second, signs)]
    found.push({ readings: under === '100' ? [over] : fractionReadings(over, under), ...(under === '100' && !span.digits ? {} : { parts: [over, under] }), ...span })
  }
  for (const [word, value] of signs.hints) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      if (counts(text, at, [word, value], signs)) found.push({ readings: readingsOf(value), digits: false, hint: true, from: at, to: at + word.length })
    }
  }
  return [...decadesOf(text, signs), ...found]
}

/** The numbers of a run that ends here, with what stands behind it: `9折`, `两千米` (2 km or 2000 m), `七八个` (7 or 8). */
const numbersAt = (text: string, run: string, end: number, signs: Signs): readonly Pick<Numeral, 'readings' | 'hint' | 'parts'>[] => {
  const stands = (pattern: RegExp) => {
    pattern.lastIndex = end
    return pattern.test(text)
  }
  const value = Number(valueOf(run, signs))
  if (value > 0 && value < 100 && stands(signs.discount)) return [{ readings: discountReadings(value) }]
  const factor = signs.prefixes.find(([prefix]) => stands(prefix))?.[1]
  const scaled = (readings: readonly string[]) => (factor === undefined ? readings : [...readings, ...readings.map((reading) => times(reading, factor))])
  if (!/[^\d.,\s]/.test(run)) return factor === undefined ? [] : [{ readings: scaled([valueOf(run, signs)]) }]
  // `八点零五` is 8:05 as well as 8.05.
  const [hour, minutes] = run.split(signs.point)
  if (minutes !== undefined) return [{ readings: scaled([valueOf(run, signs)]), parts: [wholeOf(hour!, signs), wholeOf(minutes, signs)] }]
  const either = eitherOf(run, signs)
  const maybe = stands(signs.maybeCounted)
  if (!either || !(either.sure || maybe || stands(signs.counted))) return [{ readings: scaled(spokenOf(run, signs)) }]
  const [one, other] = either.runs.map((each) => scaled(spokenOf(each, signs)))
  return [{ readings: [...one!, ...(maybe ? [valueOf(run, signs)] : [])], hint: true }, { readings: other!, hint: true }]
}

/** What is taken off, or still paid, in per cent: `9折` is 10 % off, `85折` and `8.5折` 15 %. */
const discountReadings = (paid: number): string[] => {
  const share = paid < 10 ? 10 * paid : paid
  return [100 - share, share].map((value) => plain(value.toFixed(3)))
}

/** Two digits in a row, one more than the other, are two numbers (`七八`); surely where a magnitude is with them (`二三十`, `十二三`). */
const eitherOf = (run: string, { digits, magnitudes }: Signs): { readonly runs: readonly [string, string]; readonly sure: boolean } | undefined => {
  const signs = [...run]
  const digit = (at: number) => Number(digits.get(signs[at] ?? '') ?? 'NaN')
  const at = signs.findIndex((_, i) => digit(i) > 0 && digit(i) < 9 && digit(i + 1) === digit(i) + 1 && Number.isNaN(digit(i - 1)) && Number.isNaN(digit(i + 2)))
  if (at < 0 || !signs.every((sign) => digits.has(sign) || sign in magnitudes)) return undefined
  return { runs: [signs.toSpliced(at + 1, 1).join(''), signs.toSpliced(at, 1).join('')], sure: signs.length > 2 }
}

/** A last digit behind hundreds and more counts their tenths (`三万六` is 36,000), or, a one, what follows (`十万一年`). */
const spokenOf = (run: string, signs: Signs): string[] => {
  const [before = '', last = ''] = [...run].slice(-2)
  const [magnitude, digit] = [signs.magnitudes[before] ?? 0, signs.digits.get(last) ?? '0']
  if (magnitude < 100 || digit === '0' || digit.length > 1 || /\d/.test(run)) return [valueOf(run, signs)]
  const rest = valueOf(run.slice(0, -last.length), signs)
  return [plus(rest, times(digit, magnitude / 10)), ...(digit === '1' ? [rest] : [])]
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
const valueOf = (run: string, signs: Signs): string => {
  const [whole = '', decimals] = run.split(signs.point)
  if (decimals === undefined) return wholeOf(run, signs)
  const places = [...decimals].map((sign) => signs.digits.get(sign) ?? '').join('')
  const factor = [...decimals].reduce((product, sign) => product * (signs.magnitudes[sign] ?? 1), 1)
  return factor > Number.MAX_SAFE_INTEGER ? wholeOf(whole, signs) : times(`${wholeOf(whole, signs)}.${places}`, factor)
}

const wholeOf = (run: string, { digits, magnitudes }: Signs): string => {
  let total = '0'
  let section = '0'
  let current: string | undefined
  let multiplied = 0
  for (const [piece] of run.matchAll(/\d+(?:[,.]\d+)*|\S/g)) {
    const digit = digits.get(piece)
    const magnitude = magnitudes[piece]
    if (magnitude === undefined && !/\d/.test(piece) && digit === undefined) continue
    if (digit !== undefined && digit.length > 1) section = plus(section, digit)
    else if (magnitude === undefined) current = digit === undefined ? plain(piece.replaceAll(',', '')) : current === undefined ? digit : current + digit
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
