import { basename } from 'node:path'
import { UserError } from '../errors.js'
import { entriesOf } from '../io/sft/entries.js'
import { isFields } from '../io/sft/recognise.js'
import { openRows, stretchesOf } from '../io/sft/text.js'
import { lineRows } from './delimited.js'
import type { Item } from './grams.js'
import { columnOf, type TableCell, type TableOptions } from './table.js'

/** Fields that hold what a benchmark asks, the likeliest first. */
const questionFields = ['question', 'prompt', 'problem', 'instruction', 'text', 'query', 'messages', 'conversations', 'turns'] as const

/** An item with its text. */
export type TextItem = Item & { readonly text: string }

/**
 * What a benchmark asks, item by item: from JSONL, JSON or Parquet, the first of `questionFields` that a row has (or the given
 * field); from .tsv and .csv, that column (`onNote` is told which); from .txt, each line.
 * @throws UserError when the file cannot be read, a row has none of the fields, or a table none of the columns
 */
export async function readBenchmark(path: string, field?: string, onNote?: (text: string) => void): Promise<readonly TextItem[]> {
  const items: TextItem[] = []
  const benchmark = basename(path)
  const kind = /\.(tsv|csv|txt)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase() as 'tsv' | 'csv' | 'txt' | undefined
  for await (const { item, text } of kind === undefined ? valuesOf(path, field) : textsOf(path, kind, { field, onNote })) if (text.trim() !== '') items.push({ benchmark, item, text })
  if (items.length === 0) throw new UserError(`${path} has no items; give a benchmark with a question on each line or row`)
  return items
}

async function* valuesOf(path: string, field: string | undefined): AsyncGenerator<TableCell> {
  await using opened = await entriesOf(path, { columns: [] })
  for await (const { row, value, problem } of opened.entries) {
    if (problem) throw new UserError(`${path}, row ${row}: ${problem.reason} (${String(problem.detail['found'] ?? '')}); a benchmark is read whole or not at all: mend the row, or name the file .tsv, .csv or .txt if it is one`)
    const text = typeof value === 'string' ? value : isFields(value) ? questionOf(value, field) : undefined
    if (text === undefined) throw new UserError(`${path}, row ${row} has ${field === undefined ? `none of the fields ${questionFields.join(', ')}` : `no field ${field} with a text`}${isFields(value) ? `; it has ${Object.keys(value).slice(0, 20).join(', ')}` : ''}; name the field with --field`)
    yield { item: row, text }
  }
}

/** The text of the field, with the input that belongs to an instruction. */
function questionOf(fields: Readonly<Record<string, unknown>>, field: string | undefined): string | undefined {
  const name = field ?? questionFields.find((each) => textOf(fields[each]) !== undefined)
  const text = name === undefined ? undefined : textOf(fields[name])
  const input = field === undefined && name === 'instruction' ? textOf(fields['input']) : undefined
  return text !== undefined && input ? `${text}\n${input}` : text
}

/** A text; of a list, its texts and what the user says, joined. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const asked = value.map((part: unknown) => (isFields(part) ? (['user', 'human'].includes(String(part['role'] ?? part['from'])) ? (part['content'] ?? part['value']) : '') : part))
  return asked.every((part) => typeof part === 'string') ? asked.filter((part) => part !== '').join('\n') : undefined
}

async function* textsOf(path: string, kind: 'tsv' | 'csv' | 'txt', options: Omit<TableOptions, 'known'>): AsyncGenerator<TableCell> {
  const text = await wholeText(path)
  if (kind !== 'txt') yield* columnOf(text, { path, kind, known: questionFields, ...options })
  else for (const { row, cells } of lineRows(text, '\n')) yield { item: row, text: cells[0]! }
}

/** Characters of a table or a text, which is held as one. */
const mostCharacters = 1 << 27

async function wholeText(path: string): Promise<string> {
  const { file, size, packing } = await openRows(path)
  try {
    let whole = ''
    for await (const { text, damage } of stretchesOf(file, size, { packing })) {
      if (damage) throw new UserError(`${path} is damaged ${damage}; get the file again`)
      whole += text
      if (whole.length > mostCharacters) throw new UserError(`${path} has more than ${mostCharacters >> 20} Mi characters, which is no benchmark or too large for a table; check the path, or give it as JSONL`)
    }
    return whole
  } finally {
    await file.close()
  }
}
