import { UserError } from '../errors.js'
import { lineRows, quotedRows, separators, type DelimitedRow, type Separator } from './delimited.js'
import { wordsOf } from './words.js'

export interface TableOptions {
  /** Headings that are looked for, the likeliest first, in lower case. */
  readonly known: readonly string[]
  /** The heading, where it is none of these. */
  readonly field?: string | undefined
  /** Told which column is taken. */
  readonly onNote?: ((text: string) => void) | undefined
}

/** A cell of a table, with its row from 1. */
export interface TableCell {
  readonly item: number
  readonly text: string
}

/**
 * The cells of one column of a table: the one whose heading is given or known; the only one; or the first, where the first line
 * is no heading but begins with a text. Cells of .tsv are parted by tabs, those of .csv by commas, semicolons or tabs.
 * @throws UserError when no column is meant for certain, and for a row that has more cells than the first line, or not that one
 */
export function* columnOf(text: string, { path, kind, ...options }: TableOptions & { readonly path: string; readonly kind: 'tsv' | 'csv' }): Generator<TableCell> {
  const rows = kind === 'tsv' ? lineRows(text, '\t') : quotedRows(text, separatorOf(text, path, options))
  let first: { readonly column: number; readonly width: number } | undefined
  for (const { row, cells, problem } of rows) {
    if (problem !== undefined) throw new UserError(`${path}, row ${row}, cell ${cells.length + 1}: ${problem}; mend the row, or save the file as .tsv`)
    if (first === undefined) {
      const chosen = chooseColumn(cells, path, options)
      first = { column: chosen.column, width: cells.length }
      if (chosen.isHeading) continue
    }
    if (isUneven(cells, first.width) || cells[first.column] === undefined) throw new UserError(`${path}, row ${row} has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} and the first line ${first.width}, so a question may be cut; put cells that hold a separator into quotation marks, or give the benchmark as JSONL`)
    yield { item: row, text: cells[first.column]! }
  }
}

/** Words from which a first cell is a question and no heading. */
const leastWords = 8

function chooseColumn(cells: readonly string[], path: string, { known, field, onNote }: TableOptions): { readonly column: number; readonly isHeading: boolean } {
  const named = headed(cells, { known, field })
  const firstLine = cells.map((cell) => cell.trim()).join(', ').slice(0, 200)
  if (named >= 0) {
    onNote?.(`${path}: compared by its column ${cells[named]!.trim()}`)
    return { column: named, isHeading: true }
  }
  if (field !== undefined) throw new UserError(`${path} has no column ${field}; its first line is ${firstLine}`)
  if (cells.length > 1 && wordsOf(cells[0]!).length < leastWords) throw new UserError(`${path} has ${cells.length} columns, and it is not known which one holds the questions: its first line is ${firstLine}; name the column with --field, or put a line of headings first`)
  onNote?.(`${path}: compared by its ${cells.length > 1 ? 'first' : 'only'} column, without a line of headings`)
  return { column: 0, isHeading: false }
}

/** The column whose heading is given or known; -1 where none is. */
function headed(cells: readonly string[], { known, field }: Pick<TableOptions, 'known' | 'field'>): number {
  const headings = cells.map((cell) => cell.trim())
  if (field !== undefined) return headings.indexOf(field)
  const lower = headings.map((heading) => heading.toLowerCase())
  return lower.findIndex((heading) => heading === known.find((name) => lower.includes(name)))
}

/** What parts the cells of a .csv: what makes a known heading, else what makes several cells, as many in each row. */
function separatorOf(text: string, path: string, options: TableOptions): Separator {
  const all = separators.flatMap((separator) => {
    const first = quotedRows(text, separator).next().value as DelimitedRow | undefined
    return first && first.problem === undefined ? [{ separator, cells: first.cells }] : []
  })
  const named = all.filter(({ cells }) => headed(cells, options) >= 0)
  const several = all.filter(({ cells }) => cells.length > 1)
  const likely = named.length > 0 ? named : several.length > 0 ? several : all
  if (likely.length < 2) return likely[0]?.separator ?? ','
  const even = likely.filter(({ separator }) => isEven(text, separator))
  if (likely === several && even.length > 1) throw new UserError(`the cells of ${path} may be parted by ${even.map(({ separator }) => JSON.stringify(separator)).join(' or by ')}; put a line of headings first, such as question${even[0]!.separator}answer`)
  return (even[0] ?? likely[0]!).separator
}

function isEven(text: string, separator: Separator): boolean {
  let width: number | undefined
  for (const { cells, problem } of quotedRows(text, separator)) if (problem !== undefined || isUneven(cells, (width ??= cells.length))) return false
  return true
}

/** Whether a row has more cells than the first line, save empty ones. */
const isUneven = (cells: readonly string[], width: number) => cells.slice(width).some((cell) => cell.trim() !== '')
