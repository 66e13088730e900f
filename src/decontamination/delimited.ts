/** One row of a table; `row` counts from 1, headings too. */
export interface DelimitedRow {
  readonly row: number
  readonly cells: readonly string[]
}

/** Rows of a text, a line each, whose cells are parted by tabs (`\t`) or not at all (`\n`). Blank lines count and are left out. */
export function* lineRows(text: string, separator: '\t' | '\n'): Generator<DelimitedRow> {
  for (const [i, line] of text.split(/\r?\n/).entries()) if (line.trim() !== '') yield { row: i + 1, cells: line.split(separator) }
}

/** A cell in quotation marks (doubled where one is meant), or without; and what ends it. */
const cell = /(?:"((?:[^"]|"")*)"[^\S\r\n]*|((?!")[^,\r\n]*))(,|\r?\n|$)/y

/** Rows of comma-separated values (RFC 4180): a cell in quotation marks may hold commas and line feeds. Undefined where a mark is not closed. */
export function* commaRows(text: string): Generator<DelimitedRow | undefined> {
  cell.lastIndex = 0
  let cells: string[] = []
  for (let row = 1, at = 0; at < text.length; ) {
    cell.lastIndex = at
    const [all, quoted, plain = '', end] = cell.exec(text) ?? []
    if (all === undefined || end === undefined) return void (yield undefined)
    at += all.length
    cells.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === ',' && at < text.length) continue
    if (cells.some((each) => each.trim() !== '')) yield { row, cells }
    cells = []
    row++
  }
}
