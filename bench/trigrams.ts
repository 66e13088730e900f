/**
 * How well languages that are told by their letter trigrams are told, on NTREX-128 (MicrosoftTranslator/NTREX, 1,997 lines of news in 128 languages).
 *
 *   node dist/bench/trigrams.js FOLDER [every, default 20]
 *
 * FOLDER holds `newstest2019-ref.*.txt` and `newstest2019-src.eng.txt`. For texts of 40 and 80 characters, lines, and three lines: the share (%) that passes as its own
 * language, that of texts in twelve large languages and in all others of the same script that pass as it, and the languages that are worst at either.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { anyLanguageOf } from '../src/languages/any.js'
import { inLanguage, toldBy } from '../src/text/language-id.js'
import type { Language } from '../src/types.js'

const [folder, every = '20'] = process.argv.slice(2)
if (folder === undefined) throw new Error('give the folder of NTREX: node dist/bench/trigrams.js FOLDER')
const large: ReadonlySet<string> = new Set(['en', 'fr', 'es', 'pt', 'de', 'it', 'nl', 'id', 'tr', 'vi', 'ru', 'ar'])

interface Told {
  readonly language: Language
  readonly lines: readonly string[]
}

/** The languages of the files' names (`swa`, `zho-CN`); one of several files of a language. */
function read(folder: string): readonly Told[] {
  const found = new Map<string, Told>()
  for (const name of readdirSync(folder)) {
    const code = /^newstest2019-(?:ref|src)\.([a-z]{3})\b.*\.txt$/.exec(name)?.[1]
    if (code === undefined) continue
    const language = languageOf(code)
    if (!language) continue
    if (!found.has(language.code)) found.set(language.code, { language, lines: readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean) })
  }
  return [...found.values()]
}

/** Undefined for a code that Intl does not know. */
function languageOf(code: string): Language | undefined {
  try {
    return anyLanguageOf(code)
  } catch {
    return undefined
  }
}

function cut(text: string, most: number): string {
  const end = text.lastIndexOf(' ', most)
  return text.length <= most ? text : text.slice(0, end > most / 2 ? end : most)
}

const kinds: readonly (readonly [name: string, of: (lines: readonly string[], i: number) => string])[] = [
  ['40 characters', (lines, i) => cut(lines[i]!, 40)],
  ['80 characters', (lines, i) => cut(lines[i]!, 80)],
  ['lines', (lines, i) => lines[i]!],
  ['three lines', (lines, i) => lines.slice(i, i + 3).join(' ')],
]

const all = read(folder)
const told = all.filter(({ language }) => toldBy(language) === 'trigrams')
const print = (...cells: readonly (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)
const percent = (passed: number, of: number) => ((100 * passed) / Math.max(1, of)).toFixed(1)

/** Texts that pass as a language, and how many there were. */
function passing(language: Language, texts: readonly string[]): readonly [passed: number, of: number] {
  return [texts.filter((text) => inLanguage(text, language).ok).length, texts.length]
}

process.stdout.write(`${all.length} languages, ${told.length} told by trigrams: ${told.map(({ language }) => language.code).join(' ')}\n`)
print('texts', 'own, % passing', 'in a large language', 'in any other', 'own, worst', 'others, worst')
print(...Array.from({ length: 6 }, () => '---'))
for (const [name, of] of kinds) {
  const texts = ({ lines }: Told, step: number) => lines.flatMap((_, i) => (i % step === 0 && i + 3 <= lines.length ? [of(lines, i)] : []))
  const rows = told.map((one) => {
    const rivals = all.filter(({ language }) => language !== one.language && language.scripts.some((script) => one.language.scripts.includes(script)))
    const others = rivals.map((other) => ({ other, passed: passing(one.language, texts(other, 20 * Number(every))) }))
    return { code: one.language.code, own: passing(one.language, texts(one, Number(every))), others }
  })
  const sum = (pairs: readonly (readonly [number, number])[]) => percent(pairs.reduce((n, [passed]) => n + passed, 0), pairs.reduce((n, [, of]) => n + of, 0))
  const others = rows.flatMap(({ code, others }) => others.map((one) => ({ ...one, code })))
  const low = rows.toSorted((a, b) => a.own[0] / a.own[1] - b.own[0] / b.own[1]).slice(0, 4).map(({ code, own }) => `${code} ${percent(...own)}`)
  const high = others.filter(({ other }) => large.has(other.language.code)).toSorted((a, b) => b.passed[0] / b.passed[1] - a.passed[0] / a.passed[1]).slice(0, 4).map(({ code, other, passed }) => `${other.language.code} as ${code} ${percent(...passed)}`)
  print(name, sum(rows.map(({ own }) => own)), sum(others.filter(({ other }) => large.has(other.language.code)).map(({ passed }) => passed)), sum(others.map(({ passed }) => passed)), low.join(', '), high.join(', '))
}
