import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UserError } from '../errors.js'
import { createFolder } from '../writable.js'

/** What is to be done where the rows of a stage are damaged: its folder must stay, for its journal is what they are made of again. */
export const rebuilding = 'delete the stage.json there and build again: what the journal there holds is not made anew'

/** The lines of a JSONL file as values. @throws UserError with the line number when a line is no JSON */
export async function* readJsonl<T>(file: string): AsyncIterable<T> {
  let number = 0
  for await (const line of linesOf(file)) {
    number++
    if (line === '') continue
    try {
      yield JSON.parse(line) as T
    } catch (error) {
      throw new UserError(`${file}:${number} is no JSON (${(error as Error).message}); ${rebuilding}`)
    }
  }
}

/** Lines by line feeds only: node:readline also cuts at U+2028, which JSON leaves as it is, and keeps errors of the file to itself. */
async function* linesOf(file: string): AsyncIterable<string> {
  let rest = ''
  await using handle = await open(file)
  for await (const chunk of handle.createReadStream({ encoding: 'utf8', highWaterMark: 1 << 18, autoClose: false })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') yield rest
}

/** Part files of a folder in order: `00000.jsonl`, or with a prefix `rejected-00000.jsonl`. Empty when the folder is absent. */
export async function parts(folder: string, prefix = ''): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error // a folder that cannot be read is not an empty one
  })
  return names
    .filter((name) => name.startsWith(prefix) && /^\d{5}\.jsonl$/.test(name.slice(prefix.length)))
    .sort()
    .map((name) => join(folder, name))
}

/** All rows of a folder's parts; can be gone over again. */
export function readParts<T>(folder: string, prefix = ''): AsyncIterable<T> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const file of await parts(folder, prefix)) yield* readJsonl<T>(file)
    },
  }
}

/** A part that is being written, or that is complete. */
export interface WrittenPart {
  readonly file: string
  /** Bytes that can be read, whole lines; under `.tmp` until the part is complete. */
  readonly bytes: number
  readonly complete: boolean
}

/** Rows and characters that are written at once: of one string there may be no more than half a billion. */
const most = { rows: 100, characters: 1 << 22 }

/** Milliseconds that a row waits for others to be written with, at most, while someone waits for it. */
const patience = 50

/** Writes rows into numbered parts; a part has its name only when it is complete. Others may read along (see follow.ts). */
export class PartWriter implements AsyncDisposable {
  #file: FileHandle | undefined
  #lines: string[] = []
  #characters = 0
  #inPart = 0
  #part = 0
  #parts: WrittenPart[] = []
  #waiting: (() => void)[] = []
  #flushed = 0
  #ended = false
  /** Rows written so far. */
  rows = 0

  constructor(
    readonly folder: string,
    readonly prefix = '',
    readonly rowsPerPart = 10_000,
  ) {}

  async write(row: unknown): Promise<void> {
    const line = JSON.stringify(row) + '\n'
    this.#lines.push(line)
    this.#characters += line.length
    this.rows++
    this.#inPart++
    const awaited = this.#waiting.length > 0 && performance.now() - this.#flushed >= patience
    if (this.#lines.length >= most.rows || this.#characters >= most.characters || awaited) await this.#flush()
    if (this.#inPart >= this.rowsPerPart) await this.#complete()
  }

  /** Completes the last part; no row comes any more. */
  async close(): Promise<void> {
    if (this.#inPart > 0) await this.#complete()
    this.#ended = true
    this.#tell()
  }

  /** The parts so far, and whether these are all. */
  get written(): { readonly parts: readonly WrittenPart[]; readonly ended: boolean } {
    return { parts: this.#parts, ended: this.#ended }
  }

  /** Settled when there is more to read, or nothing will come any more. */
  grown(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Lets go of a part that was not completed. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
  }

  async #complete(): Promise<void> {
    await this.#flush()
    await this.#file?.sync()
    await this.#file?.close()
    this.#file = undefined
    await rename(this.#path('.tmp'), this.#path(''))
    this.#parts[this.#part] = { ...this.#parts[this.#part]!, complete: true }
    this.#part++
    this.#inPart = 0
    this.#tell()
  }

  async #flush(): Promise<void> {
    this.#file ??= await open(this.#path('.tmp'), 'w')
    const text = this.#lines.join('')
    this.#lines = []
    this.#characters = 0
    await this.#file.appendFile(text)
    const { bytes = 0 } = this.#parts[this.#part] ?? {}
    this.#parts[this.#part] = { file: this.#path(''), bytes: bytes + Buffer.byteLength(text), complete: false }
    this.#flushed = performance.now()
    this.#tell()
  }

  #tell(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  #path(suffix: string): string {
    return join(this.folder, `${this.prefix}${String(this.#part).padStart(5, '0')}.jsonl${suffix}`)
  }
}

/** Removes the parts of a folder and what an interrupted write left. */
export async function clearParts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (/^(rejected-)?\d{5}\.jsonl(\.tmp)?$/.test(name)) await rm(join(folder, name))
  }
}

/** Writes a whole file under a temporary name, then gives it its own. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  createFolder(dirname(file))
  const handle = await open(`${file}.tmp`, 'w')
  await handle.writeFile(content)
  await handle.sync()
  await handle.close()
  await rename(`${file}.tmp`, file)
}
