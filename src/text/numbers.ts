import type { Language } from '../types.js'

/** Longer than any number in prose, in characters. */
const longest = 60

/**
 * Writes a number given with a decimal point (`1234567.8`, groups of three by comma or space allowed) as the language does.
 * Whether four digits are grouped is the language's CLDR rule. Anything that is no such number comes back as it is.
 */
export const numberAs = (value: string, language: Language): string => {
  if (value.length > longest) return value
  const plain = value.replace(/(?<=\d)[, ](?=\d{3}(?!\d))/g, '')
  const match = /^([-+−]?)(\d+)(?:\.(\d+))?$/.exec(plain)
  if (!match) return value
  const [, sign = '', whole = '', fraction] = match
  const grouped = whole.length > 4 || (whole.length === 4 && groupsFour(language.code)) ? whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, language.numbers.group) : whole
  return (sign === '-' ? '−' : sign) + grouped + (fraction === undefined ? '' : language.numbers.decimal + fraction)
}

const fours = new Map<string, boolean>()

const groupsFour = (code: string): boolean => {
  let answer = fours.get(code)
  if (answer === undefined) fours.set(code, (answer = new Intl.NumberFormat(code, { useGrouping: 'auto' }).format(1234).length > 4))
  return answer
}
