import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { inputOf } from '../../src/cli/mix-command.js'
import { presets } from '../../src/mix/presets.js'
import { packageRoot } from '../../src/package.js'
import { folderFor, mathRows, upTo, writeRows } from '../mix/synthetic.js'
import { ultralink } from './terminal.js'

const samples = join(packageRoot, 'data', 'samples')

test('mix --list names every preset with what it rests on', async () => {
  const { code, out } = await ultralink(['mix', '--list'])
  assert.equal(code, 0)
  for (const { name, evidence } of presets) assert.match(out, new RegExp(`^${name} +${evidence} `, 'm'))
})

test('mix --dry-run without sources shows what each run asks; cautions go to stderr with what they rest on', async () => {
  const { code, out, err } = await ultralink(['mix', '--preset', 'multi', '--dry-run'])
  assert.equal(code, 0)
  assert.match(out, /^k7000 +99,000 +if, sum, math: en 5,000, es fr ja zh 7,000 each$/m)
  assert.match(err, /^paper: .*\.34 instead of \.41/m)
  assert.match(err, /^ours: /m)
})

test('the sample of files writes a run whose rows and tokens are told', async (t) => {
  const out = folderFor(t)
  const { code, out: told, err } = await ultralink(['mix', join(samples, 'mix-files.yaml'), '--out', out])
  assert.equal(code, 0, err)
  assert.match(told, /^k0 +40 +40 +6 +[\d,]+ +[\d,]+$/m)
  assert.match(told, /tokens of nano-generator@[0-9a-f]{12}/)
  const folder = join(out, 'sample-files', 'k0')
  for (const name of ['trl.yaml', 'axolotl.yaml', 'llamafactory.yaml']) assert.ok(parse(readFileSync(join(folder, name), 'utf8')))
  const again = await ultralink(['mix', join(samples, 'mix-files.yaml'), '--out', out])
  assert.match(again.err, /^k0: 40 rows \(there before\)$/m)
  assert.equal(again.out, told)
})

test('the sample for what npm start builds asks for French and Spanish rows in four runs', async (t) => {
  const folder = folderFor(t)
  for (const language of ['en', 'fr', 'es', 'ru']) writeRows(join(folder, 'release', 'jsonl', `${language}.jsonl`), mathRows(language, upTo(40)))
  const { code, out, err } = await ultralink(['mix', join(samples, 'mix.yaml'), '--from', folder, '--out', join(folder, 'out'), '--k', '0', '10', '--dry-run'])
  assert.equal(code, 0, err)
  assert.match(out, /^math-k10 +math +es +10 +\d+ +ok$/m)
  assert.match(err, /ru\.jsonl: of 40 rows sample-math leaves out 40 unseen-language/)
  assert.ok(!existsSync(join(folder, 'out')))
})

test('a dry run that could not be filled says so and ends with 1', async (t) => {
  const file = writeRows(join(folderFor(t), 'en.jsonl'), mathRows('en', upTo(60)))
  const { code, out, err } = await ultralink(['mix', '--preset', 'single:math', '--k', '400', '--from', file, '--dry-run'])
  assert.equal(code, 1)
  assert.match(out, /^math-k400 +math +en +10,000 +10 +short$/m)
  assert.match(err, /too few rows for single-math: math en 10 of 10,000, math es 0 of 400.*English 10/)
})

test("a mixture's sources stand behind their labels in its own folder; what is there by its whole name has none", (t) => {
  const folder = folderFor(t)
  const file = join(folder, 'mix.yaml')
  writeRows(join(folder, 'lang=fr', 'part.jsonl'), [{}])
  writeFileSync(file, "from: [f, 'lang=fr/part.jsonl', 'lang=fr', 'math:zh_Hant=g.jsonl', 'math=lang=ru/h.jsonl']\n")
  const at = (path: string) => join(folder, path)
  assert.deepEqual(inputOf(file, {}).from, [at('f'), at('lang=fr/part.jsonl'), at('lang=fr'), `math:zh_Hant=${at('g.jsonl')}`, `math=${at('lang=ru/h.jsonl')}`])
})

test('flags come before the file, numbers may be parted by commas', () => {
  assert.deepEqual(inputOf(join(samples, 'mix.yaml'), { k: ['0,5', '7'], languages: 'fr, zh', unseen: '', seed: ['1', '2'] }).k, [0, 5, 7])
  const { languages, unseen, seeds, english } = inputOf(join(samples, 'mix.yaml'), { languages: 'fr, zh', unseen: '', seed: ['1', '2'] })
  assert.deepEqual([languages, unseen, seeds, english], [['fr', 'zh'], [], [1, 2], 20])
})

test('a folder of --from is read in all its depth, and what is passed over is told', async (t) => {
  const folder = folderFor(t)
  for (const name of ['fr.jsonl', 'one/two/three.JSONL', 'math-test.jsonl']) writeRows(join(folder, name), mathRows('fr', [name.length]))
  const { out, err } = await ultralink(['mix', '--preset', 'single:math', '--k', '5', '--languages', 'fr', '--validation', '0', '--from', folder, '--dry-run'])
  assert.match(out, /^math-k5 +math +fr +5 +2 +short$/m)
  assert.match(err, /^note: .*: passed over math-test\.jsonl \(held out or dropped, by its name\)/m)
})

test('a benchmark with a heading of its own needs --field, or field in the file', async (t) => {
  const folder = folderFor(t)
  const asked = (i: number) => `A gardener plants ${i} rows of tulips and sells every second one at the market for ${i} coins each.`
  const rows = upTo(8).map((i) => ({ language: 'en', kind: 'math', messages: [{ role: 'user', content: asked(i) }, { role: 'assistant', content: `${i}.` }] }))
  writeRows(join(folder, 'en.jsonl'), rows)
  writeFileSync(join(folder, 'exam.csv'), `ID,Task\n1,${asked(3)}\n`)
  const file = join(folder, 'mix.yaml')
  const said = (field: string, flags: readonly string[] = []) => {
    writeFileSync(file, `name: trial\ntasks: [math]\nenglish: 8\nk: 0\nfrom: en.jsonl\nagainst: exam.csv\nout: .\n${field}`)
    return ultralink(['mix', file, ...flags])
  }
  assert.match((await said('')).err, /exam\.csv has 2 columns, and it is not known which one holds the questions: its first line is ID, Task; name the column with --field/)
  for (const { code, err } of [await said('field: Task'), await said('', ['--field', 'Task'])]) {
    assert.equal(code, 1)
    assert.match(err, /note: .*exam\.csv: compared by its column Task/)
    assert.match(err, /too few rows for trial.*rows that hold items of benchmarks are left out/)
  }
})

const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['an unknown preset', ['--preset', 'singel'], /preset "singel" is not known; known are single:if/],
  ['no tasks', [], /which tasks\?.*--preset/],
  ['no sources', ['--preset', 'single:math'], /--from/],
  ['a number that is none', ['--preset', 'single:math', '--k', 'many'], /k\.0 is "many": a whole number from 0 is wanted/],
  ['a share above one that is no whole number', ['--preset', 'single:math', '--validation', '1.5'], /validation is 1\.5/],
  ['a language that is seen and unseen', ['--preset', 'single:math', '--languages', 'ar,fr'], /ar is both a seen and an unseen language/],
  ['English among the languages', ['--preset', 'single:math', '--languages', 'en,fr'], /English has its own number/],
  ['a file that is not there', ['no-such.yaml'], /cannot read the mixture no-such\.yaml: there is no such file/],
  ['a source that is not there', ['--preset', 'single:math', '--from', 'math:fr=no-such.jsonl'], /cannot read no-such\.jsonl/],
  ['a script without a seen language', ['--preset', 'linguistic', '--unseen', 'ru'], /unseen ru is in the script Cyrillic, and no seen language is/],
  ['k for what counts by a total', ['--preset', 'bayling2', '--k', '3'], /how many rows\? english/],
  ['a total for what counts by k', ['--preset', 'single:math', '--k', '5', '--total', '7'], /single-math: total is 7, and the rows are counted by english and k; leave total out/],
]
for (const [title, argv, message] of mistakes) {
  test(`${title} ends with 1 and one clear message`, async (t) => {
    const { code, out, err } = await ultralink(['mix', ...argv, '--out', folderFor(t)])
    assert.deepEqual([code, out], [1, ''])
    assert.match(err.trim().split('\n').at(-1)!, message)
  })
}

test('a mixture with an unknown option or a wrong value names it', async (t) => {
  const file = join(folderFor(t), 'mix.yaml')
  const said = async (text: string) => {
    writeFileSync(file, text)
    return (await ultralink(['mix', file])).err
  }
  assert.match(await said('task: math'), /there is no option "task"; known are preset, name, tasks/)
  assert.match(await said('english: -1'), /english is -1: a whole number from 0 is wanted/)
  assert.match(await said('shares: [{ task: math, languages: [fr], share: 0 }]'), /shares\.0\.share is 0/)
  assert.match(await said('tasks: {if: [chat'), /is no YAML/)
  assert.match(await said('tasks: [math]\nenglish: 5\nk: { sum: 3 }'), /k names the task sum/)
  assert.match(await said('total: 9\nk: 3\nshares: [{ task: math, languages: [fr], share: 1 }]'), /shares and k are two ways of counting rows/)
})
