import type { Language } from '../types.js'

/** Longer than any number in prose, in characters. */
const longest = 60

/** Digits of the shortest number whose digits are put in groups, where the language does not say (CLDR's usual rule). */
const usualGroupFrom = 4

/**
 * Writes a number as the language does: its decimal mark, its groups of three, from as many digits as it groups. The value
 * may be written in the language's own style or in English style (`1,234.5`); a mark that could be both is the language's
 * own decimal mark. Words after the number (`25000 km`) stay; anything that does not begin with a number comes back as it is.
 */
export const numberAs = (value: string, language: Language): string => {
  if (value.length > longest) return value
  const [, sign = '', digits = '', rest = ''] = /^([-+−]?)(\d(?:[\d.,\s']*\d)?)((?:\s|\u00B0|%).*)?$/su.exec(value) ?? []
  const number = digits === '' ? undefined : read(digits, language.numbers.decimal)
  if (!number) return value
  const { decimal, group, groupFrom = usualGroupFrom } = language.numbers
  const whole = number.whole.length < groupFrom ? number.whole : number.whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, group)
  return (sign === '-' ? '−' : sign) + whole + (number.fraction === undefined ? '' : decimal + number.fraction) + rest
}

/** Digits before and after the decimal mark; undefined when the marks between them are no grouping. */
const read = (digits: string, decimal: string): { whole: string; fraction?: string } | undefined => {
  const plain = digits.replace(/(?<=\d)[\s']+(?=\d{3}(?!\d))/gu, '')
  const marks = plain.replace(/\d/g, '')
  if (marks === '') return { whole: plain }
  const last = marks.at(-1)!
  if (marks.length === 1 && (last === decimal || last === '.')) return split(plain, last)
  if (!/^[.,]+$/.test(marks)) return undefined
  const mixed = marks.length > 1 && last !== marks[0]
  const { whole, fraction } = mixed ? split(plain, last) : { whole: plain, fraction: undefined }
  if (!/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole)) return undefined
  return { whole: whole.replace(/[.,]/g, ''), ...(fraction === undefined ? {} : { fraction }) }
}

const split = (plain: string, mark: string): { whole: string; fraction: string } => {
  const at = plain.lastIndexOf(mark)
  return { whole: plain.slice(0, at), fraction: plain.slice(at + 1) }
}
