import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { besidesOf, openModels } from '../../src/models/open-models.js'
import { packageRoot } from '../../src/package.js'
import type { ModelEntry } from '../../src/types.js'
import { withTemplate } from './make-gguf.js'

const nano = join(packageRoot, 'models', 'nano-generator.gguf')
const options = { gpu: false, threads: 1, sequences: 2, batchSize: 128, contextSize: 256, replicas: 1 } as const

/** The default generator with other words around its messages: another model, by its hash. */
function another(): Buffer {
  return withTemplate(readFileSync(nano), "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n")
}

test('a judge that is another model is open beside the generator, and both are closed', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'other.gguf')
  writeFileSync(file, another())
  const models = await openModels({ generator: 'nano-generator', embedder: 'nano-embedder', judge: file, options })
  assert.notEqual(models.judgeId, models.generatorId)
  assert.match(models.judgeId, /^other@/)
  assert.deepEqual([models.judgeEntry.contextSize, models.judgeEntry.prompts], [256, undefined])
  const [generator, judge] = [await models.generator(), await models.judge()]
  assert.notEqual(generator, judge)
  const said = (model: typeof generator) => model.sequence((ask) => ask([{ role: 'user', content: 'Hello' }], { seed: 0, maxTokens: 4, temperature: 0 }))
  for (const reply of await Promise.all([said(generator), said(judge)])) assert.ok(reply.generatedTokens > 0)
  await models[Symbol.asyncDispose]()
  for (const model of [generator, judge]) await assert.rejects(said(model))
})

test('without a judge, or with the generator under another name, the generator judges and is open once', async () => {
  for (const judge of [undefined, nano]) {
    await using models = await openModels({ generator: 'nano-generator', embedder: 'nano-embedder', judge, options })
    assert.deepEqual([models.judgeId, models.judgeEntry], [models.generatorId, models.generatorEntry])
    assert.equal(await models.judge(), await models.generator())
  }
})

test('a judge that is no generator is refused before anything is loaded', async () => {
  await assert.rejects(openModels({ generator: 'nano-generator', embedder: 'nano-embedder', judge: 'nano-embedder', options }), { name: 'UserError', message: /nano-embedder/ })
})

test('generators that are to count only count as they would if they were loaded, have the context that is wanted, and are asked for no text', async () => {
  const wanted = { generator: 'nano-generator', embedder: 'nano-embedder', options }
  await using counting = await openModels({ ...wanted, countOnly: true })
  await using whole = await openModels(wanted)
  const [one, other] = [await counting.generator(), await whole.generator()]
  for (const text of ['', 'How many days are there in 6 weeks?', '<|im_end|> 一周有七天']) assert.equal(one.count(text), other.count(text))
  assert.equal(one.contextSize, other.contextSize)
  await assert.rejects(one.sequence((ask) => ask([{ role: 'user', content: 'Hello' }], { seed: 0, maxTokens: 4 })), /opened to count tokens/)
})

test('a model that does not open keeps none from opening that wait for it', async () => {
  const models = await openModels({ generator: 'nano-generator', embedder: 'nano-embedder', options: { ...options, kvType: 'q8_0', flashAttention: 'off' } })
  const [generator, embedder] = await Promise.allSettled([models.generator(), models.embedder()])
  assert.deepEqual([generator.status, embedder.status], ['rejected', 'fulfilled'])
  await models[Symbol.asyncDispose]()
})

test('the other models of a build are taken to need their weights and half as much, each once, and none where they are ONNX', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'besides-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const entry = (name: string, bytes: number): ModelEntry => {
    const path = join(folder, `${name}.gguf`)
    writeFileSync(path, Buffer.alloc(bytes))
    return { name, role: 'generator', path, sha256: name }
  }
  const [generator, judge, embedder] = [entry('generator', 100), entry('judge', 40), entry('embedder', 10)]
  const onnx: ModelEntry = { name: 'onnx', role: 'embedder', path: folder, sha256: 'onnx' }
  assert.equal(besidesOf(generator, [generator, judge, embedder]), 75)
  assert.equal(besidesOf(judge, [generator, judge, embedder]), 165)
  assert.equal(besidesOf(generator, [generator, generator, onnx]), 0)
  assert.equal(besidesOf(generator, [generator, judge, judge, onnx]), 60)
})
