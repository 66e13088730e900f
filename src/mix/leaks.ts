import { leaks, type Benchmarks, type Leak } from '../decontamination/index.js'
import type { Census } from './census.js'
import { drawFrom, type Draw, type Drawn } from './draw.js'
import { drawnRows, type Reading } from './drawn-rows.js'
import type { MixRow } from './rows.js'
import type { Mixture } from './runs.js'
import type { Spool } from './spool.js'

/** A row that holds an item of a benchmark, as a report tells it. */
export type FoundLeak = Pick<MixRow, 'id' | 'language' | 'task' | 'source'> & Leak

/** Every row that some run draws, once. */
function allDrawn(mixture: Mixture, draw: Draw): Map<number, Drawn> {
  return new Map(mixture.runs.flatMap((run) => [...draw.train(run), ...draw.validation(run)].map((row) => [row.place, row])))
}

interface Cleaning extends Omit<Reading, 'sources' | 'mixture'> {
  readonly benchmarks: Benchmarks
  readonly draw: Draw
  /** Where the rows that were drawn are kept. */
  readonly spool: Spool
}

/**
 * Reads what was drawn, leaves out what holds an item of a benchmark with all else of its origin, translations for instance, and draws
 * others until nothing does: of all rows only those that are drawn are looked at.
 */
export async function drawClean(census: Census, mixture: Mixture, { benchmarks, spool, draw: first, ...reading }: Cleaning): Promise<{ readonly draw: Draw; readonly found: readonly FoundLeak[] }> {
  const excluded = new Set<number>()
  const looked = new Set<number>()
  const found: FoundLeak[] = []
  const sources = census.sources.map(({ source }) => source)
  for (let draw = first; ; draw = drawFrom(census, mixture, excluded)) {
    const before = found.length
    const open = [...allDrawn(mixture, draw).values()].filter(({ place }) => !looked.has(place))
    const rows = drawnRows(open, { ...reading, sources, mixture })
    for await (const { row: { drawn, row }, leak } of leaks(checked(rows), benchmarks)) {
      looked.add(drawn.place)
      if (!leak) spool.add(drawn, row)
      else {
        excluded.add(drawn.origin)
        found.push({ ...(row.id === undefined ? {} : { id: row.id }), language: row.language, task: row.task, source: row.source, ...leak })
      }
    }
    if (found.length === before) return { draw, found }
  }
}

async function* checked(rows: ReturnType<typeof drawnRows>) {
  for await (const { row, drawn } of rows) yield { row, drawn, messages: row.messages, original: row.original }
}
