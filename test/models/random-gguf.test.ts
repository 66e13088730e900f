import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { UserError } from '../../src/errors.js'
import { openGenerator } from '../../src/models/generator.js'
import { readGenerator } from '../../src/models/gguf.js'
import { factsOf } from '../../src/models/model-facts.js'
import { parametersOf, randomGguf, weightBytes } from '../../src/models/random-gguf.js'
import { nameOf, readShape, shapes } from '../../src/models/random-gguf-shapes.js'
import { makeVocabulary } from '../../src/models/random-gguf-vocabulary.js'
import type { ModelEntry } from '../../src/types.js'

const folder = mkdtempSync(join(tmpdir(), 'random-gguf-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const tiny = readShape('layers=2,width=64,vocabulary=1000')
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
const entryOf = (path: string): ModelEntry => ({ name: 'random', role: 'generator', path, sha256: hash(path) })
const says = (message: RegExp) => (thrown: unknown) => thrown instanceof UserError && message.test(thrown.message)

describe('a model of random weights', () => {
  for (const quantization of ['Q8_0', 'F16'] as const) {
    it(`loads and generates in ${quantization}, and never ends by itself`, async () => {
      const path = await randomGguf({ shape: tiny, quantization }, { folder })
      assert.equal((await readGenerator(path)).architecture, 'llama')
      const facts = await factsOf(entryOf(path))
      assert.deepEqual([facts.architecture, facts.quantization, facts.parameters, facts.bytes], ['llama', quantization, parametersOf(tiny), statSync(path).size])
      await using generator = await openGenerator(entryOf(path), { gpu: false, threads: 1, sequences: 2, contextSize: 256 })
      const replies = await Promise.all([1, 2].map((seed) => generator.sequence((ask) => ask([{ role: 'user', content: 'Tell me of the river.' }], { seed, maxTokens: 100 }))))
      for (const { generatedTokens, finish, text } of replies) assert.deepEqual([generatedTokens, finish, text.length > 20], [100, 'length', true])
      assert.notEqual(replies[0]!.text, replies[1]!.text)
    })
  }
  it('is the same for the same seed and another for another', async () => {
    const paths = await Promise.all(['a', 'b'].map((name) => randomGguf({ shape: tiny, seed: 7 }, { folder: join(folder, name) })))
    assert.equal(hash(paths[0]!), hash(paths[1]!))
    assert.notEqual(hash(paths[0]!), hash(await randomGguf({ shape: tiny, seed: 8 }, { folder })))
  })
  it('is written once, and leaves no other file', async () => {
    const place = { folder: join(folder, 'once') }
    const path = await randomGguf({ shape: tiny }, place)
    utimesSync(path, 1, 1)
    assert.equal(await randomGguf({ shape: tiny }, place), path)
    assert.equal(statSync(path).mtimeMs, 1000)
    assert.equal(readdirSync(place.folder).length, 1)
  })
  it('leaves nothing behind when it is stopped', async () => {
    const place = join(folder, 'stopped')
    await assert.rejects(randomGguf({ shape: tiny }, { folder: place, signal: AbortSignal.abort() }))
    assert.deepEqual(readdirSync(place), [])
  })
  it('is refused before a byte is written when the memory does not hold it', async () => {
    const shape = readShape('layers=1000,width=16384')
    await assert.rejects(randomGguf({ shape }, { folder: join(folder, 'none') }), says(/takes \d+\.\d+ GB and this machine has .* of memory; choose a smaller --shape/))
  })
  it('has the size of the model it is named after', () => {
    for (const [name, millions] of [['0.1b', 134.5], ['0.5b', 494], ['1.5b', 1_543], ['4b', 4_022], ['8b', 8_190]] as const) assert.ok(Math.abs(parametersOf(shapes[name]!) / 1e6 / millions - 1) < 0.01, `${name}: ${parametersOf(shapes[name]!)}`)
    assert.ok(Math.abs(weightBytes(shapes['0.5b']!) / 531e6 - 1) < 0.02)
  })
})

describe('a shape', () => {
  it('is a name or numbers', () => {
    assert.equal(nameOf(readShape('0.5b')), '0.5b')
    assert.deepEqual(readShape('layers=3, width=128, heads=2, kv-heads=1'), { layers: 3, width: 128, heads: 2, kvHeads: 1, headSize: 64, inner: 512, vocabulary: 32_000, tied: true })
    assert.match(nameOf(readShape('layers=3,width=128')), /^3x128-/)
  })
  it('says which number will not do', () => {
    for (const [text, message] of [
      ['7b', /"7b" is no shape; known are 0\.1b, /], ['layers=0', /layers is "0"/], ['width=100', /width is 100, and a multiple of 32/], ['width=many', /width is "many"/],
      ['width=192,heads=3,kv-heads=2', /3 heads cannot share 2 kv-heads/], ['vocabulary=100', /vocabulary is 100, and 512 or more/],
    ] as const) assert.throws(() => readShape(text), says(message), text)
  })
})

describe('a vocabulary made on the spot', () => {
  it('has as many tokens as asked for, each once', () => {
    for (const size of [512, 5_000, 32_000, 151_936]) {
      const tokens = makeVocabulary(size)
      assert.equal(tokens.length, size)
      assert.equal(new Set(tokens.map(({ text }) => text)).size, size)
    }
  })
})
