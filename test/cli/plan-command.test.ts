import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { StageEstimate } from '../../src/bench/estimate.js'
import type { Tokens } from '../../src/bench/rehearsal.js'
import { nextSize, secondSize, tooFew, type BuildPlan } from '../../src/cli/plan-command.js'
import { openInputs, spaced } from '../../src/cli/plan-command-inputs.js'
import { reached } from '../../src/cli/plan-command-rehearsal.js'
import { planTable } from '../../src/cli/plan-command-table.js'
import type { Part, Plan } from '../../src/cli/plan.js'
import { ultralink } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'plan-command-'))
const before = process.env['TMPDIR']
after(() => {
  if (before === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = before
  rmSync(folder, { recursive: true, force: true })
})
const file = join(folder, 'problems.jsonl')
writeFileSync(file, Array.from({ length: 40 }, (_, i) => `${JSON.stringify({ question: `A lamp cost ${80 + 3 * i} euros. In the sale it is 25 euros cheaper. What does it cost now?`, answer: `If you take 25 away from ${80 + 3 * i}, you get ${55 + 3 * i}.\n#### ${55 + 3 * i}` })}\n`).join(''))
const models = ['--threads', '1', '--sequences', '4', '--replicas', '1', '--batch-size', '512']

/** What `ultralink plan` said, for later tests. */
let plan: BuildPlan

describe('ultralink plan', () => {
  it('builds a little and says what all of it will take, and leaves nothing behind', async () => {
    const temporary = join(folder, 'temporary')
    mkdirSync(temporary)
    process.env['TMPDIR'] = temporary
    const { code, out, err } = await ultralink(['plan', 'math', '-l', 'en,fr', '--sft', file, '--out', join(folder, 'runs'), '--set', 'prune.keep=1', '--set', 'near-duplicates.numbers=1', '--seconds', '4', '--json', ...models])
    assert.equal(code, 0, err)
    plan = JSON.parse(out) as BuildPlan
    assert.deepEqual(plan.languages, ['en', 'fr'])
    assert.deepEqual(plan.stages.map(({ stage }) => stage), ['originals', 'near-duplicates', 'prune', 'translate', 'verify', 'translate', 'verify'])
    assert.equal(plan.stages[0]!.rowsOut, 40)
    assert.ok(plan.seconds.low > 0 && plan.seconds.low <= plan.seconds.likely && plan.seconds.likely <= plan.seconds.high)
    assert.ok(plan.tokens.generated > 0 && plan.memory > 1e8 && plan.bytes.likely > 0)
    const { rows, journals, vectors, release } = plan.disk
    assert.ok(rows > 0 && journals > 0 && vectors > 0 && release > 0, JSON.stringify(plan.disk))
    assert.ok(Math.abs(rows + journals + vectors + release - plan.bytes.likely) < 1)
    assert.match(planTable(plan), new RegExp(`journals beside the rows [\\d.]+ [kM]?B, vectors of\\s+texts in ${join(folder, 'runs', 'math', 'vectors').replaceAll('\\', '\\\\')} [\\d.]+ [kM]?B`))
    assert.ok(plan.notes.length >= 2)
    assert.deepEqual(readdirSync(temporary), [])
    assert.equal(existsSync(join(folder, 'runs')), false)
  })
  it('says where the input may not give what --limit asks for', () => {
    const stages = [['math', 97], ['math fr', 60], ['math fr', 23], ['math zh', 40], ['math ru', 0]].map(([chain, rowsOut]) => ({ chain, rowsOut }) as StageEstimate)
    assert.deepEqual(tooFew({ config: { limit: 40 } }, { stages }), ['23 of 40 for math fr'])
    assert.deepEqual(tooFew({ config: {} }, { stages }), [])
  })
  it('takes what build takes', async () => {
    const { out } = await ultralink(['plan', '--help'])
    const build = (await ultralink(['build', '--help'])).out
    const options = (help: string) => [...help.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1]!)
    for (const option of options(build)) assert.equal(options(out).includes(option), option !== '--dry-run', option)
    assert.match(out, /--seconds[^]*Examples:/)
  })
  it('says what is missing as build does', async () => {
    const { code, err } = await ultralink(['plan', 'math', '-l', 'fr'])
    assert.equal(code, 1)
    assert.match(err, /no English data given/)
  })
  it('says of a file that is not there, or has no dialogue, what is wrong with it and not with its own', async () => {
    const says = async (path: string, message: RegExp) => {
      const { code, err } = await ultralink(['plan', 'math', '-l', 'fr', '--sft', file, path, ...models])
      assert.equal(code, 1, err)
      assert.match(err, message)
    }
    await says(join(folder, 'absent.json'), /^cannot read .*absent\.json: there is no such file; check the path$/m)
    await says(mkdtempSync(join(folder, 'empty-')), /^--sft .*empty-\w+ is a folder without English data: give one with \.jsonl, \.json or \.parquet files/m)
    const blank = join(folder, 'blank.jsonl')
    writeFileSync(blank, `\n${JSON.stringify({ question: 'What?', answer: '' })}\n`)
    const { code, err } = await ultralink(['plan', 'math', '-l', 'fr', '--sft', blank, ...models])
    assert.equal(code, 1)
    assert.match(err, /^\S*blank\.jsonl has no dialogue in what was read of it: row 2 is rejected as empty-turn; mend its rows/m)
  })
})

describe('a plan for people', () => {
  it('has the tokens of all languages of a stage, though English needs none', () => {
    const each = (chain: string, tokens?: Tokens): StageEstimate => ({ chain, stage: 'translate', rowsIn: 5, rowsOut: 5, seconds: { low: 1, likely: 1, high: 1 }, bytes: 1, journal: 1, unsure: 0, ...(tokens ? { tokens } : {}) })
    const made = { prompt: 30, evaluated: 20, generated: 1_234 }
    for (const stages of [[each('math en'), each('math fr', made)], [each('math fr', made), each('math en')]]) assert.match(planTable({ ...plan, stages }), /^math +translate .* 1,234 /m)
  })
})

describe('what a plan builds', () => {
  it('is of the rows that the build will get to, where the stages before left more', () => {
    const lines = { math: Array.from({ length: 10 }, (_, i) => `${i}`) }
    const stage = (chain: string, rowsIn: number, rowsOut: number, tokens?: Tokens) => ({ chain, rowsIn, rowsOut, ...(tokens ? { tokens } : {}) }) as StageEstimate
    const tokens = { prompt: 1, evaluated: 1, generated: 1 }
    const stages = [stage('math', 1_000, 500), stage('math fr', 100, 90, tokens), stage('math es', 150, 90, tokens), stage('math en', 500, 90), stage('code fr', 400, 90, tokens)]
    assert.deepEqual(reached({ lines }, { stages }), { math: ['0', '1', '2'] })
    assert.deepEqual(reached({ lines }, { stages: [stage('math', 1_000, 500), stage('math fr', 500, 90, tokens)] }), lines)
    assert.deepEqual(reached({ lines }, { stages: [] }), lines)
  })
  it('is as much as there is time for, a third of the input at the most', () => {
    assert.equal(secondSize({ seconds: 90, spent: 10, each: 2, rows: 10_000 }), 40)
    assert.equal(secondSize({ seconds: 90, spent: 10, each: 0.05, rows: 10_000 }), 1000)
    assert.equal(secondSize({ seconds: 90, spent: 10, each: 0.1, rows: 90 }), 30)
    assert.equal(secondSize({ seconds: 90, spent: 100, each: 10, rows: 10_000 }), 12)
    assert.equal(secondSize({ seconds: 90, spent: 100, each: 50, rows: 10_000 }), undefined)
  })
  it('is more while there is time, by what more rows took, and at least twice as much as the last time', () => {
    const before = (...points: [size: number, seconds: number][]) => points.map(([size, seconds]) => ({ size, rehearsal: { seconds } }))
    const room = { seconds: 90, spent: 30, rows: 10_000, build: 10_000 }
    // 3 rows in 9 s, 13 in 11 s: .2 s a row more, 8.4 s of start.
    assert.equal(nextSize(room, before([3, 9], [13, 11])), 258)
    assert.equal(nextSize({ ...room, rows: 300 }, before([3, 9], [13, 11])), 100)
    assert.equal(nextSize({ ...room, build: 61 }, before([3, 9], [13, 11])), 59)
    assert.equal(nextSize({ ...room, spent: 78 }, before([3, 9], [13, 11])), undefined)
    assert.equal(nextSize(room, before([3, 9])), undefined)
    assert.equal(nextSize({ ...room, rows: 90_000 }, before([3, 9], [100, 9])), 1000)
  })
  it('are rows from everywhere, in their order, each once', () => {
    assert.deepEqual(spaced([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3), [1, 5, 8])
    assert.deepEqual(spaced([1, 2], 5), [1, 2])
    assert.deepEqual(spaced([], 5), [])
    const chosen = spaced(Array.from({ length: 97 }, (_, i) => i), 40)
    assert.equal(new Set(chosen).size, 40)
  })
})

describe('the inputs of a plan', () => {
  const row = (i: number, more = '') => `${JSON.stringify({ question: `What is ${i} plus 1?${more}`, answer: `#### ${i + 1}` })}\n`
  const rowsIn = (name: string, rows: number, more = '') => {
    const path = join(folder, name)
    writeFileSync(path, Array.from({ length: rows }, (_, i) => row(i, more)).join(''))
    return path
  }
  const open = (...sft: string[]) => openInputs({ config: {} } as Plan, [{ dataset: { name: 'math' }, wikis: {}, sft, parallel: [] } as unknown as Part], { work: undefined as never, signal: new AbortController().signal })
  it('are all files of a dataset, not the first alone', async () => {
    const [first, second, none] = [rowsIn('1.jsonl', 2), rowsIn('2.jsonl', 40), join(folder, '0.jsonl')]
    writeFileSync(none, '{"question": "What is 1 plus 1?", "answer": ""}\n')
    const inputs = await open(none, first, second)
    assert.deepEqual(inputs.totals, { math: { rows: 42, estimated: false } })
    assert.deepEqual((await inputs.write(12, join(folder, 'head'))).rows, { math: 12 })
    await assert.rejects(open(none), { name: 'UserError', message: /0\.jsonl has no dialogue in what was read of it: row 1 is rejected as / })
    await assert.rejects(open(none, none), { name: 'UserError', message: /0\.jsonl and the other 1 has no dialogue in what was read of it: in \S+0\.jsonl row 1 is rejected as / })
  })
  it('are reckoned by what was read of each where they are large', async () => {
    const { rows, estimated } = (await open(rowsIn('3.jsonl', 10), rowsIn('4.jsonl', 20_000, ' Think of it.'.repeat(80)))).totals['math']!
    assert.ok(estimated && Math.abs(rows - 20_010) < 200, String(rows))
  })
})
