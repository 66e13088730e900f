import type { Census } from './census.js'
import { filledIn } from './fill.js'
import { orderBy } from './order.js'
import type { Cell, Mixture, Run } from './runs.js'
import type { RowTable } from './table.js'

/** A row that was drawn. */
export interface Drawn {
  readonly task: string
  readonly language: string
  readonly place: number
  readonly content: number
  /** Of what it is to be held out with. */
  readonly origin: number
}

/** Draws from what a census found. */
export interface Draw {
  /** The languages of `*` put in: as many rows of each as of the others, less only where there are no more. */
  cellsOf(run: Run): Cell[]
  /** Rows that may be drawn for training, those set aside not counted. */
  available(task: string, language: string): number
  /** The rows of a run, in an order that mixes tasks and languages; fewer than asked for where there are too few. */
  train(run: Run): Drawn[]
  /** Rows set aside for a task and language. */
  heldOut(task: string, language: string): Drawn[]
  /** Rows set aside for the tasks and languages of a run. */
  validation(run: Run): Drawn[]
}

interface Held {
  readonly rows: ReadonlyMap<string, readonly Drawn[]>
  /** No row of these is for training, in whatever task and language. */
  readonly origins: ReadonlySet<number>
}

/**
 * Rows of a task and language are put in order by a hash of seed, task, language and original (by its id, else by what it says), and
 * the first are taken: so the rows of a smaller number lie in those of a larger one, whatever the order of the files. With
 * `align` the hash leaves the language out, and only originals that every seen language has are taken. `excluded`: origins.
 */
export function drawFrom(census: Census, mixture: Mixture, excluded: ReadonlySet<number> = new Set()): Draw {
  const held = new Map<string, Held>()
  const orders = new Map<string, Order>()
  const heldOf = (task: string) => remembered(held, task, () => holdOut(task, { census, mixture, excluded }))
  const origins = new Set(Object.keys(mixture.tasks).flatMap((task) => [...heldOf(task).origins]))
  const orderOf = (task: string, language: string, seed: number) =>
    remembered(orders, JSON.stringify([task, language, seed]), () => inOrder({ task, language, seed }, { census, mixture, excluded, origins }))
  const available = (task: string, language: string) => orderOf(task, language, mixture.runs[0]!.seed).available
  const heldOut = (task: string, language: string) => [...(heldOf(task).rows.get(language) ?? [])]
  const cellsOf = (run: Run) => filledIn(run.cells, (task) => languagesOf(census, task).map((language) => ({ language, rows: available(task, language) })))
  return {
    cellsOf,
    available,
    heldOut,
    train: (run) => shuffled(cellsOf(run).flatMap(({ task, language, rows }) => orderOf(task, language, run.seed).first.slice(0, rows)), run.seed),
    validation: (run) => shuffled(cellsOf(run).flatMap(({ task, language }) => heldOut(task, language)), 0),
  }
}

/** The rows that may be drawn: how many, and the first of them as far as some run goes. */
interface Order {
  readonly available: number
  readonly first: readonly Drawn[]
}

interface World {
  readonly census: Census
  readonly mixture: Mixture
  readonly excluded: ReadonlySet<number>
}

/** The rows of a task and language that may be drawn, in the order of the draw. */
function inOrder({ task, language, seed }: { task: string; language: string; seed: number }, world: World & { readonly origins: ReadonlySet<number> }): Order {
  const { census, mixture: { align, languages, runs }, excluded, origins } = world
  const table = census.tables.get(task)?.get(language)
  if (!table) return { available: 0, first: [] }
  const aligned = align && language !== 'en'
  const fits = (of: RowTable, i: number) => !excluded.has(of.origins[i]!) && !origins.has(of.origins[i]!)
  const common = aligned ? commonIds(languages.map((each) => census.tables.get(task)?.get(each)), fits) : undefined
  const own = indices(table).filter((i) => fits(table, i) && (common?.has(table.ids[i]!) ?? true))
  const all = sortedBy(table, own, { of: table.ids, order: orderBy(...(aligned ? [seed, task] : [seed, task, language])) })
  // Of an original that a language has twice, one.
  const sorted = aligned ? all.filter((i, at) => at === 0 || table.ids[i] !== table.ids[all[at - 1]!]) : all
  const most = Math.max(...runs.flatMap(({ cells }) => cells.filter((cell) => cell.task === task && [language, '*'].includes(cell.language)).map(({ rows }) => rows)), 0)
  return { available: sorted.length, first: Array.from(sorted.subarray(0, most), (i) => drawn(table, i, { task, language })) }
}

/** Ids of rows that may be drawn in all of the languages. */
function commonIds(tables: readonly (RowTable | undefined)[], fits: (of: RowTable, i: number) => boolean): Set<number> {
  const idsOf = (table: RowTable | undefined) => (table ? Array.from(indices(table).filter((i) => fits(table, i)), (i) => table.ids[i]!) : [])
  const [first, ...others] = tables
  let common = new Set(idsOf(first))
  for (const table of others) common = new Set(idsOf(table).filter((id) => common.has(id)))
  return common
}

/** What is set aside of a task: the same for all runs and seeds. */
function holdOut(task: string, { census, mixture: { validation, runs }, excluded }: World): Held {
  const wanted = new Set(runs.flatMap(({ cells }) => cells.filter((cell) => cell.task === task).map(({ language }) => language)))
  const rows = new Map<string, Drawn[]>()
  const origins = new Set<number>()
  const order = orderBy('validation', task)
  for (const [language, table] of validation > 0 ? (census.tables.get(task) ?? []) : []) {
    if (!wanted.has(language) && !wanted.has('*')) continue
    const own = indices(table).filter((i) => !excluded.has(table.origins[i]!))
    const taken = validation < 1 ? own.filter((i) => order(table.origins[i]!) < validation * 2 ** 53) : sortedBy(table, own, { of: table.origins, order }).subarray(0, validation)
    rows.set(language, Array.from(taken, (i) => drawn(table, i, { task, language })))
    for (const i of taken) origins.add(table.origins[i]!)
  }
  return { rows, origins }
}

function indices({ size }: RowTable): Uint32Array {
  return Uint32Array.from({ length: size }, (_, i) => i)
}

/** Rows in the order of a number each has; rows of the same number by their content. */
function sortedBy(table: RowTable, own: Uint32Array, { of, order }: { readonly of: Float64Array; readonly order: (value: number) => number }): Uint32Array {
  const orders = new Float64Array(table.size)
  for (const i of own) orders[i] = order(of[i]!)
  return own.sort((a, b) => orders[a]! - orders[b]! || table.contents[a]! - table.contents[b]!)
}

function drawn(table: RowTable, i: number, cell: { readonly task: string; readonly language: string }): Drawn {
  return { ...cell, place: table.places[i]!, content: table.contents[i]!, origin: table.origins[i]! }
}

/** Rows in an order of their own, so that a file read from its beginning has of everything. */
function shuffled(rows: readonly Drawn[], seed: number): Drawn[] {
  const orders = new Map<string, (content: number) => number>()
  const orderOf = ({ task, language, content }: Drawn) => remembered(orders, `${task} ${language}`, () => orderBy('order', seed, task, language))(content)
  return rows
    .map((row) => ({ row, order: orderOf(row) }))
    .sort((a, b) => a.order - b.order)
    .map(({ row }) => row)
}

function languagesOf(census: Census, task: string): string[] {
  return [...(census.tables.get(task)?.keys() ?? [])].sort()
}

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key)
  if (known !== undefined) return known
  const made = make()
  memory.set(key, made)
  return made
}
