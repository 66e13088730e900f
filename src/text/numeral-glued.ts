import type { Language } from '../types.js'
import { escaped } from './escaped.js'
import { isNegative } from './numeral-digits.js'
import { withMinus } from './numeral-minus.js'
import { plain, plus, times, type Numeral } from './numeral-values.js'
import { westernDigits } from './western-digits.js'

/** Most magnitudes behind one number (`천만억`); a text that repeats one has no end of them. */
const mostMagnitudes = 3

/** A number in digits that stands above those behind it, and what its magnitudes multiply it by. */
interface Piece {
  readonly value: string
  readonly factor: number
}

/**
 * The numbers in digits of a language whose magnitudes are glued to what is counted (`950만명`), with the smaller ones that follow and are
 * added (`3만 5천`, `2억 3천5백만`).
 */
export function gluedNumerals(text: string, language: Language): Numeral[] {
  const magnitudes = new Map(Object.entries(language.numerals?.magnitudes ?? {}).flatMap(([word, value]) => (word.endsWith('*') ? [[word.slice(0, -1), value]] : [])))
  if (magnitudes.size === 0) return []
  const word = [...magnitudes.keys()].sort((a, b) => b.length - a.length).map(escaped).join('|')
  const [decimal, group] = [westernDigits(language.numbers.decimal), westernDigits(language.numbers.group)]
  // Not `1.2.3` or `3,5`, which are several numbers, or who knows.
  const number = String.raw`(?<![\d.,])(?:\d{1,3}(?:${escaped(group)}\d{3})+|\d+)(?:${escaped(decimal)}\d+)?(?![.,]?\d)`
  const found: { pieces: readonly Piece[]; from: number; to: number }[] = []
  for (const { 0: all, 1: figures = '', 2: words = '', index: from } of text.matchAll(new RegExp(`(${number})((?:${word}){0,${mostMagnitudes}})`, 'gu'))) {
    const factors = [...words.matchAll(new RegExp(word, 'gu'))].map(([each]) => magnitudes.get(each)!)
    const value = plain(figures.replaceAll(group, '').replace(decimal, '.'))
    const [last, to] = [found.at(-1), from + all.length]
    const pieces = last && /^[ \u00a0\u202f]?$/.test(text.slice(last.to, from)) ? joined(last.pieces, value, factors) : undefined
    if (last && pieces) Object.assign(last, { pieces, to })
    else if (factors.length > 0) found.push({ pieces: joined([], value, factors)!, from, to })
  }
  return found.map(({ pieces, from, to }) => {
    const sum = pieces.map(({ value }) => value).reduce(plus)
    return { readings: isNegative(text, from) ? [`-${sum}`] : withMinus([sum], text, from, language), digits: true, from, to }
  })
}

/**
 * A number behind others: its magnitudes multiply those before it that are smaller than they are; undefined where it goes on with none.
 * Decimals are written in place of smaller numbers (`1.5만`): nothing goes on with them, nor they with anything.
 */
function joined(before: readonly Piece[], number: string, factors: readonly number[]): Piece[] | undefined {
  if (before.length > 0 && number.includes('.')) return undefined
  const pieces = [...before]
  const factor = factors.reduce((product, each) => product * each, 1)
  const fits = (smaller: number): boolean => {
    const last = pieces.at(-1)
    return !last || (smaller < last.factor && Number(last.value) % last.factor === 0)
  }
  let value = number
  for (const each of factors) {
    while (pieces.length > 0 && fits(Number(value)) && Number(pieces.at(-1)!.value) < each) value = plus(pieces.pop()!.value, value)
    value = times(value, each)
  }
  return fits(Math.max(Number(value), factor)) ? [...pieces, { value, factor }] : undefined
}
