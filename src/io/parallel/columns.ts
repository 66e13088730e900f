import { isLanguage } from '../../languages/any.js'
import { languageOfField } from './field.js'
import { linesOf } from './lines.js'
import type { Unit } from './unit.js'

/**
 * Rows of a TSV file: the two languages in its first two columns, or the columns that a first line names; where languages are
 * given it names both (`en`, `English`, `source`), else it is a row (`the`, `le`). More columns are left out.
 */
export async function* columnsOf(path: string, codes: readonly string[] | undefined, signal?: AbortSignal): AsyncGenerator<Unit> {
  let columns: readonly (string | undefined)[] = codes ?? []
  let first = true
  for await (const { row, text, reason, position } of linesOf(path, signal)) {
    if (text === undefined) {
      yield { row, position, problem: { reason: reason! } }
      continue
    }
    const cells = cellsOf(text)
    if (first) {
      first = false
      const header = headerOf(cells, codes)
      if (header) {
        columns = header
        continue
      }
    }
    yield { row, position, ...unitOf(cells, columns) }
  }
}

/** The cells of a line, without the quotation marks that tables put around them: where marks inside are doubled, or where the other cells have none. */
export function cellsOf(line: string): string[] {
  const cells = line.split('\t').map((cell) => cell.trim())
  const insides = cells.map((cell) => (/^".*"$/su.test(cell) && !cell.slice(1, -1).replaceAll('""', '').includes('"') ? cell.slice(1, -1) : undefined))
  const isTable = insides.some((inside) => inside?.includes('""'))
  return cells.map((cell, i) => {
    const isWrapped = isTable || !cells.some((other, at) => at !== i && /["«»“”„‟‹›「」『』]/.test(other))
    return insides[i] !== undefined && isWrapped ? insides[i].replaceAll('""', '"') : cell
  })
}

/** The languages of the columns, where a first line names the ones given, or two that are known; undefined where it is a row. */
export function headerOf(cells: readonly string[], codes?: readonly string[]): (string | undefined)[] | undefined {
  const columns = cells.map((cell) => languageOfField(cell, codes))
  const isHeader = codes ? codes.every((code) => columns.some((column) => column !== undefined && isLanguage(column, code))) : columns.filter((column) => column !== undefined).length >= 2
  return isHeader ? columns : undefined
}

function unitOf(cells: readonly string[], columns: readonly (string | undefined)[]): Pick<Unit, 'texts' | 'problem'> {
  const named = columns.flatMap((code, i) => (code === undefined ? [] : [{ code, i }]))
  const wanted = Math.max(...named.map(({ i }) => i)) + 1
  if (cells.length < wanted) return { problem: { reason: 'too-few-columns', detail: { columns: cells.length, wanted } } }
  const texts = Object.fromEntries(named.map(({ code, i }) => [code, cells[i]!]))
  const empty = named.flatMap(({ code }) => (texts[code] === '' ? [code] : []))
  return named.length - empty.length < 2 ? { problem: { reason: 'empty-side', detail: { languages: empty } } } : { texts }
}
