import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { CatalogueEntry } from '../../src/models/catalogue.js'
import { lockName, readLock, writeLock } from '../../src/models/lock.js'
import { modelsFolder } from '../../src/models/places.js'
import { pullModel, type PullOptions } from '../../src/models/pull.js'
import { hubReference } from '../../src/models/reference.js'
import { locateModel, resolveFully } from '../../src/models/registry.js'
import { commit, fakeHub, sha256 } from './fake-hub.js'
import { emptyHome, put } from './model-homes.js'

const weights = Buffer.alloc(50_000, 'weights ')
const parts = [1, 2, 3].map((part) => Buffer.from(`part ${part}`))
const folder = { 'config.json': '{"model_type":"bert"}', 'tokenizer.json': '{}', 'tokenizer_config.json': '{}', 'onnx/model_quantized.onnx': 'quantized', 'onnx/model.onnx': 'large', 'onnx/model_fp16.onnx': 'half', 'pytorch_model.bin': 'no', '1_Pooling/config.json': '{"pooling_mode_cls_token":true}' }
const files: Record<string, Buffer> = {
  'some/Model-GGUF/model-Q4_K_M.gguf': weights,
  'some/Model-GGUF/model-Q8_0.gguf': Buffer.from('larger'),
  'other/Tuned/model-Q4_K_M.gguf': Buffer.from('tuned'),
  'other/Tuned/Q8/model-Q4_K_M.gguf': Buffer.from('tuned, larger'),
  'other/Tuned/qwen3-8b.gguf': Buffer.from('no Qwen'),
  'some/Model-GGUF/mmproj-f16.gguf': Buffer.from('eyes'),
  ...Object.fromEntries(parts.map((bytes, index) => [`some/Big-GGUF/Q4/big-0000${index + 1}-of-00003.gguf`, bytes])),
  ...Object.fromEntries(Object.entries(folder).map(([name, text]) => [`some/embedder/${name}`, Buffer.from(text)])),
}
const entry: CatalogueEntry = { name: 'our-name', role: 'generator', description: '', source: 'hf:some/Model-GGUF/model-Q4_K_M.gguf', licence: 'MIT' }

function optionsOf(endpoint: string): PullOptions & { notes: string[] } {
  const notes: string[] = []
  return { endpoint, signal: new AbortController().signal, pause: 1, notes, note: (text) => void notes.push(text), progress() {} }
}

test('a model is pulled by its quantization, pinned with hash, commit and licence, and found by its name', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const options = optionsOf(hub.endpoint)
  const record = await pullModel({ reference: hubReference('hf:some/Model-GGUF:Q4_K_M')!, entry }, options)
  const path = join(modelsFolder(), 'some', 'Model-GGUF', 'model-Q4_K_M.gguf')
  assert.deepEqual(record, {
    ...{ name: 'our-name', role: 'generator', sha256: sha256(weights), bytes: weights.length, source: 'hf:some/Model-GGUF/model-Q4_K_M.gguf', revision: commit, licence: 'MIT' },
    files: [{ file: 'model-Q4_K_M.gguf', bytes: weights.length, sha256: sha256(weights) }],
  })
  assert.deepEqual(readFileSync(path), weights)
  assert.deepEqual(await readLock(join(modelsFolder(), lockName)), [record])
  assert.match(options.notes.join(), new RegExp(`model-Q4_K_M\\.gguf: 50\\.0 kB, sha256 ${sha256(weights)}`))
  assert.equal((await locateModel('our-name')).found?.path, path)
  const { model, source, revision } = await resolveFully('our-name', 'generator')
  assert.deepEqual([model.name, model.sha256, model.licence, source, revision], ['our-name', sha256(weights), 'MIT', record.source, commit])
})

test('a model is found by the branch or tag that it was pulled by', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const name = 'hf:some/Model-GGUF@v1/model-Q4_K_M.gguf'
  const { revision, asked } = await pullModel({ reference: hubReference(name)! }, optionsOf(hub.endpoint))
  assert.deepEqual([revision, asked, (await resolveFully(name, 'generator')).revision], [commit, 'v1', commit])
  await assert.rejects(resolveFully(name.replace('v1', 'v2'), 'generator'), /is not on this machine \(.* is of revision c0ffee0+\)/)
})

test('what is there with the right hash is not fetched again; what has changed is', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const options = optionsOf(hub.endpoint)
  const pull = { reference: hubReference(entry.source)!, entry }
  await pullModel(pull, options)
  const gets = () => hub.seen.filter(({ method }) => method === 'GET').length
  const once = gets()
  await pullModel(pull, options)
  assert.equal(gets(), once)
  assert.match(options.notes.at(-1)!, /already here/)
  writeFileSync(join(modelsFolder(), 'some/Model-GGUF/model-Q4_K_M.gguf'), Buffer.alloc(weights.length))
  await assert.rejects(resolveFully('our-name', 'generator'), { name: 'UserError', message: /model "our-name" has changed: the sha256 of .* is [0-9a-f]{64}, .*models\.lock\.json says .*ultralink models pull our-name/ })
  await pullModel(pull, options)
  assert.equal(gets(), once + 1)
  assert.equal((await resolveFully('our-name', 'generator')).model.sha256, sha256(weights))
})

test("what another program has with the hash that the Hub tells is pinned where it is; what differs is downloaded", async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files })
  const kept = put(join(home, '.lmstudio', 'models', 'some', 'Model-GGUF', 'model-Q4_K_M.gguf'), weights)
  const options = optionsOf(hub.endpoint)
  const record = await pullModel({ reference: hubReference(entry.source)!, entry }, options)
  assert.deepEqual([record.sha256, record.revision, hub.seen.filter(({ method }) => method === 'GET').length], [sha256(weights), commit, 0])
  assert.match(options.notes.join(), /our-name is at .*\.lmstudio.* \(LM Studio\) with the hash that the Hub tells: nothing is downloaded/)
  assert.equal((await resolveFully('our-name', 'generator')).model.path, kept)
  writeFileSync(kept, Buffer.alloc(weights.length))
  await assert.rejects(resolveFully('our-name', 'generator'), /has changed/)
  await pullModel({ reference: hubReference(entry.source)!, entry }, options)
  assert.equal((await resolveFully('our-name', 'generator')).model.path, join(modelsFolder(), 'some/Model-GGUF/model-Q4_K_M.gguf'))
})

test('all parts of a split GGUF are pulled, whichever is named, and one hash stands for them', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const record = await pullModel({ reference: hubReference('hf:some/Big-GGUF/Q4/big-00002-of-00003.gguf')! }, optionsOf(hub.endpoint))
  assert.deepEqual(record.files.map(({ file }) => file), ['Q4/big-00001-of-00003.gguf', 'Q4/big-00002-of-00003.gguf', 'Q4/big-00003-of-00003.gguf'])
  assert.deepEqual([record.name, record.bytes, record.sha256], ['big', 18, sha256(parts.map((part) => sha256(part)).join('\n'))])
  const { model, source } = await resolveFully('big', 'generator')
  assert.deepEqual([model.path, model.sha256, source], [join(modelsFolder(), 'some/Big-GGUF/Q4/big-00001-of-00003.gguf'), record.sha256, 'hf:some/Big-GGUF/Q4/big-00001-of-00003.gguf'])
})

test('of an embedder what transformers.js reads is pulled, and nothing else', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const record = await pullModel({ reference: hubReference('hf:some/embedder')! }, optionsOf(hub.endpoint))
  assert.deepEqual(record.files.map(({ file }) => file).sort(), ['1_Pooling/config.json', 'config.json', 'onnx/model_quantized.onnx', 'tokenizer.json', 'tokenizer_config.json'])
  assert.deepEqual([record.name, record.role, record.sha256, record.source], ['embedder', 'embedder', sha256('quantized'), 'hf:some/embedder'])
  const { model } = await resolveFully('embedder', 'embedder')
  assert.deepEqual([model.path, model.pooling, model.sha256], [join(modelsFolder(), 'some/embedder'), 'cls', record.sha256])
})

test('a repository with several files asks which, and one without that quantization says what there is', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const pull = (text: string) => pullModel({ reference: hubReference(text)! }, optionsOf(hub.endpoint))
  await assert.rejects(pull('hf:some/Model-GGUF'), { name: 'UserError', message: /which of its files\? hf:some\/Model-GGUF\/model-Q4_K_M\.gguf, hf:some\/Model-GGUF\/model-Q8_0\.gguf$/ })
  await assert.rejects(pull('hf:some/Model-GGUF:Q5_K_M'), { name: 'UserError', message: /no GGUF there is Q5_K_M; there are model-Q4_K_M\.gguf, model-Q8_0\.gguf$/ })
  await assert.rejects(pull('hf:some/embedder/pytorch_model.bin'), { name: 'UserError', message: /is no \.gguf/ })
  await assert.rejects(pull('hf:some/none'), { name: 'UserError', message: /is not there \(404\)/ })
})

test('a model whose name is that of another one, of the catalogue too, gets a longer name, and that is said', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const options = optionsOf(hub.endpoint)
  const pull = async (text: string) => (await pullModel({ reference: hubReference(text)! }, options)).name
  const nameOf = { first: await pull('hf:some/Model-GGUF/model-Q4_K_M.gguf'), second: await pull('hf:other/Tuned/model-Q4_K_M.gguf'), third: await pull('hf:other/Tuned/Q8/model-Q4_K_M.gguf'), qwen: await pull('hf:other/Tuned/qwen3-8b.gguf') }
  assert.deepEqual(nameOf, { first: 'model-Q4_K_M', second: 'other-Tuned-model-Q4_K_M', third: `other-Tuned-model-Q4_K_M-${sha256('tuned, larger').slice(0, 8)}`, qwen: 'other-Tuned-qwen3-8b' })
  assert.ok(options.notes.includes('model-Q4_K_M is the name of another model: hf:other/Tuned/model-Q4_K_M.gguf is called other-Tuned-model-Q4_K_M'))
  assert.equal(await pull('hf:other/Tuned/model-Q4_K_M.gguf'), nameOf.second)
  const source = async (name: string) => (await resolveFully(name, 'generator')).source
  assert.deepEqual([await source(nameOf.first), await source(nameOf.second), await source(nameOf.qwen)], ['hf:some/Model-GGUF/model-Q4_K_M.gguf', 'hf:other/Tuned/model-Q4_K_M.gguf', 'hf:other/Tuned/qwen3-8b.gguf'])
  assert.equal((await locateModel('qwen3-8b')).found, undefined)
})

test('a record that has the name of the catalogue and another source does not stand for it', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const record = await pullModel({ reference: hubReference('hf:other/Tuned/qwen3-8b.gguf')! }, optionsOf(hub.endpoint))
  await writeLock(join(modelsFolder(), lockName), [{ ...record, name: 'qwen3-8b' }])
  assert.equal((await locateModel('qwen3-8b')).found, undefined)
})

test('a lock that cannot be written is said in one sentence', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  mkdirSync(join(modelsFolder(), `${lockName}.${process.pid}.tmp`), { recursive: true })
  await assert.rejects(pullModel({ reference: hubReference(entry.source)! }, optionsOf(hub.endpoint)), { name: 'UserError', message: /^cannot write .*models\.lock\.json.*: a folder is in its way; .*run the same command again$/ })
})

test('a lock gets exactly its bytes from its commit, and another file of the Hub is refused before it is fetched', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files })
  const reference = hubReference(entry.source)!
  const record = await pullModel({ reference, entry }, optionsOf(hub.endpoint))
  process.env['ULTRALINK_MODELS'] = join(modelsFolder(), 'other')
  assert.deepEqual(await pullModel({ reference, record }, optionsOf(hub.endpoint)), record)
  assert.ok(hub.seen.at(-1)?.path.includes(`/resolve/${commit}/`))
  await using changed = await fakeHub({ files: { ...files, 'some/Model-GGUF/model-Q4_K_M.gguf': Buffer.from(weights).fill('W', 0, 1) } })
  process.env['ULTRALINK_MODELS'] = join(modelsFolder(), 'third')
  await assert.rejects(pullModel({ reference, record }, optionsOf(changed.endpoint)), { name: 'UserError', message: /is another file than the lock says: the Hub has [0-9a-f]{64}, [0-9a-f]{64} is wanted; nothing was downloaded/ })
  assert.ok(changed.seen.every(({ method }) => method === 'HEAD'))
  await assert.rejects(pullModel({ reference, entry: { ...entry, sha256: '0'.repeat(64) } }, optionsOf(hub.endpoint)), /is another file than models\/our-name\.json says/)
})

test('a model that does not fit on the disk is refused before a byte of it comes', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files, bytes: 4_000_000_000_000_000 })
  await assert.rejects(pullModel({ reference: hubReference(entry.source)! }, optionsOf(hub.endpoint)), { name: 'UserError', message: /has .* free and 4000000\.00 GB are to come; make room, or let ULTRALINK_MODELS/ })
  assert.ok(hub.seen.every(({ method }) => method === 'HEAD'))
})

test('a server that tells no hash is believed, and that is said', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files, silent: true })
  const options = optionsOf(hub.endpoint)
  assert.equal((await pullModel({ reference: hubReference(entry.source)! }, options)).sha256, sha256(weights))
  assert.match(options.notes[0]!, /the server told none to check against/)
  assert.ok(!existsSync(join(modelsFolder(), 'some/Model-GGUF/model-Q4_K_M.gguf.part')))
})
