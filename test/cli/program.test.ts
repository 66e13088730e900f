import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Command } from 'commander'
import { collections, datasets } from '../../src/datasets/index.js'
import { languages } from '../../src/languages/index.js'
import { modelsWanted } from '../../src/cli/plan.js'
import { programOf, run } from '../../src/cli/program.js'
import { configOf } from '../../src/cli/settings.js'
import coreCount from '../../src/core-count.cjs'
import { UserError } from '../../src/errors.js'
import { version } from '../../src/package.js'
import { ultralink } from './terminal.js'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Puts nothing in the place of what commands do. */
function silence(program: Command): void {
  for (const each of program.commands) silence(each.action(() => {}))
}

const streams = { out: { write() {}, isTTY: false }, err: { write() {}, isTTY: false }, signal: new AbortController().signal }
const commands = programOf(streams).commands.map((command) => command.name())

for (const command of commands) {
  test(`${command} --help explains every argument and option, and ends with examples`, async () => {
    const { code, out, err } = await ultralink([command, '--help'])
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, new RegExp(`^Usage: ultralink ${command}`))
    const [options = '', examples = ''] = out.split('\nExamples:\n')
    for (const option of programOf(streams).commands.find((each) => each.name() === command)!.options) {
      assert.ok(option.description, `${option.flags} has no description`)
      assert.ok(options.includes(option.flags), option.flags)
    }
    assert.ok(examples.match(/^ {2}\$ ultralink /gm)!.length >= 2)
    assert.ok(examples.includes(`ultralink ${command}`))
  })

  test(`the examples of ${command} are read without complaint`, async () => {
    const { out } = await ultralink([command, '--help'])
    const examples = out.split('\nExamples:\n')[1]!.replace(/\\\n\s*/g, '').split('\n').filter((line) => line.includes('$ ultralink'))
    for (const example of examples) {
      const argv = example.replace(/.*\$ ultralink /, '').replace(/ \|.*/, '').trim().split(/\s+/)
      const program = programOf(streams)
      silence(program)
      await assert.doesNotReject(program.parseAsync(argv, { from: 'user' }), example)
    }
  })
}

test('--version prints the version', async () => {
  assert.deepEqual(await ultralink(['--version']), { code: 0, out: `${version}\n`, err: '' })
})

test('list languages names each language with its Wikipedia', async () => {
  const { code, out } = await ultralink(['list', 'languages'])
  assert.equal(code, 0)
  for (const { code: language, name, wiki } of Object.values(languages)) assert.match(out, new RegExp(`^${language} +${name} .*${wiki}$`, 'm'))
})

test('list datasets and list stages name everything there is, options with their defaults', async () => {
  const [listed, stages] = [await ultralink(['list', 'datasets']), await ultralink(['list', 'stages'])]
  for (const { name, parts } of Object.values(collections)) assert.match(listed.out, new RegExp(`^${name} +those of ${parts.map(({ dataset }) => dataset.name).join(', ')} `, 'm'))
  for (const { name, kinds } of Object.values(datasets)) {
    assert.ok(listed.out.includes(name))
    for (const kind of kinds) {
      assert.ok(listed.out.includes(kind.name))
      for (const option of Object.keys(kind.schema.shape)) assert.ok(stages.out.includes(`${kind.name}.${option}`), `${kind.name}.${option}`)
    }
  }
  assert.match(stages.out, /culture\.keep +number +0\.5 /)
  assert.match(stages.out, /articles\.wiki +string +required /)
})

test('list stages names each stage once, with the datasets it is in and the defaults that these set themselves', async () => {
  const { out } = await ultralink(['list', 'stages'])
  for (const name of new Set(Object.values(datasets).flatMap(({ kinds }) => kinds.map((kind) => kind.name)))) {
    const own = Object.values(datasets).filter(({ kinds }) => kinds.some((kind) => kind.name === name)).map((dataset) => dataset.name)
    assert.deepEqual(out.split('\n').filter((line) => line.startsWith(`${name} (`) || line.startsWith(`${name}:`)).map((line) => line.slice(0, line.indexOf(': '))), [`${name} (${own.join(', ')})`])
  }
  assert.match(out, /originals\.kind +\S+ +"chat_agnostic"; math: "math"; code: "code"  /)
})

test('list models names the default models', async () => {
  const { out } = await ultralink(['list', 'models'])
  assert.match(out, /^nano-generator +generator/m)
  assert.match(out, /^nano-embedder +embedder/m)
})

/** Command lines that the user can mend, and what the message has to name. */
const mistakes: readonly (readonly [title: string, argv: readonly string[], message: RegExp])[] = [
  ['an unknown command', ['bild'], /unknown command 'bild'/],
  ['an unknown option', ['build', 'chat-specific', '--langauges', 'fr'], /unknown option '--langauges'/],
  ['no dataset', ['build', '-l', 'en'], /which dataset.*chat-specific/],
  ['an unknown dataset', ['build', 'chat-specifix', '-l', 'en', '--wiki', 'x'], /dataset "chat-specifix".*chat-specific/],
  ['no language', ['build', 'chat-specific', '--wiki', 'x'], /which language/],
  ['an unknown language', ['build', 'chat-specific', '-l', 'en,tlh', '--wiki', 'x'], /language 'tlh'.*en, zh, ru, fr, es/],
  ['an unknown stage', ['build', 'chat-specific', '-l', 'en', '--set', 'cultur.keep=1'], /no stage "cultur".*culture/],
  ['an unknown option of a stage', ['build', 'chat-specific', '-l', 'en', '--wiki', 'x', '--set', 'culture.kep=1'], /"kep"/],
  ['an option out of bounds', ['build', 'chat-specific', '-l', 'en', '--wiki', 'x', '--set', 'culture.keep=2'], /culture\.keep is 2/],
  ['an option that is not stage.option=value', ['build', 'chat-specific', '-l', 'en', '--set', 'keep'], /--set keep.*stage\.option=value/],
  ['no dump', ['build', 'chat-specific', '-l', 'en'], /no Wikipedia dump given.*--wiki/],
  ['a dump that is not there', ['build', 'chat-specific', '-l', 'en', '--wiki', 'no-such.xml.bz2'], /no-such\.xml\.bz2/],
  ['a generator that is not there', ['build', 'chat-specific', '-l', 'en', '--wiki', 'x', '--generator', 'no-such.gguf'], /generator "no-such\.gguf".*nano-generator/],
  ['an embedder that is not there', ['build', 'chat-specific', '-l', 'en', '--wiki', 'x', '--embedder', 'no-such'], /embedder "no-such".*nano-embedder/],
  ['an embedder as generator', ['build', 'chat-specific', '-l', 'en', '--wiki', 'x', '--generator', 'nano-embedder'], /nano-embedder.*is a embedder|nano-embedder.*embedder/],
  ['a limit that is no number', ['build', 'chat-specific', '-l', 'en', '--limit', 'many'], /limit/],
  ['a seed that is an empty text', ['build', 'chat-specific', '-l', 'en', '--seed', ''], /command line: seed is "": a whole number from 0 is wanted/],
  ['a dump for what reads none', ['build', 'math', '-l', 'en', '--wiki', 'no-such.xml'], /--wiki is for chat-specific/],
  ['a configuration that is not there', ['build', '--config', 'no-such.yaml'], /cannot read the configuration no-such\.yaml/],
  ['an unknown format', ['export', 'chat-specific', '--format', 'csv'], /csv.*messages/],
  ['no format', ['export', 'chat-specific'], /--format/],
  ['an export of an unknown dataset', ['export', 'x', '--format', 'messages'], /dataset "x"/],
  ['a list of what there is not', ['list', 'feasts'], /feasts.*languages/],
]

for (const [title, argv, message] of mistakes) {
  test(`${title} ends with 1 and one clear message`, async (t) => {
    const out = folderOf(t)
    const said = await ultralink([...argv, ...(argv[0] === 'build' || argv[0] === 'export' ? ['--out', out] : [])])
    assert.equal(said.code, 1)
    assert.equal(said.out, '')
    assert.match(said.err, message)
    assert.doesNotMatch(said.err, /\n\s+at /)
    const lines = said.err.trim().split('\n').filter((line) => !/^\((?:ultralink <command>|Did you mean)/.test(line) && line !== '')
    assert.equal(lines.length, 1, said.err)
  })
}

test('showing or exporting what is not built says how to build it', async (t) => {
  const out = folderOf(t)
  assert.match((await ultralink(['show', 'chat-specific', '-l', 'fr', '--out', out])).err, /nothing is built.*ultralink build chat-specific -l fr/)
  assert.match((await ultralink(['export', 'chat-specific', '--format', 'messages', '-l', 'fr', '--out', out])).err, /not finished: ultralink build chat-specific -l fr/)
  assert.match((await ultralink(['export', 'chat-specific', '--format', 'messages', '--out', out])).err, /no finished build/)
})

test('a bug ends with 2, says so, and shows the stack', async () => {
  let err = ''
  const broken = { write: () => assert.fail('the screen fell off'), isTTY: false }
  const code = await run(['list', 'languages'], { ...streams, out: broken, err: { write: (text) => void (err += text), isTTY: false } })
  assert.equal(code, 2)
  assert.match(err, /bug in ultralink/)
  assert.match(err, /the screen fell off[^]*\n\s+at /)
})

test('an error that something else failed after is still the one that counts', async () => {
  const wrapped = Object.assign(new Error('closing failed'), { name: 'SuppressedError', error: new Error('on closing'), suppressed: new UserError('the disk is full') })
  let err = ''
  const code = await run(['list', 'languages'], { ...streams, out: { write: () => { throw wrapped }, isTTY: false }, err: { write: (text) => void (err += text), isTTY: false } })
  assert.deepEqual([code, err], [1, 'the disk is full\n'])
})

test('an error that nobody waits for ends the process with 2, and says that it is a bug', async () => {
  const stray = 'data:text/javascript,const write = process.stdout.write; process.stdout.write = function (text) { Promise.reject(new Error("left alone")); return write.call(this, text) }'
  const main = fileURLToPath(new URL('../../src/cli/bin.cjs', import.meta.url))
  const failed = await promisify(execFile)(process.execPath, ['--import', stray, main, 'list', 'languages']).catch((error: { code: number; stderr: string }) => error)
  assert.equal('code' in failed ? failed.code : 0, 2)
  assert.match(failed.stderr, /bug in ultralink[^]*left alone/)
})

test('a folder that another process builds in is left alone; a lock whose process is gone is taken over', async (t) => {
  const out = folderOf(t)
  const lock = join(out, 'chat-specific', '.lock')
  mkdirSync(join(out, 'chat-specific'))
  writeFileSync(lock, String(process.ppid))
  const argv = ['build', 'chat-specific', '-l', 'en', '--wiki', 'no-such.xml', '--out', out]
  const locked = await ultralink(argv)
  assert.equal(locked.code, 1)
  assert.match(locked.err, new RegExp(`is being built by process ${process.ppid}`))
  writeFileSync(lock, '999999999')
  assert.match((await ultralink(argv)).err, /no-such\.xml/)
})

test('a configuration file holds any option; paths in it are its own, and the command line wins', (t) => {
  const folder = folderOf(t)
  const file = join(folder, 'build.yaml')
  writeFileSync(file, ['dataset: chat-specific', 'languages: [en, fr]', 'wiki: dumps/en.xml', 'generator: ./models/big.gguf', 'embedder: nano-embedder', 'judge: ../judge.gguf', 'seed: 3', 'set:', '  culture: { keep: 0.3 }', '  dialogues: { stop: 0.2 }', '  instructions: { terms: [lists/terms.tsv, en-fr=more.tsv] }', '  verify: { thresholds: own.json }'].join('\n'))
  const config = configOf(undefined, { config: file, seed: '9', set: ['culture.keep=0.7', 'passages.words=["x"]'] })
  assert.deepEqual(config, {
    ...{ dataset: 'chat-specific', languages: ['en', 'fr'], wiki: [join(folder, 'dumps/en.xml')], generator: join(folder, 'models/big.gguf'), embedder: 'nano-embedder', judge: join(folder, '../judge.gguf'), seed: 9 },
    set: { culture: { keep: 0.7 }, dialogues: { stop: 0.2 }, instructions: { terms: [join(folder, 'lists/terms.tsv'), `en-fr=${join(folder, 'more.tsv')}`] }, verify: { thresholds: join(folder, 'own.json') }, passages: { words: ['x'] } },
  })
})

test('a model of the Hub or of Ollama stays as it is in a configuration file, unless a file of the same name is there', (t) => {
  const folder = folderOf(t)
  const file = join(folder, 'build.yaml')
  const given = (generator: string) => {
    writeFileSync(file, `generator: ${generator}\nembedder: ${generator}\njudge: ${generator}`)
    const { generator: found, embedder, judge } = configOf(undefined, { config: file })
    assert.deepEqual([embedder, judge], [found, found])
    return found
  }
  for (const name of ['hf:Qwen/Qwen3-8B-GGUF:Q4_K_M', 'hf:owner/repo/file.gguf', 'owner/repo/file.gguf', 'owner/model:tag', 'hf.co/owner/repo:Q4_K_M', 'https://huggingface.co/owner/repo', 'qwen3:8b']) assert.equal(given(name), name)
  for (const path of ['./owner/model', 'models/absent.gguf']) assert.equal(given(path), join(folder, path))
  mkdirSync(join(folder, 'owner', 'model'), { recursive: true })
  assert.equal(given('owner/model'), join(folder, 'owner', 'model'))
})

test('a mistake in a configuration file is named with the file', (t) => {
  const folder = folderOf(t)
  const mistakes = [
    ['langs: en', /bad\.yaml: there is no option "langs"; known are dataset, languages/],
    ['seed: -1', /bad\.yaml: seed is -1: a whole number from 0 is wanted$/],
    ['limit: true', /bad\.yaml: limit is true: a whole number from 1 is wanted$/],
    ['limit: many', /bad\.yaml: limit is "many": a whole number from 1 is wanted$/],
    ['set: { culture: 3 }', /bad\.yaml: set\.culture is 3: /],
    ['languages: [en', /bad\.yaml is no YAML: .*[^:]$/],
    ['just words', /bad\.yaml: options with their values are wanted/],
  ] as const
  for (const [text, message] of mistakes) {
    writeFileSync(join(folder, 'bad.yaml'), text)
    assert.throws(() => configOf(undefined, { config: join(folder, 'bad.yaml') }), { name: 'UserError', message })
  }
})

test('a number that will not do is shown with what is wanted, and without the names of all options', async () => {
  const { code, err } = await ultralink(['build', 'chat-specific', '-l', 'en', '--limit', 'abc'])
  assert.deepEqual([code, err], [1, 'command line: limit is "abc": a whole number from 1 is wanted\n'])
})

test('no more threads or replicas are taken than there are cores, and that is said', () => {
  const notes: string[] = []
  const cores = coreCount()
  const { options } = modelsWanted({ threads: cores + 498, replicas: 1 }, (note) => notes.push(note))
  assert.deepEqual([options?.threads, options?.replicas], [cores, 1])
  assert.deepEqual(notes, [`note: threads ${cores + 498} is more than the ${cores} cores of this machine: ${cores} are taken`])
})

test('a place that takes no folders is an error at once', { skip: !existsSync('/proc/self') && 'no /proc here' }, async () => {
  const { code, err } = await ultralink(['build', 'chat-specific', '-l', 'en', '--wiki', 'no-such.xml', '--out', '/proc/none'])
  assert.equal(code, 1)
  assert.match(err, /cannot write \/proc\/none: no folder can be made there; /)
})

test('a file where the build is to be is named as what is in the way', async (t) => {
  const file = join(folderOf(t), 'file')
  writeFileSync(file, '')
  const { code, err } = await ultralink(['build', 'chat-specific', '-l', 'en', '--wiki', 'no-such.xml', '--out', file])
  assert.equal(code, 1)
  assert.equal(err, `cannot write ${file}: a file is in its way; mend that or choose another --out\n`)
})

test('showing or exporting an unknown dataset or language names the known ones, and an empty list of languages is refused', async () => {
  for (const [argv, message] of [
    [['show', 'nope', '-l', 'en'], /dataset "nope" is not known; known are chat-specific/],
    [['show', 'chat-specific', '-l', ''], /one code or several is wanted/],
    [['export', 'chat-specific', '--format', 'messages', '-l', 'xx'], /'xx' is not known/],
    [['export', 'chat-specific', '--format', 'messages', '--with-document'], /--with-document is for --format ultralink, not messages/],
  ] as const) {
    const { code, err } = await ultralink(argv)
    assert.equal(code, 1, argv.join(' '))
    assert.match(err, message)
  }
})
