import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, collections, dataset, decontaminate, exportRows, fakeEmbedder, fakeGenerator, finishedBuilds, from, languageOf, math, mixtureOf, openBenchmarks, openPool, promptsIn, quotas, sharedFolder, stages, stream, survey, writeMixture, writeRelease, z, type Collection, type Dialogue, type Models, type Row } from '../src/index.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'library-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Dialogue)

test("the README's library example runs as it stands, and its release has a card and the lock of its models", async () => {
  const example = /```js\n([^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))![1]!
  const here = (path: string) => path.replaceAll('\\', '/')
  const file = join(folder, 'example.mjs')
  writeFileSync(file, example.replace("'ultralink'", `'${new URL('../src/index.js', import.meta.url).href}'`).replaceAll("'data/", `'${here(root)}data/`).replaceAll("'runs/", `'${here(folder)}/runs/`))
  await import(pathToFileURL(file).href)
  const release = join(folder, 'runs', 'cross-lingual', 'release')
  const rows = linesOf(join(release, 'jsonl', 'sw.jsonl'))
  assert.ok(rows.length > 10 && rows.every(({ language, source }) => language === 'sw' && source.licence === 'Apache-2.0'))
  const { models } = JSON.parse(readFileSync(join(release, 'models.lock.json'), 'utf8')) as { models: { name: string; source: string; files: { sha256: string }[] }[] }
  assert.deepEqual(models.map(({ name, source }) => [name, source]), [['nano-embedder', 'bundled'], ['nano-generator', 'bundled']])
  assert.ok(models.every(({ files }) => files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))))
  const card = readFileSync(join(release, 'README.md'), 'utf8')
  assert.ok(card.includes('"files":["parallel-sw.tsv"]') && !card.includes(root) && !card.includes(folder))
})

/** The models of a build, as whoever tests with fakes makes them. */
function fakes(): Models {
  const [generator, embedder] = [fakeGenerator({ reply: () => '' }), fakeEmbedder()]
  const [generatorId, embedderId] = [generator, embedder].map(({ entry: { name, sha256 } }) => `${name}@${sha256.slice(0, 12)}`) as [string, string]
  return {
    ...{ generatorEntry: generator.entry, judgeEntry: generator.entry, embedderEntry: embedder.entry, generatorId, judgeId: generatorId, embedderId },
    ...{ generator: async () => generator, judge: async () => generator, embedder: async () => embedder },
  }
}

test('a dataset with shared stages is built with fakes, released as part of a collection, decontaminated and mixed, by what the library exports', async () => {
  await using pool = openPool({ threads: 1 })
  const dataset = join(folder, 'math')
  const world = { language: languageOf('en'), models: fakes(), prompts: promptsIn({ language: 'en' }), seed: 0, signal: new AbortController().signal, work: pool.work }
  const stages = math.stages({ originals: { files: [join(root, 'data', 'samples', 'math.jsonl')], licence: 'apache 2.0' } })
  const shared = await build(stages.slice(0, math.shared), { ...world, folder: join(dataset, sharedFolder) })
  await build(stages.slice(math.shared), { ...world, folder: join(dataset, 'en'), after: shared.at(-1) })
  const own: Collection = { name: 'sums', description: 'Sums alone', parts: [{ dataset: math, parts: () => 1 }] }
  const release = join(folder, 'release')
  await writeRelease(release, own, await finishedBuilds(dataset, math))
  const rows = linesOf(join(release, 'jsonl', 'en.jsonl'))
  assert.ok(rows.length > 20)
  assert.ok(!existsSync(join(release, 'models.lock.json')), 'a fake is no model to pin')
  assert.deepEqual(quotas(own, 'en', 7), { math: 7 })
  assert.equal(Object.values(quotas(collections['ultralink']!, 'fr', 90)).reduce((sum, n) => sum + n, 0), 90)

  const benchmark = join(folder, 'benchmark.txt')
  writeFileSync(benchmark, `${rows[0]!.messages[0]!.content}\n`)
  await using embedder = fakeEmbedder()
  const [clean] = await decontaminate([release], { benchmarks: await openBenchmarks([benchmark], { embedder }), to: join(folder, 'clean') })
  assert.ok(clean && clean.rows === rows.length && clean.kept < clean.rows)

  const mixture = mixtureOf({ name: 'few', tasks: ['math'], languages: [], english: 10, k: [0] })
  const { runs } = await writeMixture(mixture, await survey(mixture, [release]), { out: join(folder, 'mixes'), tokenizer: { id: 'words', count: (text) => text.split(' ').length }, benchmarks: await openBenchmarks([]) })
  assert.deepEqual(runs.map(({ english }) => english), [10])
  assert.deepEqual(Object.keys((JSON.parse(readFileSync(join(folder, 'mixes', 'few', runs[0]!.run, 'manifest.json'), 'utf8')) as { licences: object }).licences), ['Apache-2.0'])
})

test('every stage is exported, by its name', () => {
  const files = readdirSync(new URL('../src/stages/', import.meta.url)).filter((name) => name.endsWith('.js') && name !== 'index.js').map((name) => name.replace(/\.js$/, ''))
  assert.deepEqual(Object.values(stages).map(({ name }) => name).sort(), files.sort())
})

test('rows that are no dialogues are neither released nor exported, and the error says which', async () => {
  const words = stream({ name: 'words', description: 'a word', options: z.strictObject({}), async *run(): AsyncIterable<Row> { yield { id: 'anchor' } } })
  const own = dataset('words', 'words', from(words))
  await build(own.stages({}), { folder: join(folder, 'words', 'en'), language: languageOf('en'), models: fakes(), prompts: promptsIn({ language: 'en' }), seed: 0, signal: new AbortController().signal, work: openPool().work })
  const built = await finishedBuilds(join(folder, 'words'), own)
  for (const writing of [() => writeRelease(join(folder, 'words', 'release'), own, built), () => exportRows(join(folder, 'words', 'out'), 'messages', built)]) await assert.rejects(writing, { name: 'UserError', message: /row anchor .*00-words is no dialogue/ })
})
