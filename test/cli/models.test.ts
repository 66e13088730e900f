import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { modelsWanted } from '../../src/cli/plan.js'
import { describe, downloadProgress } from '../../src/cli/download-progress.js'
import { programOf } from '../../src/cli/program.js'
import { catalogue } from '../../src/models/catalogue.js'
import { lockText, readLock } from '../../src/models/lock.js'
import { modelsFolder } from '../../src/models/places.js'
import { packageRoot } from '../../src/package.js'
import { recordOfReference } from '../../src/models/run-lock.js'
import { fakeHub, sha256 } from '../models/fake-hub.js'
import { makeGguf } from '../models/make-gguf.js'
import { emptyHome, put } from '../models/model-homes.js'
import { ultralink } from './terminal.js'

const models = (...argv: string[]) => ultralink(['models', ...argv])
const generator = makeGguf({ architecture: 'llama', template: '{{ messages }}' })
const nano = join(packageRoot, 'models', 'nano-generator.gguf')

const commands = programOf({ out: { write() {}, isTTY: false }, err: { write() {}, isTTY: false }, signal: new AbortController().signal }).commands.find((command) => command.name() === 'models')!.commands

for (const command of commands) {
  test(`models ${command.name()} --help explains every option and ends with two examples of its own`, async () => {
    const { code, out } = await models(command.name(), '--help')
    assert.equal(code, 0)
    const [before = '', examples = ''] = out.split('\nExamples:\n')
    for (const option of command.options) assert.ok(option.description && before.includes(option.flags), option.flags)
    const lines = examples.split('\n').filter((line) => line.startsWith(`  $ ultralink models ${command.name()} `))
    assert.ok(lines.length >= 2, examples)
    for (const line of lines) {
      const argv = line.replace(/^ *\$ ultralink models \S+ /, '').trim().split(/\s+/)
      const known = command.options.map(({ long }) => long)
      assert.deepEqual(argv.filter((word) => word.startsWith('--') && !known.includes(word)), [], line)
    }
  })
}

test('models list shows each model of the catalogue with what it needs, and list models says the same', async (t) => {
  emptyHome(t)
  const { code, out, err } = await models('list')
  assert.deepEqual([code, err], [0, ''])
  for (const { name, role, licence } of catalogue()) assert.match(out, new RegExp(`^${name.replaceAll('.', '\\.')} +${role} .*${licence}`, 'm'))
  assert.match(out, /^nano-generator .* bundled$/m)
  assert.match(out, /^This machine has \d+ GB of memory/m)
  assert.ok(out.split('\n').every((line) => line.length < 170))
  assert.equal((await ultralink(['list', 'models'])).out, out)
  const embedders = (await models('list', '--role', 'embedder')).out
  assert.ok(embedders.includes('nano-embedder') && !embedders.includes('nano-generator'))
  assert.match((await models('list', '--long')).out, /^qwen3-8b \(hf:Qwen\/.*\n {2}Qwen3, /m)
  assert.match((await models('list', '--role', 'judge')).err, /generator, translator, embedder/)
})

test('models list --json gives a line a model, and models of other programs are among them', async (t) => {
  const home = emptyHome(t)
  const path = put(join(home, '.lmstudio', 'models', 'Some', 'Model-GGUF', 'model-Q4_K_M.gguf'), generator)
  const lines = (await models('list', '--json', '--here')).out.trim().split('\n').map((line) => JSON.parse(line) as { name: string; here?: string; path?: string; bytes?: number })
  assert.ok(lines.every(({ here }) => here))
  assert.deepEqual(lines.find(({ here }) => here === 'LM Studio'), { name: 'hf:Some/Model-GGUF/model-Q4_K_M.gguf', role: '–', bytes: generator.length, source: 'hf:Some/Model-GGUF/model-Q4_K_M.gguf', memory: 1, fits: true, here: 'LM Studio', path })
  assert.match((await models('list', '--here')).out, /^hf:Some\/Model-GGUF\/model-Q4_K_M\.gguf .* LM Studio$/m)
})

test('models where prints the path alone, or every place that was looked at and how to get it', async (t) => {
  const home = emptyHome(t)
  const missing = await models('where', 'qwen3-8b')
  assert.deepEqual([missing.code, missing.out], [1, ''])
  assert.match(missing.err, /^qwen3-8b is not on this machine; "ultralink models pull qwen3-8b" gets it; looked at\n {2}/)
  for (const place of ['.local/share/ultralink', '.lmstudio', 'huggingface/hub', 'llama.cpp', '.ollama']) assert.ok(missing.err.includes(join(home, place.startsWith('.') ? place : join('.cache', place))), place)
  const path = put(join(home, '.lmstudio', 'models', 'Qwen', 'Qwen3-8B-GGUF', 'Qwen3-8B-Q4_K_M.gguf'), 'x')
  for (const name of ['qwen3-8b', 'hf:Qwen/Qwen3-8B-GGUF:Q4_K_M', 'Qwen/Qwen3-8B-GGUF/Qwen3-8B-Q4_K_M.gguf']) assert.equal((await models('where', name)).out, `${path}\n`)
})

test('models pull downloads, says where to, and never shows the token; --lock gets the same again', async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files: { 'some/Model-GGUF/model-Q4_K_M.gguf': generator }, token: 'hf_secret' })
  Object.assign(process.env, { HF_ENDPOINT: hub.endpoint, HF_TOKEN: 'hf_secret' })
  const pulled = await models('pull', 'hf:some/Model-GGUF:Q4_K_M')
  const path = join(modelsFolder(), 'some', 'Model-GGUF', 'model-Q4_K_M.gguf')
  assert.deepEqual([pulled.code, pulled.out], [0, `model-Q4_K_M: ${path}\n`])
  assert.match(pulled.err, /sha256 [0-9a-f]{64}/)
  assert.doesNotMatch(pulled.out + pulled.err, /hf_secret/)
  const lock = put(join(home, 'run.lock.json'), lockText([await recordOfReference('model-Q4_K_M', 'generator'), await recordOfReference('nano-embedder', 'embedder')]))
  process.env['ULTRALINK_MODELS'] = join(home, 'elsewhere')
  assert.equal((await models('verify', '--lock', lock)).code, 1)
  assert.equal((await models('pull', '--lock', lock)).code, 0)
  const verified = await models('verify', '--lock', lock)
  assert.deepEqual([verified.code, verified.err], [0, ''])
  assert.match(verified.out, /^model-Q4_K_M +ok .*elsewhere/m)
  delete process.env['HF_TOKEN']
  const refused = await models('pull', 'hf:some/Model-GGUF:Q4_K_M')
  assert.deepEqual([refused.code, refused.out], [1, ''])
  assert.match(refused.err, /not public \(401\).*set HF_TOKEN\n$/)
})

test('models pull NAME gets a model again that was pulled from the Hub and is gone or has changed', async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files: { 'some/Model-GGUF/model-Q4_K_M.gguf': generator } })
  process.env['HF_ENDPOINT'] = hub.endpoint
  await models('pull', 'hf:some/Model-GGUF:Q4_K_M')
  const path = join(modelsFolder(), 'some', 'Model-GGUF', 'model-Q4_K_M.gguf')
  for (const damage of [() => rmSync(path), () => writeFileSync(path, Buffer.alloc(generator.length))]) {
    damage()
    assert.match((await models('verify')).out, /^model-Q4_K_M +(missing|changed) /m)
    assert.deepEqual([await models('pull', 'model-Q4_K_M').then(({ code }) => code), readFileSync(path)], [0, generator])
  }
  rmSync(path)
  assert.match((await models('where', 'model-Q4_K_M')).err, /"ultralink models pull model-Q4_K_M" gets it/)
  const tar = join(home, 'mine.tar')
  await models('pack', put(join(home, 'mine.gguf'), generator), '--out', tar)
  await models('unpack', tar)
  assert.match((await models('pull', 'mine')).err, /^mine is pinned from file:mine\.gguf, which cannot be downloaded; carry it over/)
})

test('models verify knows two models of one file name apart', async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files: { 'some/Model-GGUF/m.gguf': generator, 'other/Model-GGUF/m.gguf': Buffer.from('other') } })
  process.env['HF_ENDPOINT'] = hub.endpoint
  await models('pull', 'hf:some/Model-GGUF/m.gguf')
  const { err } = await models('pull', 'hf:other/Model-GGUF/m.gguf')
  assert.match(err, /^m is the name of another model: hf:other\/Model-GGUF\/m\.gguf is called other-Model-GGUF-m$/m)
  assert.match((await models('verify')).out, /^other-Model-GGUF-m +ok /m)
  const lock = put(join(home, 'theirs.lock.json'), lockText((await readLock(join(modelsFolder(), 'models.lock.json'))).map((record) => ({ ...record, name: 'm' }))))
  assert.equal((await models('verify', '--lock', lock)).code, 0)
})

test('a pull that the user stops ends with 130 and goes on later', async (t) => {
  emptyHome(t)
  await using hub = await fakeHub({ files: { 'some/Model-GGUF/m.gguf': generator } })
  process.env['HF_ENDPOINT'] = hub.endpoint
  const { code, err } = await ultralink(['models', 'pull', 'hf:some/Model-GGUF/m.gguf'], { signal: AbortSignal.abort() })
  assert.equal(code, 130)
  assert.match(err, /run the same command again to go on/)
})

test('what cannot be pulled is said in one sentence', async (t) => {
  const home = emptyHome(t)
  const lock = put(join(home, 'x.lock.json'), lockText([{ name: 'mine', role: 'generator', sha256: sha256('x'), bytes: 1, source: 'file:mine.gguf', files: [{ file: 'mine.gguf', bytes: 1, sha256: sha256('x') }] }]))
  for (const [argv, message] of [
    [[], /^which model\? /],
    [['nano-generator'], /^nano-generator comes along with ultralink/],
    [['no-such-model'], /^"no-such-model" is no name that "ultralink models list" shows/],
    [[nano], /is a file or folder of this machine/],
    [['--lock', join(home, 'none.json')], /there is no such file/],
    [['--lock', lock], /^mine \(file:mine\.gguf\) cannot be downloaded and is not here as the lock has it; carry it over/],
  ] as const) {
    const { code, err } = await models('pull', ...argv)
    assert.equal(code, 1, argv.join(' '))
    assert.match(err, message)
    assert.equal(err.trim().split('\n').length, 1)
  }
})

test('models verify hashes again: a file that changed behind its back ends with 1', async (t) => {
  const home = emptyHome(t)
  const first = await models('verify')
  assert.deepEqual([first.code, first.err], [0, ''])
  assert.match(first.out, /^nano-generator +ok /m)
  const path = put(join(home, 'mine.gguf'), generator)
  assert.match((await models('verify', path)).out, /not pinned/)
  const lock = put(join(home, 'run.lock.json'), lockText([await recordOfReference(path, 'generator')]))
  put(join(modelsFolder(), 'mine.gguf'), generator)
  assert.match((await models('verify', '--lock', lock)).out, /^mine +ok /m)
  writeFileSync(join(modelsFolder(), 'mine.gguf'), Buffer.alloc(generator.length))
  const changed = await models('verify', '--lock', lock)
  assert.equal(changed.code, 1)
  assert.match(changed.out, /^mine +changed /m)
  assert.match(changed.err, /^mine is not what was pinned; "ultralink models pull --lock /)
  assert.match((await models('verify', 'qwen3-8b')).out, /^qwen3-8b +missing /m)
})

test('models use decides which model a build takes, unless one is named', async (t) => {
  const home = emptyHome(t)
  const path = put(join(home, 'mine.gguf'), generator)
  const used = await models('use', path)
  assert.deepEqual([used.code, used.err], [0, ''])
  assert.match(used.out, new RegExp(`^generator mine \\(${path}\\) is taken where none is named`))
  const notes: string[] = []
  assert.deepEqual([modelsWanted({}, (note) => notes.push(note)).generator, modelsWanted({ generator: 'other' }, () => {}).generator, modelsWanted({}, () => {}).embedder], [path, 'other', 'nano-embedder'])
  assert.deepEqual(notes, [`note: generator ${path}, as "ultralink models use" chose`])
  assert.match((await models('use', 'nano-embedder')).out, /^embedder nano-embedder/)
  assert.deepEqual(JSON.parse(readFileSync(join(home, '.config', 'ultralink', 'models.json'), 'utf8')), { generator: path, embedder: 'nano-embedder' })
  const listed = (await models('list')).out
  assert.match(listed, /^nano-embedder \* /m)
  assert.ok(listed.includes(`\n* taken where none is named: generator ${path}, embedder nano-embedder\n`), listed)
  for (const [argv, message] of [
    [['qwen3-8b'], /generator "qwen3-8b" is not on this machine; "ultralink models pull qwen3-8b" gets it/],
    [['nano-embedder', '--as', 'generator'], /"nano-embedder" is no generator/],
    [[put(join(home, 'text.gguf'), 'no model')], /is no GGUF/],
  ] as const) {
    const { code, err } = await models('use', ...argv)
    assert.equal(code, 1)
    assert.match(err, message)
  }
})

test('what models pack writes, models unpack installs, and --generator NAME finds', async (t) => {
  const home = emptyHome(t)
  const path = put(join(home, 'my-tuned.gguf'), readFileSync(nano))
  const tar = join(home, 'models.tar')
  const packed = await models('pack', path, 'nano-embedder', '--out', tar)
  assert.deepEqual([packed.code, packed.err], [0, ''])
  assert.match(packed.out, /^my-tuned +.* [0-9a-f]{64}$/m)
  process.env['ULTRALINK_MODELS'] = join(home, 'air-gapped')
  const unpacked = await models('unpack', tar)
  assert.deepEqual([unpacked.code, unpacked.err], [0, ''])
  assert.match(unpacked.out, new RegExp(`^my-tuned: ${join(home, 'air-gapped', 'local', 'my-tuned', 'my-tuned.gguf')}$`, 'm'))
  assert.match((await models('list')).out, /^my-tuned +generator .* ultralink$/m)
  assert.equal((await models('verify', 'my-tuned')).code, 0)
  const build = await ultralink(['build', 'chat-specific', '-l', 'fr', '--dry-run', '--threads', '1', '--sequences', '1', '--batch-size', '512', '--replicas', '1', '--generator', 'my-tuned', '--wiki', join(packageRoot, 'data/samples/frsample-pages-articles-multistream.xml.bz2'), '--out', join(home, 'runs')])
  assert.equal(build.code, 0, build.err)
  assert.match((await models('pack', 'qwen3-8b', '--out', join(home, 'b.tar'))).err, /not on this machine/)
  assert.match((await models('unpack', nano)).err, /is no tar, or damaged/)
})

test('models pack and unpack that the user stops end with 130, and names that are changed are said', async (t) => {
  const home = emptyHome(t)
  const [one, two] = ['a', 'b'].map((folder) => put(join(home, folder, 'x.gguf'), Buffer.concat([generator, Buffer.from(folder)])))
  const tar = join(home, 'both.tar')
  assert.equal((await ultralink(['models', 'pack', one!, '--out', tar], { signal: AbortSignal.abort() })).code, 130)
  const { code, out, err } = await models('pack', one!, two!, '--out', tar)
  assert.deepEqual([code, err], [0, 'x is the name of another model: file:x.gguf is called local-x\n'])
  assert.match(out, /^x +.*\nlocal-x +/m)
  assert.equal((await ultralink(['models', 'unpack', tar], { signal: AbortSignal.abort() })).code, 130)
  assert.equal((await models('where', 'local-x')).code, 1)
  assert.equal((await models('unpack', tar)).code, 0)
  assert.match((await models('where', 'local-x')).out, /local-x\/x\.gguf$/m)
})

test('of all these commands only pull opens a socket', async (t) => {
  const home = emptyHome(t)
  const at = (module: string) => new URL(module, import.meta.url).href
  /** Runs commands one after the other in a process that may open no socket. */
  const guarded = (...commands: string[][]) => {
    const code = `import { ultralink } from ${JSON.stringify(at('./terminal.js'))}; for (const argv of ${JSON.stringify(commands)}) { const { code, err } = await ultralink(['models', ...argv]); if (code !== 0) throw new Error(argv.join(' ') + ': ' + err) }`
    return promisify(execFile)(process.execPath, ['--import', at('../no-sockets.js'), '--input-type=module', '-e', code])
  }
  const tar = join(home, 'a.tar')
  await guarded(['list'], ['verify'], ['where', 'nano-generator'], ['use', 'nano-generator'], ['pack', nano, '--out', tar], ['unpack', tar])
  await assert.rejects(guarded(['pull', 'hf:some/Model-GGUF/m.gguf']), /nothing may open a socket/)
})

test('progress shows share, rate and time left, on one line of a terminal and now and then elsewhere', () => {
  assert.equal(describe('m.gguf', { done: 2_100_000_000, total: 4_900_000_000, rate: 31_200_000 }), 'm.gguf 42% (2.10 GB of 4.90 GB, 31.2 MB/s, 90 s to go)')
  assert.equal(describe('m.gguf', { done: 5, total: 5, rate: 0 }), 'm.gguf 100% (5 B of 5 B)')
  let text = ''
  const quiet = downloadProgress({ write: (said) => void (text += said), isTTY: false })
  quiet.show('m.gguf', 1, 100)
  quiet.show('m.gguf', 2, 100)
  assert.equal(text, '')
  quiet.note('done')
  assert.equal(text, 'done\n')
})
