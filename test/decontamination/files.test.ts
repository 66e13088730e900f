import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { openBenchmarks } from '../../src/decontamination/benchmarks.js'
import { decontaminate, type Dropped } from '../../src/decontamination/files.js'
import { formats, type Format } from '../../src/io/formats.js'
import { writeParquet } from '../../src/io/parquet.js'
import type { Dialogue } from '../../src/types.js'
import { grounded, streamed, translated, turns } from '../rows.js'

const folder = mkdtempSync(join(tmpdir(), 'decontaminate-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string): string {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const problem = 'A baker fills 12 trays with 24 rolls each. How many rolls are there in all?'
const known = file('known.txt', problem)
const benchmarks = await openBenchmarks([known])
const leaked: Dialogue = { ...translated, id: 'leaked', messages: turns('12 个托盘每个 24 个面包，一共多少？', '288'), original: turns(problem, '288') }
const lines = (path: string) => readFileSync(path, 'utf8').split('\n').filter((line) => line !== '')
const jsonl = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

test('rows that stay are written as they were, those that leak go to the report with both texts', async () => {
  const rows = [grounded, leaked, translated]
  const to = join(folder, 'clean')
  const done = await decontaminate([file('mixed.jsonl', jsonl(rows))], { benchmarks, to })
  assert.deepEqual(done, [{ file: join(folder, 'mixed.jsonl'), to: join(to, 'mixed.jsonl'), rows: 3, kept: 2, dropped: { 'ngram known.txt': 1 } }])
  assert.deepEqual(lines(join(to, 'mixed.jsonl')), [JSON.stringify(grounded), JSON.stringify(translated)])
  assert.deepEqual(lines(join(to, 'dropped.jsonl')).map((line) => JSON.parse(line) as Dropped), [
    { file: 'mixed.jsonl', row: 2, id: 'leaked', how: 'ngram', benchmark: 'known.txt', item: 1, shared: 1, text: problem, against: problem },
  ])
})

test('every format that --sft reads can be cleaned, and our Parquet by the original it keeps', async () => {
  const own: Dialogue = { ...leaked, messages: leaked.original! }
  for (const format of Object.keys(formats) as Format[]) {
    const [done] = await decontaminate([file(`${format}.jsonl`, jsonl([grounded, own].map((row, index) => formats[format](row, { index }))))], { benchmarks, to: join(folder, format) })
    assert.deepEqual([format, done!.rows, done!.kept], [format, 2, 1])
  }
  const parquet = join(folder, 'rows.parquet')
  await writeParquet(parquet, streamed([grounded, leaked]))
  const [done] = await decontaminate([parquet], { benchmarks, to: join(folder, 'of-parquet') })
  assert.deepEqual(done!.dropped, { 'ngram known.txt': 1 })
  const [kept] = lines(join(folder, 'of-parquet', 'rows.jsonl')).map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual([kept!['id'], kept!['messages'], kept!['revision']], [grounded.id, grounded.messages, grounded.source.revision])
})

test('a row that cannot be read cannot be compared, and is dropped with its reason', async () => {
  const [done] = await decontaminate([file('broken.jsonl', `${JSON.stringify(grounded)}\n{"id": \n{"messages": [{"role": "user", "content": "?"}], "id": 7}\n`)], { benchmarks, to: join(folder, 'unbroken') })
  assert.deepEqual([done!.rows, done!.kept, done!.dropped], [3, 1, { unreadable: 2 }])
  const reasons = lines(join(folder, 'unbroken', 'dropped.jsonl')).map((line) => JSON.parse(line) as { row: number; id?: string; reason: string })
  assert.deepEqual(reasons.map(({ row, id, reason }) => [row, id, reason]), [[2, undefined, 'broken-json'], [3, '7', 'ends-with-user']])
})

test('of a release its JSONL is taken, in its folders; several inputs are kept apart', async () => {
  for (const name of ['one', 'two']) file(`${name}/release/jsonl/zh.jsonl`, jsonl([translated, leaked]))
  file('one/release/zh/train-00000-of-00001.parquet', 'not read')
  const single = await decontaminate([join(folder, 'one')], { benchmarks, to: join(folder, 'single') })
  assert.deepEqual(single.map(({ to }) => to), [join(folder, 'single', 'release', 'jsonl', 'zh.jsonl')])
  const both = await decontaminate([join(folder, 'one', 'release'), join(folder, 'two')], { benchmarks, to: join(folder, 'both') })
  assert.deepEqual(both.map(({ to }) => to), [join(folder, 'both', 'release', 'jsonl', 'zh.jsonl'), join(folder, 'both', 'two', 'release', 'jsonl', 'zh.jsonl')])
})

test('nothing is written over itself, and an interrupted run leaves no file that looks complete', async () => {
  const input = file('same/rows.jsonl', jsonl([grounded]))
  await assert.rejects(decontaminate([input], { benchmarks, to: join(folder, 'same') }), { name: 'UserError', message: /would be written over itself/ })
  assert.deepEqual(lines(input), [JSON.stringify(grounded)])
  await assert.rejects(decontaminate([join(folder, 'same'), input], { benchmarks, to: join(folder, 'x'), report: join(folder, 'x', 'rows.jsonl') }), { name: 'UserError', message: /two files would be written/ })
  const stopped = decontaminate([input], { benchmarks, to: join(folder, 'stopped'), signal: AbortSignal.abort() })
  await assert.rejects(stopped)
  assert.ok(!existsSync(join(folder, 'stopped', 'rows.jsonl')) && !existsSync(join(folder, 'stopped', 'dropped.jsonl')))
})

test('nothing to read is said, with what is wanted', async () => {
  mkdirSync(join(folder, 'empty'))
  await assert.rejects(decontaminate([join(folder, 'empty')], { benchmarks, to: join(folder, 'y') }), { name: 'UserError', message: /empty has no rows: a release/ })
  await assert.rejects(decontaminate([join(folder, 'nowhere')], { benchmarks, to: join(folder, 'y') }), { name: 'UserError', message: /no such file or folder/ })
})
