/** One to three digits and groups of three behind them, all after the same mark, and decimals; or digits and decimals. */
const numeral = /(?<!\d)([1-9]\d{0,2}([.,'\u00a0\u202f ])\d{3}(?:\2\d{3})*(?!\d))(?:[.,](\d+))?|(\d+)(?:[.,](\d+))?/g

/**
 * The numbers written with digits in a text, in order, without grouping and with a point before decimals: `1 234,5` and `1,234.5`
 * both give `1234.5`.
 */
export function numerals(text: string): string[] {
  return [...text.normalize('NFKC').matchAll(numeral)].map(([, grouped, , rest, digits = grouped!.replace(/\D/g, ''), decimals = rest]) => (decimals === undefined ? digits : `${digits}.${decimals}`))
}

/**
 * Whether a number can be had from those of a text: it is one of them, or the decade, the hundred or the century of a year among them
 * (1972 gives 1970, 70, 1900, 19 and 20).
 */
export function isAmong(number: string, known: ReadonlySet<string>): boolean {
  if (known.has(number)) return true
  const years = [...known].filter((each) => /^\d{4}$/.test(each)).map(Number)
  return years.some((year) => [year - (year % 10), (year % 100) - (year % 10), year - (year % 100), Math.floor(year / 100), Math.ceil(year / 100)].includes(Number(number)))
}
