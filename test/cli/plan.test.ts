import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'yaml'
import { partsOf, planOf, stagesOf, type Plan } from '../../src/cli/plan.js'
import { programOf } from '../../src/cli/program.js'
import { configOf } from '../../src/cli/settings.js'
import { packageRoot } from '../../src/package.js'
import { openPool } from '../../src/pool.js'
import { ultralink } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'plan-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const samples = join(packageRoot, 'data', 'samples')
const streams = { out: { write() {}, isTTY: false }, err: { write() {}, isTTY: false }, signal: new AbortController().signal }

function fileOf(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** The plan of a command line. */
async function planned(argv: readonly string[]): Promise<Plan> {
  const plans: Plan[] = []
  const program = programOf(streams)
  program.commands.find((each) => each.name() === argv[0])!.action((dataset: string | undefined, { seconds: _, json: __, ...flags }: Record<string, unknown>) => void plans.push(planOf(configOf(dataset, flags))))
  await program.parseAsync([...argv], { from: 'user' })
  return plans[0]!
}

test('languages and pivots are taken by their canonical codes, each once, from the command line and from a file', async () => {
  const file = fileOf('codes.yaml', 'dataset: cross-lingual\nlanguages: [pt-br, pt-BR, " PT-br", zh_Hant, fra]\npivots: eng, en,\nparallel: p.tmx\n')
  const inFile = await planned(['build', '--config', file])
  assert.deepEqual([inFile.languages, inFile.config.pivots], [['pt-BR', 'zh-Hant', 'fr'], ['en']])
  const typed = await planned(['build', 'cross-lingual', '-l', 'pt-br,pt-BR,PT-br,zh_Hant,', '--pivots', 'EN,zh_Hant,zh-hant', '--parallel', 'p.tmx'])
  assert.deepEqual([typed.languages, typed.config.pivots], [['pt-BR', 'zh-Hant'], ['en', 'zh-Hant']])
})

test('a language typed in any way is built once, released, shown, exported, and released again', async () => {
  const [out, line] = [join(folder, 'runs'), (i: number) => ({ en: `The old ship number ${i} is in the harbour today, and nobody knows why it came here.`, 'pt-BR': `O navio velho número ${i} está hoje no porto, e ninguém sabe por que ele veio para cá.`, 'zh-TW': `第${i}艘舊船今天在港口裡，沒有人知道它為什麼來到這裡。` })]
  const file = fileOf('pairs.jsonl', Array.from({ length: 14 }, (_, i) => `${JSON.stringify(line(i))}\n`).join(''))
  const build = (codes: string) => ultralink(['build', 'cross-lingual', '-l', codes, '--pivots', 'en', '--parallel', file, '--out', out])
  for (const codes of ['PT-br,pt-BR,zh_Hant', 'pt-br,zh-hant']) {
    const { code, err } = await build(codes)
    assert.equal(code, 0, err)
    const release = join(out, 'cross-lingual', 'release')
    assert.deepEqual(readdirSync(join(release, 'jsonl')), ['pt-BR.jsonl', 'zh-Hant.jsonl'])
    assert.match(readFileSync(join(release, 'README.md'), 'utf8'), /Traditional Chinese \(zh-Hant\)/)
  }
  const shown = await ultralink(['show', 'cross-lingual', '-l', 'PT-br,pt-br', '-n', '1', '--json', '--out', out])
  assert.deepEqual(shown.out.trim().split('\n').map((row) => (JSON.parse(row) as { language: string }).language), ['pt-BR'], shown.err)
  const exported = await ultralink(['export', 'cross-lingual', '--format', 'messages', '-l', 'zh_Hant,zh-hant', '--out', out])
  assert.deepEqual([exported.code, exported.out.trim().split('\n').length], [0, 1], exported.err)
})

test('an input that no stage takes is an error that names what takes it', () => {
  const cases: [Record<string, unknown>, RegExp][] = [
    [{ dataset: 'math', languages: 'fr', sft: 'm.jsonl', wiki: 'nothere.xml' }, /^--wiki is for chat-specific: no stage of math takes it; leave it out$/],
    [{ dataset: 'math', languages: 'fr', sft: 'm.jsonl', parallel: 'x.tmx' }, /^--parallel is for cross-lingual: no stage of math takes it/],
    [{ dataset: 'math', languages: 'fr', sft: 'm.jsonl', pivots: 'xx' }, /^--pivots is for cross-lingual: no stage of math takes it/],
    [{ dataset: 'chat-specific', languages: 'fr', wiki: 'f.xml', sft: 'nothere' }, /^--sft is for chat-agnostic, math, code: no stage of chat-specific takes it/],
    [{ dataset: 'chat-specific', languages: 'fr', wiki: 'f.xml', format: 'nonsense' }, /^--format is for chat-agnostic, math, code: no stage of chat-specific takes it/],
    [{ dataset: 'ultralink', languages: 'fr', limit: 10, pivots: 'en' }, /^--pivots is for cross-lingual: no stage of ultralink takes it/],
  ]
  for (const [{ dataset, ...flags }, message] of cases) assert.throws(() => planOf(configOf(dataset as string, flags)), { name: 'UserError', message })
})

test('a file that no dataset of a collection takes is an error that lists the labels there are', () => {
  const given = ['chat-agnostic=c.jsonl', 'math=m.jsonl', 'code=k.jsonl']
  const planWith = (...more: string[]) => planOf(configOf('ultralink', { languages: 'fr', limit: 10, wiki: ['f.xml'], sft: [...given, ...more] }))
  assert.doesNotThrow(() => planWith('math=more.jsonl'))
  for (const stray of ['my-extra.jsonl', 'maths=nothere.jsonl', 'chat-specific=x.jsonl', 'math=']) {
    assert.throws(() => planWith(stray), { name: 'UserError', message: `--sft ${stray} is for no dataset of ultralink: give it as chat-agnostic=FILE, math=FILE, code=FILE` })
  }
})

test("each dataset of a collection gets its own files, their names may hold '='", async () => {
  await using pool = openPool()
  const plan = planOf(configOf('ultralink', { languages: 'fr', limit: 10, wiki: ['f.xml'], sft: ['chat-agnostic=c.jsonl', 'math=lang=en/m.jsonl', 'code=k.jsonl', 'math=n.jsonl'] }))
  const parts = await partsOf(plan, pool, streams)
  assert.deepEqual(parts.map(({ sft }) => sft), [[], ['c.jsonl'], ['lang=en/m.jsonl', 'n.jsonl'], ['k.jsonl']])
  assert.deepEqual(stagesOf(plan, parts[2]!)[0]!.options, { files: ['lang=en/m.jsonl', 'n.jsonl'], kind: 'math', format: 'auto', anyLanguage: false })
})

test('a folder given to --sft stands for the files of rows in it and below, by name; what is passed over is said', async () => {
  const data = join(folder, 'sft')
  mkdirSync(join(data, 'below'), { recursive: true })
  for (const name of ['b.jsonl', 'a.json', 'c.parquet', 'd.jsonl.gz', 'below/train.jsonl', 'test.jsonl', 'notes.txt']) writeFileSync(join(data, name), '{}')
  let said = ''
  const err = { write: (text: string) => void (said += text), isTTY: false }
  await using pool = openPool()
  const sftOf = async (dataset: string, ...sft: string[]) => (await partsOf(planOf(configOf(dataset, { languages: 'fr', limit: 10, sft, ...(dataset === 'math' ? {} : { wiki: ['f.xml'] }) })), pool, { ...streams, err })).map((part) => part.sft)
  const all = ['a.json', 'b.jsonl', 'below/train.jsonl', 'c.parquet', 'd.jsonl.gz'].map((name) => join(data, name))
  assert.deepEqual(await sftOf('math', 'before.jsonl', data, 'after.jsonl'), [['before.jsonl', ...all, 'after.jsonl']])
  assert.equal(said, `note: ${data}: passed over notes.txt (no .jsonl, .json or .parquet), test.jsonl (held out or dropped, by its name); to have a file of these read, give its own path\n`)
  assert.deepEqual(await sftOf('ultralink', 'chat-agnostic=c.jsonl', `math=${data}`, 'code=k.jsonl'), [[], ['c.jsonl'], all, ['k.jsonl']])
  // What is built in it, or was, is no input of itself: a build goes on, and a second one has the same files.
  mkdirSync(join(data, 'runs', 'math', 'fr', '00-translate'), { recursive: true })
  for (const name of ['stage.json', '00000.jsonl']) writeFileSync(join(data, 'runs', 'math', 'fr', '00-translate', name), '{}')
  const [part] = await partsOf(planOf(configOf('math', { languages: 'fr', sft: [data], out: join(data, 'runs') })), pool, { ...streams, err })
  assert.deepEqual(part!.sft, all)
  const empty = mkdtempSync(join(folder, 'empty-'))
  await assert.rejects(sftOf('math', empty), { name: 'UserError', message: `--sft ${empty} is a folder without English data: give one with .jsonl, .json or .parquet files (or .gz of them) that are not named as a test split, or files` })
})

test('the sample configurations and the commands of the README say nothing that is not taken', async () => {
  const files = readdirSync(samples).filter((name) => name.endsWith('.yaml')).map((name) => join(samples, name))
  const builds = files.filter((file) => 'dataset' in (parse(readFileSync(file, 'utf8')) as object))
  assert.ok(builds.length >= 3)
  for (const file of builds) assert.ok((await planned(['build', '--config', file])).languages.length >= 5, file)
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8').replace(/\\\n\s*/g, '')
  const commands = [...readme.matchAll(/^npx ultralink ((?:build|plan) .*)$/gm)].map((match) => match[1]!.trim().split(/\s+/)).filter((words) => !words.includes('--config'))
  assert.ok(commands.length >= 8)
  for (const words of commands) assert.ok((await planned(words)).languages.length > 0, words.join(' '))
})

test("a file's paths stand behind the labels that their readers know; what is there by its whole name has none", () => {
  const file = fileOf('paths.yaml', ['parallel: [zh_Hant-en=sub/p.tsv, lang=fr/p.jsonl, en-fr=there.tsv]', 'sft: [math=a.jsonl, lang=en/b.jsonl]', 'set:', '  originals: { files: [lang=en/c.jsonl] }', '  articles: { wiki: lang=fr/d.xml }', '  pairs: { files: [zh_Hant-en=e.tsv] }', '  instructions: { terms: [en-zh_Hant=f.tsv] }'].join('\n'))
  fileOf('en-fr=there.tsv', 'en\tfr\n')
  const at = (path: string) => join(folder, path)
  const { sft, parallel, set } = configOf('math', { config: file })
  assert.deepEqual(parallel, [`zh_Hant-en=${at('sub/p.tsv')}`, at('lang=fr/p.jsonl'), at('en-fr=there.tsv')])
  assert.deepEqual(sft, [at('math=a.jsonl'), at('lang=en/b.jsonl')], 'files of a single dataset have no labels')
  assert.deepEqual(configOf('ultralink', { config: file }).sft, [`math=${at('a.jsonl')}`, `lang=${at('en/b.jsonl')}`])
  assert.deepEqual(set, {
    ...{ originals: { files: [at('lang=en/c.jsonl')] }, articles: { wiki: at('lang=fr/d.xml') } },
    ...{ pairs: { files: [`zh_Hant-en=${at('e.tsv')}`] }, instructions: { terms: [`en-zh_Hant=${at('f.tsv')}`] } },
  })
})

test('a number is a number or a text that reads as one', () => {
  assert.deepEqual(configOf('math', { limit: '3', seed: '0', heldOut: '0' }), { dataset: 'math', limit: 3, seed: 0, heldOut: 0, set: {} })
  for (const [option, wanted] of [['limit', 'a whole number from 1'], ['seed', 'a whole number from 0'], ['heldOut', 'a share from 0 to 0.5']] as const) {
    for (const value of ['', ' ', true, null, [], '0.7', 0.7, 'many', 'Infinity']) {
      const file = fileOf('number.yaml', JSON.stringify({ [option]: value }))
      assert.throws(() => configOf('math', { config: file }), { name: 'UserError', message: new RegExp(`number\\.yaml: ${option} is .*: ${wanted} is wanted$`) })
    }
  }
})
