import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import type { Message } from '../types.js'
import type { Drawn } from './draw.js'
import { originText } from './hashes.js'
import type { MixRow } from './rows.js'
import type { Tokenizer } from './tokenizer.js'

/** Rows that were drawn, once each, on disk; in memory where each is. */
export class Spool implements Disposable {
  readonly #file: number
  readonly #kept = new Map<number, Kept>()
  readonly #tokenizer: Pick<Tokenizer, 'count'>
  #end = 0

  constructor(file: string, tokenizer: Pick<Tokenizer, 'count'>) {
    this.#file = openSync(file, 'w+')
    this.#tokenizer = tokenizer
  }

  add({ place, origin }: Drawn, row: MixRow): void {
    const line = Buffer.from(JSON.stringify(written(row, origin)) + '\n')
    writeSync(this.#file, line)
    this.#kept.set(place, { offset: this.#end, bytes: line.length, licence: row.licence })
    this.#end += line.length
  }

  /** The line of a row, with its line feed. */
  line({ place }: Drawn): Buffer {
    const { offset, bytes } = this.#kept.get(place)!
    const line = Buffer.alloc(bytes)
    readSync(this.#file, line, 0, bytes, offset)
    return line
  }

  /** Tokens of a row's messages, and of its answers alone; counted once, which takes long. */
  tokens(row: Drawn): { readonly all: number; readonly answers: number } {
    const kept = this.#kept.get(row.place)!
    return (kept.tokens ??= tokensOf((JSON.parse(this.line(row).toString()) as MixRow).messages, this.#tokenizer))
  }

  licence({ place }: Drawn): string {
    return this.#kept.get(place)!.licence
  }

  [Symbol.dispose](): void {
    closeSync(this.#file)
  }
}

interface Kept {
  readonly offset: number
  readonly bytes: number
  readonly licence: string
  tokens?: { readonly all: number; readonly answers: number }
}

/** A row as trainers get it: the same fields in each, all texts, so that no loader has to guess a type. The origin is for those who mix it again. */
function written({ messages, id = '', language, task, kind, source, licence, origin }: MixRow, shared: number) {
  return { messages, id, language, task, kind, source, licence, origin: originText(origin, shared) }
}

function tokensOf(messages: readonly Message[], { count }: Pick<Tokenizer, 'count'>): { all: number; answers: number } {
  let [all, answers] = [0, 0]
  for (const { role, content } of messages) {
    const tokens = count(content)
    all += tokens
    if (role === 'assistant') answers += tokens
  }
  return { all, answers }
}
