import { nameOf } from '../../languages/any.js'

/** Names of the sides, where languages are given. */
const sides: readonly (readonly string[])[] = [['source', 'src'], ['target', 'tgt']]

/** The language that a column or a field is of: that of the given ones which it names (`source`, `English`, `français`), or the code that it is; undefined for others. */
export function languageOfField(field: string, codes: readonly string[] = []): string | undefined {
  const name = field.toLowerCase()
  const given = codes.find((code, i) => [...(sides[i] ?? []), nameOf(code, 'en').toLowerCase(), nameOf(code, code).toLowerCase()].includes(name))
  return given ?? (/^[A-Za-z]{2,3}(?:[-_][A-Za-z\d]{2,4}){0,3}$/.test(field) && nameOf(field, 'en') !== field ? field : undefined)
}
