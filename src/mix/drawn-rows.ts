import { Interrupted } from '../errors.js'
import type { OnProgress } from './census.js'
import type { Drawn } from './draw.js'
import { rowsOf, type MixRow } from './rows.js'
import type { Mixture } from './runs.js'
import type { Source } from './sources.js'
import { sourceAndRow } from './table.js'

/** What rows are read from again. */
export interface Reading {
  readonly sources: readonly Source[]
  readonly mixture: Mixture
  readonly signal?: AbortSignal
  /** Told of rows, of all rows. */
  readonly onProgress?: OnProgress
}

/** Reads rows that were drawn, in the order of the sources; of each source no further than needed. */
export async function* drawnRows(rows: Iterable<Drawn>, { sources, mixture, signal, onProgress }: Reading): AsyncGenerator<{ readonly row: MixRow; readonly drawn: Drawn }> {
  const wanted = bySource(rows)
  const total = [...wanted.values()].reduce((sum, { size }) => sum + size, 0)
  let done = 0
  for (const [index, own] of wanted) {
    let left = own.size
    for await (const row of rowsOf(sources[index]!, mixture, signal)) {
      if (signal?.aborted) throw new Interrupted()
      const drawn = own.get(row.row)
      if (drawn === undefined || 'why' in row) continue
      yield { row, drawn }
      if (++done % 500 === 0 || done === total) onProgress?.(done, total)
      if (--left === 0) break
    }
  }
}

/** Source → row → what was drawn. */
function bySource(rows: Iterable<Drawn>): Map<number, Map<number, Drawn>> {
  const wanted = new Map<number, Map<number, Drawn>>()
  for (const drawn of rows) {
    const { source, row } = sourceAndRow(drawn.place)
    const own = wanted.get(source) ?? new Map<number, Drawn>()
    wanted.set(source, own.set(row, drawn))
  }
  return wanted
}
