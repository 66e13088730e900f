/**
 * A number of a text: what it may stand for, the likeliest first, as plain decimals (`1000.5`, `-3`) or fractions (`2/3`).
 * `1,234` may be one thousand and more or 1.234, `3:30 pm` may be 15:30.
 */
export interface Numeral {
  readonly readings: readonly string[]
  /** Written with digits: it must have a partner in the translation. Words need none, and may be one. */
  readonly digits: boolean
  /** The numbers it falls into when it is read apart (`2/3` → 2 and 3). */
  readonly parts?: readonly string[]
  /** It may well stand for no number (`a`, `double`, `July`). */
  readonly hint?: boolean
  /** It may be left out (the minutes of `3:00`). */
  readonly idle?: boolean
  /** What the magnitude behind it (`million`) multiplies it by. */
  readonly factor?: number
  readonly from: number
  readonly to: number
}

/** The value without zeros that say nothing: `007` → `7`, `1.50` → `1.5`. */
export const plain = (digits: string): string => {
  const [whole = '', fraction = ''] = digits.split('.')
  const rest = fraction.replace(/0+$/, '')
  return (whole.replace(/^0+(?=\d)/, '') || '0') + (rest === '' ? '' : `.${rest}`)
}

/** Exact product of a plain decimal and a whole number. */
export const times = (value: string, factor: number): string => {
  const [whole = '0', fraction = ''] = value.split('.')
  return shifted(BigInt(whole + fraction) * BigInt(factor), fraction.length)
}

/** Exact sum of two plain decimals. */
export const plus = (a: string, b: string): string => {
  const width = Math.max(...[a, b].map((value) => value.split('.')[1]?.length ?? 0))
  const whole = (value: string) => BigInt(value.replace('.', '') + '0'.repeat(width - (value.split('.')[1]?.length ?? 0)))
  return shifted(whole(a) + whole(b), width)
}

const shifted = (digits: bigint, places: number): string => {
  const text = String(digits).padStart(places + 1, '0')
  return plain(places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`)
}

/** How a fraction may be written: as it is, as a decimal when that ends, and less than one as per cent. */
export const fractionReadings = (over: string, under: string): readonly string[] => {
  const share = (Number(over) / Number(under)) * 100
  if (!Number.isInteger(share * 1000) || Number.isInteger(share / 100)) return [`${over}/${under}`]
  return [`${over}/${under}`, plain(String(share / 100)), ...(share < 100 ? [plain(String(share))] : [])]
}
