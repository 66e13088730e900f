import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { LargeMap } from '../text/large-map.js'
import type { Row } from '../types.js'

export interface Rejected {
  readonly row: Row
  readonly reason: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** What became of one input. */
export interface Outcome {
  readonly rows: readonly Row[]
  readonly rejected: readonly Rejected[]
  /** Figures that this input added. */
  readonly counts: Readonly<Record<string, number>>
}

/** Tokens of a stage's calls. */
export interface TokenCounts {
  readonly prompt: number
  /** Of these, evaluated; the rest was in a cache. */
  readonly evaluated: number
  readonly generated: number
}

/** What one line of a journal holds; `tokens`: used since the line before it, of prompts, evaluated, generated. */
interface Line {
  readonly key: string
  readonly outcome: Outcome
  readonly tokens?: readonly [number, number, number]
}

/**
 * An append-only file with one line per finished input. A kill loses at most the line being written; the torn end is
 * cut off at the next opening. Only keys and offsets are held in memory (about 100 bytes an input).
 */
export class Journal implements AsyncDisposable {
  readonly #lines = new LargeMap<string, { offset: number; length: number }>()
  #end = 0
  #tail: Promise<void> = Promise.resolve()
  #tokens: TokenCounts = { prompt: 0, evaluated: 0, generated: 0 }
  readonly #file: FileHandle

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async open(path: string): Promise<Journal> {
    const journal = new Journal(await open(path, 'a+'))
    await journal.#scan()
    return journal
  }

  /** Inputs finished so far. */
  get size(): number {
    return this.#lines.size
  }

  /** Tokens that all its lines took, those of rows that were not wanted in the end too. */
  get tokens(): TokenCounts {
    return this.#tokens
  }

  has(key: string): boolean {
    return this.#lines.get(key) !== undefined
  }

  async get(key: string): Promise<Outcome | undefined> {
    const line = this.#lines.get(key)
    if (!line) return undefined
    const bytes = Buffer.alloc(line.length)
    await this.#file.read(bytes, 0, line.length, line.offset)
    return (JSON.parse(bytes.toString('utf8')) as Line).outcome
  }

  /** Appends one line, with the tokens used since the one before it; the promise resolves when the line is with the operating system. A write that fails leaves no half of it. */
  async add(key: string, outcome: Outcome, used?: TokenCounts): Promise<void> {
    const line: Line = { key, outcome, ...(used && used.prompt > 0 ? { tokens: [used.prompt, used.evaluated, used.generated] } : {}) }
    const bytes = Buffer.from(JSON.stringify(line) + '\n')
    const write = this.#tail.then(async () => {
      await this.#file.appendFile(bytes).catch(async (error: unknown) => {
        await this.#file.truncate(this.#end)
        throw error
      })
      this.#lines.set(key, { offset: this.#end, length: bytes.length - 1 })
      this.#end += bytes.length
      this.#count(line)
    })
    this.#tail = write.catch(() => {})
    await write
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tail
    await this.#file.close()
  }

  async #scan(): Promise<void> {
    const chunk = Buffer.alloc(1 << 20)
    let rest = Buffer.alloc(0)
    let offset = 0
    for (;;) {
      const { bytesRead } = await this.#file.read(chunk, 0, chunk.length, offset + rest.length)
      if (bytesRead === 0) break
      rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
      let end: number
      let start = 0
      while ((end = rest.indexOf(10, start)) >= 0) {
        this.#index(rest.subarray(start, end), offset + start)
        start = end + 1
      }
      offset += start
      rest = rest.subarray(start)
    }
    if (rest.length > 0) await this.#file.truncate(offset)
    this.#end = offset
  }

  #index(line: Buffer, offset: number): void {
    try {
      const read = JSON.parse(line.toString('utf8')) as Line
      this.#lines.set(read.key, { offset, length: line.length })
      this.#count(read)
    } catch {
      // A line that a broken disk left unreadable is as good as absent: its input is done again.
    }
  }

  #count({ tokens: [prompt, evaluated, generated] = [0, 0, 0] }: Line): void {
    this.#tokens = { prompt: this.#tokens.prompt + prompt, evaluated: this.#tokens.evaluated + evaluated, generated: this.#tokens.generated + generated }
  }
}

/** Key of an input: the first 16 bytes of the sha256 of its content. */
export function keyOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)
}
