import { numberAs } from './numbers.js'
import { convert } from './template-convert.js'
import type { Template } from './templates.js'

type Render = Template['render']

/** Templates and parser functions of all Wikipedias that no pattern can express, by name in lower case. */
export const builtIn = (name: string): Template | undefined => {
  const colon = name.indexOf(':')
  const [table, key] = colon > 0 ? [parserFunctions, name.slice(0, colon)] : [functions, name]
  return Object.hasOwn(table, key) ? { blank: false, render: table[key]! } : undefined
}

const empty: Render = () => ''

/** `{{name:first|second}}`; the scanner puts what follows the colon into parameter `1`. */
const parserFunctions: Readonly<Record<string, Render>> = {
  formatnum: (parameters, language) => {
    const value = parameters.get('1')
    return value && (parameters.get('2') ? value : numberAs(value, language))
  },
  lc: (parameters) => parameters.get('1')?.toLowerCase(),
  uc: (parameters) => parameters.get('1')?.toUpperCase(),
  lcfirst: (parameters) => parameters.get('1')?.replace(/^./u, (c) => c.toLowerCase()),
  ucfirst: (parameters) => parameters.get('1')?.replace(/^./u, (c) => c.toUpperCase()),
  defaultsort: empty,
  displaytitle: empty,
  '#tag': (parameters) => (/^(?:ref|references|gallery|timeline)\b/i.test(parameters.get('1') ?? '') ? '' : undefined),
}

const fraction: Render = (parameters) => {
  const [a, b, c] = ['1', '2', '3'].map((key) => parameters.get(key))
  if (!a) return undefined
  return c ? `${a} ${b}/${c}` : b ? `${a}/${b}` : `1/${a}`
}

const value: Render = (parameters, language) => {
  const number = parameters.get('1')
  if (!number) return undefined
  const error = parameters.get('2')
  const power = parameters.get('e')
  const unit = parameters.get('u') ?? parameters.get('ul')
  return (error || power ? undefined : numberAs(number, language) + (unit ? ` ${unit}` : ''))
}

/** `{{as of|2010|5}}` → `As of May 2010`, in lower case with `lc`; English only, other languages translate the template's name. */
const asOf: Render = (parameters, language) => {
  const [year, month, day] = ['1', '2', '3'].map((key) => parameters.get(key))
  if (!year) return parameters.get('alt')
  const name = month && (language.months[Number(month) - 1] ?? month)
  const date = [day, name, year].filter(Boolean).join(' ')
  return parameters.get('alt') ?? `${parameters.get('since') ? 'Since' : 'As of'} ${date}`.replace(/^./, (c) => (parameters.get('lc') ? c.toLowerCase() : c))
}

const functions: Readonly<Record<string, Render>> = {
  convert, cvt: convert, 'as of': asOf, frac: fraction, fraction, sfrac: fraction, val: value, pagename: empty, defaultsort: empty,
}
