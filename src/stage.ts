import type { z } from 'zod'
import { checked } from './checked.js'
import { Interrupted, UserError } from './errors.js'
import { inOrder } from './text/in-order.js'
import type { Context, Language, Models, Row, Stage, Uses } from './types.js'

/** A stage whose options are not chosen yet. */
export interface StageKind<In extends Row = Row, Out extends Row = Row> {
  readonly name: string
  readonly description: string
  /** The options, each with its default and a description that `list stages` prints. */
  readonly schema: z.ZodObject
  /** Options that change how many rows come out, but not what is made of one row. */
  readonly volatile: readonly string[]
  readonly flags: Flags
  /** @throws UserError that names the option which does not fit */
  make(options?: Readonly<Record<string, unknown>>): Stage<In, Out>
}

type Options = Readonly<Record<string, unknown>>

/** What the general settings of a build mean to a stage, as options of its own. */
export interface Flags {
  /** Dump of the language (`--wiki`). */
  readonly wiki?: (file: string) => Options
  /** Files of supervised fine-tuning data (`--sft`). */
  readonly sft?: (files: readonly string[], format?: string) => Options
  /** Files of parallel text (`--parallel`). */
  readonly parallel?: (files: readonly string[]) => Options
  /** Languages that all others are paired with (`--pivots`). */
  readonly pivots?: (codes: readonly string[]) => Options
  /** Rows of a language to make (`--limit`, and more where later stages drop some). */
  readonly limit?: (rows: number) => Options
  /** Rows of a language to end with (`--limit`): of the last stage. */
  readonly take?: (rows: number) => Options
}

interface Spec<S extends z.ZodObject> {
  readonly name: string
  readonly description: string
  readonly options: S
  readonly volatile?: readonly string[]
  readonly flags?: Flags
  readonly whole?: boolean
  readonly uses?: (options: z.output<S>) => Uses
  /** Whether the options go with the models of the build: throws UserError when not. */
  readonly check?: (options: z.output<S>, models: Models, language?: Language) => void
}

interface StreamSpec<In, Out, S extends z.ZodObject> extends Spec<S> {
  run(rows: AsyncIterable<In>, context: Context, options: z.output<S>): AsyncIterable<Out>
}

interface MapSpec<In, Out, S extends z.ZodObject> extends Spec<S> {
  /** Rows in flight. */
  width?(context: Context): Promise<number>
  /** Fields that a row's results and rejects take along as they are, and that decide nothing else about them: `each` does not see them, and a journal does not know the row by them. */
  readonly carry?: readonly (keyof In & string)[]
  /** Rows after which to pull no more. */
  limit?(options: z.output<S>): number | undefined
  each(row: In, context: Context, options: z.output<S>): Promise<readonly Out[]>
}

interface FilterSpec<In, S extends z.ZodObject> extends Spec<S> {
  /** `true`, or the reason for the drop (kebab-case) with what explains it. */
  test(row: In, context: Context, options: z.output<S>): Promise<true | Drop> | true | Drop
}

export type Drop = string | { readonly reason: string; readonly detail: Readonly<Record<string, unknown>> }

/** A stage written as a stream: a source, or one that needs every row at once (`whole`). */
export function stream<In extends Row, Out extends Row, S extends z.ZodObject>(spec: StreamSpec<In, Out, S>): StageKind<In, Out> {
  return {
    name: spec.name,
    description: spec.description,
    schema: spec.options,
    volatile: spec.volatile ?? [],
    flags: spec.flags ?? {},
    make(input = {}) {
      const options = parse(spec, input)
      return {
        name: spec.name,
        options,
        uses: spec.uses?.(options) ?? {},
        whole: spec.whole ?? false,
        volatile: spec.volatile ?? [],
        check: (models, language) => spec.check?.(options, models, language),
        run: (rows, context) => spec.run(untilAborted(rows, context.signal), context, options),
      }
    },
  }
}

/** One row to one or several, journaled row by row, emitted in the order of the input. */
export function map<In extends Row, Out extends Row, S extends z.ZodObject>(spec: MapSpec<In, Out, S>): StageKind<In, Out> {
  return stream({
    ...spec,
    async *run(rows: AsyncIterable<In>, context: Context, options: z.output<S>) {
      const limit = spec.limit?.(options) ?? Infinity
      const width = Math.min((await spec.width?.(context)) ?? 1, limit)
      const each = (row: In): Promise<readonly Out[]> => {
        const { carry } = spec
        if (!carry) return context.once(row, (inner) => spec.each(row, inner, options))
        const { own, carried } = parted(row, carry)
        return context.once(own, async (inner) => (await spec.each(own, inner, options)).map((result) => parted(result, carry).own), carried)
      }
      let left = limit
      for await (const row of inOrder(rows, each, { width, wanted: limit, signal: context.signal })) {
        yield row
        if (--left <= 0) return
      }
    },
  })
}

/** Keeps a row or drops it with a reason. */
export function filter<R extends Row, S extends z.ZodObject>(spec: FilterSpec<R, S>): StageKind<R, R> {
  return stream({
    ...spec,
    async *run(rows: AsyncIterable<R>, context: Context, options: z.output<S>) {
      for await (const row of rows) {
        const verdict = await spec.test(row, context, options)
        if (verdict === true) yield row
        else if (typeof verdict === 'string') context.reject(row, verdict)
        else context.reject(row, verdict.reason, verdict.detail)
      }
    },
  })
}

/** A row without some of its fields, and these. */
export function parted<R extends Row>(row: R, fields: readonly string[]): { own: R; carried: Partial<R> } {
  const [carried, own] = [true, false].map((wanted) => Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name) === wanted)))
  return { own: own as R, carried: carried as Partial<R> }
}

/** Rows until the signal is aborted. @throws Interrupted instead of the next row */
function untilAborted<R>(rows: AsyncIterable<R>, signal: AbortSignal): AsyncIterable<R> {
  return {
    async *[Symbol.asyncIterator]() {
      for await (const row of rows) {
        if (signal.aborted) throw new Interrupted()
        yield row
      }
    },
  }
}

function parse<S extends z.ZodObject>(spec: Spec<S>, input: Readonly<Record<string, unknown>>): z.output<S> {
  const known = Object.keys(spec.options.shape)
  const unknown = Object.keys(input).find((key) => !known.includes(key))
  if (unknown !== undefined) {
    throw new UserError(`stage ${spec.name} has no option "${unknown}"; it has ${known.join(', ') || 'none'}`)
  }
  const result = checked(spec.options, input)
  if (result.problem === undefined) return result.data
  throw new UserError(`option ${spec.name}.${result.problem}`)
}
