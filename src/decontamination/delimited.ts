/** One row of a table; `row` counts from 1, headings too. */
export interface DelimitedRow {
  readonly row: number
  readonly cells: readonly string[]
  /** What is wrong with the cell behind these; nothing can be read behind it. */
  readonly problem?: string
}

/** Rows of a text, a line each, whose cells are parted by tabs (`\t`) or not at all (`\n`). Blank lines count and are left out. */
export function* lineRows(text: string, separator: '\t' | '\n'): Generator<DelimitedRow> {
  for (const [i, line] of text.split(/\r?\n/).entries()) if (line.trim() !== '') yield { row: i + 1, cells: line.split(separator) }
}

/** What may part the cells of a .csv: semicolons where the comma is the decimal mark, tabs where a table was saved as text. */
export const separators = [',', ';', '\t'] as const
export type Separator = (typeof separators)[number]

/** Rows of comma-separated values (RFC 4180), or of others: a cell in quotation marks may hold separators and line feeds. */
export function* quotedRows(text: string, separator: Separator): Generator<DelimitedRow> {
  const stop = new RegExp(`[${separator}\r\n]`, 'g')
  let cells: string[] = []
  for (let row = 1, at = 0; at < text.length; ) {
    const quoted = text[at] === '"' ? quotedCell(text, at) : undefined
    if (quoted && 'problem' in quoted) return void (yield { row, cells, problem: quoted.problem })
    stop.lastIndex = quoted?.end ?? at
    const end = stop.exec(text)?.index ?? text.length
    if (quoted && text.slice(quoted.end, end).trim() !== '') return void (yield { row, cells, problem: 'text stands behind its closing quotation mark' })
    cells.push(quoted?.cell ?? text.slice(at, end))
    at = end + (text.startsWith('\r\n', end) ? 2 : 1)
    if (text[end] === separator && at < text.length) continue
    if (cells.some((each) => each.trim() !== '')) yield { row, cells }
    cells = []
    row++
  }
}

/** A cell that begins with a quotation mark (doubled where one is meant), and the place behind its last. */
function quotedCell(text: string, start: number): { readonly cell: string; readonly end: number } | { readonly problem: string } {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  return end < 0 ? { problem: 'its quotation mark is not closed' } : { cell: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 }
}
