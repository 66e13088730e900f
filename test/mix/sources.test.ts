import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { UserError } from '../../src/errors.js'
import { parquetWriteFile } from 'hyparquet-writer'
import { takeCensus } from '../../src/mix/census.js'
import { mixtureOf } from '../../src/mix/runs.js'
import { readLabel, sourcesOf } from '../../src/mix/sources.js'
import { checkMixture } from '../../src/mix/spec.js'
import { folderFor, mathRows, upTo, writeRows } from './synthetic.js'

const mixture = (given: object = {}) => mixtureOf({ tasks: ['math', 'if'], multi: true, languages: ['fr'], english: 1, k: [1], ...given })

async function counted(from: readonly string[], given: object = {}): Promise<Record<string, number>> {
  const { tables } = await takeCensus(await sourcesOf(from), mixture(given))
  return Object.fromEntries([...tables].flatMap(([task, languages]) => [...languages].map(([language, { size }]) => [`${task} ${language}`, size] as const)).sort())
}

const chat = (id: string | undefined, text: string) => ({ ...(id ? { id } : {}), conversations: [{ from: 'human', value: text }, { from: 'gpt', value: `${text}, indeed` }] })

test('labels name a task, or a task and a language', (t) => {
  assert.deepEqual(readLabel('math=a.jsonl'), { path: 'a.jsonl', task: 'math' })
  assert.deepEqual(readLabel('math:pt-BR=x/a=b.jsonl'), { path: 'x/a=b.jsonl', task: 'math', language: 'pt-BR' })
  assert.deepEqual(readLabel('chat:zh_Hant=a.jsonl'), { path: 'a.jsonl', task: 'chat', language: 'zh-Hant' })
  assert.deepEqual(readLabel('a.jsonl'), { path: 'a.jsonl' })
  const file = join(folderFor(t), 'math=a.jsonl')
  writeFileSync(file, '')
  assert.deepEqual(readLabel(file), { path: file })
})

test('a release is read once, without its test split; so are the folder of its build, and a folder of files', async (t) => {
  const folder = folderFor(t)
  writeRows(join(folder, 'release', 'jsonl', 'fr.jsonl'), mathRows('fr', upTo(5)))
  writeRows(join(folder, 'release', 'jsonl', 'fr.test.jsonl'), mathRows('fr', [6]))
  writeRows(join(folder, 'release', 'fr', 'train-00000-of-00001.jsonl'), mathRows('fr', upTo(5)))
  for (const path of [folder, join(folder, 'release'), join(folder, 'release', 'jsonl')]) assert.deepEqual(await counted([path]), { 'math fr': 5 })
  assert.deepEqual((await sourcesOf([`${join(folder, 'release')}/`])).map(({ name }) => name), ['release/jsonl/fr.jsonl'])
  for (const path of [join(folder, 'release', 'jsonl', '..'), `./${relative(process.cwd(), join(folder, 'release'))}`]) assert.deepEqual((await sourcesOf([path])).map(({ name }) => name), ['release/jsonl/fr.jsonl'])
  writeRows(join(folder, 'flat', 'a.jsonl'), mathRows('fr', [1]))
  writeRows(join(folder, 'flat', 'empty.jsonl'), [])
  writeRows(join(folder, 'flat', 'validation.jsonl'), mathRows('fr', [2]))
  writeRows(join(folder, 'flat', 'dropped.jsonl'), mathRows('fr', [3]))
  writeRows(join(folder, 'flat', 'de', 'train-00000.jsonl'), mathRows('de', [1]))
  assert.deepEqual(await counted([join(folder, 'flat')]), { 'math de': 1, 'math fr': 1 })
})

test('a folder of files is read in all its depth, JSON too, and test splits in it are left out', async (t) => {
  const folder = folderFor(t)
  const notes: string[] = []
  writeRows(join(folder, 'one', 'two', 'a.JSONL'), mathRows('fr', [1]))
  writeFileSync(join(folder, 'b.json'), JSON.stringify(mathRows('fr', [2])))
  writeFileSync(join(folder, 'c.json.gz'), gzipSync(JSON.stringify(mathRows('fr', [3]))))
  writeRows(join(folder, 'math-test.jsonl'), mathRows('fr', [4]))
  writeRows(join(folder, 'test', 'd.jsonl'), mathRows('fr', [5]))
  assert.deepEqual((await sourcesOf([folder], (text) => notes.push(text))).map(({ path }) => relative(folder, path)).sort(), ['b.json', 'c.json.gz', join('one', 'two', 'a.JSONL')])
  assert.deepEqual(await counted([folder]), { 'math fr': 3 })
  const linking = folderFor(t)
  symlinkSync(join(folder, 'one'), join(linking, 'link'))
  assert.deepEqual(await counted([linking]), { 'math fr': 1 })
  assert.deepEqual(await counted([join(folder, 'math-test.jsonl')]), { 'math fr': 1 }, 'a file is taken as it is given')
  assert.match(notes.join(), /passed over math-test\.jsonl, test \(held out or dropped, by its name\); to have a file of these read, give its own path/)
})

test('languages are the same by any spelling of their codes, in a mixture, its labels and the rows', async (t) => {
  const folder = folderFor(t)
  const rows = (code: string, ids: number[]) => writeRows(join(folder, `${code}.jsonl`), mathRows(code, ids))
  const { languages, unseen } = checkMixture({ languages: ['pt-br', 'fra'], unseen: 'zh_Hant' }, 'test')
  assert.deepEqual([languages, unseen], [['pt-BR', 'fr'], ['zh-Hant']])
  const from = [rows('PT-br', [1]), rows('pt_BR', [2]), `math:pt-br=${rows('xx', [3])}`, rows('ZH-hant', [4])]
  assert.deepEqual(await counted(from, { languages, unseen }), { 'math pt-BR': 3 })
})

test('kinds count as the task that takes them', async (t) => {
  const file = writeRows(join(folderFor(t), 'all.jsonl'), ['chat_specific', 'chat_agnostic', 'math', 'code'].flatMap((kind) => mathRows('fr', [1], kind)))
  assert.deepEqual(await counted([file]), { 'if fr': 2, 'math fr': 1 })
  assert.deepEqual(await counted([file], { tasks: { all: ['math', 'code'] } }), { 'all fr': 2 })
})

test('any format can be mixed: a label says what rows do not say themselves', async (t) => {
  const folder = folderFor(t)
  const sharegpt = writeRows(join(folder, 'chat.jsonl'), [chat('a', 'one'), chat(undefined, 'two'), chat('a', 'three'), chat('b', 'one')])
  const gsm8k = writeRows(join(folder, 'gsm8k.jsonl'), [{ question: 'how many?', answer: 'two\n#### 2', language: 'fr' }])
  assert.deepEqual(await counted([`if:fr=${sharegpt}`, `math=${gsm8k}`]), { 'if fr': 3, 'math fr': 1 }, 'what two rows say word for word counts once')
  assert.deepEqual(await counted([`chat_agnostic:en=${sharegpt}`]), { 'if en': 3 }, 'a kind will do for a task')
  await assert.rejects(counted([sharegpt]), (error: Error) => error instanceof UserError && /row 1 of .*chat\.jsonl does not say what task.*--from math=/.test(error.message))
  await assert.rejects(counted([`if=${sharegpt}`]), (error: Error) => error instanceof UserError && /does not say its language.*--from if:fr=/.test(error.message))
})

test("UltraLink's own release says task and language in its ids", async (t) => {
  const file = writeRows(join(folderFor(t), 'zh_math.jsonl'), [{ id: 'zh_math_3', data: ['q', 'a'] }, { id: 'ru_chat_specific_4', data: ['q', 'a'] }])
  assert.deepEqual(await counted([file]), { 'if ru': 1, 'math zh': 1 })
})

test('Parquet with and without a language is read like JSONL', async (t) => {
  const file = join(folderFor(t), 'rows.parquet')
  const rows = mathRows('fr', upTo(4)) as { id: string; messages: unknown }[]
  parquetWriteFile({ filename: file, columnData: [
    { name: 'id', data: rows.map(({ id }) => id), type: 'STRING' },
    { name: 'language', data: rows.map(() => 'fr'), type: 'STRING' },
    { name: 'kind', data: rows.map(() => 'math'), type: 'STRING' },
    { name: 'messages', data: rows.map(({ messages }) => messages), type: 'JSON' },
  ] })
  assert.deepEqual(await counted([file]), { 'math fr': 4 })
})

test('what is no dialogue, of another kind or touches an unseen language is counted and left out', async (t) => {
  const pair = { ...(mathRows('fr', [9], 'cross_lingual')[0] as object), direction: { from: 'ar', to: 'fr' } }
  const file = writeRows(join(folderFor(t), 'mixed.jsonl'), [...mathRows('fr', [1]), ...mathRows('ar', [1]), ...mathRows('fr', [1], 'poem'), { language: 'fr', kind: 'math', messages: [] }, pair])
  const { sources } = await takeCensus(await sourcesOf([file]), mixture({ tasks: ['math', 'cross_lingual'], unseen: ['ar'] }))
  assert.deepEqual(sources.map(({ rows, leftOut }) => [rows, leftOut]), [[5, { 'unseen-language': 2, 'other-kind': 1, 'no-turns': 1 }]])
})

test('the order of sources does not count, nor does one that is given twice', async (t) => {
  const folder = folderFor(t)
  const [a, b] = [writeRows(join(folder, 'a.jsonl'), mathRows('fr', [1])), writeRows(join(folder, 'b.jsonl'), mathRows('fr', [2]))]
  copyFileSync(a, join(folder, 'copy.jsonl'))
  const hashes = async (from: string[]) => (await sourcesOf(from)).map(({ sha256 }) => sha256)
  assert.deepEqual(await hashes([a, b]), await hashes([b, join(folder, 'copy.jsonl'), a]))
})

test('what cannot be read is said', async (t) => {
  const folder = folderFor(t)
  mkdirSync(join(folder, 'empty'))
  await assert.rejects(sourcesOf([]), /--from/)
  await assert.rejects(sourcesOf([join(folder, 'none')]), /no such file or folder/)
  await assert.rejects(sourcesOf([join(folder, 'empty')]), /has no rows to mix/)
})
