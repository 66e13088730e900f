import type { Language } from '../types.js'
import { fractionReadings, plain, plus, times, type Numeral } from './numeral-values.js'
import { ownOf } from './own.js'
import { westernDigits } from './western-digits.js'

/** Characters that part groups of digits whatever the language. */
const thinSpaces = '\u00a0\u202f\u2009'

/** Every number written with digits, as its language writes them; a magnitude behind it (`1.5 million`) is part of it. */
export function digitNumerals(text: string, language: Language): Numeral[] {
  const spaces = /\s/.test(language.numbers.group) ? ` ${thinSpaces}` : thinSpaces
  const run = new RegExp(String.raw`\d{1,3}(?:([${spaces}])\d{3})(?:\1\d{3})*(?:[.,]\d+)?(?![\d])|\d+(?:[.,'’]\d+)*|(?<![\w.])\.\d+`, 'g')
  const found: Numeral[] = []
  for (const match of text.matchAll(run)) found.push(...numeralsOf(text, { text: match[0], from: match.index, to: match.index + match[0].length }, language))
  return inContext(text, found, language)
}

interface Run {
  readonly text: string
  readonly from: number
  readonly to: number
}

const numeralsOf = (text: string, run: Run, language: Language): Numeral[] => {
  const pointed = /^\d{1,2}\.[0-5]\d$/.test(run.text) && halfOfDay(text.slice(run.to, run.to + 12), language.numerals?.clock) !== undefined
  const [decimal, group] = [westernDigits(language.numbers.decimal), westernDigits(language.numbers.group)]
  const values = pointed ? undefined : readingsOf(run.text, { decimal, group })
  if (!values) {
    let at = run.from
    return run.text.split(/[.,'’]/).map((part) => {
      const from = at
      at += part.length + 1
      return { readings: [plain(part)], digits: true, from, to: from + part.length }
    })
  }
  const { factor, to, sure, add } = magnitudeAt(text, run.to, language)
  const scaled = factor === 1 ? values : values.map((value) => plus(times(value, factor), add))
  const signed = isNegative(text, run.from) ? scaled.map((value) => `-${value}`) : scaled
  const words = language.numerals?.minus ?? []
  const before = text.slice(Math.max(0, run.from - 20), run.from).toLowerCase().trimEnd()
  const readings = [...(sure ? [] : factor < 1000 ? values : []), ...signed, ...(sure ? [] : values), ...(words.some((word) => before.endsWith(word)) ? scaled.map((value) => `-${value}`) : [])]
  // `1,5` in a language that writes decimals otherwise may be two numbers, and so may `12 345`.
  const parts = /^\d+[.,]\d{1,2}$/.test(run.text) && !run.text.includes(decimal) ? run.text.split(/[.,]/).map(plain) : run.text.split(' ').map(plain)
  return [{ readings: [...new Set(readings)], digits: true, ...(parts.length > 1 && factor === 1 ? { parts } : {}), ...(factor === 1 ? {} : { factor }), from: run.from, to }]
}

/**
 * What a run of digits and marks may stand for; undefined when it is several numbers (`1.2.3`, a date). A mark before three digits
 * may be that of groups or of decimals where it is neither of the language's own for groups nor before zeros only; a point that
 * is the decimal mark of a language is nothing else in it.
 */
const readingsOf = (run: string, { decimal, group }: Language['numbers']): string[] | undefined => {
  const bare = run.replace(new RegExp(`[ ${thinSpaces}]`, 'g'), '')
  if (bare.startsWith('.')) return [plain(`0${bare}`)]
  const marks = bare.replace(/\d/g, '')
  if (marks === '') return [plain(bare)]
  const last = marks.at(-1)!
  const groups = bare.split(/[.,'’]/)
  const grouped = /^(?!0)\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((group) => group.length === 3)
  if (marks.length === 1 && bare === run) {
    const asDecimal = plain(groups.join('.'))
    const asGroups = plain(groups.join(''))
    if (/['’]/.test(last)) return grouped ? [asGroups] : undefined
    if (!grouped) return [asDecimal]
    if (last === '.' && decimal === '.') return [asDecimal]
    if (last === group || groups[1] === '000') return [asGroups]
    return last === decimal ? [asDecimal, asGroups] : [asGroups, asDecimal]
  }
  if (marks.length === 1) return [plain(groups.join('.'))]
  if (new Set(marks).size === 1) return grouped ? [plain(groups.join(''))] : undefined
  const wholes = groups.slice(0, -1)
  const clean = new Set(marks.slice(0, -1)).size === 1 && wholes.slice(1).every((group) => group.length === 3)
  return clean ? [plain(`${wholes.join('')}.${groups.at(-1)!}`)] : undefined
}

/**
 * The factor of the magnitudes that follow a number, as far as it is exact, and what a half before or behind them adds; not sure
 * when the letters may be a unit.
 */
const magnitudeAt = (text: string, from: number, { numerals }: Language): { factor: number; to: number; sure: boolean; add: string } => {
  const lead = andHalfAt(text, from, numerals?.andHalf)
  let factor = 1
  let to = lead ?? from
  let last = 1
  let sure = true
  for (;;) {
    const [all = '', gap = '', word = ''] = /^([\s\u00a0\u202f-]?)(\p{L}+)/u.exec(text.slice(to, to + 40)) ?? []
    const key = word.toLowerCase()
    const long = numerals?.measures?.includes(key) ? undefined : ownOf(numerals?.magnitudes, key)
    const short = gap === '' || factor > 1 ? ownOf(numerals?.suffixes, key) : undefined
    const next = long ?? short
    if (next === undefined || factor * next > Number.MAX_SAFE_INTEGER || (gap === '-' && long === undefined)) break
    // A digit before `thousandth` counts parts.
    if (long === undefined || long < 1000 || Object.values(numerals?.parts ?? {}).some((list) => list.split(', ').includes(key))) sure = false
    factor *= next
    last = next
    to += all.length
  }
  if (factor === 1) return { factor, to: from, sure, add: '0' }
  const behind = lead === undefined ? andHalfAt(text, to, numerals?.andHalf) : undefined
  return { factor, to: behind ?? to, sure, add: lead !== undefined ? times('0.5', factor) : behind !== undefined ? times('0.5', last) : '0' }
}

/** The end of the words for `and a half` that stand here. */
const andHalfAt = (text: string, at: number, phrases: readonly string[] = []): number | undefined => {
  const rest = text.slice(at, at + 24).toLowerCase().replace(/\s/g, ' ')
  const phrase = phrases.find((each) => rest.startsWith(` ${each}`) && !/^\p{L}/u.test(rest.slice(each.length + 1)))
  return phrase === undefined ? undefined : at + phrase.length + 1
}

/** A minus sign right before a number, where nothing before it makes it a dash or a subtraction. */
export const isNegative = (text: string, at: number): boolean => /(?:^|[^\d)\]%\s]\s+|^\s*|[(=*/×÷[{:;"“„«'])[-−–][$€£¥]?$/u.test(text.slice(Math.max(0, at - 12), at)) && !/[-–]{2}$/.test(text.slice(Math.max(0, at - 2), at))

/** Joins what belongs together: fractions, times of day, ranges (`2–3 million`), decades, years cut short (`2018–19`). */
const inContext = (text: string, all: readonly Numeral[], language: Language): Numeral[] => {
  const found: Numeral[] = []
  for (const numeral of all) {
    const last = found.at(-1)
    const between = last === undefined ? '' : text.slice(last.to, numeral.from)
    const joined = last && between.length <= 6 ? together(last, numeral, between, text) : undefined
    if (joined) found.splice(-1, 1, ...joined)
    else found.push(numeral)
  }
  return found.map((numeral) => withTimes(numeral, text, language))
}

const together = (first: Numeral, second: Numeral, between: string, text: string): readonly Numeral[] | undefined => {
  const [a = '', b = ''] = [first.readings[0], second.readings[0]]
  const raw = text.slice(second.from, second.to)
  if (/^\s?[/⁄]\s?$/.test(between) && !first.parts && /^\d+$/.test(a) && /^\d+$/.test(b) && text[second.to] !== '/' && !/^[/⁄]\s?\d/.test(text.slice(second.to, second.to + 3))) {
    return [{ readings: fractionReadings(a, b), digits: true, parts: [a, b], from: first.from, to: second.to }]
  }
  if (/^(?:[:：.]|\s?\p{L}{1,6}\s?)$/u.test(between) && /^[0-5]\d$/.test(raw) && /^\d{1,2}$/.test(a) && (between.trim().length === 1 || raw === '00')) {
    const hour = Number(a) > 12 ? [...first.readings, String(Number(a) - 12)] : first.readings
    return [{ ...first, readings: hour }, { ...second, readings: [...second.readings, ...(quarters[b] ?? [])], idle: Number(b) === 0 }]
  }
  if (/^\s?[-–—/]\s?$/.test(between) && /^[12]\d{3}$/.test(a) && /^\d\d$/.test(raw)) return [first, { ...second, readings: [...second.readings, a.slice(0, 2) + raw] }]
  if (second.factor && !first.factor && /^\s?(?:[-–—~～]|\p{L}{1,3})\s?$/u.test(between)) return [{ ...first, readings: [...first.readings, ...first.readings.filter((value) => /^[\d.]+$/.test(value)).map((value) => times(value, second.factor!))] }, second]
  return undefined
}

/** Minutes that are also said as parts of an hour. */
const quarters: Readonly<Record<string, readonly string[]>> = { 15: ['1/4'], 30: ['1/2'], 45: ['3/4'] }

/** An hour that may be counted from noon, and a decade that may be written with or without its century. */
const withTimes = (numeral: Numeral, text: string, { numerals }: Language): Numeral => {
  const [first = ''] = numeral.readings
  const value = Number(first)
  const after = text.slice(numeral.to, numeral.to + 24)
  const half = halfOfDay(after, numerals?.clock)
  const extra = half === 'afternoon' && value < 12 ? [String(value + 12)] : half !== undefined && value === 12 ? ['0', '24'] : []
  if (/^['’]?s(?!\p{L})/u.test(after) && /^(?:1[5-9]|20)?\d0$/.test(first)) extra.push(value > 100 ? String(value % 100) : String(1900 + value))
  return extra.length === 0 ? numeral : { ...numeral, readings: [...numeral.readings, ...extra] }
}

/** Whether the words behind an hour, its minutes and the end of a range (`1 to 4 p.m.`) name a half of the day. */
const halfOfDay = (after: string, clock: readonly [readonly string[], readonly string[]] | undefined): 'forenoon' | 'afternoon' | undefined => {
  const word = /^(?:[:：.]\d\d)?(?:\s?(?:-|–|—|\p{L}{1,3})\s?\d{1,2}(?:[:：.]\d\d)?)?\s?([\p{L}.]+)/u.exec(after)?.[1]?.toLowerCase().replaceAll('.', '')
  if (word === undefined || !clock) return undefined
  return clock[0].includes(word) ? 'forenoon' : clock[1].includes(word) ? 'afternoon' : undefined
}
