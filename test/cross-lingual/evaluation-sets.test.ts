import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { evaluationSets, hashOf, normalised, setsFolder, watch, type EvaluationSets } from '../../src/cross-lingual/evaluation-sets.js'
import { packageRoot } from '../../src/package.js'

const lines = Array.from({ length: 100 }, (_, i) => `The ${i} lanterns of the harbour were lit before the evening tide.`)

/** One set of a hundred lines. */
function setOf(drawn = false): EvaluationSets {
  const hashes = new Set(lines.map((line) => hashOf(normalised(line)!)[0]))
  return { sets: [{ name: 'Lanterns', hashes: hashes.size, lines: 100, drawn }], find: (text) => (hashes.has(hashOf(normalised(text) ?? '')[0]) ? 0 : undefined) }
}

const other = (i: number) => `Somebody counted ${i} geese on the way to the mill that morning.`

test('lines are compared by their letters and digits; short ones are no sign of anything', () => {
  assert.equal(normalised('The SEA,  the “Sea”: the sea at 6!'), normalised('the sea the sea the sea at 6'))
  assert.equal(normalised('Thank you.'), undefined)
  assert.ok(normalised('今天的天气非常好'))
})

test('a file that holds a tenth of a set is told before its end, however large it is', () => {
  const watching = watch(setOf())
  for (let i = 0; i < 5_000; i++) watching.look([other(i), 'autre chose'])
  for (const line of lines.slice(0, 9)) assert.equal(watching.look([line.toUpperCase(), 'x']), 'Lanterns')
  assert.equal(watching.verdict(), undefined)
  watching.look(['une traduction', lines[9]!])
  assert.deepEqual(watching.verdict(), { set: 'Lanterns', lines: 10, of: 5_010 })
})

test('a small file of which a twentieth is of a set is told at its end; the same line over and over is one', () => {
  const watching = watch(setOf())
  for (let i = 0; i < 60; i++) watching.look([other(i)])
  for (const line of lines.slice(0, 4)) for (let i = 0; i < 9; i++) watching.look([line])
  assert.equal(watching.verdict(true), undefined)
  watching.look([lines[5]!])
  assert.equal(watching.verdict(), undefined)
  assert.deepEqual(watching.verdict(true), { set: 'Lanterns', lines: 5, of: 97 })
})

test('a set that was drawn from a good corpus is told by the share of the file alone', () => {
  const watching = watch(setOf(true))
  for (const line of lines.slice(0, 50)) watching.look([line])
  for (let i = 0; i < 2_000; i++) watching.look([other(i)])
  assert.equal(watching.verdict(true), undefined)
})

test('what comes along is less than 300 KiB, has no text, and names the sets', () => {
  const { sets } = evaluationSets()
  for (const name of ['FLORES-101', 'NTREX-128 (WMT news test 2019)', 'Tatoeba tests', 'MGSM', 'TICO-19', 'WMT general test 2023', 'WMT news test 2014']) assert.ok(sets.some((set) => set.name === name), name)
  assert.equal(statSync(join(setsFolder, 'lines.bin')).size, 4 * sets.reduce((sum, { hashes }) => sum + hashes, 0))
  assert.ok(statSync(join(setsFolder, 'lines.bin')).size < 300 * 1024)
})

const shared = join(packageRoot, '..', 'shared', 'data', 'multilingual-benchmarks')
const skip = existsSync(shared) ? false : 'the benchmarks are not here'
const linesOf = (file: string) => readFileSync(join(shared, file), 'utf8').split('\n')

test('real evaluation sets are recognised from their first lines, in the languages of the default pivots and beside', { skip }, () => {
  const cases = [
    ['NTREX-128 (WMT news test 2019)', 'MicrosoftTranslator__NTREX/newstest2019-src.eng.txt', 700],
    ['NTREX-128 (WMT news test 2019)', 'MicrosoftTranslator__NTREX/newstest2019-ref.zho-CN.txt', 700],
    ['NTREX-128 (WMT news test 2019)', 'MicrosoftTranslator__NTREX/newstest2019-ref.rus.txt', 200],
    ['Tatoeba tests', 'facebookresearch__LASER/tatoeba.fra-eng.eng', 200],
    ['MGSM', 'google-research__url-nlp/mgsm_fr.tsv', 150],
  ] as const
  for (const [set, file, most] of cases) {
    const watching = watch()
    for (const line of linesOf(file).slice(0, most)) watching.look([line.split('\t')[0]!, 'x'])
    assert.equal(watching.verdict(true)?.set, set, file)
  }
})

test('English that is no evaluation set is left alone', { skip: existsSync(join(shared, '..', 'sft-english')) ? false : 'the data is not here' }, () => {
  const text = readFileSync(join(shared, '..', 'sft-english', 'openai__grade-school-math', 'train.jsonl'), 'utf8').split('\n').slice(0, 3_000)
  const { find } = evaluationSets()
  assert.equal(text.filter((line) => line !== '' && find((JSON.parse(line) as { question: string }).question) !== undefined).length, 0)
})
