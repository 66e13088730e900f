import { UserError } from '../errors.js'
import type { Language } from '../types.js'
import { languages } from './index.js'

/**
 * The language of any BCP 47 code: the file of src/languages where there is one, else what Intl knows of it (names, script,
 * marks in numbers, months), and nothing where Intl has no facts.
 * @throws UserError for a code that Intl does not know
 */
export const anyLanguageOf = (code: string): Language => {
  const canonical = canonicalOf(code)
  const found = (Object.hasOwn(languages, canonical) ? languages[canonical] : undefined) ?? known.get(canonical)
  if (found) return found
  const made = fromIntl(canonical, code)
  known.set(canonical, made)
  return made
}

/** A code as BCP 47 writes it (`zh_Hant`: `zh-Hant`, `PT-br`: `pt-BR`, `fra`: `fr`); one that is none stays as it is. */
export const canonicalOf = (code: string): string => localeOf(code)?.baseName ?? code

/** Codes as BCP 47 writes them, each once, in their order. */
export const canonicalCodes = (codes: readonly string[]): string[] => [...new Set(codes.map(canonicalOf))]

/** The name of a language in the words of another: `Swahili`, `суахили`, `斯瓦希里语`. Its English name where there is none, and the code where Intl knows no name. */
export const nameOf = (code: string, inLanguage: string): string => nameIn(code, inLanguage) ?? nameIn(code, 'en') ?? code

/** Whether a code that a file gives (`EN-US`, `fra`, `zh-TW`) is of the language wanted: the same language in the same script. */
export const isLanguage = (found: string, wanted: string): boolean => {
  const [one, other] = [localeOf(found), localeOf(wanted)]
  if (!one || !other) return false
  return aloneOf(one) === aloneOf(other) && one.maximize().script === other.maximize().script
}

/** Codes of a language that also goes by that of a group in which it is the one usually meant. */
const alsoCalled: Readonly<Record<string, string>> = { nb: 'no' }
const aloneOf = ({ language }: Intl.Locale): string => alsoCalled[language] ?? language

/** Which way a language is written. Intl tells it for part of the languages only; the script tells it for all. */
export const writtenFrom = (code: string): 'left' | 'right' => (fromTheRight.has(localeOf(code)?.maximize().script ?? '') ? 'right' : 'left')

const known = new Map<string, Language>()
const names = new Map<string, Intl.DisplayNames>()

const displayNames = (language: string): Intl.DisplayNames => {
  const found = names.get(language) ?? new Intl.DisplayNames([language], { type: 'language', fallback: 'none' })
  names.set(language, found)
  return found
}

const nameIn = (code: string, inLanguage: string): string | undefined => {
  const [named, own] = [localeOf(code), localeOf(inLanguage)]
  return named && own && displayNames(own.baseName).of(named.baseName)
}

const localeOf = (code: string): Intl.Locale | undefined => {
  try {
    return new Intl.Locale(code.replaceAll('_', '-'))
  } catch {
    return undefined
  }
}

const unknown = (code: string) => new UserError(`language '${code}' is not known; a BCP 47 code is wanted, such as sw, ar, pt-BR or zh-Hant`)

function fromIntl(code: string, asked: string): Language {
  const locale = localeOf(code)
  const name = locale && displayNames('en').of(code)
  const script = locale?.maximize().script
  if (!name || !script) throw unknown(asked)
  const endonym = displayNames(code).resolvedOptions().locale.split('-')[0] === locale.language ? displayNames(code).of(code) : undefined
  const { gap = ' ', marks = '' } = sentenceEnds[script] ?? {}
  return {
    ...{ code, name, endonym: endonym ?? name, wiki: `${code.toLowerCase().replaceAll('-', '_')}wiki` },
    scripts: scriptNames[script] ?? [script],
    ...{ gap, terminators: `.!?…${marks}`, quotes: ['“', '”'], abbreviations: [], numbers: numbersOf(code), months: monthsOf(code) },
    wikitext: { dropSections: [], listTitles: [], disambiguation: [], disambiguationTitles: [], fileNames: [], categoryNames: [], templates: {} },
    dialogue: { dependentOpenings: [], forbidden: [], asks: [], open: [], requests: [], stopWords: [] },
    culture: { names: [], boxes: [], own: [], universal: [] },
  }
}

function numbersOf(code: string): Language['numbers'] {
  const parts = new Intl.NumberFormat(code).formatToParts(1234567.5)
  const mark = (type: Intl.NumberFormatPartTypes, other: string) => parts.find((part) => part.type === type)?.value ?? other
  return { decimal: mark('decimal', '.'), group: mark('group', ',') }
}

/** In the form that stands in a date. */
function monthsOf(code: string): string[] {
  const format = new Intl.DateTimeFormat(code, { month: 'long', day: 'numeric', calendar: 'gregory', timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, month) => format.formatToParts(Date.UTC(2001, month, 15)).find(({ type }) => type === 'month')!.value)
}

const fromTheRight: ReadonlySet<string> = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** Names of scripts in regular expressions, by ISO 15924; those that stand for several, and those that Unicode counts with another. */
const scriptNames: Readonly<Record<string, readonly string[]>> = {
  Adlm: ['Adlam'], Arab: ['Arabic'], Armn: ['Armenian'], Beng: ['Bengali'], Cakm: ['Chakma'], Cans: ['Canadian_Aboriginal'], Cher: ['Cherokee'], Copt: ['Coptic'],
  Cyrl: ['Cyrillic'], Deva: ['Devanagari'], Ethi: ['Ethiopic'], Geor: ['Georgian'], Grek: ['Greek'], Gujr: ['Gujarati'], Guru: ['Gurmukhi'],
  Hanb: ['Han', 'Bopomofo'], Hang: ['Hangul'], Hans: ['Han'], Hant: ['Han'], Hebr: ['Hebrew'], Jpan: ['Han', 'Hiragana', 'Katakana'], Khmr: ['Khmer'],
  Knda: ['Kannada'], Kore: ['Hangul', 'Han'], Lana: ['Tai_Tham'], Laoo: ['Lao'], Latn: ['Latin'], Mlym: ['Malayalam'], Mong: ['Mongolian'], Mtei: ['Meetei_Mayek'],
  Mymr: ['Myanmar'], Nkoo: ['Nko'], Olck: ['Ol_Chiki'], Orya: ['Oriya'], Rohg: ['Hanifi_Rohingya'], Sinh: ['Sinhala'], Syrc: ['Syriac'], Taml: ['Tamil'],
  Telu: ['Telugu'], Tfng: ['Tifinagh'], Thaa: ['Thaana'], Thai: ['Thai'], Tibt: ['Tibetan'], Vaii: ['Vai'], Yiii: ['Yi'],
}

/** Marks that end sentences beside the Latin ones, and what stands between sentences where it is no space. */
const sentenceEnds: Readonly<Record<string, { readonly marks?: string; readonly gap?: '' | ' ' }>> = {
  ...{ Arab: { marks: '؟۔' }, Armn: { marks: '։՜՞' }, Beng: { marks: '।' }, Deva: { marks: '।॥' }, Ethi: { marks: '።፧' }, Grek: { marks: ';' }, Guru: { marks: '।' } },
  ...{ Hans: { marks: '。！？', gap: '' }, Hant: { marks: '。！？', gap: '' }, Jpan: { marks: '。！？', gap: '' }, Khmr: { marks: '។' }, Mymr: { marks: '။' } },
  ...{ Olck: { marks: '᱾' }, Orya: { marks: '।' }, Tibt: { marks: '།' } },
}
