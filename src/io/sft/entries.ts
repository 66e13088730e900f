import { lineCutter, valueCutter, type Cut, type Cutter } from './cutters.js'
import { parquetEntries } from './parquet-rows.js'
import { openRows, stretchesOf, type Packing, type Stretch } from './text.js'

/** Why a row is of no use: a reason in kebab-case, and what explains it. */
export interface Problem {
  readonly reason: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** One row of a file, read but not understood. */
export interface Entry {
  /** Line of JSONL, position in a JSON array, or row of Parquet; from 1. */
  readonly row: number
  /** Bytes of the file read so far. */
  readonly position: number
  readonly value?: unknown
  readonly problem?: Problem
}

/** A file of rows that has been opened. */
export interface Entries extends AsyncDisposable {
  /** Size of the file as it lies on disk. */
  readonly bytes: number
  readonly packing: Packing
  readonly entries: AsyncIterable<Entry>
}

export interface EntriesOptions {
  /** Columns of a Parquet file to read; all where it has none of them. */
  readonly columns: readonly string[]
  readonly signal?: AbortSignal
}

/**
 * The rows of a file: JSONL, a JSON array, JSON values one after the other, each of these as .gz, or Parquet; told apart by
 * content. Of JSON one row and two stretches of text are held (a row of at most 32 Mi characters), of Parquet one row group.
 * What is broken is an entry with a problem, and what follows is read.
 * @throws UserError when the file cannot be opened
 */
export async function entriesOf(path: string, { columns, signal }: EntriesOptions): Promise<Entries> {
  const { file, size: bytes, packing } = await openRows(path)
  const entries = packing === 'parquet' ? parquetEntries(path, file, { size: bytes, columns }) : jsonEntries(stretchesOf(file, bytes, { packing, signal }))
  return { bytes, packing, entries, [Symbol.asyncDispose]: () => file.close() }
}

/** Text from which the first lines are looked at, when there is no line feed in it. */
const headCharacters = 1 << 20

async function* jsonEntries(stretches: AsyncIterable<Stretch>): AsyncGenerator<Entry> {
  let head = ''
  let cutter: Cutter | undefined
  let row = 0
  let position = 0
  let damage: string | undefined
  const entries = (cuts: readonly Cut[]) => cuts.map((cut) => ({ row: (row = cut.row), position, ...parsed(cut) }))
  for await (const stretch of stretches) {
    position = stretch.position
    damage = stretch.damage
    if (cutter) yield* entries(cutter.push(stretch.text))
    else {
      head += stretch.text
      if (head.trimStart().includes('\n') || head.length > headCharacters) yield* entries((cutter = cutterFor(head)).push(head))
    }
  }
  if (!cutter) yield* entries((cutter = cutterFor(head)).push(head))
  yield* entries(cutter.end())
  if (damage) yield { row: row + 1, position, problem: { reason: 'damaged-file', detail: { found: damage } } }
}

/** Lines, unless the text begins an array, or an object that goes over several lines. */
function cutterFor(head: string): Cutter {
  const text = head.trimStart()
  if (text.startsWith('[')) return valueCutter()
  if (!text.startsWith('{') || !text.includes('\n')) return lineCutter()
  return text.split('\n', 20).some(isJson) ? lineCutter() : valueCutter()
}

function isJson(line: string): boolean {
  return line.startsWith('{') && 'value' in parsed({ row: 1, text: line })
}

function parsed({ text, open }: Cut): Pick<Entry, 'value' | 'problem'> {
  if (text === undefined) return { problem: { reason: 'row-too-long', detail: {} } }
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) as unknown }
  } catch (error) {
    const detail = { found: (error as Error).message, text: text.slice(0, 200) }
    return { problem: open ? { reason: 'truncated-file', detail } : { reason: 'broken-json', detail } }
  }
}
