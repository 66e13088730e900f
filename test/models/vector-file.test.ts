import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { vectorKey, VectorFile } from '../../src/models/vector-file.js'

const made = { made: 'a model', dimensions: 4 }
const vectorFor = (text: string, dimensions = 4) => Float32Array.from({ length: dimensions }, (_, i) => Math.fround(text.length + i / 7))

function fileIn(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'deeper', 'a.vectors')
}

async function add(path: string, texts: readonly string[], options: Parameters<typeof VectorFile.open>[1] = made): Promise<void> {
  await using file = await VectorFile.open(path, options)
  await file.add(texts.map(vectorKey), texts.map((text) => vectorFor(text)))
}

async function get(path: string, texts: readonly string[], options: Parameters<typeof VectorFile.open>[1] = made): Promise<(Float32Array | undefined)[]> {
  await using file = await VectorFile.open(path, options)
  return file.get(texts.map(vectorKey))
}

test('what was added is there at the next opening, bit by bit, and nothing else is', async (t) => {
  const path = fileIn(t)
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.string(), { maxLength: 20 }), fc.string(), async (texts, other) => {
      const own = `${path}${run++}`
      const half = Math.floor(texts.length / 2)
      await add(own, texts.slice(0, half))
      await add(own, texts.slice(half))
      assert.deepEqual(await get(own, texts), texts.map((text) => vectorFor(text)))
      if (!texts.includes(other)) assert.deepEqual(await get(own, [other]), [undefined])
    }),
    { numRuns: 20 },
  )
})

test('a file cut anywhere keeps its whole records and takes new ones', async (t) => {
  const path = fileIn(t)
  await add(path, ['one', 'three', 'eleven'])
  const whole = readFileSync(path)
  const record = (whole.length - 32) / 3
  for (let cut = 0; cut <= whole.length; cut += 5) {
    writeFileSync(path, whole.subarray(0, cut))
    await add(path, ['fourteen'])
    const expected = ['one', 'three', 'eleven'].map((text, i) => (cut >= 32 + (i + 1) * record ? vectorFor(text) : undefined))
    assert.deepEqual(await get(path, ['one', 'three', 'eleven', 'fourteen']), [...expected, vectorFor('fourteen')], `cut at ${cut}`)
  }
})

test('a record with a byte that is wrong is not there, and can be added again', async (t) => {
  const path = fileIn(t)
  await add(path, ['one', 'three'])
  const bytes = readFileSync(path)
  bytes[32 + 20]! ^= 1
  writeFileSync(path, bytes)
  assert.deepEqual(await get(path, ['one', 'three']), [undefined, vectorFor('three')])
  await add(path, ['one'])
  assert.deepEqual(await get(path, ['one', 'three']), [vectorFor('one'), vectorFor('three')])
})

test('a file of another model is begun anew', async (t) => {
  const path = fileIn(t)
  await add(path, ['one'])
  assert.deepEqual(await get(path, ['one'], { ...made, made: 'another model' }), [undefined])
  assert.deepEqual(await get(path, ['one']), [undefined])
  writeFileSync(path, 'no file of ours, but longer than a header is')
  assert.deepEqual(await get(path, ['one']), [undefined])
  assert.equal(statSync(path).size, 32)
})

test('no more is kept than the file may hold', async (t) => {
  const path = fileIn(t)
  const room = { ...made, mostBytes: 32 + 2 * (16 + 4 * 4 + 4) + 10 }
  await add(path, ['one', 'three', 'eleven'], room)
  await add(path, ['fourteen'], room)
  assert.deepEqual(await get(path, ['one', 'three', 'eleven', 'fourteen'], room), [vectorFor('one'), vectorFor('three'), undefined, undefined])
})

test('vectors added at the same time do not get into each other', async (t) => {
  const path = fileIn(t)
  const texts = Array.from({ length: 200 }, (_, i) => 'x'.repeat(i))
  {
    await using file = await VectorFile.open(path, made)
    await Promise.all(texts.map((text) => file.add([vectorKey(text)], [vectorFor(text)])))
    assert.deepEqual(await file.get(texts.map(vectorKey)), texts.map((text) => vectorFor(text)))
  }
  assert.deepEqual(await get(path, texts), texts.map((text) => vectorFor(text)))
})

test('who opens a file has it alone, until it is closed', async (t) => {
  const path = fileIn(t)
  await add(path, ['one'])
  {
    await using file = await VectorFile.open(path, made)
    await assert.rejects(VectorFile.open(path, { ...made, made: 'another model' }), { name: 'UserError', message: /a\.vectors are being written by process \d+; this build keeps its own in memory only/ })
    await file.add([vectorKey('three')], [vectorFor('three')])
  }
  assert.deepEqual(await get(path, ['one', 'three']), ['one', 'three'].map((text) => vectorFor(text)))
})
