import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { UserError } from '../errors.js'
import { isLanguage } from '../languages/any.js'
import { packageRoot } from '../package.js'

/** Folder of `<lang>.yaml`: name → ways to say it, with `{{variables}}`. */
const templatesFolder = join(packageRoot, 'prompts', 'cross-lingual')

/** The ways to ask in one language. */
export interface Templates {
  readonly language: string
  /** First 12 hex digits of the sha256 of its file. */
  readonly hash: string
  readonly texts: Readonly<Record<string, readonly string[]>>
}

/** One of them, chosen: its name in full (`translation.fr.3`) and what becomes of it with the values put in. */
export interface Phrase {
  readonly name: string
  readonly language: string
  fill(values: Readonly<Record<string, string>>): string
}

const known = new Map<string, Templates>()

/** The languages that have templates. */
export const templateLanguages: readonly string[] = readdirSync(templatesFolder).filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -5)).sort()

/** Files of all templates. */
export const templateFiles: readonly string[] = templateLanguages.map((language) => join(templatesFolder, `${language}.yaml`))

/** The templates of a language that has some. */
export function templatesOf(language: string): Templates {
  const found = known.get(language) ?? read(language)
  known.set(language, found)
  return found
}

function read(language: string): Templates {
  const text = readFileSync(join(templatesFolder, `${language}.yaml`), 'utf8').replace(/\r\n/g, '\n')
  return { language, hash: createHash('sha256').update(text).digest('hex').slice(0, 12), texts: parse(text) as Templates['texts'] }
}

/** The languages a task may be asked in: those of the direction that have templates, else the first pivot that has, else English. */
export function askedIn({ from, to }: { readonly from: string; readonly to: string }, pivots: readonly string[]): readonly string[] {
  const own = [from, to].map(templateLanguageOf).filter((code) => code !== undefined)
  return own.length > 0 ? own : [pivots.map(templateLanguageOf).find((code) => code !== undefined) ?? 'en']
}

function templateLanguageOf(code: string): string | undefined {
  return templateLanguages.find((known) => isLanguage(code, known))
}

/** One of the ways to say something in a language, drawn. */
export function drawn(name: string, language: string, random: () => number): Phrase {
  const ways = templatesOf(language).texts[name] ?? []
  const at = Math.floor(random() * ways.length)
  const text = ways[at]
  if (text === undefined) throw new UserError(`prompts/cross-lingual/${language}.yaml has no "${name}"`)
  return { name: `${name}.${language}.${at + 1}`, language, fill: (values) => filled(text, values) }
}

/** Names of the variables of a template. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map((match) => match[1]!))]
}

const variable = /\{\{(\w+)\}\}/g

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(variable, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new UserError(`a template wants {{${name}}}; there is ${Object.keys(values).join(', ')}`)
    return value
  })
}
