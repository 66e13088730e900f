import { UserError } from '../errors.js'
import type { Language } from '../types.js'
import { hide, quotationEnd, quotationStart } from './marks.js'
import { formats } from './template-formats.js'
import { builtIn } from './template-functions.js'
import { sharedTemplates } from './template-list.js'

/** The parameters of one use of a template: `1`, `2` … and names in lower case, values trimmed. */
export type Parameters = ReadonlyMap<string, string>

/** How a template reads. */
export interface Template {
  /** It never shows anything, so nothing in it needs to be read. */
  readonly blank: boolean
  /** Undefined when this use lacks what its reading needs. */
  readonly render: (parameters: Parameters, language: Language) => string | undefined
}

type Part =
  | string
  | { readonly keys: readonly string[]; readonly otherwise?: string; readonly format?: string }
  | { readonly key: string; readonly equals: string }
  | { readonly group: readonly Part[] }

/**
 * Makes a pattern executable. In a pattern, everything stands for itself but
 * - `{1}`, `{name}`: a parameter; `{1|name}`: the first of them that is not empty; `{2|'e'}`: these letters when all are empty;
 * - `{1:number}`: a parameter as the language writes it. Formats (template-formats.ts): `number` (groups and decimal mark, a
 *   unit behind it stays), `quantity` (the same, figures after the unit's letters raised: `5 km 2`), `month` (number or name → name in a date), `day` (`1` → `Language.firstDay`), `date` (`8.4.1765`
 *   and `1765-04-08` → day, month, year), `raised` and `lowered` (figures → `²`, `₂`), `formula` (chemical: `2` → `₂`, `2+` → `²⁺`);
 * - `{3=s}`: nothing, where parameter 3 is exactly `s` (`{3=}`: where it is empty);
 * - `[…]`: stays only when every parameter in it that has no default has a value, and every test in it holds.
 * A parameter that is missing (or a test that fails) outside brackets makes the whole reading undefined. Apostrophes of the
 * pattern come out hidden (see marks.ts), so that they mark no italics.
 * @throws Error naming the pattern when a bracket is not closed or a format is unknown
 */
export const compilePattern = (pattern: string): Template => {
  const [parts, end] = partsOf(pattern, 0)
  if (end < pattern.length) throw new Error(`template pattern ${JSON.stringify(pattern)}: ']' at ${end} closes nothing`)
  const trim = typeof parts[0] === 'object'
  const read: Template['render'] = (parameters, language) => {
    const text = render(parts, parameters, language)
    if (text === '' && pattern !== '' && parameters.get('1')) return undefined
    return trim ? text?.trimStart() : text
  }
  return { blank: pattern === '', render: read }
}

/** How a template named so (any case, `_` or space) reads in the language, or undefined when nobody listed it. */
export const templateOf = (name: string, language: Language): Template | undefined => {
  const known = compiled.get(language) ?? checked(language)
  const exact = language.wikitext.templatesByCase?.[name.trim().replaceAll('_', ' ')]
  const key = exact === undefined ? templateName(name) : `=${exact}`
  if (!known.has(key)) known.set(key, exact === undefined ? find(key, language) : compilePattern(exact))
  return known.get(key)
}

/** A template's name as the lists write it. */
export const templateName = (raw: string): string => raw.replace(/[_\s]+/g, ' ').trim().toLowerCase().replace(/^(?:template|t) ?: ?/, '')

/** The parameters of a template from its parts after the name; `=` separates a name, a repeated one counts last. */
export const parametersOf = (parts: readonly string[]): Parameters => {
  const parameters = new Map<string, string>()
  let position = 0
  for (const part of parts) {
    const equals = part.indexOf('=')
    const key = equals < 0 ? String(++position) : part.slice(0, equals).trim().toLowerCase()
    parameters.set(key, (equals < 0 ? part : part.slice(equals + 1)).trim())
  }
  return parameters
}

const compiled = new WeakMap<Language, Map<string, Template | undefined>>()

/** @throws UserError for a name that stands for every template: each unknown one would read as nothing, its sentence whole. */
const checked = (language: Language): Map<string, Template | undefined> => {
  const tooWide = Object.keys(language.wikitext.templates).find((name) => /^[*\s]*$/.test(name))
  if (tooWide !== undefined) {
    throw new UserError(`wikitext.templates of language '${language.code}': the name ${JSON.stringify(tooWide)} stands for every template; write at least one letter before or after the '*'`)
  }
  const known = new Map<string, Template | undefined>()
  compiled.set(language, known)
  return known
}

const find = (key: string, language: Language): Template | undefined => {
  const { templates: own, quotations = [] } = language.wikitext
  const mark = quotations.some(([open]) => open === key) ? quotationStart : quotations.some(([, close]) => close === key) ? quotationEnd : undefined
  if (mark) return { blank: false, render: () => mark }
  if (Object.hasOwn(own, key)) return compilePattern(own[key]!)
  const code = builtIn(key)
  if (code) return code
  if (Object.hasOwn(sharedTemplates, key)) return compilePattern(sharedTemplates[key]!)
  const pattern = byPrefix(key, own) ?? byPrefix(key, sharedTemplates)
  return pattern === undefined ? undefined : compilePattern(pattern)
}

const byPrefix = (key: string, patterns: Readonly<Record<string, string>>): string | undefined => {
  const name = Object.keys(patterns).find((n) => (n.endsWith('*') && key.startsWith(n.slice(0, -1))) || (n.startsWith('*') && key.endsWith(n.slice(1))))
  return name && patterns[name]
}

const partsOf = (pattern: string, from: number): [Part[], number] => {
  const parts: Part[] = []
  let at = from
  while (at < pattern.length && pattern[at] !== ']') {
    if (pattern[at] === '[') {
      const [group, end] = partsOf(pattern, at + 1)
      if (pattern[end] !== ']') throw new Error(`template pattern ${JSON.stringify(pattern)}: '[' at ${at} is not closed`)
      parts.push({ group })
      at = end + 1
    } else if (pattern[at] === '{' && pattern.includes('}', at)) {
      const end = pattern.indexOf('}', at)
      parts.push(placeholder(pattern.slice(at + 1, end), pattern))
      at = end + 1
    } else {
      const end = literalEnd(pattern, at + 1)
      parts.push(hide(pattern.slice(at, end), /'/g))
      at = end
    }
  }
  return [parts, at]
}

const literalEnd = (pattern: string, from: number): number => {
  const length = pattern.slice(from).search(/[[\]{]/)
  return length < 0 ? pattern.length : from + length
}

const placeholder = (body: string, pattern: string): Part => {
  const [, keys = '', format] = /^(.*?)(?::([a-z]+))?$/su.exec(body)!
  if (format !== undefined && !Object.hasOwn(formats, format)) throw new Error(`template pattern ${JSON.stringify(pattern)}: unknown format '${format}', known: ${Object.keys(formats).join(', ')}`)
  const test = /^([^'=|]+)=([^|]*)$/.exec(body)
  if (test) return { key: test[1]!.trim().toLowerCase(), equals: test[2]!.trim() }
  const [, names = keys, otherwise] = /^(.*?)\|'([^']*)'$/s.exec(keys) ?? []
  return { keys: names.split('|').map((key) => key.trim().toLowerCase()), ...(format === undefined ? {} : { format }), ...(otherwise === undefined ? {} : { otherwise }) }
}

const render = (parts: readonly Part[], parameters: Parameters, language: Language): string | undefined => {
  let text = ''
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else if ('group' in part) text += render(part.group, parameters, language) ?? ''
    else if ('equals' in part) {
      if ((parameters.get(part.key) ?? '') !== part.equals) return undefined
    } else {
      const value = part.keys.map((key) => parameters.get(key)).find((found) => found) ?? part.otherwise
      if (value === undefined) return undefined
      text += part.format ? formats[part.format]!(value, language) : value
    }
  }
  return text
}
