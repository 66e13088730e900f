import { isAmong, languagesOf } from './field.js'
import { linesOf } from './lines.js'
import type { Unit } from './unit.js'

/**
 * Rows of a TSV file: the two languages in its first two columns, or the columns that a first line names; where languages are
 * given it names both (`en`, `English`, `source`), else it is a row (`the`, `le`). More columns are left out.
 */
export async function* columnsOf(path: string, codes: readonly string[] | undefined, signal?: AbortSignal): AsyncGenerator<Unit> {
  let columns: readonly (string | undefined)[] = codes ?? []
  let quoted = false
  let first = true
  for await (const { row, text, reason, position } of linesOf(path, signal)) {
    if (text === undefined) {
      yield { row, position, problem: { reason: reason! } }
      continue
    }
    if (first) {
      first = false
      const header = headerOf(text, codes)
      if (header) {
        ;({ columns, quoted } = header)
        continue
      }
    }
    yield { row, position, ...unitOf(cellsOf(text, quoted), columns) }
  }
}

/** What a first line says that names the languages of the columns. */
interface Header {
  readonly columns: readonly (string | undefined)[]
  /** Whether marks stand around all its cells: then also around those of the rows. */
  readonly quoted: boolean
}

/** The header that a first line is, where it names the languages given, or two that are known; undefined where it is a row. */
export function headerOf(line: string, codes?: readonly string[]): Header | undefined {
  const quoted = /^"[^"]*"(?:\t"[^"]*")+$/.test(line.trim())
  const columns = languagesOf(cellsOf(line, quoted), codes)
  const isHeader = codes ? codes.every((code) => isAmong(columns, code)) : columns.filter((column) => column !== undefined).length >= 2
  return isHeader ? { columns, quoted } : undefined
}

/** The cells of a line, without the quotation marks that tables put around them: where all cells have them, marks inside are doubled, or the other cells have none. */
function cellsOf(line: string, quoted: boolean): string[] {
  const cells = line.split('\t').map((cell) => cell.trim())
  const insides = cells.map((cell) => (/^".*"$/su.test(cell) && !cell.slice(1, -1).replaceAll('""', '').includes('"') ? cell.slice(1, -1) : undefined))
  const isTable = quoted || insides.some((inside) => inside?.includes('""')) || cells.filter((cell) => /["«»“”„‟‹›「」『』]/.test(cell)).length === 1
  return cells.map((cell, i) => (isTable ? (insides[i]?.replaceAll('""', '"') ?? cell) : cell))
}

function unitOf(cells: readonly string[], columns: readonly (string | undefined)[]): Pick<Unit, 'texts' | 'problem'> {
  const named = columns.flatMap((code, i) => (code === undefined ? [] : [{ code, i }]))
  const wanted = Math.max(...named.map(({ i }) => i)) + 1
  if (cells.length < wanted) return { problem: { reason: 'too-few-columns', detail: { columns: cells.length, wanted } } }
  const texts = Object.fromEntries(named.map(({ code, i }) => [code, cells[i]!]))
  const empty = named.flatMap(({ code }) => (texts[code] === '' ? [code] : []))
  return named.length - empty.length < 2 ? { problem: { reason: 'empty-side', detail: { languages: empty } } } : { texts }
}
