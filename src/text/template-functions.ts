import type { Language } from '../types.js'
import { numberAs } from './numbers.js'
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

/** Codes of `convert` whose unit is not written as the code; the others are (`km`, `kg`). */
const units: Readonly<Record<string, string>> = {
  c: '°C', f: '°F', k: 'K', 'km2': 'km²', m2: 'm²', cm2: 'cm²', mm2: 'mm²', km3: 'km³', m3: 'm³', cm3: 'cm³', sqmi: 'sq mi', sqft: 'sq ft', sqkm: 'km²', sqm: 'm²', sqyd: 'sq yd', cuft: 'cu ft', cumi: 'cu mi', cuin: 'cu in', cuyd: 'cu yd',
  acre: 'acres', mile: 'miles', foot: 'feet', inch: 'inches', yard: 'yards', ton: 'tons', tonne: 'tonnes', floz: 'fl oz', impgal: 'imp gal', usgal: 'US gal', nmi: 'nautical miles', 'mi/h': 'mph', kmh: 'km/h', 'km/h': 'km/h', kn: 'knots', knot: 'knots',
  lb: 'lb', lbs: 'lb', lt: 'long tons', st: 'stone', l: 'L', ml: 'mL', um: 'µm', 'uscwt': 'cwt', 'pd/sqkm': 'per km²', '/km2': 'per km²', '/sqmi': 'per sq mi', 'metric ton': 'metric tons', long: 'long tons',
}

/** Words between two numbers of `convert`, and what they read as. */
const joiners: Readonly<Record<string, string>> = {
  to: ' to ', and: ' and ', or: ' or ', by: ' by ', x: ' × ', '×': ' × ', '-': '–', '–': '–', to_: ' to ', '+/-': ' ± ', '±': ' ± ', and_: ' and ', 'and(-)': ' and ', 'to(-)': ' to ',
}

const isNumber = (text: string | undefined): text is string => text !== undefined && /^[-−+]?[\d,. ]*\d(?:[+ ]?\d+\/+\d+)?$/.test(text)

/** `{{convert|5|to|7|km|mi}}` → `5 to 7 km`: the quantity as its writer gave it, without the converted one. */
const convert: Render = (parameters, language) => {
  let text = ''
  for (let at = 1; ; ) {
    const value = parameters.get(String(at))
    if (!isNumber(value)) return undefined
    text += quantity(value, language)
    const joiner = joinerOf(parameters.get(String(at + 1)) ?? '', language)
    if (joiner !== undefined && isNumber(parameters.get(String(at + 2)))) {
      text += joiner
      at += 2
      continue
    }
    const unit = parameters.get(String(at + 1))
    if (!unit) return undefined
    text += language.gap + unitOf(unit, language)
    const second = parameters.get(String(at + 2))
    const secondUnit = parameters.get(String(at + 3))
    if (isNumber(second) && secondUnit && /^(?:in|ft|oz|lb)$/.test(secondUnit)) text += `${language.gap}${second}${language.gap}${unitOf(secondUnit, language)}`
    return text
  }
}

/** The language's own word for a unit, or the usual sign. */
const unitOf = (code: string, language: Language): string => language.units?.[code] ?? language.units?.[code.toLowerCase()] ?? units[code.toLowerCase()] ?? code

const joinerOf = (word: string, language: Language): string | undefined => {
  const key = word.toLowerCase()
  const own = language.units?.[key.replace(/_|\(-\)/g, '')]
  return Object.hasOwn(joiners, key) ? (own === undefined ? joiners[key] : `${language.gap}${own}${language.gap}`) : undefined
}

const quantity = (value: string, language: Language): string => numberAs(value.replace(/\/\//g, '/').replace(/(\d)\+(\d)/, '$1 $2'), language)

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
