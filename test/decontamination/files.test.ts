import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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

test('a folder of stages without a release is refused, one stage is not; what is passed over is told', async () => {
  for (const [name, rows] of [['00-originals', [grounded]], ['01-prune', [grounded]]] as const) {
    file(`run/originals/${name}/stage.json`, '{}')
    file(`run/originals/${name}/00000.jsonl`, jsonl(rows))
    file(`run/originals/${name}/rejected-00000.jsonl`, jsonl([{ id: 'x', reason: 'too-short' }]))
  }
  const notes: string[] = []
  const to = join(folder, 'of-run')
  await assert.rejects(decontaminate([join(folder, 'run')], { benchmarks, to }), { name: 'UserError', message: /run has originals.00-originals, a stage of a build without a release.*finish the build.*or give the folder of one stage/ })
  const done = await decontaminate([join(folder, 'run', 'originals', '01-prune')], { benchmarks, to, onNote: (text) => notes.push(text) })
  assert.deepEqual(done.map((each) => [each.to, each.rows]), [[join(to, '00000.jsonl'), 1]])
  assert.match(notes.join(), /01-prune: passed over rejected-00000\.jsonl, stage\.json \(no rows, or rows that were left out\)/)
  file('run/release/jsonl/fr.jsonl', jsonl([grounded]))
  file('run/release/jsonl/fr.test.jsonl', jsonl([grounded]))
  assert.deepEqual((await decontaminate([join(folder, 'run')], { benchmarks, to })).map((each) => each.to), ['fr.jsonl', 'fr.test.jsonl'].map((name) => join(to, 'release', 'jsonl', name)))
})

test('nothing that is read is written over, through links, by the report or under a temporary name', async () => {
  const input = file('linked/d/a.jsonl', jsonl([grounded, leaked]))
  const other = file('linked/b.jsonl', jsonl([grounded]))
  symlinkSync('d', join(folder, 'linked', 'l'))
  const attempts: readonly (readonly [inputs: readonly string[], to: string, report?: string])[] = [
    [[input], join(folder, 'linked', 'l')],
    [[join(folder, 'linked', 'l', 'a.jsonl')], join(folder, 'linked', 'd')],
    [[input, other], join(folder, 'linked', 'out'), other],
    [[other], join(folder, 'linked', 'out'), known],
    [[other, file('linked/b.jsonl.tmp', jsonl([translated]))], join(folder, 'linked', '.')],
  ]
  for (const [inputs, to, report] of attempts) {
    const before = inputs.map((path) => readFileSync(path, 'utf8'))
    await assert.rejects(decontaminate(inputs, { benchmarks, to, report, against: [known] }), { name: 'UserError', message: /would be written over itself, as .*choose another/ })
    assert.deepEqual(inputs.map((path) => readFileSync(path, 'utf8')), before)
  }
  assert.equal(readFileSync(known, 'utf8'), problem)
  assert.ok(!existsSync(join(folder, 'linked', 'out')))
})

test('a file of no known format is an error before anything is written, and one that fails later leaves none', async () => {
  const [good, bad] = [file('two/b.jsonl', jsonl([grounded])), file('two/zz.jsonl', jsonl([{ no: 'dialogue' }]))]
  await assert.rejects(decontaminate([good, bad], { benchmarks, to: join(folder, 'none') }), { name: 'UserError', message: /no format fits .*zz\.jsonl/ })
  assert.ok(!existsSync(join(folder, 'none')))
  const onProgress = (path: string) => assert.ok(!path.endsWith('late.jsonl'), 'the disk is gone')
  await assert.rejects(decontaminate([good, file('two/late.jsonl', jsonl([grounded]))], { benchmarks, to: join(folder, 'left'), onProgress }), /the disk is gone/)
  assert.deepEqual(readdirSync(join(folder, 'left')), [])
})

test('nothing to read is said, with what is wanted', async () => {
  mkdirSync(join(folder, 'empty'))
  await assert.rejects(decontaminate([join(folder, 'empty')], { benchmarks, to: join(folder, 'y') }), { name: 'UserError', message: /empty has no rows: a release/ })
  await assert.rejects(decontaminate([join(folder, 'nowhere')], { benchmarks, to: join(folder, 'y') }), { name: 'UserError', message: /no such file or folder/ })
})
