import { basename } from 'node:path'
import type { Message } from '../../types.js'
import { entriesOf, type Entry, type Problem } from './entries.js'
import { messagesIn, readFields, type SftFormat } from './formats.js'
import { isFields, recognise } from './recognise.js'

/** One row of a file of supervised fine-tuning data: its messages, or why it has none. */
export interface SftRow {
  /** Line of JSONL, position in a JSON array, or row of Parquet; from 1. */
  readonly row: number
  /** Bytes of the file read so far. */
  readonly position: number
  readonly id?: string
  readonly licence?: string
  readonly messages?: readonly Message[]
  readonly problem?: Problem
}

/** A file of supervised fine-tuning data that has been looked into. */
export interface SftFile extends AsyncDisposable {
  /** File name without its folders. */
  readonly name: string
  readonly format: SftFormat
  /** Size of the file as it lies on disk. */
  readonly bytes: number
  /** Can be gone over once. */
  readonly rows: AsyncIterable<SftRow>
}

export interface SftOptions {
  readonly format?: SftFormat | 'auto'
  readonly signal?: AbortSignal
}

/**
 * Opens a file of dialogues: JSONL, a JSON array, either as .gz, or Parquet. Its format is recognised by the fields of its
 * first rows unless it is given. A row that is no dialogue has a problem and stops nothing.
 * @throws UserError when the file cannot be read, or no format fits
 */
export async function openSft(path: string, { format = 'auto', signal }: SftOptions = {}): Promise<SftFile> {
  const opened = await entriesOf(path, { columns: readFields, signal })
  const close = () => opened[Symbol.asyncDispose]()
  try {
    const found = await recognise(path, opened.entries, format)
    return { name: basename(path), format: found.format, bytes: opened.bytes, rows: rowsOf(found.entries, found.format), [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

async function* rowsOf(entries: AsyncIterable<Entry>, format: SftFormat): AsyncGenerator<SftRow> {
  for await (const { row, position, value, problem } of entries) yield { row, position, ...(problem ? { problem } : understood(value, format)) }
}

function understood(value: unknown, format: SftFormat): Partial<SftRow> {
  if (!isFields(value)) return { problem: { reason: 'not-an-object', detail: { text: String(JSON.stringify(value)).slice(0, 200) } } }
  const messages = messagesIn(format, value)
  const id = value['id']
  const licence = value['licence'] ?? value['license']
  return {
    ...(['string', 'number'].includes(typeof id) && id !== '' ? { id: String(id) } : {}),
    ...(typeof licence === 'string' && licence !== '' ? { licence } : {}),
    ...('reason' in messages ? { problem: messages } : { messages }),
  }
}
