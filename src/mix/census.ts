import { Interrupted } from '../errors.js'
import { contentHash, hash53 } from './hashes.js'
import { NamedRows } from './named.js'
import { rowsOf, type MixRow } from './rows.js'
import type { Mixture } from './runs.js'
import type { Source } from './sources.js'
import { placeOf, RowTable } from './table.js'
import { Versions } from './versions.js'

/** What there is to draw from. */
export interface Census {
  /** Task → language → its rows. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, RowTable>>
  readonly sources: readonly Counted[]
}

/** What was found in a source. */
export interface Counted {
  readonly source: Source
  readonly rows: number
  /** Reason → rows that are left out. */
  readonly leftOut: Readonly<Record<string, number>>
}

/** Told of bytes read, of all bytes. */
export type OnProgress = (done: number, total: number) => void

/** Goes over all sources once. Memory: up to some 300 bytes a row, whatever its length. @throws UserError when a row does not say what it is */
export async function takeCensus(sources: readonly Source[], mixture: Mixture, { signal, onProgress }: { signal?: AbortSignal; onProgress?: OnProgress } = {}): Promise<Census> {
  const tables = new Map(Object.keys(mixture.tasks).map((task) => [task, new Map<string, RowTable>()]))
  const counted: Counted[] = []
  const [versions, named] = [new Versions(), new NamedRows()]
  const total = sources.reduce((sum, { bytes }) => sum + bytes, 0)
  let before = 0
  for (const [index, source] of sources.entries()) {
    const leftOut: Record<string, number> = {}
    let rows = 0
    for await (const found of rowsOf(source, mixture, signal)) {
      if (signal?.aborted) throw new Interrupted()
      if (++rows % 1000 === 0) onProgress?.(before + found.position, total)
      if ('why' in found) leftOut[found.why] = (leftOut[found.why] ?? 0) + 1
      else {
        if (found.alike) versions.link([found.origin, ...found.alike])
        if (found.named) named.add({ ...found.named, origin: found.origin })
        tableOf(tables.get(found.task)!, found.language).add({ ...hashesOf(found), place: placeOf(index, found.row) })
      }
    }
    before += source.bytes
    onProgress?.(before, total)
    counted.push({ source, rows, leftOut })
  }
  named.link(versions)
  for (const languages of tables.values()) for (const table of languages.values()) table.settle(versions)
  return { tables, sources: counted }
}

/** Versions of an original go by it; rows about a page or of parallel text by their own id, else by their content. */
function hashesOf({ id, origin, alike, messages }: MixRow): { id: number; content: number; origin: number } {
  const content = contentHash(messages)
  return { id: alike ? origin : id === undefined ? content : hash53(id), content, origin }
}

function tableOf(languages: Map<string, RowTable>, language: string): RowTable {
  const table = languages.get(language) ?? new RowTable()
  languages.set(language, table)
  return table
}
