import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { Interrupted } from '../../src/errors.js'
import { follow } from '../../src/io/follow.js'
import { PartWriter } from '../../src/io/jsonl.js'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'follow-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const everything = async <T>(rows: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

test('rows read while they are written are the rows written, whatever the size of the parts and of the texts', async (t) => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 400 }), fc.integer({ min: 1, max: 150 }), async (texts, rowsPerPart) => {
      const folder = mkdtempSync(join(folderOf(t), `${run++}-`))
      await using writer = new PartWriter(folder, '', rowsPerPart)
      const reading = everything(follow<{ text: string }>(writer, t.signal))
      for (const [i, text] of texts.entries()) {
        await writer.write({ text })
        if (i % 90 === 0) await wait(0)
      }
      await writer.close()
      assert.deepEqual((await reading).map(({ text }) => text), texts)
      assert.deepEqual((await everything(follow<{ text: string }>(writer, t.signal))).map(({ text }) => text), texts)
    }),
    { numRuns: 25 },
  )
})

test('a row longer than what is read at once comes whole', async (t) => {
  await using writer = new PartWriter(folderOf(t))
  const text = 'é漢🙂'.repeat(200_000)
  const reading = everything(follow<{ text: string }>(writer, t.signal))
  await writer.write({ text })
  await writer.close()
  assert.deepEqual(await reading, [{ text }])
})

test('a row that someone waits for is there before the part is full', async (t) => {
  await using writer = new PartWriter(folderOf(t))
  const rows = follow<{ n: number }>(writer, t.signal)[Symbol.asyncIterator]()
  const first = rows.next()
  await wait(60)
  await writer.write({ n: 1 })
  assert.deepEqual(await first, { value: { n: 1 }, done: false })
  await rows.return?.()
})

test('waiting for rows that never come ends with the signal', async (t) => {
  await using writer = new PartWriter(folderOf(t))
  const stop = new AbortController()
  const reading = everything(follow(writer, stop.signal))
  await wait(5)
  stop.abort()
  await assert.rejects(reading, Interrupted)
})
