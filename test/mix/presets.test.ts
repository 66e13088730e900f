import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawFrom } from '../../src/mix/draw.js'
import { presetOf, presets } from '../../src/mix/presets.js'
import { mixtureOf, type Run } from '../../src/mix/runs.js'
import { plentyFor } from './synthetic.js'

const totalOf = ({ cells }: Run) => cells.reduce((sum, { rows }) => sum + rows, 0)
const totals = (preset: string) => mixtureOf({ preset }).runs.map(totalOf)
const levels = [0, 100, 200, 400, 800, 1000, 2000, 5000]

for (const task of ['if', 'sum', 'math']) {
  test(`single:${task} has the paper's eight runs`, () => {
    assert.deepEqual(totals(`single:${task}`), [10_000, 10_400, 10_800, 11_600, 13_200, 14_000, 18_000, 30_000])
    const { runs, languages, unseen } = mixtureOf({ preset: `single:${task}` })
    assert.deepEqual(runs.map(({ k }) => k), levels)
    assert.deepEqual([languages, unseen], [['es', 'fr', 'ja', 'zh'], ['ar', 'ko', 'pt']])
    assert.ok(runs.every(({ cells }) => cells.every((cell) => cell.task === task)))
  })
}

test('the runs of scripts have two languages and go up to 20,000 rows', () => {
  for (const [preset, languages] of [['script-latin:math', ['es', 'fr']], ['script-nonlatin:if', ['ja', 'zh']]] as const) {
    assert.deepEqual(totals(preset), levels.map((k) => 10_000 + 2 * k))
    assert.deepEqual(mixtureOf({ preset }).languages, languages)
  }
})

test('a preset without a task has the runs of all three', () => {
  assert.deepEqual(mixtureOf({ preset: 'single' }).runs.map(({ name }) => name), ['if', 'sum', 'math'].flatMap((task) => levels.map((k) => `${task}-k${k}`)))
})

test('multi has sixteen runs of three tasks, from 15,000 rows to 99,000', () => {
  const { runs } = mixtureOf({ preset: 'multi' })
  const ks = [0, 100, ...Array.from({ length: 14 }, (_, i) => 500 * (i + 1))]
  assert.equal(runs.length, 16)
  assert.deepEqual(runs.map(totalOf), ks.map((k) => 15_000 + 12 * k))
  assert.deepEqual([totalOf(runs[1]!), totalOf(runs[2]!), totalOf(runs.find(({ k }) => k === 5000)!), totalOf(runs.at(-1)!)], [16_200, 21_000, 75_000, 99_000])
  // 11,000 rows of mathematics, as the text has it for k = 1,500.
  assert.equal(runs.find(({ k }) => k === 1500)!.cells.filter(({ task }) => task === 'math').reduce((sum, { rows }) => sum + rows, 0), 11_000)
})

test('the recommended mixtures have the numbers they are described with', () => {
  assert.deepEqual(['if-small', 'sum-small', 'math-small', 'multi-small', 'multi-large', 'math-latin', 'pinch', 'large:if'].map((preset) => totals(preset)), [
    [11_600], [11_600], [30_000], [15_000 + 4 * 5_800], [33_000], [20_000], [10_040], [10_800],
  ])
})

test("bayling2 has its shares of 3,200,000 rows, and of any other total", () => {
  const cells = (total?: number) => mixtureOf({ preset: 'bayling2', ...(total === undefined ? {} : { total }) }).runs[0]!.cells
  assert.deepEqual(cells(), [{ task: 'instructions', language: 'zh', rows: 1_382_400 }, { task: 'instructions', language: 'en', rows: 838_400 }, { task: 'cross_lingual', language: '*', rows: 979_200 }])
  assert.deepEqual(cells(1000).map(({ rows }) => rows), [432, 262, 306])
  assert.equal(cells(7).reduce((sum, { rows }) => sum + rows, 0), 7)
})

test("ultralink has UltraLink's kinds in every language, English more", () => {
  const { runs: [run] } = mixtureOf({ preset: 'ultralink' })
  assert.equal(totalOf(run!), 1_031_000)
  assert.equal(run!.cells.length, 20)
  assert.deepEqual(run!.cells.filter(({ language }) => language === 'en').map(({ rows }) => rows), [10_000, 66_600, 395_000, 186_000])
  assert.deepEqual(mixtureOf({ preset: 'ultralink', languages: ['fr', 'de'] }).languages, ['fr', 'de'])
})

test('every preset says what it rests on, and has cautions that do', () => {
  assert.equal(new Set(presets.map(({ name }) => name)).size, presets.length)
  for (const { cautions, description } of presets) {
    assert.ok(description.length > 10)
    assert.ok(cautions.length > 0)
    assert.ok(cautions.every(({ evidence, text }) => ['paper', 'second-hand', 'ours'].includes(evidence) && /\.$/.test(text)))
  }
  assert.equal(presetOf('bayling2').evidence, 'second-hand')
})

test('a preset that is changed says so, one that is cut short does not', () => {
  const changes = (given: object) => mixtureOf({ preset: 'single:math', ...given }).cautions.at(-1)!.text
  assert.match(changes({ languages: ['fr', 'ru'] }), /no longer the preset's: languages\./)
  assert.match(changes({ k: [300], english: 5 }), /english, k\./)
  assert.doesNotMatch(changes({ k: [400] }), /no longer/)
  assert.deepEqual(mixtureOf({ preset: 'single:math', k: [400] }).runs.map(({ name }) => name), ['math-k400'])
})

/** Presets that do not only repeat another's runs for another task. */
const different = presets.filter(({ name }) => !/:(?:if|sum)$/.test(name) && !presets.some((other) => other.name === `${name}:math`))

for (const { name } of different) {
  test(`${name}: every run gets exactly what it asks, and a smaller k lies in a larger one`, () => {
    const shares = ['ultralink', 'bayling2'].includes(name)
    const all = mixtureOf({ preset: name, ...(shares ? { total: 5_000 } : {}) })
    // Of sixteen runs those at both ends.
    const mixture = { ...all, runs: all.runs.filter((_, i) => all.runs.length <= 8 || i < 4 || i === all.runs.length - 1) }
    const draw = drawFrom(plentyFor(mixture), mixture)
    const drawn = mixture.runs.map((run) => ({ run, rows: draw.train(run), cells: draw.cellsOf(run) }))
    for (const { rows, cells, run } of drawn) {
      assert.equal(rows.length, totalOf(run))
      assert.equal(new Set(rows.map(({ place }) => place)).size, rows.length, 'no row is there twice')
      const counts = new Map<string, number>()
      for (const { task, language } of rows) counts.set(`${task} ${language}`, (counts.get(`${task} ${language}`) ?? 0) + 1)
      for (const { task, language, rows: asked } of cells) assert.equal(counts.get(`${task} ${language}`), asked)
    }
    for (const [i, { rows, run }] of drawn.entries()) {
      const next = drawn[i + 1]
      if (typeof run.k !== 'number' || !next || run.cells[0]!.task !== next.run.cells[0]!.task) continue
      const larger = new Set(next.rows.map(({ place }) => place))
      assert.ok(rows.every(({ place }) => larger.has(place)), `${run.name} lies in ${next.run.name}`)
    }
  })
}
