import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { embedderAt } from '../../src/models/embedder-at.js'
import { openEmbedder } from '../../src/models/embedder.js'
import { packageRoot } from '../../src/package.js'
import type { Embedder, ModelEntry } from '../../src/types.js'
import { makeEncoder } from './make-encoder.js'

const entry: ModelEntry = { name: 'nano', role: 'embedder', path: join(packageRoot, 'models', 'nano-generator.gguf'), sha256: 'test', pooling: 'mean', prefix: { query: 'search_query: ', passage: '' } }
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

// A decoder stands in for an embedder: what is tested is the engine, not what the vectors mean.
describe('an embedder on llama.cpp', () => {
  let embedder: Embedder
  before(async () => {
    embedder = await openEmbedder(entry, { gpu: false })
  })
  after(() => embedder[Symbol.asyncDispose]())

  it('gives vectors of length 1, as many numbers as it says', async () => {
    for (const vector of await embedder.embed(['A river.', '', 'word '.repeat(5000), '我的家'])) {
      assert.equal(vector.length, embedder.dimensions)
      assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-5)
    }
  })
  it('keeps the order of the texts, and gives each the vector it has alone', async () => {
    const texts = Array.from({ length: 70 }, (_, i) => `The town of number ${i} ${'on the river '.repeat(i % 7)}`)
    const together = await embedder.embed(texts)
    const other = await openEmbedder(entry, { gpu: false })
    for (const i of [0, 1, 33, 69]) assert.ok(cosine((await other.embed([texts[i]!]))[0]!, together[i]!) > 0.9999, `${i}`)
    await other[Symbol.asyncDispose]()
    assert.ok(cosine(together[0]!, together[5]!) < 0.9999)
  })
  it('puts the prefix before a query', async () => {
    const [[query], [written], [passage]] = await Promise.all([embedder.embed(['A river.'], 'query'), embedder.embed(['search_query: A river.']), embedder.embed(['A river.'])])
    assert.ok(cosine(query!, written!) > 0.9999)
    assert.ok(cosine(query!, passage!) < 0.9999)
  })
  it('pools as the entry says', async () => {
    const [mean] = await embedder.embed(['A river and a town.'])
    for (const pooling of ['last', 'cls'] as const) {
      const other = await openEmbedder({ ...entry, pooling }, { gpu: false })
      assert.ok(cosine((await other.embed(['A river and a town.']))[0]!, mean!) < 0.99, pooling)
      await other[Symbol.asyncDispose]()
    }
  })
  it('takes the first tokens of a text that is too long', async () => {
    const [long, longer] = await embedder.embed(['word '.repeat(6000), `${'word '.repeat(6000)}and an end`])
    assert.ok(cosine(long!, longer!) > 0.9999)
  })
})

describe('an encoder on llama.cpp', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ultralink-encoder-'))
  })
  after(() => rm(folder, { recursive: true }))
  const open = async (pooling: number): Promise<Embedder> => {
    const path = join(folder, `encoder-${pooling}.gguf`)
    await writeFile(path, makeEncoder(pooling))
    return openEmbedder(await embedderAt(path), { gpu: false })
  }

  it('is pooled as its file says, and each text has the vector it has alone', async () => {
    const [mean, cls] = await Promise.all([open(1), open(2)])
    assert.deepEqual([mean!.entry.pooling, mean!.dimensions, cls!.entry.pooling], ['mean', 32, 'cls'])
    const texts = ['a b c', 'x', 'the river', 'a b c d e f g '.repeat(20)]
    for (const embedder of [mean!, cls!]) {
      const together = await embedder.embed(texts)
      assert.ok(together.every((vector) => Math.abs(Math.hypot(...vector) - 1) < 1e-5))
      const again = await openEmbedder(embedder.entry, { gpu: false })
      for (const [i, text] of texts.entries()) assert.ok(cosine((await again.embed([text]))[0]!, together[i]!) > 0.9999, text)
      await again[Symbol.asyncDispose]()
    }
    const [[one], [other]] = await Promise.all([mean!.embed(texts), cls!.embed(texts)])
    assert.ok(cosine(one!, other!) < 0.999)
    await Promise.all([mean![Symbol.asyncDispose](), cls![Symbol.asyncDispose]()])
  })
  it('looks both ways: the last word changes the vector of the first token', async () => {
    const cls = await open(2)
    const [one, other] = await cls.embed(['a b c', 'a b z'])
    assert.ok(cosine(one!, other!) < 0.9999)
    await cls[Symbol.asyncDispose]()
  })
})
