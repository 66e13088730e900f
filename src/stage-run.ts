import type { BuildOptions } from './build.js'
import { PromptTooLong } from './errors.js'
import { keyOf, type Journal, type Outcome, type Rejected, type TokenCounts } from './io/journal.js'
import type { PartWriter } from './io/jsonl.js'
import type { Ask, Context, Generator, Row, Stage } from './types.js'

interface RunOptions extends BuildOptions {
  readonly journal: Journal
  readonly rejects: PartWriter
  /** Rows that will come in, once that is known. */
  total(): number | undefined
  /** As `performance.now()` gives it. */
  readonly startedAt: number
}

/** One run of one stage: the context it sees, its input counted, and the figures that go into its manifest. */
export interface StageRun {
  readonly context: Context
  /** The input, counted; a second pass counts nothing. */
  input(rows: AsyncIterable<Row>): AsyncIterable<Row>
  /** To be called for each row that comes out. */
  emitted(): void
  /** Waits until every reject is written; no row comes out any more. */
  settle(): Promise<void>
  /** What goes into the manifest; `made`: tokens generated in this run, `waited`: seconds in which it wanted a row and there was none. */
  figures(): { rowsIn: number; rejected: Record<string, number>; counts: Record<string, number>; resumed: number; tokens: TokenCounts; made: number; waited: number }
}

/** Rejects that may wait to be written before the stage gets another row: a row is some thousand characters, or a million. */
const MOST_UNWRITTEN = 100

/** Prepares one run of a stage. Rejects are written in the order of the inputs, whichever is finished first. */
export function stageRun(stage: Stage, options: RunOptions): StageRun {
  const tally = { rowsIn: 0, rowsOut: 0, finished: 0, resumed: 0, passes: 0, waited: 0 }
  const tokens = { prompt: 0, evaluated: 0, generated: 0 }
  const written = { ...tokens }
  const limit = limitOf(stage)
  const waiting = inputsInOrder()
  const counts: Record<string, number> = {}
  const rejected: Record<string, number> = {}
  let measured: { done: number; total: number } | undefined
  let writes: Promise<void> = Promise.resolve()
  /** Rejects handed over and not yet written; those of inputs under way are bounded by how many are. */
  let unwrittenRejects = 0

  const tell = () => {
    const { done, total } = measured ?? { done: generates(stage) ? tally.finished : tally.rowsIn, total: options.total() }
    const seconds = (performance.now() - options.startedAt) / 1000
    options.onEvent?.({ type: 'progress', stage: stage.name, done, ...(total !== undefined ? { total } : {}), tokens: tokens.generated, seconds })
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
  /** Waits where rejects pile up, since a stage reads faster than they are written. */
  const caughtUp = (): Promise<void> | undefined => (unwrittenRejects > MOST_UNWRITTEN ? writes : undefined)
  // Whichever row they are of: calls that a kill cut short are known by the lines written after them.
  const unwritten = () => sumOf(tokens, written, -1)
  const { language, prompts, seed, signal, work } = options
  const models = {
    ...options.models,
    generator: async () => counting(await options.models.generator(), tokens),
    judge: async () => counting(await options.models.judge(), tokens),
  }
  const world = { language, models, prompts, seed, signal, work }
  const outcomeOf = async <Out extends Row>(input: Row, does: (context: Context) => Promise<readonly Out[]>, carried?: Readonly<Record<string, unknown>>) => {
    const key = keyOf(input)
    const known = await options.journal.get(key)
    if (known) {
      tally.resumed++
      return withFields(known, carried)
    }
    const own = collecting()
    const outcome: Outcome = await does({ ...context, ...own.context }).then(
      (rows) => ({ rows, rejected: own.rejected, counts: own.counts }),
      (error: unknown) => ({ rows: [], rejected: [...own.rejected, tooLong(input, error)], counts: own.counts }),
    )
    const used = unwritten()
    Object.assign(written, tokens)
    await options.journal.add(key, outcome, used)
    return withFields(outcome, carried)
  }
  const context: Context = {
    ...world,
    reject(row, reason, detail) {
      unwrittenRejects++
      keepNext(Promise.resolve({ counts: {}, rejected: [{ row, reason, ...(detail ? { detail } : {}) }] }))
      writes.then(() => unwrittenRejects--, () => {})
    },
    count: (name, n = 1) => keepNext(Promise.resolve({ counts: { [name]: n }, rejected: [] })),
    progress(done, total) {
      measured = { done, total }
      tell()
      return caughtUp()
    },
    once: async <Out extends Row>(input: Row, does: (context: Context) => Promise<readonly Out[]>, carried?: Readonly<Record<string, unknown>>) => {
      const outcome = outcomeOf(input, does, carried)
      if (limit === undefined) keepNext(outcome)
      else waiting.add(outcome)
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
      if (first && !generates(stage)) tell()
      await caughtUp()
      yield row
    }
  }
  const timed = (rows: AsyncIterable<Row>) => waitingFor(rows, (seconds) => (tally.waited += seconds))
  return {
    context,
    input: (rows) => ({ [Symbol.asyncIterator]: () => pass(timed(rows))[Symbol.asyncIterator]() }),
    emitted: () => waiting.take(++tally.rowsOut).forEach(keepNext),
    settle() {
      if (tally.rowsOut !== limit) waiting.take(Infinity).forEach(keepNext)
      return writes
    },
    figures: () => ({ rowsIn: waiting.taken > 0 ? Math.min(waiting.taken, tally.rowsIn) : tally.rowsIn, rejected: sorted(rejected), counts: sorted(largest(counts)), resumed: tally.resumed, tokens: sumOf(options.journal.tokens, unwritten()), made: tokens.generated, waited: tally.waited }),
  }
}

/** The reject of a row of which a prompt did not fit. @throws any other error as it is */
function tooLong(row: Row, error: unknown): Rejected {
  if (error instanceof PromptTooLong) return { row, reason: 'prompt-too-long', detail: { error: error.message } }
  throw error
}

function sumOf(a: TokenCounts, b: TokenCounts, sign = 1): TokenCounts {
  return { prompt: a.prompt + sign * b.prompt, evaluated: a.evaluated + sign * b.evaluated, generated: a.generated + sign * b.generated }
}

/** A generator whose replies are added up. */
function counting(generator: Generator, tokens: { -readonly [Key in keyof TokenCounts]: number }): Generator {
  const counted = (ask: Ask): Ask => async (messages, sampling) => {
    const reply = await ask(messages, sampling)
    tokens.prompt += reply.promptTokens
    tokens.evaluated += reply.evaluatedTokens
    tokens.generated += reply.generatedTokens
    return reply
  }
  return { ...generator, sequence: (does, signal) => generator.sequence((ask) => does(counted(ask)), signal) }
}

/** Rows as they come, and the seconds it took until each was there. */
async function* waitingFor(rows: AsyncIterable<Row>, waited: (seconds: number) => void): AsyncIterable<Row> {
  const iterator = rows[Symbol.asyncIterator]()
  try {
    for (;;) {
      const asked = performance.now()
      const next = await iterator.next()
      waited((performance.now() - asked) / 1000)
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}

/** Whether a stage asks a generator, to write or to judge. */
export const generates = ({ uses }: Stage): boolean => uses.generator === true || uses.judge !== undefined

/** Rows after which the stage stops. */
function limitOf({ volatile = [], options: { limit } }: Stage): number | undefined {
  return volatile.includes('limit') && typeof limit === 'number' ? limit : undefined
}

/**
 * Inputs of a stage with a limit. What was under way when the limit was reached is there by chance: its rejects and figures
 * count only once a row of it, or of an input after it, has come out.
 */
function inputsInOrder() {
  const inputs: { readonly outcome: Promise<Outcome>; rows?: number }[] = []
  let rows = 0
  return {
    taken: 0,
    add(outcome: Promise<Outcome>) {
      const input: (typeof inputs)[number] = { outcome }
      inputs.push(input)
      outcome.then((done) => (input.rows = done.rows.length), () => {})
    },
    /** Outcomes up to the one that holds that row of the stage, counted from 1. */
    take(row: number): Promise<Outcome>[] {
      const taken: Promise<Outcome>[] = []
      while (rows < row && inputs.length > 0) {
        const { outcome, rows: own = 0 } = inputs.shift()!
        rows += own
        taken.push(outcome)
      }
      this.taken += taken.length
      return taken
    },
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

/** An outcome whose rows and rejects have these fields too. */
function withFields({ rows, rejected, counts }: Outcome, fields: Readonly<Record<string, unknown>> = {}): Outcome {
  const filled = (row: Row): Row => ({ ...row, ...fields })
  return { rows: rows.map(filled), rejected: rejected.map((each) => ({ ...each, row: filled(each.row) })), counts }
}

/** Figures that a manifest holds at most: what a stage counts by name may have thousands. */
const mostFigures = 100

function largest(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort((a, b) => b[1] - a[1]).slice(0, mostFigures))
}

const sorted = (record: Record<string, number>) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
