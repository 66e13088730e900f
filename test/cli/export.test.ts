import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { datasets } from '../../src/datasets/index.js'
import { translated } from '../rows.js'
import { filesOf } from '../small-build.js'
import { ultralink } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'export-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A finished build of math with some rows of each language, and where it is. */
function mathIn(out: string, languages: readonly string[]): string {
  const { kinds, shared } = datasets['math']!
  const write = (run: string, names: readonly string[], rows: string) =>
    names.forEach((name, i) => {
      const stage = join(out, 'math', run, `0${i}-${name}`)
      mkdirSync(stage, { recursive: true })
      writeFileSync(join(stage, '00000.jsonl'), rows)
      writeFileSync(join(stage, 'stage.json'), JSON.stringify({ name, fingerprint: name, options: {}, after: kinds[shared - 1]!.name, rowsIn: 9, rowsOut: 9, rejected: {}, counts: {}, done: true }))
    })
  const names = kinds.map(({ name }) => name)
  write('originals', names.slice(0, shared), '')
  for (const language of languages) write(language, names.slice(shared), `${JSON.stringify({ ...translated, language })}\n`.repeat(9))
  return out
}

test('--to that is a file, or below one, is refused by its own name', async () => {
  const file = join(folder, 'in-the-way')
  writeFileSync(file, '')
  for (const command of [['decontaminate', file, '--no-neighbours']]) {
    const said = await ultralink([...command, '--to', file])
    assert.equal(said.code, 1)
    assert.match(said.err, /--to .*in-the-way: this is a file, and a folder is wanted; give another --to/)
    assert.match((await ultralink([...command, '--to', join(file, 'below')])).err, /in-the-way is a file, and a folder is wanted/)
  }
})

test('a release is not written over what is none, nor over the folder one is in', async () => {
  const own = join(folder, 'own')
  mkdirSync(own)
  writeFileSync(join(own, 'notes.txt'), 'mine')
  const said = await ultralink(['export', 'math', '--format', 'hub', '--to', `${own}/`])
  assert.equal(said.code, 1)
  assert.match(said.err, /own\/ holds notes\.txt, which is not of a release and would be lost/)
  assert.match((await ultralink(['export', 'math', '--format', 'hub', '--to', '.'])).err, /--to \. holds the folder you are in/)
  assert.match((await ultralink(['export', 'math', '--format', 'hub', '--to', '..'])).err, /--to \.\. holds the folder you are in/)
  assert.equal(readFileSync(join(own, 'notes.txt'), 'utf8'), 'mine')
})

test('what does not go together is refused', async () => {
  assert.match((await ultralink(['export', 'math', '--format', 'alpaca', '--columns', 'alpaca'])).err, /--columns is for --format parquet or hub; alpaca has its own fields/)
  assert.match((await ultralink(['export', 'math', '--format', 'parquet', '--held-out', '0.1'])).err, /--held-out is for --format hub, not parquet/)
  assert.match((await ultralink(['export', 'math', '--format', 'hub', '--held-out', '1.5'])).err, /'1\.5' is invalid\. a share from 0 to 0\.5 is wanted/)
})

test('build and export take the same shares for a test split, and say which', async () => {
  for (const share of ['0', '0.5', '0.51', '', '-0.1', 'some']) {
    const refused = (argv: readonly string[]) => ultralink([...argv, '--held-out', share]).then(({ err }) => err.includes('a share from 0 to 0.5 is wanted'))
    const both = [await refused(['build', 'math']), await refused(['export', 'math', '--format', 'hub', '--out', join(folder, 'none')])]
    assert.deepEqual(both, Array(2).fill(!['0', '0.5'].includes(share)), share)
  }
  for (const command of ['build', 'export']) assert.match((await ultralink([command, '--help'])).out.replace(/\s+/g, ' '), /share of originals and pages for a test split, from 0 to 0\.5.*?\(default: 0\)/)
})

test('decontaminate writes what stays, tells what was dropped, and says so when no benchmark was given', async () => {
  const rows = join(folder, 'rows.jsonl')
  const problem = 'A baker fills 12 trays with 24 rolls each. How many rolls are there in all?'
  writeFileSync(rows, ['What is a roll?', problem].map((content) => `${JSON.stringify({ messages: [{ role: 'user', content }, { role: 'assistant', content: 'So.' }] })}\n`).join(''))
  writeFileSync(join(folder, 'known.txt'), problem)
  const said = await ultralink(['decontaminate', rows, '--against', join(folder, 'known.txt'), '--to', join(folder, 'clean'), '--no-neighbours'])
  assert.equal(said.code, 0, said.err)
  assert.match(said.out, /rows\.jsonl +2 +1 +ngram known\.txt 1/)
  assert.match(said.err, /known\.txt: 1 items/)
  assert.match(said.err, /dropped\.jsonl: what was dropped, with both texts/)
  assert.deepEqual(filesOf(join(folder, 'clean')), ['dropped.jsonl', 'rows.jsonl'])
  assert.match((await ultralink(['decontaminate', rows, '--to', join(folder, 'other')])).err, /no benchmark was given with --against: only GSM8K and MGSM/)
  const absent = await ultralink(['decontaminate', join(folder, 'absent'), '--against', join(folder, 'known.txt'), '--to', join(folder, 'clean'), '--no-neighbours'])
  assert.equal(absent.err, `cannot read ${join(folder, 'absent')}: there is no such file or folder; check the path\n`)
  assert.ok(existsSync(join(folder, 'other', 'rows.jsonl')) && readdirSync(join(folder, 'other')).every((name) => !name.endsWith('.tmp')))
})

test('decontaminate says which column of a benchmark it compares, and writes over neither its rows nor the benchmark through a link', async () => {
  const [linked, exam] = [join(folder, 'linked'), join(folder, 'exam.csv')]
  mkdirSync(join(linked, 'd'), { recursive: true })
  symlinkSync('d', join(linked, 'l'))
  const rows = join(linked, 'd', 'a.jsonl')
  const problem = 'A baker fills 12 trays with 24 rolls each. How many rolls are there in all?'
  const line = `${JSON.stringify({ messages: [{ role: 'user', content: problem }, { role: 'assistant', content: 'So.' }] })}\n`
  writeFileSync(rows, line)
  writeFileSync(exam, `ID;Problem Statement;Answer\n1;${problem};288\n`)
  const command = ['decontaminate', rows, '--no-neighbours', '--against', exam]
  const [unnamed, over, report, clean] = [
    await ultralink([...command, '--to', join(linked, 'out')]),
    await ultralink([...command, '--field', 'Problem Statement', '--to', join(linked, 'l')]),
    await ultralink([...command, '--field', 'Problem Statement', '--to', join(linked, 'out'), '--report', exam]),
    await ultralink([...command, '--field', 'Problem Statement', '--to', join(linked, 'out')]),
  ]
  assert.deepEqual([unnamed.code, over.code, report.code, clean.code], [1, 1, 1, 0])
  assert.match(unnamed.err, /its first line is ID, Problem Statement, Answer; name the column with --field/)
  assert.match(over.err, /a\.jsonl would be written over itself, as .*l.a\.jsonl; choose another folder with --to/)
  assert.match(report.err, /exam\.csv would be written over itself/)
  assert.match(clean.err, /note: .*exam\.csv: compared by its column Problem Statement\n/)
  assert.match(clean.out, /a\.jsonl +1 +0 +ngram exam\.csv 1/)
  assert.equal(readFileSync(rows, 'utf8'), line)
})

test('a place that cannot be written is said with the option that names another', { skip: !existsSync('/proc/self') && 'no /proc here' }, async () => {
  const out = mathIn(join(folder, 'runs'), ['fr'])
  for (const format of ['messages', 'parquet', 'hub']) {
    const { code, err } = await ultralink(['export', 'math', '--out', out, '--format', format, '--to', '/proc/none'])
    assert.equal(code, 1)
    assert.match(err, /^cannot write \/proc\/none.*: no folder can be made there; mend that or choose another --to, then run the same command again\n$/)
  }
  const rows = join(out, 'math', 'fr', '00-translate', '00000.jsonl')
  for (const [to, more, option] of [['/proc/none', [], '--to'], [join(folder, 'stays'), ['--report', '/proc/none/report.jsonl'], '--report']] as const) {
    const { code, err } = await ultralink(['decontaminate', rows, '--to', to, ...more])
    assert.equal(code, 1)
    assert.match(err, new RegExp(`^cannot write /proc/none: no folder can be made there; mend that or choose another ${option}, then run the same command again$`, 'm'))
  }
})

test('a language that is kept elsewhere and linked to is exported', async () => {
  const out = mathIn(join(folder, 'linked'), ['fr', 'zh'])
  renameSync(join(out, 'math', 'fr'), join(folder, 'elsewhere'))
  symlinkSync(join(folder, 'elsewhere'), join(out, 'math', 'fr'), 'junction')
  const { out: said } = await ultralink(['export', 'math', '--out', out, '--format', 'messages', '--to', join(folder, 'both')])
  assert.deepEqual(said.trim().split('\n'), ['zh', 'fr'].map((language) => join(folder, 'both', `${language}.jsonl`)))
})

test('a language that is not built is said, and the others are not exported as if they were all', async () => {
  const out = join(folder, 'collection')
  mathIn(join(out, 'ultralink'), ['fr'])
  const { code, err } = await ultralink(['export', 'ultralink', '-l', 'fr,zh', '--out', out, '--format', 'messages', '--to', join(folder, 'one-of-two')])
  assert.equal(code, 1)
  assert.match(err, /^nothing is built of ultralink for zh in .*: ultralink build ultralink -l zh builds it$/m)
  assert.ok(!existsSync(join(folder, 'one-of-two')))
})

test('what an earlier export left beside is named and stays, and what is no export’s is not', async () => {
  const out = mathIn(join(folder, 'again'), ['fr', 'zh'])
  for (const [format, name] of [['messages', 'fr.jsonl'], ['ultralink', 'fr_math.jsonl'], ['parquet', 'fr']] as const) {
    const to = join(folder, `left-${format}`)
    const argv = ['export', 'math', '--out', out, '--format', format, '--to', to]
    assert.equal((await ultralink(argv)).err.includes('earlier'), false)
    for (const other of ['notes.jsonl', 'en']) mkdirSync(join(to, other))
    const { code, err } = await ultralink([...argv, '-l', 'zh'])
    assert.equal(code, 0)
    assert.deepEqual(err.split('\n').filter((line) => line.includes('earlier')), [`note: ${join(to, name)} is of an earlier export and not of this one, and who loads ${to} reads it too; delete it if it is not wanted`])
    assert.ok(existsSync(join(to, name)))
  }
})

test('an export that is interrupted ends with 130 and leaves what was there as it was', async () => {
  const out = mathIn(join(folder, 'stopped'), ['fr', 'zh'])
  for (const format of ['messages', 'parquet', 'hub']) {
    const to = join(folder, `stopped-${format}`)
    const argv = ['export', 'math', '--out', out, '--format', format, '--to', to]
    assert.equal((await ultralink(argv)).code, 0)
    const before = filesOf(to).map((name) => [name, readFileSync(join(to, name), 'base64')])
    for (let looks = 0; looks < 20; looks += 3) {
      let left = looks
      const signal = { get aborted() { return left-- <= 0 } } as AbortSignal
      const { code, err } = await ultralink(argv, { signal })
      assert.equal(code, 130, `${format} ${looks}: ${err}`)
      assert.match(err, /interrupted; run the same command again to go on/)
      assert.deepEqual(filesOf(to).map((name) => [name, readFileSync(join(to, name), 'base64')]), before)
    }
    assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.tmp')), [])
  }
})
