import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Census } from '../../src/mix/census.js'
import { orderBy } from '../../src/mix/order.js'
import type { Mixture } from '../../src/mix/runs.js'
import { placeOf, RowTable } from '../../src/mix/table.js'

/** A census with so many rows of each task and language; row `i` of a language is a version of the original that `originalOf` says, by default of one that no other language has. */
export function censusOf(cells: readonly { readonly task: string; readonly language: string; readonly rows: number }[], originalOf?: (language: string, i: number) => number): Census {
  const tables = new Map<string, Map<string, RowTable>>()
  for (const [index, { task, language, rows }] of cells.entries()) {
    const table = new RowTable()
    const [idOf, contentOf] = [originalOf ? orderBy(task) : orderBy(task, language), orderBy('content', task, language)]
    for (let i = 0; i < rows; i++) {
      const id = idOf(originalOf?.(language, i) ?? i)
      table.add({ id, origin: id, content: contentOf(i), place: placeOf(index, i + 1) })
    }
    tables.set(task, (tables.get(task) ?? new Map<string, RowTable>()).set(language, table))
  }
  return { tables, sources: [] }
}

/** Enough rows for every run of a mixture, and `spare` more of each task and language. */
export function plentyFor(mixture: Mixture, spare = 10): Census {
  const most = new Map<string, { task: string; language: string; rows: number }>()
  for (const { cells } of mixture.runs) {
    for (const { task, language: named, rows } of cells) {
      for (const language of named === '*' ? ['xx', 'yy', 'zz'] : [named]) {
        const key = `${task} ${language}`
        most.set(key, { task, language, rows: Math.max(most.get(key)?.rows ?? 0, rows + mixture.validation + spare) })
      }
    }
  }
  return censusOf([...most.values()])
}

/** A folder that is gone after the test. */
export function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'mix-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes rows as JSONL. */
export function writeRows(file: string, rows: readonly object[]): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return file
}

/** Rows of a release: original `i` in a language. */
export function mathRows(language: string, numbers: Iterable<number>, task = 'math'): object[] {
  return [...numbers].map((i) => ({
    id: `${task}-${i}`, language, kind: task, source: { dataset: `${task}.jsonl`, row: i, format: 'gsm8k' }, licence: 'Apache-2.0',
    messages: [{ role: 'user', content: `${language} ${task} question ${i}` }, { role: 'assistant', content: `${language} answer ${i}` }],
  }))
}

export const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
