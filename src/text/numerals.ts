/** The numbers written with digits in a text, without grouping, in order: `1 234,5` and `1,234.5` both give `12345`. */
export function numerals(text: string): string[] {
  const found = text.normalize('NFKC').match(/\d+(?:[.,'\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?/g) ?? []
  return found.map((number) => number.replace(/\D/g, ''))
}
