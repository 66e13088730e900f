import type { Language } from '../types.js'
import { maskedRanges } from './mask-ranges.js'
import { digitNumerals } from './numeral-digits.js'
import { signNumerals } from './numeral-signs.js'
import { plus, type Numeral } from './numeral-values.js'
import { wordNumerals } from './numeral-words.js'

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
 * read in two ways (`1,234` in English) has a partner if one of them has. A fraction may be answered by its
 * numbers one by one, `3:00 pm` by 15 or 3, the zeros of `3:00` by nothing.
 */
export function numberDifference(source: Written, target: Written): { readonly missing: readonly string[]; readonly extra: readonly string[] } | undefined {
  const left = open(numeralsOf(source.text, source.language))
  const right = open(numeralsOf(target.text, target.language))
  pair(left, right, (a, b) => a.digits && b.digits && a.readings[0] === b.readings[0])
  pair(left, right, (a, b) => a.digits && b.digits && meet(a, b))
  pair(left, right, (a, b) => a.digits !== b.digits && meet(a, b))
  for (const [one, other] of [[left, right], [right, left]] as const) {
    takeApart(one, other)
    halves(one, other)
  }
  pair(left, right, meet)
  const spelt = [left, right].map((all) => all.filter(isSpelt))
  const odd = spelt.every((all) => all.length > 0) ? spelt : [[], []]
  const missing = remaining(left, odd[0]!)
  const extra = remaining(right, odd[1]!)
  return missing.length + extra.length === 0 ? undefined : { missing, extra }
}

/** The numbers of a text in order; where digits are part of a longer numeral (`1.5万`), that one counts. */
const numeralsOf = (text: string, language: Language): Numeral[] => {
  const clear = halfWidth(withoutMasks(text))
  const digits = digitNumerals(clear, language)
  const spelt = language.gap === '' ? signNumerals(clear, language) : wordNumerals(blanked(clear, digits), language)
  const covering = spelt.filter((numeral) => numeral.digits)
  const whole = spelt.filter((numeral) => !covering.some((each) => each !== numeral && each.from <= numeral.from && numeral.to <= each.to && each.to - each.from > numeral.to - numeral.from))
  return [...digits.filter(({ from, to }) => !covering.some((each) => each.from < to && from < each.to)), ...whole].sort((a, b) => a.from - b.from)
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

/** Numerals, each with whether it has found its partner. */
type Open = { readonly numeral: Numeral; done: boolean }[]

const open = (numerals: readonly Numeral[]): Open => numerals.map((numeral) => ({ numeral, done: false }))

const meet = (a: Numeral, b: Numeral): boolean => a.readings.some((reading) => b.readings.includes(reading))

const pair = (left: Open, right: Open, match: (a: Numeral, b: Numeral) => boolean): void => {
  for (const a of left) {
    if (a.done) continue
    const b = right.find((each) => !each.done && match(a.numeral, each.numeral))
    if (b) a.done = b.done = true
  }
}

/** Partners for the parts of numbers that have none as a whole. */
const takeApart = (one: Open, other: Open): void => {
  for (const each of one) {
    if (each.done || !each.numeral.digits || !each.numeral.parts) continue
    const taken: Open = []
    for (const part of each.numeral.parts) {
      const partner = other.find((candidate) => !candidate.done && candidate.numeral.digits && !taken.includes(candidate) && candidate.numeral.readings.includes(part))
      if (partner) taken.push(partner)
    }
    if (taken.length < each.numeral.parts.length) continue
    each.done = true
    for (const partner of taken) partner.done = true
  }
}

/** `3.5` is also written as 3 and a half. */
const halves = (one: Open, other: Open): void => {
  for (const each of one) {
    const value = each.numeral.readings.find((reading) => /^\d+\.5$/.test(reading))
    if (each.done || !each.numeral.digits || value === undefined) continue
    const half = other.find(({ done, numeral }) => !done && numeral.readings.includes('1/2'))
    const whole = other.find(({ done, numeral }) => !done && numeral.readings.some((reading) => /^\d+$/.test(reading) && plus(reading, '0.5') === value))
    if (!half || !whole) continue
    each.done = half.done = whole.done = true
  }
}

/** A number in words that is no article, no pair and no half, and has no partner. */
const isSpelt = ({ done, numeral }: Open[number]): boolean => !done && !numeral.digits && !numeral.hint && Number(numeral.readings[0]) >= 3

const remaining = (all: Open, spelt: Open): string[] => all.filter((each) => !each.done && !each.numeral.idle && (each.numeral.digits || spelt.includes(each))).map(({ numeral }) => numeral.readings[0]!).sort()
