import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openEmbedder } from '../../src/models/embedder.js'
import { packageRoot } from '../../src/package.js'
import type { ModelEntry } from '../../src/types.js'

const entry: ModelEntry = { name: 'nano', role: 'embedder', path: join(packageRoot, 'models', 'nano-embedder'), sha256: 'test' }
const texts = ['A river and a town.', `${'The harbour lies on the river. '.repeat(8)}`, 'Чайковский родился в Воткинске.', '']
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

async function embed(pooling: ModelEntry['pooling'], some: readonly string[]): Promise<readonly Float32Array[]> {
  const embedder = await openEmbedder({ ...entry, pooling })
  const vectors = await embedder.embed(some)
  await embedder[Symbol.asyncDispose]()
  return vectors
}

describe('an embedder on transformers.js', () => {
  for (const pooling of ['mean', 'cls', 'last', 'pooler'] as const) {
    it(`gives with ${pooling} pooling the same vector alone and beside longer texts, of length 1`, async () => {
      const together = await embed(pooling, texts)
      for (const [i, text] of texts.entries()) {
        const [alone] = await embed(pooling, [text])
        assert.ok(cosine(alone!, together[i]!) > 0.999, `${i}`)
        assert.ok(Math.abs(Math.hypot(...alone!) - 1) < 1e-5)
      }
    })
  }
  it('pools as the entry says', async () => {
    const [mean, cls, last, pooler] = (await Promise.all((['mean', 'cls', 'last', 'pooler'] as const).map((pooling) => embed(pooling, texts)))).map(([first]) => first!)
    assert.ok(cosine(mean!, cls!) < 0.999)
    assert.ok(cosine(mean!, last!) < 0.999)
    assert.ok(cosine(cls!, last!) < 0.999)
    assert.ok(cosine(cls!, pooler!) > 0.999, 'without a pooled output of its own it is the first token')
  })
  it('puts the prefix before a query and before a passage', async () => {
    const embedder = await openEmbedder({ ...entry, prefix: { query: 'ask: ', passage: 'tell: ' } })
    const [[query], [passage]] = await Promise.all([embedder.embed(['a river'], 'query'), embedder.embed(['a river'])])
    await embedder[Symbol.asyncDispose]()
    const [asked, told] = await embed('mean', ['ask: a river', 'tell: a river'])
    assert.ok(cosine(query!, asked!) > 0.999)
    assert.ok(cosine(passage!, told!) > 0.999)
    assert.ok(cosine(query!, passage!) < 0.999)
  })
})
