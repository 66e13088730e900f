import type { Language } from '../types.js'
import { numberAs } from './numbers.js'
import type { Template } from './templates.js'

/** `{{convert|5|to|7|km|mi}}` → `5 to 7 km`: the quantity as its writer gave it, without the converted one. */
export const convert: Template['render'] = (parameters, language) => {
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
const unitOf = (code: string, language: Language): string => {
  const known = wordOf(code, language)
  const [, scale, base, perDay] = known === undefined ? (/^(e\d+)?(.+?)(\/d)?$/.exec(code) ?? []) : []
  const ten = scale && wordOf(scale, language)
  if (!base || !(ten || perDay)) return known ?? code
  return `${ten ? ten + language.gap : ''}${wordOf(base, language) ?? base}${perDay ? ' per day' : ''}`
}

const wordOf = (code: string, { units: own = {} }: Language): string | undefined => {
  const lower = code.toLowerCase()
  if (Object.hasOwn(own, code)) return own[code]
  return Object.hasOwn(own, lower) ? own[lower] : Object.hasOwn(units, lower) ? units[lower] : undefined
}

const joinerOf = (word: string, { units: own = {}, gap }: Language): string | undefined => {
  const key = word.toLowerCase()
  if (!Object.hasOwn(joiners, key)) return undefined
  const plain = key.replace(/_|\(-\)/g, '')
  return Object.hasOwn(own, plain) ? `${gap}${own[plain]}${gap}` : joiners[key]
}

const quantity = (value: string, language: Language): string => numberAs(value.replace(/\/\//g, '/').replace(/(\d)\+(\d)/, '$1 $2'), language)

/** Codes of `convert` whose unit is not written as the code, and powers of ten before one (`e6acre`); the others are (`km`, `kg`). */
const units: Readonly<Record<string, string>> = {
  c: '°C', f: '°F', k: 'K', 'km2': 'km²', m2: 'm²', cm2: 'cm²', mm2: 'mm²', km3: 'km³', m3: 'm³', cm3: 'cm³', sqmi: 'sq mi', sqft: 'sq ft', sqkm: 'km²', sqm: 'm²', sqyd: 'sq yd', cuft: 'cu ft', cumi: 'cu mi', cuin: 'cu in', cuyd: 'cu yd',
  acre: 'acres', mile: 'miles', foot: 'feet', inch: 'inches', yard: 'yards', ton: 'tons', tonne: 'tonnes', floz: 'fl oz', impgal: 'imp gal', usgal: 'US gal', nmi: 'nautical miles', 'mi/h': 'mph', kmh: 'km/h', 'km/h': 'km/h', kn: 'knots', knot: 'knots',
  lb: 'lb', lbs: 'lb', lt: 'long tons', st: 'stone', l: 'L', ml: 'mL', um: 'µm', 'uscwt': 'cwt', 'pd/sqkm': 'per km²', '/km2': 'per km²', '/sqmi': 'per sq mi', 'metric ton': 'metric tons', long: 'long tons',
  oilbbl: 'barrels', koilbbl: 'thousand barrels', moilbbl: 'million barrels', goilbbl: 'billion barrels', tcuft: 'trillion cu ft', musgal: 'million US gal', 'c-change': '°C', 'f-change': '°F', 'pd/sqmi': 'per sq mi', ft3: 'cu ft', in3: 'cu in', carat: 'carats', e3: 'thousand', e6: 'million', e9: 'billion', e12: 'trillion',
}

/** Words between two numbers of `convert`, and what they read as. */
const joiners: Readonly<Record<string, string>> = {
  to: ' to ', and: ' and ', or: ' or ', by: ' by ', x: ' × ', '×': ' × ', '-': '–', '–': '–', to_: ' to ', '+/-': ' ± ', '±': ' ± ', and_: ' and ', 'and(-)': ' and ', 'to(-)': ' to ',
}

const isNumber = (text: string | undefined): text is string => text !== undefined && /^[-−+]?[\d,. ]*\d(?:[+ ]?\d+\/+\d+)?$/.test(text)
