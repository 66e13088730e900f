import { isLanguage } from '../../languages/any.js'
import { linesOf } from './lines.js'
import type { Unit } from './unit.js'

/**
 * Rows of a TSV file: the two languages in its first two columns, or the columns that a first line of codes names; where
 * languages are given it names both, else it is a row (`the`, `le`). More columns are left out.
 */
export async function* columnsOf(path: string, codes: readonly string[] | undefined, signal?: AbortSignal): AsyncGenerator<Unit> {
  let columns = codes
  let first = true
  for await (const { row, text, reason, position } of linesOf(path, signal)) {
    if (text === undefined) {
      yield { row, position, problem: { reason: reason! } }
      continue
    }
    const cells = text.split('\t').map((cell) => cell.trim())
    if (first) {
      first = false
      const header = headerOf(cells)
      if (header && (codes ?? []).every((code) => header.some((cell) => isLanguage(cell, code)))) {
        columns = header
        continue
      }
    }
    yield { row, position, ...unitOf(cells, columns ?? []) }
  }
}

/** The codes of a first line that is nothing else. */
export function headerOf(cells: readonly string[]): string[] | undefined {
  return cells.length >= 2 && cells.every((cell) => /^[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$/.test(cell)) ? [...cells] : undefined
}

function unitOf(cells: readonly string[], columns: readonly string[]): Pick<Unit, 'texts' | 'problem'> {
  if (cells.length < columns.length) return { problem: { reason: 'too-few-columns', detail: { columns: cells.length, wanted: columns.length } } }
  const texts = Object.fromEntries(columns.map((code, i) => [code, cells[i]!]))
  const empty = columns.filter((code) => texts[code] === '')
  return columns.length - empty.length < 2 ? { problem: { reason: 'empty-side', detail: { languages: empty } } } : { texts }
}
