import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { create, list } from 'tar'
import { lockName, lockText, readLock, recordOf, type LockRecord } from '../../src/models/lock.js'
import { pack, unpack, type Packed } from '../../src/models/pack.js'
import { modelsFolder } from '../../src/models/places.js'
import { locateModel, resolveFully } from '../../src/models/registry.js'
import { recordOfReference } from '../../src/models/run-lock.js'
import { sha256 } from './fake-hub.js'
import { emptyHome, put } from './model-homes.js'

async function twoModels(home: string): Promise<Packed[]> {
  const blob = put(join(home, 'blobs', 'sha256-x'), Buffer.alloc(100_000, 'weights '))
  const path = join(home, 'snapshot', 'model.gguf')
  mkdirSync(join(home, 'snapshot'))
  symlinkSync(blob, path)
  const model = { path, record: await recordOf({ name: 'model', role: 'generator', path, source: 'hf:some/Model-GGUF/sub/model.gguf', revision: 'abc', licence: 'MIT' }) }
  const { model: nano } = await resolveFully('nano-embedder', 'embedder')
  const copy = join(home, 'small-embedder')
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx']) put(join(copy, name), readFileSync(join(nano.path, name)))
  return [model, { path: copy, record: await recordOfReference(copy, 'embedder') }]
}

test('what is packed on one machine is found by its name on another, links resolved, with the same hashes', async (t) => {
  const home = emptyHome(t)
  const models = await twoModels(home)
  const tar = join(home, 'models.tar')
  const bytes = await pack(models, tar)
  assert.ok(bytes > models.reduce((sum, { record }) => sum + record.bytes, 0))
  const names: string[] = []
  await list({ file: tar, onReadEntry: ({ path }) => names.push(path) })
  assert.deepEqual(names.slice(0, 2), [lockName, 'models/some/Model-GGUF/sub/model.gguf'])
  assert.ok(names.includes('models/local/small-embedder/onnx/model_quantized.onnx'))
  process.env['ULTRALINK_MODELS'] = join(home, 'other machine')
  const { records, known } = await unpack(tar)
  assert.deepEqual([[...records].sort((a, b) => (a.name < b.name ? -1 : 1)), known], [models.map(({ record }) => record), []])
  assert.deepEqual((await resolveFully('model', 'generator')).model, { name: 'model', role: 'generator', path: join(modelsFolder(), 'some/Model-GGUF/sub/model.gguf'), sha256: models[0]!.record.sha256, licence: 'MIT' })
  assert.equal((await resolveFully('small-embedder', 'embedder')).model.sha256, models[1]!.record.sha256)
  assert.equal((await locateModel('hf:some/Model-GGUF/sub/model.gguf')).found?.place, 'ultralink')
  assert.equal((await unpack(tar)).known.length, 5)
  assert.deepEqual(readdirSync(modelsFolder()).sort(), ['local', lockName, 'some'])
})

test('a packed model whose name is that of another one gets a longer name, and its files a folder of that name', async (t) => {
  const home = emptyHome(t)
  const path = put(join(home, 'qwen3-8b.gguf'), 'mine')
  await pack([{ path, record: await recordOf({ name: 'qwen3-8b', role: 'generator', path, source: 'file:qwen3-8b.gguf' }) }], join(home, 'a.tar'))
  const { records, renamed } = await unpack(join(home, 'a.tar'))
  assert.deepEqual([records.map(({ name }) => name), renamed], [['local-qwen3-8b'], [{ name: 'qwen3-8b', source: 'file:qwen3-8b.gguf', now: 'local-qwen3-8b' }]])
  assert.equal((await locateModel('local-qwen3-8b')).found?.path, join(modelsFolder(), 'local/local-qwen3-8b/qwen3-8b.gguf'))
})

/** Two models whose files have one name, each in a folder of its own. */
async function namesakes(home: string): Promise<Packed[]> {
  const paths = ['a', 'b'].map((folder) => put(join(home, folder, 'x.gguf'), `weights of ${folder}`))
  return Promise.all(paths.map(async (path) => ({ path, record: await recordOfReference(path, 'generator') })))
}

const weightsIn = async (name: string) => readFileSync((await locateModel(name)).found!.path, 'utf8')

test('two models whose files have one name are carried in one tar', async (t) => {
  const home = emptyHome(t)
  await pack(await namesakes(home), join(home, 'both.tar'))
  await unpack(join(home, 'both.tar'))
  assert.deepEqual([await weightsIn('x'), await weightsIn('local-x')], ['weights of a', 'weights of b'])
})

test('a model never takes the place of another one of its name, and is known again', async (t) => {
  const home = emptyHome(t)
  const [a, b] = await namesakes(home)
  await pack([a!], join(home, 'a.tar'))
  await pack([b!], join(home, 'b.tar'))
  await unpack(join(home, 'a.tar'))
  for (let time = 0; time < 2; time++) assert.deepEqual((await unpack(join(home, 'b.tar'))).renamed, [{ name: 'x', source: 'file:x.gguf', now: 'local-x' }])
  assert.deepEqual([await weightsIn('x'), await weightsIn('local-x')], ['weights of a', 'weights of b'])
  assert.equal((await readLock(join(modelsFolder(), lockName))).length, 2)
})

test('the same model twice is refused before a tar is begun', async (t) => {
  const home = emptyHome(t)
  const [a] = await namesakes(home)
  const copy = { ...a!, path: put(join(home, 'copy', 'x.gguf'), 'weights of a') }
  for (const models of [[a!, a!], [a!, copy]]) await assert.rejects(pack(models, join(home, 'a.tar')), { name: 'UserError', message: 'the same model is named twice; name each model once' })
  assert.ok(!existsSync(join(home, 'a.tar')) && !existsSync(join(home, 'a.tar.part')))
})

/** Stops work once something is there. */
async function stopWhen(isThere: () => boolean, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const stop = new AbortController()
  const done = assert.rejects(work(stop.signal), { name: 'AbortError' })
  while (!isThere()) await setImmediate()
  stop.abort()
  await done
}

test('packing and unpacking can be stopped, and leave nothing', async (t) => {
  const home = emptyHome(t)
  const path = put(join(home, 'large.gguf'), Buffer.alloc(64 << 20))
  const models = [{ path, record: await recordOfReference(path, 'generator') }]
  const tar = join(home, 'large.tar')
  await stopWhen(() => existsSync(`${tar}.part`), (signal) => pack(models, tar, signal))
  assert.deepEqual(readdirSync(home).filter((name) => name.includes('.tar')), [])
  await pack(models, tar)
  await stopWhen(() => existsSync(modelsFolder()) && readdirSync(modelsFolder()).some((name) => name.startsWith('.unpacking-')), (signal) => unpack(tar, signal))
  assert.deepEqual(readdirSync(modelsFolder()), [])
  await assert.rejects(unpack(tar, AbortSignal.abort()), { name: 'AbortError' })
  await unpack(tar)
})

test('what a killed process left of a tar is removed by the next, never while one is at work', async (t) => {
  const home = emptyHome(t)
  const [a] = await namesakes(home)
  await pack([a!], join(home, 'a.tar'))
  const left = put(join(modelsFolder(), '.unpacking-abc123', '0'), 'half a model')
  const locked = put(join(modelsFolder(), '.unpack.lock'), JSON.stringify({ pid: 1, host: 'another-machine' }))
  await assert.rejects(unpack(join(home, 'a.tar')), { name: 'UserError', message: /^a tar is being unpacked into .* by process 1 of another-machine; wait for it \(if that unpack is gone, delete .*\.unpack\.lock\)$/ })
  assert.ok(existsSync(left))
  rmSync(locked)
  await unpack(join(home, 'a.tar'))
  assert.deepEqual(readdirSync(modelsFolder()).sort(), ['local', lockName])
})

test('a tar or a folder for models that cannot be written is said in one sentence', async (t) => {
  const home = emptyHome(t)
  const models = await twoModels(home)
  if (existsSync('/dev/full')) {
    symlinkSync('/dev/full', join(home, 'a.tar.part'))
    await assert.rejects(pack(models, join(home, 'a.tar')), { name: 'UserError', message: /^cannot write .*a\.tar.*: the disk is full; mend that or choose another --out$/ })
  }
  await pack(models, join(home, 'b.tar'))
  put(join(modelsFolder(), 'some'), 'a file')
  await assert.rejects(unpack(join(home, 'b.tar')), { name: 'UserError', message: /^cannot write .*: a file is in its way; .*ULTRALINK_MODELS/ })
  await assert.rejects(unpack(home), { name: 'UserError', message: /is no file; a \.tar/ })
})

test('packing needs no temporary folder', async (t) => {
  const home = emptyHome(t)
  const models = await twoModels(home)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = join(home, 'none')
  try {
    await pack(models, join(home, 'a.tar'))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  assert.deepEqual(readdirSync(home).filter((name) => name.includes('.tar')), ['a.tar'])
})

test('the same models give the same tar', async (t) => {
  const home = emptyHome(t)
  const models = await twoModels(home)
  await pack(models, join(home, 'a.tar'))
  await pack(models, join(home, 'b.tar'))
  assert.equal(sha256(readFileSync(join(home, 'a.tar'))), sha256(readFileSync(join(home, 'b.tar'))))
  await assert.rejects(pack(models, join(home, 'a.tar')), { name: 'UserError', message: /a\.tar is there already/ })
  await assert.rejects(pack(models, join(home, 'none', 'a.tar')), { name: 'UserError', message: /there is no folder/ })
})

/** A tar of files as they are given, in order. */
async function tarOf(home: string, entries: Readonly<Record<string, string>>): Promise<string> {
  const base = join(home, 'staging')
  rmSync(base, { recursive: true, force: true })
  const stored = new Map(Object.entries(entries).map(([name, text], index) => [`file${index}`, { name, text }]))
  for (const [file, { text }] of stored) {
    if (text.startsWith('→')) symlinkSync(text.slice(1), join(base, file))
    else put(join(base, file), text)
  }
  const tar = join(home, 'made.tar')
  await create({ file: tar, cwd: base, portable: true, onWriteEntry: (entry) => void (entry.path = stored.get(entry.path)?.name ?? entry.path) }, [...stored.keys()])
  return tar
}

const recordFor = (text: string): LockRecord => ({ name: 'm', role: 'generator', sha256: sha256(text), bytes: text.length, source: 'file:m.gguf', files: [{ file: 'm.gguf', bytes: text.length, sha256: sha256(text) }] })
const lock = lockText([recordFor('right')])

for (const [title, entries, message] of [
  ['a file has another hash', { [lockName]: lock, 'models/local/m/m.gguf': 'wrong' }, /m\.gguf of m is damaged: its sha256 is [0-9a-f]{64}, the lock says [0-9a-f]{64}; carry it over again, nothing was installed/],
  ['a file is missing', { [lockName]: lock }, /the tar has no m\.gguf of m, which its lock names/],
  ['a path leaves the folder', { [lockName]: lock, 'models/local/m/m.gguf': 'right', '../../evil': 'x' }, /holds "\.\.\/\.\.\/evil", which its lock does not name; nothing was installed/],
  ['a path is absolute', { [lockName]: lock, '/tmp/evil': 'x' }, /holds "\/tmp\/evil", which its lock does not name/],
  ['a file is a link', { [lockName]: lock, 'models/local/m/m.gguf': '→/etc/passwd' }, /holds "models\/local\/m\/m\.gguf" \(SymbolicLink\), which its lock does not name/],
  ['it has more than its lock names', { [lockName]: lock, 'models/local/m/m.gguf': 'right', 'models/local/m/more.gguf': 'x' }, /more\.gguf", which its lock does not name/],
  ['its lock leaves the folder', { [lockName]: lock.replace('"file": "m.gguf"', '"file": "../m.gguf"'), 'models/local/m/m.gguf': 'right' }, /is no lock of ultralink's: .* leaves its folder/],
  ['it begins with something else', { 'models/local/m/m.gguf': 'right', [lockName]: lock }, /does not begin with models\.lock\.json/],
] as const) {
  test(`a tar is refused and nothing gets a name when ${title}`, async (t) => {
    const home = emptyHome(t)
    const tar = await tarOf(home, entries)
    await assert.rejects(unpack(tar), { name: 'UserError', message })
    assert.deepEqual(readdirSync(modelsFolder()), [])
    assert.ok(!existsSync(join(home, 'evil')))
  })
}

test('a tar that is none, is cut short or is not there is said', async (t) => {
  const home = emptyHome(t)
  const whole = await tarOf(home, { [lockName]: lock, 'models/local/m/m.gguf': 'right' })
  const text = put(join(home, 'text.tar'), 'no tar at all, but long enough to be read as a header of one '.repeat(20))
  await assert.rejects(unpack(text), { name: 'UserError', message: /text\.tar is no tar, or damaged/ })
  writeFileSync(join(home, 'cut.tar'), readFileSync(whole).subarray(0, 1600))
  await assert.rejects(unpack(join(home, 'cut.tar')), { name: 'UserError' })
  await assert.rejects(unpack(join(home, 'none.tar')), { name: 'UserError', message: /cannot read .*none\.tar: there is no such file; a \.tar/ })
  await unpack(whole)
  assert.equal((await locateModel('m')).found?.path, join(modelsFolder(), 'local/m/m.gguf'))
})
