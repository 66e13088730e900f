import type { Language } from '../types.js'
import { maskedRanges } from './mask-ranges.js'
import { digitNumerals } from './numeral-digits.js'
import { gluedNumerals } from './numeral-glued.js'
import { signNumerals } from './numeral-signs.js'
import { pairOff } from './numeral-pairs.js'
import type { Numeral } from './numeral-values.js'
import { wordNumerals } from './numeral-words.js'
import { westernDigits } from './western-digits.js'

/** A text and the language it is written in. */
interface Written {
  readonly text: string
  readonly language: Language
}

/**
 * The values of the numbers that a text writes with digits (with `million` and the like behind them), outside what is masked,
 * as plain decimals (`1000.5`), sorted.
 */
export function numbersOf(text: string, language: Language): readonly string[] {
  return numeralsOf(text, language).filter(({ digits }) => digits).map(({ readings }) => readings[0]!).sort()
}

/**
 * Numbers of the source that the target lacks, and of the target that the source lacks; undefined when there are none.
 *
 * The rule: every number written with digits has a partner of the same value on the other side, each used once. A partner is
 * written with digits too, in the way of its language (`1,000.5`, `1 000,5`, `1.5万`, `3,4 млн`), or in words or signs (`three`,
 * `двадцать`, `三`, `July` for 7, `half` for 1/2). A number in words needs no partner itself, for `one` and `un` are
 * articles as often as numbers; only where both sides are left with words for three or more do these differ. What can be
 * read in two ways (`1,234` in French) has a partner if one of them has. A fraction, in signs too (`五分之四`), may be answered by its
 * numbers one by one, `3:00 pm` by 15 or 3, the zeros of `3:00` by nothing.
 */
export function numberDifference(source: Written, target: Written): { readonly missing: readonly string[]; readonly extra: readonly string[] } | undefined {
  const { missing, extra } = pairOff(numeralsOf(source.text, source.language), numeralsOf(target.text, target.language))
  return missing.length + extra.length === 0 ? undefined : { missing, extra }
}

/** Whether the first thing that a text says is a number, in digits or in words. */
export const beginsWithNumber = (text: string, language: Language): boolean => numeralsOf(text, language).some(({ from }) => /^[\s$€£¥₽￥+−–-]*$/.test(text.slice(0, from)) || (from <= 12 && language.numerals?.minus?.includes(text.slice(0, from).trim().toLowerCase()) === true))

/** The numbers of a text in order; where digits are part of a longer numeral (`1.5万`), that one counts. */
export const numeralsOf = (text: string, language: Language): Numeral[] => numeralsIn(clearOf(text), language)

/** What of a text numbers are looked for in: Western digits of half width, and line breaks for what is masked. */
export const clearOf = (text: string): string => westernDigits(halfWidth(withoutMasks(text)))

/** The same, with their places in a text that is clear. */
export const numeralsIn = (clear: string, language: Language): Numeral[] => {
  const digits = digitNumerals(clear, language)
  const spelt = language.gap === '' ? signNumerals(clear, language) : [...gluedNumerals(clear, language), ...wordNumerals(blanked(clear, digits), language)]
  const covering = spelt.filter((numeral) => numeral.digits)
  const reach = reachOf(covering)
  const whole = spelt.filter(({ from, to }) => reach(from) < to && reach(from + 1) <= to)
  return [...digits.filter(({ from, to }) => reach(to) <= from), ...whole].sort((a, b) => a.from - b.from)
}

/** The furthest end of those numerals that begin before a place. */
const reachOf = (numerals: readonly Numeral[]): ((at: number) => number) => {
  const sorted = numerals.toSorted((a, b) => a.from - b.from)
  const ends: number[] = []
  for (const { to } of sorted) ends.push(Math.max(to, ends.at(-1) ?? -1))
  return (at) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]!.from < at) low = middle + 1
      else high = middle
    }
    return low === 0 ? -1 : ends[low - 1]!
  }
}

/** The text with what is masked replaced by line breaks, which join nothing. */
const withoutMasks = (text: string): string => {
  let out = ''
  let at = 0
  for (const { from, to } of maskedRanges(text)) {
    out += `${text.slice(at, from)}\n`
    at = to
  }
  return out + text.slice(at)
}

const vulgar: Readonly<Record<string, string>> = { '½': '1/2', '⅓': '1/3', '⅔': '2/3', '¼': '1/4', '¾': '3/4', '⅕': '1/5', '⅖': '2/5', '⅗': '3/5', '⅘': '4/5', '⅙': '1/6', '⅚': '5/6', '⅛': '1/8', '⅜': '3/8', '⅝': '5/8', '⅞': '7/8' }

/** Full-width digits and marks as usual ones, and one-character fractions spelt out. */
const halfWidth = (text: string): string => text.replace(/[０-９．，％：／＄－]/g, (sign) => sign.normalize('NFKC')).replace(/[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]/g, (sign) => ` ${vulgar[sign]!}`)

const blanked = (text: string, ranges: readonly Numeral[]): string => {
  let out = ''
  let at = 0
  for (const { from, to } of ranges) {
    if (from < at) continue
    out += text.slice(at, from) + '0'.repeat(to - from)
    at = to
  }
  return out + text.slice(at)
}
