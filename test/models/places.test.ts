import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findOfOllama, ollamaModels } from '../../src/models/ollama.js'
import { findByName, findOfHub, hubModels, modelsFolder } from '../../src/models/places.js'
import { hubReference, ollamaReference } from '../../src/models/reference.js'
import { sha256 } from './fake-hub.js'
import { emptyHome, put } from './model-homes.js'

const reference = hubReference('hf:Some/Model-GGUF/model-Q4_K_M.gguf')!
const byQuantization = hubReference('hf:Some/Model-GGUF:Q4_K_M')!

/** As huggingface_hub keeps files: a link in a snapshot to a blob. */
function cached(hub: string, revision: string, file: string): string {
  const repository = join(hub, 'models--Some--Model-GGUF')
  put(join(repository, 'blobs', `${revision}-${file}`), 'x')
  const link = join(repository, 'snapshots', revision, file)
  mkdirSync(join(link, '..'), { recursive: true })
  symlinkSync(join('..', '..', 'blobs', `${revision}-${file}`), link)
  return link
}

test('a file of the Hub is found in its cache, in the snapshot that main points at', (t) => {
  const home = emptyHome(t)
  const hub = join(home, '.cache', 'huggingface', 'hub')
  cached(hub, 'aaa', 'model-Q4_K_M.gguf')
  const link = cached(hub, 'bbb', 'model-Q4_K_M.gguf')
  put(join(hub, 'models--Some--Model-GGUF', 'refs', 'main'), 'bbb\n')
  assert.deepEqual(findOfHub(reference).found, { path: link, place: 'Hugging Face cache', source: 'hf:Some/Model-GGUF/model-Q4_K_M.gguf', revision: 'bbb' })
  assert.equal(findOfHub(byQuantization).found?.path, link)
  assert.equal(findOfHub({ ...reference, revision: 'aaa' }).found?.revision, 'aaa')
  assert.equal(findOfHub({ ...reference, revision: 'ccc' }).found, undefined)
  const whole = cached(hub, 'c0ffee00', 'model-Q4_K_M.gguf')
  assert.deepEqual(['c0ffee', 'c0f'].map((revision) => findOfHub({ ...reference, revision }).found?.path), [whole, undefined])
})

for (const [variable, below] of [['HF_HOME', 'hub'], ['HF_HUB_CACHE', ''], ['HUGGINGFACE_HUB_CACHE', ''], ['XDG_CACHE_HOME', 'huggingface/hub']] as const) {
  test(`${variable} says where the cache of the Hub is`, (t) => {
    const folder = join(emptyHome(t), 'elsewhere')
    process.env[variable] = folder
    const link = cached(join(folder, below), 'aaa', 'model-Q4_K_M.gguf')
    assert.equal(findOfHub(reference).found?.path, link)
  })
}

test('a file of the Hub is found where ultralink, LM Studio and llama.cpp keep it, in this order', (t) => {
  const home = emptyHome(t)
  const places = [
    ['llama.cpp', join(home, '.cache', 'llama.cpp', 'Some_Model-GGUF_model-Q4_K_M.gguf')],
    ['LM Studio', join(home, '.lmstudio', 'models', 'Some', 'Model-GGUF', 'model-Q4_K_M.gguf')],
    ['ultralink', join(home, '.local', 'share', 'ultralink', 'models', 'Some', 'Model-GGUF', 'model-Q4_K_M.gguf')],
  ] as const
  for (const [place, path] of places) {
    put(path, 'x')
    assert.deepEqual(findOfHub(reference).found, { path, place, source: 'hf:Some/Model-GGUF/model-Q4_K_M.gguf' })
  }
})

test('LM Studio may have moved its home, and its old folder is looked at too', (t) => {
  const home = emptyHome(t)
  const old = put(join(home, '.cache', 'lm-studio', 'models', 'Some', 'Model-GGUF', 'model-Q4_K_M.gguf'), 'x')
  assert.equal(findOfHub(byQuantization).found?.path, old)
  put(join(home, '.lmstudio-home-pointer'), join(home, 'lm'))
  const moved = put(join(home, 'lm', 'models', 'Some', 'Model-GGUF', 'model-Q4_K_M.gguf'), 'x')
  assert.equal(findOfHub(byQuantization).found?.path, moved)
  assert.deepEqual(hubModels().map(({ name }) => name), ['hf:Some/Model-GGUF/model-Q4_K_M.gguf', 'hf:Some/Model-GGUF/model-Q4_K_M.gguf'])
})

test('an embedder of the Hub is its whole folder', (t) => {
  emptyHome(t)
  const folder = join(modelsFolder(), 'Xenova', 'LaBSE')
  assert.equal(findOfHub(hubReference('hf:Xenova/LaBSE')!).found, undefined)
  put(join(folder, 'config.json'), '{}')
  assert.equal(findOfHub(hubReference('hf:Xenova/LaBSE')!).found?.path, folder)
})

/** As Ollama keeps a model: a manifest that names blobs by hash. */
function ollama(models: string, name: string, weights: string): string {
  const digest = sha256(weights)
  const layers = [{ mediaType: 'application/vnd.ollama.image.template', digest: `sha256:${'0'.repeat(64)}` }, { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}` }]
  put(join(models, 'manifests', name), JSON.stringify({ schemaVersion: 2, layers }))
  return put(join(models, 'blobs', `sha256-${digest}`), weights)
}

test("Ollama's names lead to its blobs", (t) => {
  const home = emptyHome(t)
  const blob = ollama(join(home, '.ollama', 'models'), 'registry.ollama.ai/library/qwen3/8b', 'weights')
  assert.deepEqual(findOfOllama(ollamaReference('qwen3:8b')!).found, { path: blob, place: 'Ollama', source: 'ollama:qwen3:8b' })
  assert.equal(findOfOllama(ollamaReference('qwen3')!).found, undefined)
  process.env['OLLAMA_MODELS'] = join(home, 'big')
  const other = ollama(join(home, 'big'), 'hf.co/Some/Model-GGUF/Q4_K_M', 'others')
  assert.deepEqual(findOfOllama(ollamaReference('hf.co/Some/Model-GGUF:Q4_K_M')!).found, { path: other, place: 'Ollama', source: 'ollama:hf.co/Some/Model-GGUF:Q4_K_M' })
  assert.deepEqual(ollamaModels().map(({ name }) => name), ['hf.co/Some/Model-GGUF:Q4_K_M', 'qwen3:8b'])
})

test('a manifest that is damaged, names no weights or tries to leave the folder leads nowhere', (t) => {
  const models = join(emptyHome(t), '.ollama', 'models')
  const model = (digest: string) => JSON.stringify({ layers: [{ mediaType: 'application/vnd.ollama.image.model', digest }] })
  for (const text of ['{', '[]', '{"layers":[]}', model('sha256:../../../../etc/passwd'), model(`sha256:${'a'.repeat(64)}`)]) {
    put(join(models, 'manifests', 'registry.ollama.ai', 'library', 'bad', 'latest'), text)
    assert.equal(findOfOllama(ollamaReference('bad')!).found, undefined, text)
  }
})

test('a bare name is looked for in the folders for models, with and without its ending, and every place is told', (t) => {
  emptyHome(t)
  const { found, looked } = findByName('mine')
  assert.equal(found, undefined)
  assert.ok(looked.includes(join(modelsFolder(), 'mine')) && looked.includes(join(modelsFolder(), 'mine.gguf')))
  const path = put(join(modelsFolder(), 'mine.gguf'), 'x')
  assert.equal(findByName('mine').found?.path, path)
  assert.equal(findByName('mine.gguf').found?.path, path)
})
