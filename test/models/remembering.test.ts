import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { remembering } from '../../src/models/remembering.js'
import { openVectors } from '../../src/models/vector-file.js'
import type { Embedder } from '../../src/types.js'

/** An embedder that tells what it was asked for, with what is put before it. */
function counting(prefix?: { query: string; passage: string }): { embedder: Embedder; asked: string[] } {
  const asked: string[] = []
  const fake = fakeEmbedder({ entry: prefix ? { prefix } : {} })
  const embed: Embedder['embed'] = (texts, as = 'passage') => {
    asked.push(...texts.map((text) => (prefix?.[as] ?? '') + text))
    return fake.embed(texts.map((text) => (prefix?.[as] ?? '') + text))
  }
  return { embedder: { ...fake, embed }, asked }
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'remembering-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a text is embedded once, also within a call and while it is being embedded', async () => {
  const { embedder, asked } = counting()
  const remembered = remembering(embedder)
  const [first, second] = await Promise.all([remembered.embed(['a lake', 'a hill', 'a lake']), remembered.embed(['a hill', 'a road'], 'query')])
  assert.deepEqual(asked.sort(), ['a hill', 'a lake', 'a road'])
  assert.deepEqual(first, await embedder.embed(['a lake', 'a hill', 'a lake']))
  assert.deepEqual(second, await embedder.embed(['a hill', 'a road']))
})

test('a query is another text than a passage where the model puts something before them', async () => {
  const { embedder, asked } = counting({ query: 'query: ', passage: 'passage: ' })
  const remembered = remembering(embedder)
  await remembered.embed(['a lake'])
  await remembered.embed(['a lake'], 'query')
  await remembered.embed(['a lake'])
  assert.deepEqual(asked, ['passage: a lake', 'query: a lake'])
})

test('a later run takes the vectors from the folder, and gives the same', async (t) => {
  const folder = folderOf(t)
  const texts = ['a lake', 'a hill', '', '湖']
  const first = counting()
  const before = await (async () => {
    await using remembered = remembering(first.embedder, await openVectors(folder, first.embedder))
    return await remembered.embed(texts)
  })()
  const later = counting()
  await using remembered = remembering(later.embedder, await openVectors(folder, later.embedder))
  assert.deepEqual(await remembered.embed([...texts, 'a road']), [...before, ...(await first.embedder.embed(['a road']))])
  assert.deepEqual(later.asked, ['a road'])
})

test('a build beside another that has the vectors does without them, and says so', async (t) => {
  const folder = folderOf(t)
  const [first, second] = [counting(), counting()]
  const notes: string[] = []
  await using one = remembering(first.embedder, await openVectors(folder, first.embedder))
  await using two = remembering(second.embedder, await openVectors(folder, second.embedder, (note) => notes.push(note)))
  assert.deepEqual(await one.embed(['a lake', 'a hill']), await two.embed(['a lake', 'a hill']))
  assert.deepEqual([await two.embed(['a lake']), second.asked], [await first.embedder.embed(['a lake']), ['a lake', 'a hill']])
  assert.equal(notes.length, 1)
  assert.match(notes[0]!, /^note: the vectors .* are being written by process \d+; this build keeps its own in memory only/)
})

test('another model has other vectors', async (t) => {
  const folder = folderOf(t)
  for (const entry of [{}, { sha256: 'f'.repeat(64) }, { pooling: 'cls' as const }]) {
    const { embedder, asked } = counting()
    const other = { ...embedder, entry: { ...embedder.entry, ...entry } }
    await using remembered = remembering(other, await openVectors(folder, other))
    await remembered.embed(['a lake'])
    assert.deepEqual(asked, ['a lake'])
  }
})

test('a text that could not be embedded is tried again', async () => {
  let fails = true
  const fake = fakeEmbedder()
  const remembered = remembering({ ...fake, embed: (texts) => (fails ? Promise.reject(new Error('no memory')) : fake.embed(texts)) })
  await assert.rejects(remembered.embed(['a lake']), /no memory/)
  fails = false
  assert.deepEqual(await remembered.embed(['a lake']), await fake.embed(['a lake']))
})

test('more texts than are remembered are still right', async () => {
  const { embedder, asked } = counting()
  const remembered = remembering(embedder)
  const texts = Array.from({ length: 20_100 }, (_, i) => `${i}`)
  await remembered.embed(texts)
  assert.deepEqual((await remembered.embed(texts.slice(0, 50))).map((vector) => [...vector]), (await embedder.embed(texts.slice(0, 50))).map((vector) => [...vector]))
  assert.equal(asked.length, 20_100 + 50 + 50)
})
