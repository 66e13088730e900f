import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openBenchmarks } from '../../src/decontamination/index.js'
import { Interrupted, UserError } from '../../src/errors.js'
import { survey, writeMixture, type MixOptions } from '../../src/mix/mix.js'
import type { Manifest } from '../../src/mix/manifest.js'
import { mixtureOf } from '../../src/mix/runs.js'
import type { MixtureInput } from '../../src/mix/spec.js'
import { folderFor, mathRows, upTo, writeRows } from './synthetic.js'

const tokenizer = { id: 'words@0', count: (text: string) => text.split(' ').length }
const input: MixtureInput = { name: 'trial', tasks: ['math'], languages: ['fr', 'zh'], unseen: ['ar'], english: 10, k: [0, 4, 9], validation: 2 }

async function mix(from: readonly string[], out: string, { given = {}, ...options }: { given?: MixtureInput } & Partial<MixOptions> = {}) {
  const mixture = mixtureOf({ ...input, ...given })
  return writeMixture(mixture, await survey(mixture, from), { out, tokenizer, model: 'owner/model', benchmarks: await openBenchmarks([]), ...options })
}

const release = (folder: string, rows = 30) => [...['en', 'fr', 'zh', 'ar'].map((language) => writeRows(join(folder, 'jsonl', `${language}.jsonl`), mathRows(language, upTo(rows)))), join(folder)].slice(-1)
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, string> & { messages: { content: string }[] })
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
const bytesOf = (folder: string) => Object.fromEntries(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().filter((name) => statSync(join(folder, name)).isFile()).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

test('a sweep has a folder for each run, whose manifests and index add up', async (t) => {
  const folder = folderFor(t)
  const index = await mix(release(join(folder, 'release')), join(folder, 'out'))
  const top = join(folder, 'out', 'trial')
  assert.deepEqual(readdirSync(top).sort(), ['README.md', 'index.json', 'leaks.jsonl', 'math-k0', 'math-k4', 'math-k9'])
  let tokens = 0
  for (const [name, k] of [['math-k0', 0], ['math-k4', 4], ['math-k9', 9]] as const) {
    const manifest = manifestOf(join(top, name))
    const train = linesOf(join(top, name, 'data', 'train.jsonl'))
    assert.deepEqual(manifest.got['math'], Object.fromEntries(Object.entries({ en: 10, fr: k, zh: k }).filter(([, rows]) => rows > 0)))
    assert.deepEqual(manifest.asked, manifest.got)
    assert.equal(train.length, 10 + 2 * k)
    assert.equal(manifest.total.rows, train.length)
    const sum = (key: 'rows' | 'tokens' | 'answerTokens') => Object.values(manifest.languages).reduce((all, amount) => all + amount[key], 0)
    assert.deepEqual(manifest.total, { rows: sum('rows'), tokens: sum('tokens'), answerTokens: sum('answerTokens') })
    assert.equal(manifest.total.tokens, train.flatMap(({ messages }) => messages).reduce((all, { content }) => all + tokenizer.count(content), 0))
    assert.equal(manifest.languages['en']!.answerTokens, 10 * 3)
    assert.equal(manifest.validation.rows, k === 0 ? 2 : 6)
    assert.deepEqual(manifest.licences, { 'Apache-2.0': train.length + manifest.validation.rows })
    for (const [file, { rows, bytes, sha256 }] of Object.entries(manifest.files)) {
      const content = readFileSync(join(top, name, file))
      assert.deepEqual([linesOf(join(top, name, file)).length, content.length, createHash('sha256').update(content).digest('hex')], [rows, bytes, sha256])
    }
    tokens += manifest.total.tokens
  }
  assert.equal(index.total.tokens, tokens)
  assert.deepEqual(JSON.parse(readFileSync(join(top, 'index.json'), 'utf8')), index)
  assert.match(readFileSync(join(top, 'README.md'), 'utf8'), /\| math-k9 \| 10 \| 9 \| 9 \| 28 \|/)
})

test('rows are exact, nested, of seen languages, with fields of one type, and never a version of what is set aside', async (t) => {
  const folder = folderFor(t)
  await mix(release(join(folder, 'release')), join(folder, 'out'))
  const read = (run: string, file: string) => linesOf(join(folder, 'out', 'trial', run, 'data', file))
  const key = ({ language, id }: Record<string, string>) => `${language} ${id}`
  const [small, large] = [read('math-k4', 'train.jsonl'), read('math-k9', 'train.jsonl')]
  assert.ok(small.every((row) => large.some((other) => key(other) === key(row))))
  assert.ok(large.every((row) => Object.entries(row).every(([name, value]) => name === 'messages' || typeof value === 'string')))
  assert.deepEqual([...new Set(large.map((row) => Object.keys(row).join()))], ['messages,id,language,task,kind,source,licence,origin'])
  assert.deepEqual([...new Set(large.map(({ language }) => language))].sort(), ['en', 'fr', 'zh'])
  const held = new Set(read('math-k9', 'validation.jsonl').map(({ id }) => id))
  assert.ok(large.every(({ id }) => !held.has(id!)))
})

test('a rerun writes the same bytes, whatever the order of the sources, and leaves alone what is there', async (t) => {
  const folder = folderFor(t)
  release(join(folder, 'release'))
  const files = ['en', 'fr', 'zh', 'ar'].map((language) => join(folder, 'release', 'jsonl', `${language}.jsonl`))
  await mix(files, join(folder, 'one'))
  await mix(files.toReversed(), join(folder, 'two'))
  assert.deepEqual(bytesOf(join(folder, 'one')), bytesOf(join(folder, 'two')))
  const kept: boolean[] = []
  const before = bytesOf(join(folder, 'one'))
  rmSync(join(folder, 'one', 'trial', 'math-k4', 'data', 'train.jsonl'))
  await mix(files, join(folder, 'one'), { onRun: (_, was) => kept.push(was) })
  assert.deepEqual(kept, [true, false, true])
  assert.deepEqual(bytesOf(join(folder, 'one')), before)
  await mix(files, join(folder, 'one'), { given: { seeds: [1] }, onRun: (_, was) => kept.push(was) })
  assert.deepEqual(kept.slice(3), [false, false, false])
  assert.notDeepEqual(bytesOf(join(folder, 'one')), before)
})

test('a run that is added later joins the index of its sweep; one of other sources does not', async (t) => {
  const folder = folderFor(t)
  const from = release(join(folder, 'release'))
  const out = join(folder, 'out')
  const names = ({ runs }: { runs: readonly { run: string }[] }) => runs.map(({ run }) => run)
  await mix(from, out, { given: { k: [0, 10] } })
  assert.deepEqual(names(await mix(from, out, { given: { k: [4] } })), ['math-k0', 'math-k4', 'math-k10'])
  writeRows(join(folder, 'release', 'jsonl', 'zh2.jsonl'), mathRows('zh', [99]))
  assert.deepEqual(names(await mix(from, out, { given: { k: [5] } })), ['math-k5'])
})

test('a run that is stopped leaves finished runs and nothing that looks finished', async (t) => {
  const folder = folderFor(t)
  const stop = new AbortController()
  const from = release(join(folder, 'release'))
  await assert.rejects(mix(from, join(folder, 'out'), { signal: stop.signal, onRun: () => stop.abort() }), Interrupted)
  assert.deepEqual(readdirSync(join(folder, 'out', 'trial')).filter((name) => !name.endsWith('.tmp')), ['math-k0'])
  const kept: boolean[] = []
  await mix(from, join(folder, 'out'), { onRun: (_, was) => kept.push(was) })
  assert.deepEqual(kept, [true, false, false])
})

test('a run that was put aside when a kill came is put back, and what was to be removed then is no run', async (t) => {
  const folder = folderFor(t)
  const from = release(join(folder, 'release'))
  const top = join(folder, 'out', 'trial')
  await mix(from, join(folder, 'out'))
  renameSync(join(top, 'math-k4'), join(top, 'math-k4.old.tmp'))
  for (const name of ['math-k9.old.tmp', 'math-k9.tmp']) cpSync(join(top, 'math-k9'), join(top, name), { recursive: true })
  const kept: boolean[] = []
  const { runs } = await mix(from, join(folder, 'out'), { onRun: (_, was) => kept.push(was) })
  assert.deepEqual([kept, runs.map(({ run }) => run)], [[true, true, true], ['math-k0', 'math-k4', 'math-k9']])
  assert.deepEqual(readdirSync(top).filter((name) => name.includes('.old')), [])
})

test('what is in the way and no mixture is left alone', async (t) => {
  const folder = folderFor(t)
  writeRows(join(folder, 'out', 'trial', 'math-k0', 'mine.txt'), [{}])
  await assert.rejects(mix(release(join(folder, 'release')), join(folder, 'out')), /math-k0 is in the way/)
  assert.ok(existsSync(join(folder, 'out', 'trial', 'math-k0', 'mine.txt')))
  assert.ok(!readdirSync(join(folder, 'out', 'trial')).some((name) => name.endsWith('.tmp')), 'nothing is left behind')
})

test('what was trained beside a run is never deleted with it', async (t) => {
  const folder = folderFor(t)
  const [from, out] = [release(join(folder, 'release')), join(folder, 'out')]
  await mix(from, out)
  const model = join(out, 'trial', 'math-k4', 'outputs', 'model.safetensors')
  writeRows(model, [{}])
  await mix(from, out)
  await assert.rejects(mix(from, out, { model: 'owner/other' }), (error: Error) => error instanceof UserError && /math-k4 holds outputs beside a mixture that was made otherwise.*move what was trained there/.test(error.message))
  assert.ok(existsSync(model))
  assert.equal(manifestOf(join(out, 'trial', 'math-k0')).k, 0)
})

test('a language or a share that is named twice draws no row twice', async (t) => {
  const folder = folderFor(t)
  const [from, out] = [release(join(folder, 'release')), join(folder, 'out')]
  await mix(from, out, { given: { languages: ['fr', 'fr', 'zh'], k: [9] } })
  assert.deepEqual(manifestOf(join(out, 'trial', 'math-k9')).got['math'], { en: 10, fr: 9, zh: 9 })
  const shares: MixtureInput = { k: undefined, english: undefined, validation: 0, total: 24, shares: [{ task: 'math', languages: ['fr'], share: 50 }, { task: 'math', languages: ['fr', 'zh', 'zh'], share: 50 }] }
  await mix(from, out, { given: { ...shares, languages: undefined, name: 'shared' } })
  assert.deepEqual(manifestOf(join(out, 'shared', 'shared')).got['math'], { fr: 18, zh: 6 })
  const contents = linesOf(join(out, 'shared', 'shared', 'data', 'train.jsonl')).map(({ messages }) => messages[0]!.content)
  assert.equal(new Set(contents).size, 24)
})

test('no version of what is set aside is trained on in another task, nor when an earlier run is mixed again', async (t) => {
  const folder = folderFor(t)
  const cross = upTo(40).map((i) => ({ id: `x${i}`, language: 'fr', kind: 'cross_lingual', direction: { from: 'en', to: 'fr' }, source: { dataset: 'fr.jsonl', row: 100 + i, id: `math-${i}` }, messages: [{ role: 'user', content: `ask ${i}` }, { role: 'assistant', content: `say ${i}` }] }))
  const pages = upTo(40).flatMap((i) => [0, 1].map((part) => ({ id: `p${i}-${part}`, language: 'fr', kind: 'chat_specific', source: { wiki: 'frwiki', page: i, url: `https://fr.samples.invalid/${i}` }, messages: [{ role: 'user', content: `page ${i} ${part}` }, { role: 'assistant', content: 'so' }] })))
  const from = [writeRows(join(folder, 'all.jsonl'), [...mathRows('fr', upTo(40)), ...cross, ...pages])]
  const given: MixtureInput = { tasks: ['math', 'cross_lingual', 'chat_specific'], multi: true, languages: ['fr'], english: 0, k: [12], validation: 5 }
  await mix(from, join(folder, 'out'), { given })
  const read = (run: string, file: string) => linesOf(join(folder, 'out', run, 'data', file))
  const numberOf = ({ id, source, kind }: Record<string, string>) => (kind === 'chat_specific' ? source! : /\d+$/.exec(id!)![0])
  const check = (run: string) => {
    const held = new Set(read(run, 'validation.jsonl').map(numberOf))
    assert.deepEqual(read(run, 'train.jsonl').filter((row) => held.has(numberOf(row))), [])
  }
  check('trial/k12')
  await mix([join(folder, 'out', 'trial', 'k12')], join(folder, 'out'), { given: { ...given, name: 'again', k: [4], validation: 2 } })
  check('again/k4')
})

test('aligned rows stay the same originals where one language leaks an item or has an id twice', async (t) => {
  const folder = folderFor(t)
  const words = (seed: string) => Array.from({ length: 12 }, (_, i) => createHash('sha256').update(`${seed} ${i}`).digest('hex').replace(/\d/g, '').slice(0, 7)).join(' ')
  const rows = (language: string, time = 1) => mathRows(language, upTo(40)).map((row, i) => ({ ...row, messages: [{ role: 'user', content: words(`${language} ${i} ${time}`) }, { role: 'assistant', content: 'so' }] }))
  const from = [writeRows(join(folder, 'all.jsonl'), [...rows('en'), ...rows('zh'), ...rows('fr'), ...rows('fr', 2)])]
  const given: MixtureInput = { align: true, validation: 0, k: [20] }
  const drawn = () => linesOf(join(folder, 'out', 'trial', 'math-k20', 'data', 'train.jsonl'))
  const ids = (code: string) => drawn().filter(({ language }) => language === code).map(({ id }) => id!).sort()
  await mix(from, join(folder, 'out'), { given })
  assert.deepEqual([ids('fr'), new Set(ids('fr')).size], [ids('zh'), 20])
  writeFileSync(join(folder, 'bench.jsonl'), drawn().filter(({ language }) => language === 'fr').slice(0, 3).map(({ messages }) => `${JSON.stringify({ question: messages[0]!.content })}\n`).join(''))
  await mix(from, join(folder, 'out'), { given, benchmarks: await openBenchmarks([join(folder, 'bench.jsonl')]) })
  assert.ok(linesOf(join(folder, 'out', 'trial', 'leaks.jsonl')).length > 0)
  assert.deepEqual([ids('fr'), new Set(ids('fr')).size], [ids('zh'), 20])
})

test('counting tokens can be stopped and says how far it is', async (t) => {
  const folder = folderFor(t)
  const [from, stop] = [release(join(folder, 'release')), new AbortController()]
  const slow = { id: 'slow@0', count: (text: string) => { for (const until = performance.now() + 10; performance.now() < until; ); return text.length } }
  const told: string[] = []
  const onProgress = (done: number, total: number) => {
    told.push(`${done} ${total}`)
    if (total === 12 && done > 2 && done < 12) stop.abort()
  }
  await assert.rejects(mix(from, join(folder, 'out'), { tokenizer: slow, signal: stop.signal, onProgress }), Interrupted)
  assert.ok(told.some((each) => /^[3-9] 12$/.test(each)), String(told))
  assert.ok(!existsSync(join(folder, 'out', 'trial', 'math-k0')))
})

test('a run whose files were cut or are gone is written again', async (t) => {
  const folder = folderFor(t)
  const [from, out] = [release(join(folder, 'release')), join(folder, 'out')]
  await mix(from, out)
  const before = bytesOf(out)
  writeFileSync(join(out, 'trial', 'math-k4', 'data', 'train.jsonl'), 'cut')
  rmSync(join(out, 'trial', 'math-k9', 'trl.yaml'))
  const kept: boolean[] = []
  await mix(from, out, { onRun: (_, was) => kept.push(was) })
  assert.deepEqual([kept, bytesOf(out)], [[true, false, false], before])
})

test('no dialogue made of a parallel text that is set aside is trained on, in whatever direction', async (t) => {
  const folder = folderFor(t)
  const made = (i: number, from: string, to: string) => ({ id: `${i}-${from}-${to}`, language: 'fr', kind: 'cross_lingual', direction: { from, to }, source: { dataset: 'memory.tmx', row: i }, licence: 'MIT', messages: [{ role: 'user', content: `${from} ${i}` }, { role: 'assistant', content: `${to} ${i}` }] })
  const from = [writeRows(join(folder, 'fr.jsonl'), upTo(40).flatMap((i) => [made(i, 'en', 'fr'), made(i, 'fr', 'en'), made(i, 'fr', 'zh')]))]
  await mix(from, join(folder, 'out'), { given: { tasks: ['cross_lingual'], languages: ['fr'], english: 0, k: [60], validation: 12 } })
  const texts = (file: string) => linesOf(join(folder, 'out', 'trial', 'cross_lingual-k60', 'data', file)).map(({ messages }) => messages[0]!.content.slice(3))
  const held = new Set(texts('validation.jsonl'))
  assert.deepEqual([texts('train.jsonl').length, texts('train.jsonl').filter((text) => held.has(text))], [60, []])
})

const shortOf = (pattern: RegExp) => (error: Error) => error instanceof UserError && pattern.test(error.message) || assert.fail(error.message)

test('too few rows are an error that says what is short and what could be filled, and nothing is written', async (t) => {
  const folder = folderFor(t)
  const from = [...release(join(folder, 'release'), 12)]
  const out = join(folder, 'out')
  await assert.rejects(mix(from, out, { given: { validation: 0, k: [5, 13], english: 10 } }), shortOf(/trial: math fr 12 of 13, math zh 12 of 13; the largest k that can be filled is 12, English 12;.*nothing is repeated/))
  await assert.rejects(mix(from, out, { given: { validation: 0, languages: ['fr', 'de'], k: [3], english: 20 } }), shortOf(/math en 12 of 20, math de 0 of 3; the largest k that can be filled is 0, English 12/))
  await assert.rejects(mix(from, out, { given: { validation: 3, k: [10], english: 10 } }), shortOf(/math fr 9 of 10.*3 rows of each.*set aside for validation; the largest k that can be filled is 9, English 9/))
  await assert.rejects(mix(from, out, { given: { validation: 13, k: [0], english: 0 } }), shortOf(/run math-k0 has no rows/))
  await assert.rejects(mix(from, out, { given: { validation: 13, k: [1], english: 1 } }), shortOf(/for validation there are math en 12 of 13, math fr 12 of 13, math zh 12 of 13: ask for less with --validation/))
  const shares: MixtureInput = { k: undefined, english: undefined, validation: 0, total: 100, shares: [{ task: 'math', languages: ['fr'], share: 3 }, { task: 'math', languages: ['en'], share: 1 }] }
  await assert.rejects(mix(from, out, { given: shares }), shortOf(/math fr 12 of 75, math en 12 of 25; the largest --total that can be filled is 16;/))
  assert.ok(!existsSync(out))
  await mix(from, out, { given: { ...shares, total: 16 } })
  assert.deepEqual(manifestOf(join(out, 'trial', 'trial')).got['math'], { en: 4, fr: 12 })
})

test("bayling2's cross-lingual share goes evenly to the languages that have rows, one with few gives what it has", async (t) => {
  const folder = folderFor(t)
  const pairs = (language: string, n: number) => mathRows(language, upTo(n), 'cross_lingual').map((row) => ({ ...row, direction: { from: 'en', to: language }, task: 'translation' }))
  const from = [writeRows(join(folder, 'all.jsonl'), [...mathRows('zh', upTo(20)), ...mathRows('en', upTo(20)), ...pairs('fr', 2), ...pairs('de', 10), ...pairs('ar', 10)])]
  const given: MixtureInput = { preset: 'bayling2', total: 20, languages: undefined, unseen: ['ar'], tasks: undefined, english: undefined, k: undefined, validation: 0 }
  const defined = Object.fromEntries(Object.entries({ ...input, ...given }).filter(([, value]) => value !== undefined))
  const mixture = mixtureOf(defined)
  const index = await writeMixture(mixture, await survey(mixture, from), { out: join(folder, 'out'), tokenizer, model: 'owner/model', benchmarks: await openBenchmarks([]) })
  const { got, asked } = manifestOf(join(folder, 'out', 'trial', 'trial'))
  assert.deepEqual(got, { instructions: { en: 5, zh: 9 }, cross_lingual: { de: 4, fr: 2 } })
  assert.deepEqual([asked, index.total.rows], [got, 20])
})

test('aligned runs of rows that share no originals are short, and say so', async (t) => {
  const folder = folderFor(t)
  const from = [writeRows(join(folder, 'a.jsonl'), [...mathRows('fr', upTo(20)), ...mathRows('zh', upTo(30).slice(10)), ...mathRows('en', upTo(30))])]
  await assert.rejects(mix(from, join(folder, 'out'), { given: { align: true, validation: 0, k: [11] } }), shortOf(/math fr 10 of 11, math zh 10 of 11/))
  await mix(from, join(folder, 'out'), { given: { align: true, validation: 0, k: [10] } })
  const rows = linesOf(join(folder, 'out', 'trial', 'math-k10', 'data', 'train.jsonl'))
  const ids = (code: string) => rows.filter(({ language }) => language === code).map(({ id }) => id!).sort()
  assert.deepEqual(ids('fr'), ids('zh'))
})

test('rows that hold an item of a benchmark give way to others, and are told', async (t) => {
  const folder = folderFor(t)
  const text = (i: number) => `A gardener plants ${i} rows of tulips and then sells every second one of them at the market for a coin each, says ${i}.`
  const rows = upTo(20).map((i) => ({ id: `r${i}`, language: 'en', kind: 'math', messages: [{ role: 'user', content: text(i) }, { role: 'assistant', content: 'Some.' }] }))
  const from = [writeRows(join(folder, 'en.jsonl'), rows.map((row, i) => (i < 5 ? { ...row, messages: [{ role: 'user', content: `The quick brown fox number ${i} jumps over the lazy dog while nobody at all is looking at it.` }, row.messages[1]] } : row)))]
  const bench = join(folder, 'bench.jsonl')
  writeFileSync(bench, JSON.stringify({ question: 'A gardener plants rows of tulips and then sells every second one of them at the market for a coin each, says.' }) + '\n')
  const benchmarks = await openBenchmarks([bench])
  const given: MixtureInput = { validation: 0, languages: [], k: [0], english: 5 }
  await mix(from, join(folder, 'out'), { given, benchmarks })
  assert.ok(linesOf(join(folder, 'out', 'trial', 'math-k0', 'data', 'train.jsonl')).every(({ messages }) => /quick brown fox/.test(messages[0]!.content)))
  const leaks = linesOf(join(folder, 'out', 'trial', 'leaks.jsonl'))
  assert.ok(leaks.length > 0 && leaks.every(({ how, id }) => how === 'ngram' && Number(id!.slice(1)) > 5))
  await assert.rejects(mix(from, join(folder, 'out'), { given: { ...given, english: 6 }, benchmarks }), shortOf(/math en 5 of 6; 15 rows that hold items of benchmarks are left out with all versions of them; .*English 5/))
})
