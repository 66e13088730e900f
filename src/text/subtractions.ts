import type { Language } from '../types.js'
import { clearOf, numeralsIn } from './number-sets.js'

/** A text and the language it is written in. */
interface Written {
  readonly text: string
  readonly language: Language
}

/** One number taken from another, as a text says it, and what is left where it says that too: each with all that it may stand for. */
export interface Subtraction {
  readonly said: string
  readonly from: readonly number[]
  readonly taken: readonly number[]
  readonly left?: readonly number[]
}

/**
 * The first subtraction of the target that is told the wrong way round, and undefined where none is: the source takes its first
 * number from its second, or its result is that of the two the other way (`36 minus 38 is 2`), or is what the source takes one of them
 * from (`115 minus 65 is 180`). What the source says in that order as well may stand, in a longer calculation too, and so may any other
 * result: units may have changed, and what is left and what was there stand in one sentence (`take 5 and 20 are left, so it was 25`).
 */
export function subtractionDifference(source: Written, target: Written): { readonly said: string } | undefined {
  const found = subtractionsOf(target.text, target.language)
  if (found.length === 0) return undefined
  const original = subtractionsOf(source.text, source.language)
  const written = [...original, ...subtractionsOf(source.text, source.language, anyMinus)]
  const says = (among: readonly Subtraction[], from: readonly number[], taken: readonly number[]) => among.some((each) => meet(each.from, from) && meet(each.taken, taken))
  const isTurned = ({ from, taken, left }: Subtraction): boolean => {
    if (says(original, taken, from)) return true
    if (!left || isDifference(from, taken, left)) return false
    return isDifference(taken, from, left) || (isDifference(left, from, taken) && (says(original, left, from) || says(original, left, taken)))
  }
  const wrong = found.find((each) => !meet(each.from, each.taken) && !says(written, each.from, each.taken) && isTurned(each))
  return wrong && { said: wrong.said }
}

/** The subtractions that a text tells in the words of its language, and those that it writes with signs and a result. */
export function subtractionsOf(text: string, language: Language, patterns = patternsOf(language)): Subtraction[] {
  const clear = clearOf(text.replace(loneNumber, '$1$2'))
  const numerals = numeralsIn(clear, language).slice(0, mostNumerals)
  let marked = ''
  let at = 0
  numerals.forEach(({ digits, hint, from, to }, i) => {
    if (from < at || (hint && !digits)) return
    marked += clear.slice(at, from).replace(anyMark, ' ') + String.fromCodePoint(firstMark + i)
    at = to
  })
  marked += clear.slice(at).replace(anyMark, ' ')
  const numeralOf = (mark: string) => numerals[mark.codePointAt(0)! - firstMark]!
  // A minus sign right before a number may be its own (`等于-3`).
  const values = (mark: string) => {
    const { readings, from } = numeralOf(mark)
    const all = readings.map(valueOf)
    return /[-−–]/.test(clear[from - 1] ?? '') ? [...all, ...all.map((value) => -value)] : all
  }
  return patterns.flatMap((pattern) =>
    [...marked.matchAll(pattern)].map(({ 0: all, groups }) => {
      const said = all.replace(anyMark, (mark) => clear.slice(numeralOf(mark).from, numeralOf(mark).to))
      return { said, from: values(groups!['from']!), taken: values(groups!['taken']!), ...(groups!['left'] === undefined ? {} : { left: values(groups!['left']) }) }
    }),
  )
}

/** A formula that is one number. */
const loneNumber = /\$([\d.,]*\d)\$(?!\d)|\\\(\s?([\d.,]*\d)\s?\\\)/g

/** Each number becomes one character of Unicode's last plane but one, which is for private use, so that an expression sees it as one. */
const firstMark = 0xf0000
const mostNumerals = 0xfffd
const anyMark = /[\u{f0000}-\u{ffffd}]/gu

/** With signs, whatever the language; what is part of a longer calculation is none. */
const signs = String.raw`(?<![-−–+*×·/÷:(^]\s?){from}\s?[-−–]\s?{taken}\s?=\s?{left}`

const known = new WeakMap<Language, readonly RegExp[]>()

const patternsOf = (language: Language): readonly RegExp[] => {
  let patterns = known.get(language)
  if (!patterns) {
    const { stated, result } = language.subtraction ?? { stated: [], result: '' }
    patterns = [signs, ...stated.map((each) => `${each}(?:…[,，:：]?…(?:${result})…{left})?`)].map((each) => new RegExp(filled(each), 'giu'))
    known.set(language, patterns)
  }
  return patterns
}

const filled = (pattern: string): string =>
  pattern.replaceAll('…', String.raw`[^\n.,;:!?。，；：！？=\u{f0000}-\u{ffffd}]{0,30}?`).replaceAll(/\{(from|taken|left)\}/g, (_, name: string) => `[$€£¥₽(*]{0,3}(?<${name}>${anyMark.source})[)*%]{0,3}`)

/** Each minus sign between numbers, whatever stands around them. */
const anyMinus = [new RegExp(filled(String.raw`{from}(?=\s?[-−–]\s?{taken})`), 'gu')]

const valueOf = (reading: string): number => {
  const [over = '', under = '1'] = reading.split('/')
  return Number(over) / Number(under)
}

const meet = (one: readonly number[], other: readonly number[]): boolean => one.some((value) => other.includes(value))

/** Whether, as they may be read, one less the other is the third. */
const isDifference = (from: readonly number[], taken: readonly number[], left: readonly number[]): boolean =>
  from.some((a) => taken.some((b) => left.some((c) => Math.abs(a - b - c) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)))))
