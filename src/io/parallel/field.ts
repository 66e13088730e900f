import { isLanguage, nameOf } from '../../languages/any.js'

/** Names of the sides, where languages are given. */
const sides: readonly (readonly string[])[] = [['source', 'src'], ['target', 'tgt']]

/**
 * The languages that columns or fields are of: the given ones by their name or code (`English`, `français`, `en`), or by `source` and `target`
 * where not all are named so, for beside codes these say where a text is from. Others are of the code that they are; undefined for the rest.
 */
export function languagesOf(fields: readonly string[], codes: readonly string[] = []): (string | undefined)[] {
  const names = fields.map((field) => field.toLowerCase())
  const found = fields.map((field) => (code.test(field) && nameOf(field, 'en') !== field ? field : undefined))
  const put = (given: string, at: number): void => {
    if (at < 0) return
    found.forEach((each, i) => each !== undefined && isLanguage(each, given) && (found[i] = undefined))
    found[at] = given
  }
  for (const given of codes) put(given, placeOf(names, [nameOf(given, 'en'), nameOf(given, given), ...(isAmong(found, given) ? [] : [given])].map((name) => name.toLowerCase())))
  const places = codes.map((_, i) => placeOf(names, sides[i] ?? []))
  if (!codes.every((given) => isAmong(found, given)) && !places.includes(-1)) codes.forEach((given, i) => put(given, places[i]!))
  return found
}

/** Where the first of some names stands that is there, else -1. */
const placeOf = (names: readonly string[], called: readonly string[]): number => called.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1

/** Whether one of the columns is of a language. */
export const isAmong = (columns: readonly (string | undefined)[], wanted: string): boolean => columns.some((column) => column !== undefined && isLanguage(column, wanted))

/** In small letters or large ones: `It` and `No` begin a text. */
const code = /^(?:[a-z]{2,3}|[A-Z]{2,3})(?:[-_][A-Za-z\d]{2,4}){0,3}$/
