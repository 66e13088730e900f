import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bundledPath, catalogue, catalogueEntry, memoryFor, usedAs } from '../../src/models/catalogue.js'
import { choiceFile, readChoice, writeChoice } from '../../src/models/choice.js'
import { lockName, writeLock, type LockRecord } from '../../src/models/lock.js'
import { hubModels, modelsFolder } from '../../src/models/places.js'
import { hubReference, ollamaReference } from '../../src/models/reference.js'
import { locateModel, resolveFully, resolveModel } from '../../src/models/registry.js'
import { recordOfReference } from '../../src/models/run-lock.js'
import { sha256 } from './fake-hub.js'
import { emptyHome, put } from './model-homes.js'

test('every entry of the catalogue says where it is to be had, under which licence, and how large it is', () => {
  const entries = catalogue()
  assert.equal(new Set(entries.map(({ name }) => name)).size, entries.length)
  for (const entry of entries.filter(({ source }) => source !== 'bundled')) {
    assert.ok(hubReference(entry.source), `${entry.name}: ${entry.source}`)
    assert.ok(entry.gigabytes && entry.licence && entry.description.length > 30, entry.name)
    assert.ok(!entry.ollama || ollamaReference(entry.ollama), entry.name)
    assert.ok(entry.role === 'embedder' || /\.gguf$|:[\w.]+$/i.test(entry.source), `${entry.name} is no GGUF`)
    assert.ok(entry.file === undefined, `${entry.name} is no model that comes along`)
  }
  for (const role of ['generator', 'translator', 'embedder']) assert.ok(entries.some((entry) => entry.role === role), role)
})

test('models that come along are there as the catalogue says', async () => {
  for (const entry of catalogue().filter(({ source }) => source === 'bundled')) {
    const { model, source } = await resolveFully(entry.name, usedAs(entry))
    assert.deepEqual([model.name, model.path, model.sha256, source], [entry.name, bundledPath(entry), entry.sha256, 'bundled'])
  }
})

test('a name that would leave the folder is no name of the catalogue', () => {
  for (const name of ['../package', '../models/nano-embedder', '', '.', 'models.lock']) assert.equal(catalogueEntry(name), undefined)
})

test('memory is more than the weights', () => {
  for (const [gigabytes, memory] of [[0.1, 1], [5, 7], [20, 24]] as const) assert.equal(memoryFor(gigabytes), memory)
})

test("a model of the catalogue that is not here says how to get it, and Ollama's is taken where it is", async (t) => {
  const home = emptyHome(t)
  const entry = catalogue().find(({ ollama }) => ollama)!
  await assert.rejects(resolveModel(entry.name, 'generator'), (error: Error) => error.name === 'UserError' && error.message.includes(`"ultralink models pull ${entry.name}" gets it (${entry.gigabytes} GB), "ultralink models where ${entry.name}"`))
  const { model, tag } = ollamaReference(entry.ollama!)!
  put(join(home, '.ollama/models/manifests/registry.ollama.ai/library', model, tag), JSON.stringify({ layers: [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${sha256('w')}` }] }))
  const blob = put(join(home, '.ollama/models/blobs', `sha256-${sha256('w')}`), 'w')
  for (const reference of [entry.name, entry.ollama!]) {
    const found = await resolveFully(reference, 'generator')
    assert.deepEqual([found.model.path, found.source], [blob, `ollama:${entry.ollama}`])
  }
  assert.equal((await resolveModel(entry.name, 'generator')).name, entry.name)
  assert.match((await resolveModel(entry.ollama!, 'generator')).name, /^[\w.-]+$/)
})

test('a revision that is asked for is found by its commit, the beginning of it, or the name by which it was pulled, and no other stands for it', async (t) => {
  const home = emptyHome(t)
  const path = put(join(modelsFolder(), 'o', 'r', 'x.gguf'), 'w')
  const commit = '1111111aaaa'.padEnd(40, '0')
  const record: LockRecord = { name: 'x', role: 'generator', sha256: sha256('w'), bytes: 1, source: 'hf:o/r/x.gguf', revision: commit, files: [{ file: 'x.gguf', bytes: 1, sha256: sha256('w') }] }
  const lock = join(modelsFolder(), lockName)
  const found = async (revision: string) => (await locateModel(`hf:o/r@${revision}/x.gguf`)).found?.path
  await writeLock(lock, [record])
  for (const revision of [commit, '1111111', '1111111AAAA', 'main']) assert.equal(await found(revision), path, revision)
  for (const revision of ['2222222', '111', `${commit}0`, 'v1']) assert.equal(await found(revision), undefined, revision)
  await assert.rejects(resolveModel('hf:o/r@2222222/x.gguf', 'generator'), { name: 'UserError', message: `generator "hf:o/r@2222222/x.gguf" is not on this machine (${path} is of revision ${commit}); "ultralink models pull hf:o/r@2222222/x.gguf" gets it, "ultralink models where hf:o/r@2222222/x.gguf" says where it was looked for` })
  assert.equal((await locateModel('hf:o/r/x.gguf')).found?.path, path)
  await writeLock(lock, [{ ...record, asked: 'v1' }])
  assert.deepEqual([await found('v1'), await found('1111111'), await found('main')], [path, path, undefined])
  const { revision, asked } = await recordOfReference('hf:o/r@v1/x.gguf', 'generator')
  assert.deepEqual([revision, asked], [commit, 'v1'])
  await writeLock(lock, [])
  const kept = put(join(home, '.lmstudio', 'models', 'o', 'r', 'x.gguf'), 'w')
  await assert.rejects(resolveModel('hf:o/r@1111111/x.gguf', 'generator'), /x\.gguf is of a revision that is not known\) \(.*lmstudio.* is of a revision that is not known\); /)
  rmSync(path)
  await writeLock(lock, [record])
  assert.equal(await found('1111111'), kept)
})

test('a file wins over what it could also mean, and a wrong kind is refused', async (t) => {
  const home = emptyHome(t)
  const file = put(join(home, 'Some', 'model.gguf'), 'w')
  assert.deepEqual(await resolveFully(file, 'generator'), { model: { name: 'model', role: 'generator', path: file, sha256: sha256('w') }, source: 'file:model.gguf' })
  await assert.rejects(resolveModel(home, 'generator'), { name: 'UserError', message: /is a folder; a \.gguf file is wanted/ })
  await assert.rejects(resolveModel('nano-embedder', 'generator'), { name: 'UserError', message: /"nano-embedder" is no generator but of the role embedder/ })
  await assert.rejects(resolveModel('no-such-model', 'embedder'), { name: 'UserError', message: /embedder "no-such-model" is neither a name that "ultralink models list" shows \(nano-embedder …\) nor a file or folder/ })
  await assert.rejects(resolveModel('hf:a/b:Q4_K_M', 'generator'), { name: 'UserError', message: /ultralink models pull hf:a\/b:Q4_K_M/ })
  assert.equal((await locateModel('nano-generator')).found?.place, 'bundled')
})

test('a model whose download was not finished says how to go on', async (t) => {
  emptyHome(t)
  const folder = join(modelsFolder(), 'some', 'embedder')
  put(join(folder, 'config.json'), '{}')
  put(join(folder, 'onnx', 'model_quantized.onnx.part'), 'x')
  put(join(modelsFolder(), 'some', 'Model-GGUF', 'm.gguf.part'), 'x')
  await assert.rejects(resolveModel('hf:some/embedder', 'embedder'), { name: 'UserError', message: 'embedder "hf:some/embedder" is not whole: its download was not finished; "ultralink models pull hf:some/embedder" goes on with it' })
  await assert.rejects(resolveModel(folder, 'embedder'), { name: 'UserError', message: /some\/embedder is not whole: its download was not finished; "ultralink models pull hf:some\/embedder" goes on with it$/ })
  await assert.rejects(resolveModel('hf:some/Model-GGUF/m.gguf', 'generator'), /its download was not finished/)
  assert.deepEqual(hubModels(), [])
})

test('a choice is remembered by role, in the file that ULTRALINK_CONFIG names', (t) => {
  const home = emptyHome(t)
  assert.equal(choiceFile(), join(home, '.config', 'ultralink', 'models.json'))
  process.env['ULTRALINK_CONFIG'] = join(home, 'deep', 'mine.json')
  assert.deepEqual(readChoice(), {})
  writeChoice({ generator: 'a' })
  writeChoice({ embedder: 'b' })
  assert.deepEqual(readChoice(), { generator: 'a', embedder: 'b' })
  put(choiceFile(), '{"generator":3}')
  assert.throws(() => readChoice(), { name: 'UserError', message: /mine\.json is not what "ultralink models use" writes/ })
})
