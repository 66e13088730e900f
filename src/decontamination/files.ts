import { join } from 'node:path'
import { entriesOf, type Problem } from '../io/sft/entries.js'
import { messagesIn, type Fields } from '../io/sft/formats.js'
import { originalIn } from '../io/sft/original.js'
import { isFields, recognise } from '../io/sft/recognise.js'
import { leaks, type Benchmarks, type Checked, type Leak } from './benchmarks.js'
import { inputFiles } from './inputs.js'
import { lineFiles, type LineFile, type LineFiles } from './line-files.js'
import { checkOutputs } from './outputs.js'

export interface DecontaminateOptions {
  readonly benchmarks: Benchmarks
  /** Folder for the rows that stay. */
  readonly to: string
  /** File for what is dropped (JSONL); default `dropped.jsonl` in that folder. */
  readonly report?: string | undefined
  /** The benchmarks' files, which must not be written over. */
  readonly against?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
  /** Called now and then with the bytes read of a file, of how many, and at its end. */
  readonly onProgress?: ((file: string, done: number, total: number) => void) | undefined
  /** Told what of a folder was passed over. */
  readonly onNote?: ((text: string) => void) | undefined
}

/** A dropped row as the report has it. */
export type Dropped = { readonly file: string; readonly row: number; readonly id?: string } & (Leak | ({ readonly how: 'unreadable' } & Problem))

/** What became of one file. */
export interface Decontaminated {
  readonly file: string
  /** Where the rows that stay are. */
  readonly to: string
  readonly rows: number
  readonly kept: number
  /** `how benchmark` → rows. */
  readonly dropped: Readonly<Record<string, number>>
}

/**
 * Copies rows of releases and files (all formats that `--sft` reads) to JSONL, as they are, without those that hold an item of a
 * benchmark; these go to a report, with both texts. A row that cannot be read cannot be compared, and is dropped too.
 * All files are there in the end, or none.
 * @throws UserError when there is nothing to read, a file has no known format, one would be written over itself, or cannot be written
 */
export async function decontaminate(inputs: readonly string[], options: DecontaminateOptions): Promise<Decontaminated[]> {
  const { to, report = join(to, 'dropped.jsonl'), against = [], signal, onNote } = options
  const files = await inputFiles(inputs, onNote)
  const outputs = files.map(({ name }) => join(to, name))
  await checkOutputs([...outputs, report], [...files.map(({ path }) => path), ...against])
  for (const { path } of files) await checkFormat(path, signal)
  await using written = lineFiles()
  const dropped = await written.open(report, options.report === undefined ? '--to' : '--report')
  const done: Decontaminated[] = []
  for (const [i, { path, name }] of files.entries()) done.push(await cleanFile(path, { ...options, name, out: outputs[i]!, written, dropped }))
  await dropped.end()
  await written.finish()
  return done
}

/** @throws UserError where a file cannot be read or is in no format that is known */
async function checkFormat(path: string, signal: AbortSignal | undefined): Promise<void> {
  await using opened = await entriesOf(path, { columns: [], ...(signal ? { signal } : {}) })
  const { entries } = await recognise(path, opened.entries, 'auto')
  const begun = entries[Symbol.asyncIterator]()
  await begun.next()
  await begun.return?.()
}

interface Cleaning extends DecontaminateOptions {
  readonly name: string
  readonly out: string
  readonly written: LineFiles
  readonly dropped: LineFile
}

/** A row as it was read, and what is looked at of it. */
interface Read extends Checked {
  readonly row: number
  readonly value: unknown
  readonly problem?: Problem
}

async function cleanFile(path: string, { benchmarks, name, out, written, dropped, signal, onProgress }: Cleaning): Promise<Decontaminated> {
  const counts: Record<string, number> = {}
  let [rows, kept] = [0, 0]
  const clean = await written.open(out, '--to')
  const drop = (what: string, record: Dropped) => {
    counts[what] = (counts[what] ?? 0) + 1
    return dropped.write(record)
  }
  for await (const { row: { row, value, problem }, leak } of leaks(rowsOf(path, { signal, onProgress }), benchmarks)) {
    rows++
    const id = isFields(value) && value['id'] !== undefined ? { id: String(value['id']) } : {}
    if (problem) await drop('unreadable', { file: name, row, ...id, how: 'unreadable', ...problem })
    else if (leak) await drop(`${leak.how} ${leak.benchmark}`, { file: name, row, ...id, ...leak })
    else {
      kept++
      await clean.write(value)
    }
  }
  await clean.end()
  return { file: path, to: out, rows, kept, dropped: counts }
}

async function* rowsOf(path: string, { signal, onProgress }: Pick<DecontaminateOptions, 'signal' | 'onProgress'>): AsyncGenerator<Read> {
  await using opened = await entriesOf(path, { columns: [], ...(signal ? { signal } : {}) })
  const { format, entries } = await recognise(path, opened.entries, 'auto')
  for await (const { row, position, value, problem } of entries) {
    signal?.throwIfAborted()
    if (row % 1000 === 0) onProgress?.(path, position, opened.bytes)
    const messages = problem ?? (isFields(value) ? messagesIn(format, value) : { reason: 'not-an-object', detail: {} })
    if ('reason' in messages) yield { row, value, messages: [], problem: messages }
    else yield { row, value, messages, original: originalIn(value as Fields) }
  }
  onProgress?.(path, opened.bytes, opened.bytes)
}
