import type { Language } from '../types.js'
import { numberAs } from './numbers.js'
import { loweredText, raisedText } from './superscript.js'

type Format = (value: string, language: Language) => string

/** What a pattern can ask for after a colon (`{1:number}`); each gives a value that it does not understand back as it is. */
export const formats: Readonly<Record<string, Format>> = {
  number: numberAs,
  quantity: (value, language) => numberAs(value, language).replace(/(?<=\p{L}) ?([23]|[-−][1-9])(?=$|[\s/·])/gu, (_, power: string) => raisedText(power)),
  month: (value, language) => language.months[monthOf(value, language)] ?? value,
  day: (value, { firstDay = '1' }) => value.replace(/^0?(\d\d?)(?=$|\s)/, (_, day: string) => (day === '1' ? firstDay : day)),
  date: (value, language) => dateOf(value, language) ?? value,
  raised: raisedText,
  lowered: loweredText,
  formula: (value) => (/^\d*[+−-]$/.test(value) ? raisedText(value) : loweredText(value)),
}

const monthOf = (value: string, language: Language): number => {
  if (/^\d{1,2}$/.test(value)) return Number(value) - 1
  const lower = value.toLowerCase()
  return language.months.findIndex((month) => month.toLowerCase() === lower)
}

/** `8.4.1765` and `1765-04-08`: day, month and year, in this order. */
const dateOf = (value: string, { months, firstDay = '1' }: Language): string | undefined => {
  const [year, month, day] = (/^(\d{1,2})\.(\d{1,2})\.(\d{3,4})$/.exec(value)?.slice(1).reverse() ?? /^(\d{3,4})-(\d\d)-(\d\d)$/.exec(value)?.slice(1) ?? []).map(Number)
  const name = month === undefined ? undefined : months[month - 1]
  return name && `${day === 1 ? firstDay : day} ${name} ${year}`
}
