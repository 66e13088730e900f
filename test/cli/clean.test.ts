import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { datasets } from '../../src/datasets/index.js'
import { filesOf } from '../small-build.js'
import { ultralink } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'clean-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const { kinds, shared } = datasets['math']!

/** A finished build of math for French, with journals of these settings and of others, and a stage of an earlier version. */
function runs(t: TestContext): { out: string; math: string } {
  const out = mkdtempSync(join(folder, 'runs-'))
  t.after(() => rmSync(out, { recursive: true, force: true }))
  const math = join(out, 'math')
  kinds.forEach(({ name }, i) => {
    const [run, index] = i < shared ? ['originals', i] : ['fr', i - shared]
    const stage = join(math, run, `0${index}-${name}`)
    mkdirSync(stage, { recursive: true })
    writeFileSync(join(stage, '00000.jsonl'), '{"id":"a"}\n')
    writeFileSync(join(stage, 'stage.json'), JSON.stringify({ name, fingerprint: 'f', rowsOut: 1, rejected: {}, journal: 'journal-now.jsonl', done: true }))
    if (name === 'prune' || name === 'translate') for (const journal of ['now', 'other']) writeFileSync(join(stage, `journal-${journal}.jsonl`), 'x'.repeat(500))
  })
  mkdirSync(join(math, 'fr', '07-polish'))
  writeFileSync(join(math, 'fr', '07-polish', '00000.jsonl'), 'x'.repeat(1_000))
  for (const name of ['vectors', 'release']) mkdirSync(join(math, name))
  writeFileSync(join(math, 'vectors', 'nano.vectors'), 'x'.repeat(3_000))
  writeFileSync(join(math, 'release', 'journal-of-a-reader.jsonl'), 'not ours to remove')
  return { out, math }
}

const journals = (math: string) => filesOf(math).filter((name) => /journal-\w+\.jsonl$/.test(name)).map((name) => name.split(/[\\/]/).at(-1))

test('clean removes journals of other settings and stages that a dataset has no more, and says how many bytes', async (t) => {
  const { out, math } = runs(t)
  const before = filesOf(math)
  const { code, out: said } = await ultralink(['clean', 'math', '--out', out])
  assert.equal(code, 0)
  const gone = before.filter((name) => !existsSync(join(math, name))).map((name) => name.replaceAll('\\', '/'))
  assert.deepEqual(gone, ['fr/00-translate/journal-other.jsonl', 'fr/07-polish/00000.jsonl', 'originals/02-prune/journal-other.jsonl'])
  assert.match(said, /07-polish +no stage of math/)
  assert.match(said, /journal-other\.jsonl +journal of other settings +500 B/)
  assert.match(said, /math: 2\.0 kB removed\n$/)
  assert.match((await ultralink(['clean', 'math', '--out', out])).out, /^\S*math: 0 B removed\n$/)
})

test('clean --dry-run says the same and removes nothing', async (t) => {
  const { out, math } = runs(t)
  const before = filesOf(math)
  const { out: said } = await ultralink(['clean', 'math', '--dry-run', '--all', '--out', out])
  assert.match(said, /math: 6\.0 kB would be removed\n$/)
  assert.deepEqual(filesOf(math), before)
})

test('clean --dry-run needs no lock: it writes nothing, and a build may be at work', async (t) => {
  const { out, math } = runs(t)
  mkdirSync(join(math, '.lock')) // nobody can take it
  const { code, out: said } = await ultralink(['clean', 'math', '--dry-run', '--out', out])
  assert.equal(code, 0)
  assert.match(said, /math: 2\.0 kB would be removed\n$/)
})

test('clean --all removes every journal and the vectors of a released build, and no row, manifest or release', async (t) => {
  const { out, math } = runs(t)
  const kept = filesOf(math).filter((name) => !/journal-(now|other)|vectors|07-polish/.test(name))
  assert.match((await ultralink(['clean', 'math', '--all', '--out', out])).out, /math: 6\.0 kB removed\n$/)
  assert.deepEqual(filesOf(math), kept)
  assert.equal(readFileSync(join(math, 'release', 'journal-of-a-reader.jsonl'), 'utf8'), 'not ours to remove')
})

test('clean --all keeps what an unfinished build, or one without a release, goes on from', async (t) => {
  for (const lack of [join('fr', '01-verify', 'stage.json'), 'release']) {
    const { out, math } = runs(t)
    rmSync(join(math, lack), { recursive: true })
    const { code, out: said } = await ultralink(['clean', 'math', '--all', '--out', out])
    assert.equal(code, 0)
    assert.match(said, /not everything of it is finished and released/)
    assert.ok(existsSync(join(math, 'vectors', 'nano.vectors')))
    assert.deepEqual(journals(math), ['journal-now.jsonl', 'journal-now.jsonl'])
  }
})

test('clean keeps all journals of a stage that is not finished, or whose manifest names none', async (t) => {
  const { out, math } = runs(t)
  rmSync(join(math, 'fr', '00-translate', 'stage.json'))
  writeFileSync(join(math, 'originals', '02-prune', 'stage.json'), '{"name":"prune","done":true}')
  await ultralink(['clean', 'math', '--out', out])
  assert.equal(journals(math).length, 4)
})

test('clean of a collection, or of one dataset of it, looks into its folders', async (t) => {
  const { out, math } = runs(t)
  mkdirSync(join(out, 'ultralink'))
  cpSync(math, join(out, 'ultralink', 'math'), { recursive: true })
  rmSync(join(out, 'ultralink', 'math', 'release'), { recursive: true })
  await ultralink(['clean', 'ultralink/code', '--out', out])
  assert.equal(journals(join(out, 'ultralink')).length, 4)
  await ultralink(['clean', 'ultralink', '--out', out])
  assert.deepEqual(journals(join(out, 'ultralink')), ['journal-now.jsonl', 'journal-now.jsonl'])
  assert.equal(journals(math).length, 4)
})

test('clean leaves a folder alone that is being built, and says where nothing is', async (t) => {
  const { out, math } = runs(t)
  writeFileSync(join(math, '.lock'), String(process.ppid))
  const { code, err } = await ultralink(['clean', 'math', '--out', out])
  assert.equal(code, 1)
  assert.match(err, /is being built by process/)
  assert.equal(journals(math).length, 4)
  assert.match((await ultralink(['clean', 'code', '--out', out])).err, /nothing is built in .*code/)
})
