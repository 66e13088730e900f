import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { rowFilesIn } from '../../src/io/row-files.js'

const folder = mkdtempSync(join(tmpdir(), 'row-files-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Writes files of one row, or none where a name ends in `!`, and says where. */
function files(name: string, paths: readonly string[]): string {
  for (const path of paths) {
    const file = join(folder, name, path.replace(/!$/, ''))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, path.endsWith('!') ? '' : '{"mixture": "trial"}\n')
  }
  return join(folder, name)
}

async function found(path: string, heldOut = true) {
  const notes: string[] = []
  const names = await rowFilesIn(path, { heldOut, onNote: (text) => notes.push(text) })
  return { names: names.map((name) => name.replaceAll('\\', '/')), notes: notes.map((note) => note.replaceAll('\\', '/')) }
}

test('files of rows are found at any depth, in any letters, through links and around loops', async () => {
  const top = files('deep', ['a.JSONL', 'b.json', 'c.json.gz', 'd.parquet', 'e.jsonl.gz', 'one/two/three/f.jsonl'])
  symlinkSync(files('elsewhere', ['g.jsonl']), join(top, 'link'))
  symlinkSync(join(folder, 'elsewhere', 'g.jsonl'), join(top, 'h.jsonl'))
  symlinkSync(top, join(top, 'one', 'loop'))
  symlinkSync(join(folder, 'gone.jsonl'), join(top, 'i.jsonl'))
  assert.deepEqual(await found(top), {
    names: ['a.JSONL', 'b.json', 'c.json.gz', 'd.parquet', 'e.jsonl.gz', 'h.jsonl', 'link/g.jsonl', 'one/two/three/f.jsonl'],
    notes: [`${top}: passed over i.jsonl (a link to nothing, or no file), one/loop (a link to a folder that it is in); to have a file of these read, give its own path`.replaceAll('\\', '/')],
  })
})

test('what is passed over is told with its reason: splits and what was dropped only where they are not wanted', async () => {
  const top = files('mixed', ['fr.jsonl', 'math-test.jsonl', 'test/de.jsonl', 'my.rejected.json', 'dropped.jsonl', 'rejected-00000.jsonl', 'manifest.json', 'empty.jsonl!', '.cache/x.jsonl', 'old.tmp/x.jsonl', ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `${name}.csv`)])
  const others = ['.cache (hidden)', 'a.csv, b.csv, c.csv, d.csv, e.csv and 2 more (no .jsonl, .json or .parquet)', 'dropped.jsonl, manifest.json, rejected-00000.jsonl (no rows, or rows that were left out)', 'empty.jsonl (empty)', 'old.tmp (not finished)']
  const mixed = await found(top, false)
  assert.deepEqual(mixed.names, ['fr.jsonl'])
  for (const what of [...others, 'math-test.jsonl, my.rejected.json, test (held out or dropped, by its name)']) assert.ok(mixed.notes[0]!.includes(what), `${what}: ${mixed.notes[0]}`)
  const all = await found(top)
  assert.deepEqual(all.names, ['fr.jsonl', 'math-test.jsonl', 'my.rejected.json', 'test/de.jsonl'])
  for (const what of others) assert.ok(all.notes[0]!.includes(what), `${what}: ${all.notes[0]}`)
})

test('of builds their releases are taken, of a release its JSONL, of a run of a mixture its data; nothing else is told but files of rows beside them', async () => {
  const top = files('builds', ['math/release/README.md', 'math/release/jsonl/fr.jsonl', 'math/release/fr/train-0.parquet', 'math/release/attribution/fr.tsv', 'math/fr/00-translate/stage.json', 'math/fr/00-translate/00000.jsonl', 'code/release/jsonl/fr.jsonl'])
  assert.deepEqual(await found(top), { names: ['code/release/jsonl/fr.jsonl', 'math/release/jsonl/fr.jsonl'], notes: [] })
  const run = files('k0', ['manifest.json', 'dataset_info.json', 'trl.yaml', 'data/train.jsonl', 'outputs/checkpoint-9/config.json'])
  assert.deepEqual(await found(run), { names: ['data/train.jsonl'], notes: [] })
  const beside = files('beside', ['jsonl/fr.jsonl', 'more.jsonl', 'others/x.jsonl'])
  assert.match((await found(beside)).notes.join(), /passed over more\.jsonl, others \(beside jsonl, which is taken alone\)/)
})

test('stages without a release and sweeps of mixtures hold rows several times, and are refused at any depth', async () => {
  const run = files('runs', ['math/fr/00-translate/stage.json', 'math/fr/00-translate/00000.jsonl'])
  for (const path of [run, join(run, 'math'), join(run, 'math', 'fr')]) await assert.rejects(found(path), { name: 'UserError', message: /00-translate, a stage of a build without a release.*finish the build/ })
  assert.deepEqual((await found(join(run, 'math', 'fr', '00-translate'))).names, ['00000.jsonl'])
  const sweep = files('mixes', ['trial/index.json', 'trial/README.md', 'trial/k0/data/train.jsonl', 'trial/k4/data/train.jsonl'])
  for (const path of [sweep, join(sweep, 'trial')]) await assert.rejects(found(path), { name: 'UserError', message: /trial is a sweep of mixtures, whose runs share rows/ })
})

test('a folder that rows are written to is passed over where it is in the one that is read, by a link too, and not where it is that one', async () => {
  const top = files('own', ['a.jsonl', 'runs/math/fr/00-translate/stage.json', 'runs/math/fr/00-translate/00000.jsonl', 'runs/other/b.jsonl'])
  await assert.rejects(found(top), { name: 'UserError', message: /a stage of a build without a release/ })
  symlinkSync(join(top, 'runs', 'math'), join(folder, 'to-math'))
  const notes: string[] = []
  for (const without of [join(top, 'runs', 'math'), join(folder, 'to-math')]) {
    assert.deepEqual((await rowFilesIn(top, { heldOut: false, without, onNote: (text) => notes.push(text) })).map((name) => name.replaceAll('\\', '/')), ['a.jsonl', 'runs/other/b.jsonl'])
    assert.match(notes.pop()!.replaceAll('\\', '/'), /passed over runs\/math \(what is written here\)/)
  }
  assert.deepEqual(await rowFilesIn(join(top, 'runs', 'other'), { heldOut: false, without: join(top, 'runs', 'other') }), ['b.jsonl'])
  assert.deepEqual(await rowFilesIn(join(top, 'runs', 'other'), { heldOut: false, without: join(top, 'none') }), ['b.jsonl'])
})
