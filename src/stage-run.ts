import type { BuildOptions } from './build.js'
import { keyOf, type Journal, type Outcome, type Rejected } from './io/journal.js'
import type { PartWriter } from './io/jsonl.js'
import type { Context, GeneratorUsage, Row, Stage } from './types.js'

interface RunOptions extends BuildOptions {
  readonly journal: Journal
  readonly rejects: PartWriter
  /** Rows that will come in, where known. */
  readonly total?: number | undefined
  /** As `performance.now()` gives it. */
  readonly startedAt: number
  /** Figures of the generator since the start, for a stage that uses it. */
  readonly usage: (() => GeneratorUsage) | undefined
}

/** One run of one stage: the context it sees, its input counted, and the figures that go into its manifest. */
export interface StageRun {
  readonly context: Context
  /** The input, counted; a second pass counts nothing. */
  input(rows: AsyncIterable<Row>): AsyncIterable<Row>
  /** Waits until every reject is written. */
  settle(): Promise<void>
  figures(): { rowsIn: number; rejected: Record<string, number>; counts: Record<string, number>; resumed: number }
}

/** Prepares one run of a stage. Rejects are written in the order of the inputs, whichever is finished first. */
export function stageRun(stage: Stage, options: RunOptions): StageRun {
  const tally = { rowsIn: 0, finished: 0, resumed: 0, passes: 0 }
  const counts: Record<string, number> = {}
  const rejected: Record<string, number> = {}
  let measured: { done: number; total: number } | undefined
  let writes: Promise<void> = Promise.resolve()

  const tell = () => {
    const { done, total } = measured ?? { done: options.usage ? tally.finished : tally.rowsIn, total: options.total }
    const seconds = (performance.now() - options.startedAt) / 1000
    const tokens = options.usage?.().generatedTokens ?? 0
    options.onEvent?.({ type: 'progress', stage: stage.name, done, ...(total !== undefined ? { total } : {}), tokens, seconds })
  }
  const keep = async (outcome: Pick<Outcome, 'rejected' | 'counts'>) => {
    for (const [name, n] of Object.entries(outcome.counts)) counts[name] = (counts[name] ?? 0) + n
    for (const { row, reason, detail } of outcome.rejected) {
      rejected[reason] = (rejected[reason] ?? 0) + 1
      await options.rejects.write({ id: row.id, reason, ...(detail ? { detail } : {}), row })
    }
  }
  const keepNext = (outcome: Promise<Pick<Outcome, 'rejected' | 'counts'>>) => {
    writes = writes.then(async () => keep(await outcome))
    writes.catch(() => {}) // thrown again by settle()
  }
  const { language, models, prompts, seed, signal, work } = options
  const world = { language, models, prompts, seed, signal, work }
  const outcomeOf = async <Out extends Row>(input: Row, does: (context: Context) => Promise<readonly Out[]>) => {
    const key = keyOf(input)
    const known = await options.journal.get(key)
    if (known) {
      tally.resumed++
      return known
    }
    const own = collecting()
    const rows = await does({ ...context, ...own.context })
    const outcome: Outcome = { rows, rejected: own.rejected, counts: own.counts }
    await options.journal.add(key, outcome)
    return outcome
  }
  const context: Context = {
    ...world,
    reject: (row, reason, detail) => keepNext(Promise.resolve({ counts: {}, rejected: [{ row, reason, ...(detail ? { detail } : {}) }] })),
    count: (name, n = 1) => keepNext(Promise.resolve({ counts: { [name]: n }, rejected: [] })),
    progress(done, total) {
      measured = { done, total }
      tell()
    },
    once: async <Out extends Row>(input: Row, does: (context: Context) => Promise<readonly Out[]>) => {
      const outcome = outcomeOf(input, does)
      keepNext(outcome)
      const { rows } = await outcome
      tally.finished++
      tell()
      return rows as readonly Out[]
    },
  }
  async function* pass(rows: AsyncIterable<Row>): AsyncIterable<Row> {
    const first = tally.passes++ === 0
    for await (const row of rows) {
      if (first) tally.rowsIn++
      if (first && !options.usage) tell()
      yield row
    }
  }
  return {
    context,
    input: (rows) => ({ [Symbol.asyncIterator]: () => pass(rows)[Symbol.asyncIterator]() }),
    settle: () => writes,
    figures: () => ({ rowsIn: tally.rowsIn, rejected: sorted(rejected), counts: sorted(counts), resumed: tally.resumed }),
  }
}

/** Collects the rejects and figures of one input. */
function collecting() {
  const rejected: Rejected[] = []
  const counts: Record<string, number> = {}
  const context: Pick<Context, 'reject' | 'count'> = {
    reject: (row, reason, detail) => void rejected.push({ row, reason, ...(detail ? { detail } : {}) }),
    count: (name, n = 1) => void (counts[name] = (counts[name] ?? 0) + n),
  }
  return { rejected, counts, context }
}

const sorted = (record: Record<string, number>) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
