import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Interrupted } from '../../src/errors.js'
import { inOrder } from '../../src/text/in-order.js'

/** Rows with what happened to their source. */
function source<R>(rows: readonly R[]) {
  const seen = { pulled: 0, returned: false }
  return {
    seen,
    rows: (async function* () {
      try {
        for (const row of rows) {
          seen.pulled++
          yield row
        }
      } finally {
        seen.returned = true
      }
    })(),
  }
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

test('results come in the order of the rows, however long each takes, and never more than `width` are worked on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(6), { maxLength: 30 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }), async (delays, width, ahead) => {
      let running = 0
      let most = 0
      const work = async ([delay, i]: readonly [number, number]) => {
        most = Math.max(most, ++running)
        await turns(delay)
        running--
        return Array.from({ length: delay % 3 }, (_, n) => `${i}.${n}`)
      }
      const rows = delays.map((delay, i) => [delay, i] as const)
      const out = await collect(inOrder(source(rows).rows, work, { width, ahead }))
      assert.deepEqual(out, rows.flatMap(([delay, i]) => Array.from({ length: delay % 3 }, (_, n) => `${i}.${n}`)))
      assert.ok(most <= width, `${most} of ${width}`)
      assert.equal(running, 0)
    }),
    { numRuns: 60 },
  )
})

test('the width is used: rows are worked on at once', async () => {
  let running = 0
  let most = 0
  await collect(inOrder(source(Array(20).fill(0)).rows, async () => {
    most = Math.max(most, ++running)
    await turns(3)
    running--
    return []
  }, { width: 5 }))
  assert.equal(most, 5)
})

test('a slow row does not let the others run away: no more than `ahead` wait for it', async () => {
  const { rows, seen } = source(Array.from({ length: 100 }, (_, i) => i))
  let release = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  const running = collect(inOrder(rows, async (i) => {
    if (i === 0) await gate
    return [i]
  }, { width: 2, ahead: 10 }))
  await turns(200)
  assert.equal(seen.pulled, 10)
  release()
  assert.equal((await running).length, 100)
})

test('a consumer that stops has read little, and the source is told', async () => {
  const { rows, seen } = source(Array.from({ length: 1000 }, (_, i) => i))
  for await (const i of inOrder(rows, async (row) => [row], { width: 4 })) if (i === 9) break
  assert.ok(seen.pulled <= 10 + 4 * 8, `${seen.pulled}`)
  assert.ok(seen.returned)
})

test('an error of the work comes out once what is under way has ended', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 1, max: 6 }), async (bad, width) => {
      const { rows, seen } = source(Array.from({ length: 20 }, (_, i) => i))
      let running = 0
      const out: number[] = []
      const work = async (i: number) => {
        running++
        await turns(i % 4)
        running--
        if (i === bad) throw new Error(`row ${i}`)
        return [i]
      }
      await assert.rejects(async () => {
        for await (const i of inOrder(rows, work, { width })) out.push(i)
      }, new Error(`row ${bad}`))
      assert.deepEqual(out, Array.from({ length: bad }, (_, i) => i))
      assert.equal(running, 0)
      assert.ok(seen.returned)
    }),
    { numRuns: 40 },
  )
})

test('an error of the source comes out once what is under way has ended', async () => {
  let ended = 0
  const broken = (async function* () {
    yield 1
    yield 2
    throw new Error('the source broke')
  })()
  await assert.rejects(collect(inOrder(broken, async (i) => {
    await turns(5)
    ended++
    return [i]
  }, { width: 4 })), /the source broke/)
  assert.equal(ended, 2)
})

test('on the abort signal nothing more is pulled, what is under way is emitted, then it is Interrupted', async () => {
  const stop = new AbortController()
  const { rows, seen } = source(Array.from({ length: 100 }, (_, i) => i))
  const out: number[] = []
  const work = async (i: number) => {
    await turns(2)
    if (i === 10) stop.abort()
    return [i]
  }
  await assert.rejects(async () => {
    for await (const i of inOrder(rows, work, { width: 3, signal: stop.signal })) out.push(i)
  }, Interrupted)
  assert.equal(out.length, seen.pulled)
  assert.ok(seen.pulled >= 11 && seen.pulled < 20, `${seen.pulled}`)
  assert.ok(seen.returned)
})

test('no more rows are begun than it takes to give as many results as are wanted, however slow the first is', async () => {
  let begun = 0
  const started: number[] = []
  const out: number[] = []
  const rows = inOrder(source(Array.from({ length: 100 }, (_, i) => i)).rows, async (row) => {
    begun++
    started.push(row)
    await turns(row === 0 ? 60 : 1)
    // Every third gives nothing.
    return row % 3 === 1 ? [] : [row]
  }, { width: 8, wanted: 10 })
  for await (const row of rows) if (out.push(row) === 10) break
  assert.deepEqual(out, [0, 2, 3, 5, 6, 8, 9, 11, 12, 14])
  assert.ok(begun >= 15 && begun <= 18, `${begun} were begun, where 15 are needed`)
})

test('rows that give nothing are made up for by others, and all are read where too few give anything', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat(2)), { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 20 }), async (given, width, wanted) => {
      const expected = given.flatMap(([, results], i) => Array<number>(results).fill(i)).slice(0, wanted)
      const out: number[] = []
      const rows = inOrder(source(given.map(([delay, results], i) => ({ delay, results, i }))).rows, async ({ delay, results, i }) => {
        await turns(delay)
        return Array<number>(results).fill(i)
      }, { width, wanted })
      for await (const row of rows) if (out.push(row) === wanted) break
      assert.deepEqual(out, expected)
    }),
    { numRuns: 60 },
  )
})
