import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { parse } from 'yaml'
import { cardOf } from '../src/card.js'
import { countingFacts } from '../src/card/facts.js'
import { chatSpecific } from '../src/datasets/index.js'
import { exportParquet, exportRows, finishedBuilds, writeRelease, type Built } from '../src/release.js'
import { splitOf } from '../src/release/rows.js'
import type { Dialogue, GroundedDialogue } from '../src/types.js'
import { harbourGenerator } from './harbours.js'
import { crossLingual, streamed } from './rows.js'
import { filesOf, smallBuild } from './small-build.js'

const folder = mkdtempSync(join(tmpdir(), 'release-'))
const release = join(folder, 'release')
let built: Built[] = []
after(() => rmSync(folder, { recursive: true, force: true }))
before(async () => {
  const [full, none] = [await smallBuild(join(folder, 'en'), { passages: 8, generator: harbourGenerator() }), await smallBuild(join(folder, 'fr'), { passages: 0, generator: harbourGenerator() })]
  built = [{ dataset: chatSpecific, language: 'en', stages: full }, { dataset: chatSpecific, language: 'fr', stages: none }]
  mkdirSync(join(release, 'de'), { recursive: true })
  writeFileSync(join(release, 'de', 'train-00000-of-00001.parquet'), 'of an earlier release')
  await writeRelease(release, chatSpecific, built)
})

const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n')
const rows = () => linesOf(join(built[0]!.stages.at(-1)!.folder, '00000.jsonl')).map((line) => JSON.parse(line) as GroundedDialogue)
const card = () => readFileSync(join(release, 'README.md'), 'utf8')

interface Metadata {
  readonly language: string[]
  readonly license: string
  readonly task_categories: string[]
  readonly size_categories: string[]
  readonly tags: string[]
  readonly configs: { config_name: string; data_files: { split: string; path: string }[] }[]
  readonly dataset_info: { config_name: string; features: { name: string; dtype?: string; list?: unknown }[]; splits: { name: string; num_examples: number; num_bytes: number }[]; download_size: number; dataset_size: number }[]
}

const metadata = () => parse(/^---\n([^]*?)\n---\n/.exec(card())![1]!) as Metadata

test('a release has JSONL, Parquet, the pages to attribute and a card; nothing of an earlier one, nothing of an empty language', () => {
  assert.deepEqual(filesOf(release).map((name) => name.replaceAll('\\', '/')), ['LICENSE.md', 'README.md', 'attribution/en.tsv', 'en/train-00000-of-00001.parquet', 'jsonl/en.jsonl'])
})

test('JSONL and Parquet hold the rows of the last stage', async () => {
  assert.deepEqual(linesOf(join(release, 'jsonl', 'en.jsonl')).map((line) => JSON.parse(line)), rows())
  const read = await parquetReadObjects({ file: await asyncBufferFromFile(join(release, 'en', 'train-00000-of-00001.parquet')) })
  assert.deepEqual(read.map((row) => [row['id'], row['messages']]), rows().map((row) => [row.id, row.messages]))
})

test('a language that YAML 1.1 takes for a truth value is quoted in the card', () => {
  const text = cardOf({ ...chatSpecific, facts: countingFacts().facts() }, [{ language: 'no', splits: [{ name: 'train', rows: 1, bytes: 1, data: 1 }], features: [], sha256: {} }])
  assert.match(text, /^ *- "no"$/m)
  assert.doesNotMatch(text, /(?:- |: )no$/m)
})

test('the attribution names every page used once, with revision, address and licence', () => {
  const [head, ...pages] = linesOf(join(release, 'attribution', 'en.tsv'))
  assert.equal(head, 'title\trevision\turl\tlicence')
  assert.deepEqual(pages, [...new Set(rows().map(({ source }) => [source.title, source.revision, source.url, source.licence].join('\t')))].sort())
})

test('the card begins with the metadata that hubs read, and its paths and figures are right', () => {
  const { language, license, task_categories, size_categories, configs, dataset_info } = metadata()
  assert.deepEqual([language, license, task_categories, size_categories], [['en'], 'cc-by-sa-4.0', ['text-generation'], ['n<1K']])
  assert.deepEqual(configs, [{ config_name: 'en', data_files: [{ split: 'train', path: 'en/train-*.parquet' }] }])
  const bytes = statSync(join(release, 'en', 'train-00000-of-00001.parquet')).size
  const [{ splits, download_size, dataset_size }] = dataset_info as [Metadata['dataset_info'][number]]
  assert.deepEqual([splits[0]!.name, splits[0]!.num_examples, download_size], ['train', rows().length, bytes])
  assert.equal(splits[0]!.num_bytes, dataset_size)
  const texts = rows().flatMap(({ messages, passage }) => [passage.text, ...messages.map(({ content }) => content)])
  assert.ok(dataset_size > Buffer.byteLength(texts.join('')))
})

test('the features of the card are the columns of the Parquet', async () => {
  const [row] = await parquetReadObjects({ file: await asyncBufferFromFile(join(release, 'en', 'train-00000-of-00001.parquet')) })
  assert.deepEqual(metadata().dataset_info[0]!.features.map(({ name }) => name), Object.keys(row!))
})

test('the card says counts, models and prompts by hash, rejects by reason, the hash of each shard, and shows one row unedited', () => {
  const text = card()
  const [, dialogues] = built[0]!.stages
  assert.ok(text.includes('fake-generator@ffffffffffff') && text.includes('fake-embedder@eeeeeeeeeeee'))
  for (const [prompt, hash] of Object.entries(dialogues!.manifest.prompts!)) assert.ok(new RegExp(`^\\| ${prompt} \\|.*\`${hash}\``, 'm').test(text), prompt)
  for (const [reason, n] of Object.entries(dialogues!.manifest.rejected)) assert.ok(text.includes(`| en | chat-specific | dialogues | ${reason} | ${n} |`), reason)
  const digest = createHash('sha256').update(readFileSync(join(release, 'en', 'train-00000-of-00001.parquet'))).digest('hex')
  assert.ok(text.includes(digest))
  for (const { content } of rows()[0]!.messages) assert.ok(text.includes(content.split('\n').map((line) => `> ${line}`.trimEnd()).join('\n')), content)
  assert.ok(text.includes('No row was kept for fr.'))
  assert.ok(text.includes('CC-BY-SA-4.0'))
})

test('the card tells no path of this machine', () => {
  assert.ok(!card().includes(folder))
})

test('the same build gives the same release, byte by byte', async () => {
  const again = join(folder, 'again')
  await writeRelease(again, chatSpecific, built)
  for (const name of filesOf(release)) assert.deepEqual(readFileSync(join(again, name)), readFileSync(join(release, name)), name)
})

test('a release or an export of fewer rows than were built is an error that says how they come back, and nothing of it is written', async () => {
  const lost = join(folder, 'lost')
  const stages = await smallBuild(join(lost, 'en'), { passages: 8, generator: harbourGenerator() })
  const part = join(stages.at(-1)!.folder, '00000.jsonl')
  const all = linesOf(part)
  writeFileSync(part, all.slice(1).join('\n') + '\n')
  const fewer = [{ dataset: chatSpecific, language: 'en', stages }]
  const message = new RegExp(`02-duplicates has ${all.length - 1} rows, and its stage\\.json says that it made ${all.length}: .*delete the stage\\.json there and build again`)
  await assert.rejects(writeRelease(join(lost, 'release'), chatSpecific, fewer), { name: 'UserError', message })
  await assert.rejects(exportRows(join(lost, 'messages'), 'messages', fewer), { name: 'UserError', message })
  await assert.rejects(exportParquet(join(lost, 'parquet'), fewer), { name: 'UserError', message })
  assert.deepEqual(filesOf(lost).filter((name) => !name.startsWith('en')), [])
})

test('a release takes the place of an earlier one, and of nothing else', async () => {
  const to = join(folder, 'place')
  await writeRelease(`${to}/`, chatSpecific, built)
  writeFileSync(join(to, '.DS_Store'), '')
  // A language as it was typed, in a release of before codes were made canonical.
  mkdirSync(join(to, 'PT-br'))
  writeFileSync(join(to, 'PT-br', 'train-00000-of-00001.parquet'), '')
  await writeRelease(to, chatSpecific, built)
  assert.deepEqual(filesOf(to), filesOf(release))
  for (const [name, stranger] of [['notes.txt', 'notes.txt'], ['.git/HEAD', '.git'], ['en/notes.txt', 'en'], ['lib/a.js', 'lib'], ['README.md', 'README.md']] as const) {
    const own = join(folder, `own-${stranger}`)
    if (name === 'README.md') mkdirSync(own)
    else await writeRelease(own, chatSpecific, built)
    mkdirSync(join(own, name, '..'), { recursive: true })
    writeFileSync(join(own, name), 'mine')
    await assert.rejects(writeRelease(own, chatSpecific, built), (error: Error) => error.name === 'UserError' && error.message.includes(`holds ${stranger}, which is not of a release`))
    assert.equal(readFileSync(join(own, name), 'utf8'), 'mine')
  }
})

test('a release that is named as the program takes the place of itself, and of one that an earlier version titled twice', async () => {
  const to = join(folder, 'collection')
  const named = { name: 'ultralink', description: 'all kinds' }
  await writeRelease(to, named, built)
  const card = readFileSync(join(to, 'README.md'), 'utf8')
  assert.match(card, /^pretty_name: ultralink$/m)
  writeFileSync(join(to, 'README.md'), card.replace(/^pretty_name: .*$/m, 'pretty_name: ultralink ultralink'))
  for (const _ of ['earlier', 'own']) await writeRelease(to, named, built)
  assert.equal(readFileSync(join(to, 'README.md'), 'utf8'), card)
})

test('a release by a link takes the place of what that leads to', { skip: process.platform === 'win32' ? 'needs links' : false }, async () => {
  const [real, link] = [join(folder, 'real', 'release'), join(folder, 'linked')]
  await writeRelease(real, chatSpecific, built, { jsonl: false })
  symlinkSync(real, link)
  await writeRelease(link, chatSpecific, built)
  assert.ok(lstatSync(link).isSymbolicLink())
  assert.deepEqual([filesOf(real), readdirSync(join(folder, 'real'))], [filesOf(release), ['release']])
})

test('a release that is interrupted leaves the earlier one, and nothing beside it', async () => {
  const to = join(folder, 'stopped', 'release')
  await writeRelease(to, chatSpecific, built, { jsonl: false })
  for (let looks = 0; looks < 4 * rows().length; looks++) {
    let left = looks
    await assert.rejects(writeRelease(to, chatSpecific, built, { signal: { get aborted() { return left-- <= 0 } } as AbortSignal }), { name: 'Interrupted' })
    assert.deepEqual([filesOf(to).some((name) => name.startsWith('jsonl')), readdirSync(join(folder, 'stopped'))], [false, ['release']])
  }
})

test('a language whose folder is a link is among the finished builds', async () => {
  const runs = join(folder, 'runs')
  mkdirSync(runs)
  symlinkSync(join(folder, 'en'), join(runs, 'en'), 'junction')
  writeFileSync(join(runs, 'fr'), 'no folder')
  const dataset = { ...chatSpecific, shared: 0, kinds: chatSpecific.kinds.slice(0, built[0]!.stages.length) }
  assert.deepEqual((await finishedBuilds(runs, dataset)).map(({ language }) => language), ['en'])
})

test('exports number UltraLink’s rows, and pass over languages without rows', async () => {
  const files = await exportRows(join(folder, 'ultralink'), 'ultralink', built)
  assert.deepEqual(files, [join(folder, 'ultralink', 'en_chat_specific.jsonl')])
  assert.deepEqual(linesOf(files[0]!).map((line) => JSON.parse(line)), rows().map((row, i) => ({ id: `en_chat_specific_${i}`, data: row.messages.map(({ content }) => content) })))
  assert.deepEqual(await exportParquet(join(folder, 'parquet'), built), [join(folder, 'parquet', 'en')])
  assert.ok(existsSync(join(folder, 'parquet', 'en', 'train-00000-of-00001.parquet')))
})

test('an export takes away shards of another number, so that no row is there twice', async () => {
  const to = join(folder, 'shards')
  mkdirSync(join(to, 'en'), { recursive: true })
  for (const name of ['train-00001-of-00002.parquet', 'notes.txt']) writeFileSync(join(to, 'en', name), '')
  await exportParquet(to, built)
  assert.deepEqual(filesOf(join(to, 'en')), ['notes.txt', 'train-00000-of-00001.parquet'])
})

test('a release or an export that cannot be written is one error of the user’s', async () => {
  const file = join(folder, 'in-the-way')
  writeFileSync(file, '')
  const error = { name: 'UserError', message: /in-the-way.*a file is in its way/ }
  await assert.rejects(writeRelease(file, chatSpecific, built), error)
  await assert.rejects(exportRows(file, 'messages', built), error)
  await assert.rejects(exportParquet(file, built), error)
})

test('a full disk while the release is written is one error of the user’s', async (t) => {
  const { open } = await import('node:fs/promises')
  const handle = await open(join(folder, 'probe'), 'w')
  await handle.close()
  t.mock.method(Object.getPrototypeOf(handle) as { appendFile(): Promise<void> }, 'appendFile', () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })))
  await assert.rejects(writeRelease(join(folder, 'full'), chatSpecific, built), { name: 'UserError', message: /the disk is full/ })
})

test('a held-out share goes by page, so that the rows of one page are in one split in every language', async () => {
  const split = join(folder, 'split')
  await writeRelease(split, chatSpecific, [built[0]!, { ...built[0]!, language: 'fr' }], { heldOut: 0.5 })
  const pages = (file: string) => new Set(linesOf(join(split, 'jsonl', file)).map((line) => (JSON.parse(line) as GroundedDialogue).source.page))
  const [train, test] = [pages('en.jsonl'), pages('en.test.jsonl')]
  assert.ok(train.size > 0 && test.size > 0)
  assert.deepEqual([...train].filter((page) => test.has(page)), [])
  assert.equal(linesOf(join(split, 'jsonl', 'en.jsonl')).length + linesOf(join(split, 'jsonl', 'en.test.jsonl')).length, rows().length)
  assert.deepEqual(pages('fr.test.jsonl'), test)
  assert.match(readFileSync(join(split, 'README.md'), 'utf8'), /path: en\/test-\*\.parquet/)
})

test('a held-out share of cross-lingual rows goes by the original whose translations they are', async () => {
  const made = (language: string, row: number): Dialogue => ({ ...crossLingual, id: `${language}-${row}`, language, source: { ...crossLingual.source, dataset: `${language}.jsonl`, row: language === 'fr' ? row : 100 - row, id: `math-${row}` } })
  const rowsIn = (language: string) => Array.from({ length: 40 }, (_, i) => made(language, i))
  const originals = async (language: string, split: 'train' | 'test') => {
    const found: (string | undefined)[] = []
    for await (const { source } of splitOf(streamed(rowsIn(language)), split, 0.3)) found.push('id' in source ? source.id : undefined)
    return found
  }
  const [train, held] = [await originals('fr', 'train'), await originals('es', 'test')]
  assert.ok(held.length > 3 && train.length > 3)
  assert.deepEqual(train.filter((id) => held.includes(id)), [])
})

test('shards are as many as their bytes ask for, and no row is lost or doubled', async () => {
  const many = join(folder, 'many')
  const built = await smallBuild(join(folder, 'many-en'), { passages: 8, generator: harbourGenerator() })
  await writeRelease(many, chatSpecific, [{ dataset: chatSpecific, language: 'en', stages: built }], { shard: 1_000 })
  const shards = filesOf(many).filter((name) => name.endsWith('.parquet'))
  assert.ok(shards.length > 1)
  assert.deepEqual(shards.map((name) => name.replaceAll('\\', '/')), shards.map((_, i) => `en/train-${String(i).padStart(5, '0')}-of-${String(shards.length).padStart(5, '0')}.parquet`))
  const ids = []
  for (const name of shards) ids.push(...(await parquetReadObjects({ file: await asyncBufferFromFile(join(many, name)) })).map((row) => row['id']))
  assert.deepEqual(ids, linesOf(join(many, 'jsonl', 'en.jsonl')).map((line) => (JSON.parse(line) as GroundedDialogue).id))
  const sizes = shards.map((name) => statSync(join(many, name)).size)
  assert.equal((parse(/^---\n([^]*?)\n---\n/.exec(readFileSync(join(many, 'README.md'), 'utf8'))![1]!) as Metadata).dataset_info[0]!.download_size, sizes.reduce((sum, size) => sum + size, 0))
})

test('for a hub the release is without JSONL, in the columns of a format, and the card says which', async () => {
  const hub = join(folder, 'hub')
  await writeRelease(hub, chatSpecific, built, { table: 'sharegpt', jsonl: false })
  assert.deepEqual(filesOf(hub).map((name) => name.replaceAll('\\', '/')), ['LICENSE.md', 'README.md', 'attribution/en.tsv', 'en/train-00000-of-00001.parquet'])
  const [first] = await parquetReadObjects({ file: await asyncBufferFromFile(join(hub, 'en', 'train-00000-of-00001.parquet')) })
  assert.deepEqual((first!['conversations'] as { value: string }[]).map(({ value }) => value), rows()[0]!.messages.map(({ content }) => content))
  assert.match(readFileSync(join(hub, 'README.md'), 'utf8'), /- name: conversations\n {8}list:\n {10}- name: from\n {12}dtype: string/)
})
