import { createHash } from 'node:crypto'
import { builtRows } from '../build.js'
import { Interrupted, UserError } from '../errors.js'
import type { Built } from '../release.js'
import type { Dialogue } from '../types.js'

/** What was built, language by language. */
export function byLanguage(built: readonly Built[]): Map<string, Built[]> {
  const found = new Map<string, Built[]>()
  for (const each of built) found.set(each.language, [...(found.get(each.language) ?? []), each])
  return found
}

/** The rows of the last stages, one dataset after another; may be gone over again. @throws Interrupted when the signal is aborted; UserError for rows that are no dialogues */
export function rowsOf(built: readonly Built[], signal?: AbortSignal): AsyncIterable<Dialogue> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const { stages } of built) {
        for await (const row of builtRows<Dialogue>(stages.at(-1)!)) {
          if (signal?.aborted) throw new Interrupted()
          if (!Array.isArray(row.messages) || !row.source) throw new UserError(`row ${row.id} of ${stages.at(-1)!.folder} is no dialogue: it has no messages or no source; what is released or exported ends with a stage that makes dialogues`)
          yield row
        }
      }
    },
  }
}

/** The rows of one split. What decides is the original or the page, so that no version of it is in the other split. */
export function splitOf(rows: AsyncIterable<Dialogue>, split: 'train' | 'test', heldOut: number): AsyncIterable<Dialogue> {
  if (heldOut === 0) return rows
  return {
    async *[Symbol.asyncIterator]() {
      for await (const row of rows) if (isHeldOut(row, heldOut) === (split === 'test')) yield row
    },
  }
}

function isHeldOut(row: Dialogue, share: number): boolean {
  return parseInt(createHash('sha256').update(originOf(row)).digest('hex').slice(0, 8), 16) / 2 ** 32 < share
}

/** What a row and its other versions are made from: a page, an original, whose id they all have, or a pair of parallel texts that is of none. */
function originOf(row: Dialogue): string {
  if (row.kind === 'chat_specific') return `${row.source.wiki} ${row.source.page}`
  return row.kind === 'cross_lingual' ? (row.source.id ?? `${row.source.dataset} ${row.source.row}`) : row.id
}

/** The first, if there is one. */
export async function firstOf<T>(rows: AsyncIterable<T>): Promise<T | undefined> {
  for await (const row of rows) return row
  return undefined
}
