import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { Interrupted } from '../src/errors.js'
import type { StageKind } from '../src/stage.js'
import type { Row, Stage } from '../src/types.js'
import type { World } from './world.js'

interface Laws<In extends Row> {
  /** Rows of which at least one comes through and, for a filter, one is dropped; a source ignores them. At least 40, for laziness to show. */
  readonly rows: readonly In[]
  /** A fresh context; called once for each run. */
  context(signal?: AbortSignal): World
  readonly options?: Readonly<Record<string, unknown>>
  /** Every row comes out or is rejected. */
  readonly filter?: boolean
  /** Makes rows of a file; what it may read ahead is tested by its own test. */
  readonly source?: boolean
}

/** Most rows a stage may pull before its first row is out: 8 times the width of inOrder, with some room. */
const ahead = 36

/** The laws every stage obeys, as tests; each stage's own test begins with this. */
export function stageLaws<In extends Row, Out extends Row>(kind: StageKind<In, Out>, laws: Laws<In>): void {
  const { rows, context, options = {}, filter = false, source = false } = laws
  const make = () => kind.make(options)
  const name = kind.name

  test(`${name}: its name is kebab-case and that of its file`, () => {
    assert.match(name, /^[a-z]+(-[a-z]+)*$/)
    assert.ok(existsSync(new URL(`../src/stages/${name}.js`, import.meta.url)), `src/stages/${name}.ts`)
  })

  test(`${name}: its options are JSON, each with a description; an unknown one is an error that names it`, () => {
    const stage = make()
    assert.deepEqual(JSON.parse(JSON.stringify(stage.options)), stage.options)
    for (const [option, { description }] of Object.entries(kind.schema.shape)) assert.ok(description, `${name}.${option} has no description`)
    for (const option of stage.volatile ?? []) assert.ok(option in kind.schema.shape, `volatile names ${option}`)
    assert.throws(() => kind.make({ ...options, noSuchOption: 1 }), { name: 'UserError', message: /noSuchOption/ })
  })

  test(`${name}: what it rejects has a reason in kebab-case and an id`, async () => {
    const { world } = await everything(make(), rows, context())
    for (const { row, reason } of world.rejected) {
      assert.match(reason, /^[a-z]+(-[a-z]+)*$/)
      assert.ok(row.id)
    }
  })

  test(`${name}: ids are unique, and what comes out is JSON`, async () => {
    const { out } = await everything(make(), rows, context())
    assert.ok(out.length > 0, 'the rows given to stageLaws all got lost')
    assert.equal(new Set(out.map((row) => row.id)).size, out.length)
    assert.deepEqual(JSON.parse(JSON.stringify(out)), out)
  })

  test(`${name}: a second run of the same gives the same bytes, rejects and figures included`, async () => {
    const [first, second] = [await everything(make(), rows, context()), await everything(make(), rows, context())]
    assert.equal(JSON.stringify(first.out), JSON.stringify(second.out))
    assert.equal(JSON.stringify(first.world.rejected), JSON.stringify(second.world.rejected))
    assert.deepEqual(first.world.counts, second.world.counts)
  })

  test(`${name}: the rows it is given stay as they are`, async () => {
    const before = JSON.stringify(rows)
    await everything(make(), rows.map(deepFreeze), context())
    assert.equal(JSON.stringify(rows), before)
  })

  test(`${name}: stops on the abort signal, and lets what is under way finish`, async () => {
    const stop = new AbortController()
    const world = context(stop.signal)
    const run = async () => {
      for await (const _ of make().run(abortAt(rows, Math.min(3, rows.length - 2), stop), world.context)) if (source) stop.abort()
    }
    await assert.rejects(run, Interrupted)
    assert.equal(world.once.begun, world.once.ended)
  })

  if (!source && !make().whole) {
    test(`${name}: pulls no more rows than it works on`, async () => {
      assert.ok(rows.length > ahead, `give stageLaws more than ${ahead} rows`)
      const read = { rows: 0 }
      for await (const _ of make().run(counted(rows, read), context().context)) break
      assert.ok(read.rows > 0 && read.rows <= ahead, `${read.rows} rows were read for one`)
    })
  }

  if (filter) {
    test(`${name}: every row comes out, or is rejected once`, async () => {
      const { out, world } = await everything(make(), rows, context())
      assert.ok(world.rejected.length > 0, 'the rows given to stageLaws are all kept')
      assert.deepEqual([...out, ...world.rejected.map(({ row }) => row)].map((row) => row.id).sort(), rows.map((row) => row.id).sort())
    })
  }
}

/** All that a stage makes of some rows. */
export async function everything<In extends Row, Out extends Row>(stage: Stage<In, Out>, rows: readonly In[], world: World): Promise<{ out: Out[]; world: World }> {
  const out: Out[] = []
  for await (const row of stage.run(streamOf(rows), world.context)) out.push(row)
  return { out, world }
}

/** Rows as a stage gets them: can be gone over again. */
export function streamOf<R>(rows: readonly R[]): AsyncIterable<R> {
  return counted(rows, { rows: 0 })
}

function counted<R>(rows: readonly R[], read: { rows: number }): AsyncIterable<R> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const row of rows) {
        read.rows++
        yield row
      }
    },
  }
}

/** Aborts when the row of that index has been taken and the next one is asked for. */
function abortAt<R>(rows: readonly R[], index: number, stop: AbortController): AsyncIterable<R> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const [i, row] of rows.entries()) {
        if (i > index) stop.abort()
        yield row
      }
    },
  }
}

/** Freezes a value and all that it holds. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze)
    Object.freeze(value)
  }
  return value
}
