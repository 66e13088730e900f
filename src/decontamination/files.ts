import { mkdir, open, rename, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../errors.js'
import { entriesOf, type Problem } from '../io/sft/entries.js'
import { messagesIn, type Fields } from '../io/sft/formats.js'
import { originalIn } from '../io/sft/original.js'
import { isFields, recognise } from '../io/sft/recognise.js'
import { leaks, type Benchmarks, type Checked, type Leak } from './benchmarks.js'
import { inputFiles } from './inputs.js'

export interface DecontaminateOptions {
  readonly benchmarks: Benchmarks
  /** Folder for the rows that stay. */
  readonly to: string
  /** File for what is dropped (JSONL); default `dropped.jsonl` in that folder. */
  readonly report?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Called now and then with the bytes read of a file, of how many, and at its end. */
  readonly onProgress?: ((file: string, done: number, total: number) => void) | undefined
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
 * @throws UserError when there is nothing to read, or a file would be written over itself
 */
export async function decontaminate(inputs: readonly string[], options: DecontaminateOptions): Promise<Decontaminated[]> {
  const { to, report = join(to, 'dropped.jsonl') } = options
  const files = await inputFiles(inputs)
  const outputs = files.map(({ name }) => join(to, name))
  for (const [i, { path }] of files.entries()) if (resolve(path) === resolve(outputs[i]!)) throw new UserError(`${path} would be written over itself; choose another folder with --to`)
  const clash = outputs.find((name, i) => outputs.indexOf(name) !== i || resolve(name) === resolve(report))
  if (clash) throw new UserError(`two files would be written to ${clash}; give them one at a time, or name the report with --report`)
  await using dropped = await lineWriter(report)
  const done: Decontaminated[] = []
  for (const [i, { path, name }] of files.entries()) done.push(await cleanFile(path, { ...options, name, out: outputs[i]!, dropped }))
  await dropped.finish()
  return done
}

interface Cleaning extends DecontaminateOptions {
  readonly name: string
  readonly out: string
  readonly dropped: LineWriter
}

/** A row as it was read, and what is looked at of it. */
interface Read extends Checked {
  readonly row: number
  readonly value: unknown
  readonly problem?: Problem
}

async function cleanFile(path: string, { benchmarks, name, out, dropped, signal, onProgress }: Cleaning): Promise<Decontaminated> {
  const counts: Record<string, number> = {}
  let [rows, kept] = [0, 0]
  await using written = await lineWriter(out)
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
      await written.write(value)
    }
  }
  await written.finish()
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

interface LineWriter extends AsyncDisposable {
  write(value: unknown): Promise<void>
  /** Gives the file its name; without it nothing is left. */
  finish(): Promise<void>
}

/** Writes JSONL under a temporary name. */
async function lineWriter(file: string): Promise<LineWriter> {
  if ((await stat(file).catch(() => undefined))?.isDirectory()) throw new UserError(`${file} is a folder; a file is to be written there`)
  await mkdir(dirname(file), { recursive: true })
  let handle: FileHandle | undefined = await open(`${file}.tmp`, 'w')
  const close = async () => {
    await handle?.close()
    handle = undefined
  }
  return {
    async write(value) {
      await handle!.appendFile(`${JSON.stringify(value)}\n`)
    },
    async finish() {
      await handle!.sync()
      await close()
      await rename(`${file}.tmp`, file)
    },
    [Symbol.asyncDispose]: close,
  }
}
