import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { Journal, keyOf, type Outcome } from '../../src/io/journal.js'

const folder = mkdtempSync(join(tmpdir(), 'journal-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newFile = () => join(folder, `${files++}.jsonl`)

const outcome: fc.Arbitrary<Outcome> = fc.record({
  rows: fc.array(fc.record({ id: fc.string(), text: fc.string({ unit: 'binary' }) }), { maxLength: 3 }),
  rejected: fc.array(fc.record({ row: fc.record({ id: fc.string() }), reason: fc.constantFrom('empty', 'too-short') }), { maxLength: 2 }),
  counts: fc.dictionary(fc.constantFrom('lost', 'kept'), fc.nat(9), { noNullPrototype: true }),
})
const outcomes = fc.array(outcome, { minLength: 1, maxLength: 8 })

async function write(file: string, all: readonly Outcome[]): Promise<void> {
  await using journal = await Journal.open(file)
  await Promise.all(all.map((each, i) => journal.add(`key${i}`, each)))
}

test('what is added is found again, in the same run and in the next', async () => {
  await fc.assert(
    fc.asyncProperty(outcomes, async (all) => {
      const file = newFile()
      await write(file, all)
      await using journal = await Journal.open(file)
      assert.equal(journal.size, all.length)
      for (const [i, each] of all.entries()) assert.deepEqual(await journal.get(`key${i}`), JSON.parse(JSON.stringify(each)))
      await journal.add('more', all[0]!)
      assert.deepEqual(await journal.get('more'), JSON.parse(JSON.stringify(all[0])))
      assert.equal(await journal.get('absent'), undefined)
    }),
    { numRuns: 30 },
  )
})

test('a file cut off anywhere loses the line it is cut in and no other, and takes new ones', async () => {
  await fc.assert(
    fc.asyncProperty(outcomes, fc.nat(), async (all, cut) => {
      const file = newFile()
      await write(file, all)
      const bytes = readFileSync(file)
      const at = cut % (bytes.length + 1)
      writeFileSync(file, bytes.subarray(0, at))
      const whole = bytes.subarray(0, at).filter((byte) => byte === 10).length
      {
        await using journal = await Journal.open(file)
        assert.equal(journal.size, whole)
        for (let i = 0; i < whole; i++) assert.deepEqual(await journal.get(`key${i}`), JSON.parse(JSON.stringify(all[i])))
        for (let i = whole; i < all.length; i++) await journal.add(`key${i}`, all[i]!)
      }
      assert.deepEqual(readFileSync(file), bytes)
    }),
    { numRuns: 40 },
  )
})

test('of two lines for one input the later counts, now and in the next run', async () => {
  const file = newFile()
  const outcomeOf = (n: number): Outcome => ({ rows: [], rejected: [], counts: { n } })
  const [first, second] = [outcomeOf(1), outcomeOf(2)]
  {
    await using journal = await Journal.open(file)
    await Promise.all([journal.add('same', first), journal.add('same', second)])
    assert.deepEqual([journal.size, await journal.get('same')], [1, second])
  }
  await using again = await Journal.open(file)
  assert.deepEqual([again.size, await again.get('same')], [1, second])
})

test('lines longer than what is read at once are found', async () => {
  const file = newFile()
  const long = { rows: [{ id: 'long', text: '长'.repeat(900_000) }], rejected: [], counts: {} }
  await write(file, [long, long, { rows: [], rejected: [], counts: { last: 1 } }])
  await using journal = await Journal.open(file)
  assert.equal(journal.size, 3)
  assert.deepEqual(await journal.get('key1'), long)
  assert.deepEqual((await journal.get('key2'))?.counts, { last: 1 })
})

test('a line in the middle that a broken disk spoilt is as good as absent', async () => {
  const file = newFile()
  const empty = { rows: [], rejected: [], counts: {} }
  await write(file, [empty, empty, empty])
  const lines = readFileSync(file, 'utf8').split('\n')
  lines[1] = lines[1]!.replace('{"key"', '\u0000\u0000\u0000')
  writeFileSync(file, lines.join('\n'))
  await using journal = await Journal.open(file)
  assert.deepEqual([journal.has('key0'), journal.has('key1'), journal.has('key2')], [true, false, true])
})

test('after an error of the disk the next line is written to its own place', async (t) => {
  const file = newFile()
  const empty = { rows: [], rejected: [], counts: {} }
  {
    await using journal = await Journal.open(file)
    await journal.add('first', empty)
    const prototype = Object.getPrototypeOf(await handleOf()) as { appendFile(...values: unknown[]): Promise<void> }
    const full = t.mock.method(prototype, 'appendFile', () => {
      appendFileSync(file, '{"key":"sec') // as much as there was room for
      return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
    })
    await assert.rejects(journal.add('second', empty), { code: 'ENOSPC' })
    full.mock.restore()
    assert.equal(journal.has('second'), false)
    await journal.add('third', empty)
    assert.deepEqual(await journal.get('third'), empty)
  }
  await using again = await Journal.open(file)
  assert.equal(again.size, 2)
})

async function handleOf() {
  const { open } = await import('node:fs/promises')
  const handle = await open(newFile(), 'w')
  await handle.close()
  return handle
}

test('a key follows the content of a row, not the order it comes in', () => {
  assert.equal(keyOf({ id: 'a', text: 'b' }), keyOf({ id: 'a', text: 'b' }))
  assert.notEqual(keyOf({ id: 'a', text: 'b' }), keyOf({ id: 'a', text: 'c' }))
  assert.match(keyOf({ id: 'a' }), /^[\w-]{22}$/)
})

test('the tokens of all lines are known again, those of a torn line not', async () => {
  const file = newFile()
  const empty: Outcome = { rows: [], rejected: [], counts: {} }
  {
    await using journal = await Journal.open(file)
    await journal.add('a', empty, { prompt: 30, evaluated: 20, generated: 10 })
    await journal.add('b', empty)
    await journal.add('c', empty, { prompt: 3, evaluated: 2, generated: 1 })
    assert.deepEqual(journal.tokens, { prompt: 33, evaluated: 22, generated: 11 })
  }
  const bytes = readFileSync(file)
  await using whole = await Journal.open(file)
  assert.deepEqual(whole.tokens, { prompt: 33, evaluated: 22, generated: 11 })
  writeFileSync(file, bytes.subarray(0, -3))
  await using torn = await Journal.open(file)
  assert.deepEqual(torn.tokens, { prompt: 30, evaluated: 20, generated: 10 })
})
