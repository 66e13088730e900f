import assert from 'node:assert/strict'
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { packageRoot } from '../../src/package.js'
import type { TranslatedDialogue } from '../../src/types.js'
import { ultralink } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'translated-'))
const out = join(folder, 'runs')
const file = join(folder, 'problems.jsonl')
after(() => rmSync(folder, { recursive: true, force: true }))

/** Sentences of the kind that the default generator can translate, and one that it cannot. */
const problems = [
  ['A lamp cost 80 euros. In the sale it is 25 euros cheaper. What does it cost now?', 'If you take 25 away from 80, you get 55.\n#### 55'],
  ['Irina is 52 years old now. How old was she 14 years ago?', 'If you take 14 away from 52, you get 38.\n#### 38'],
  ['Simplify the expression \\(12 \\cdot 8 - 12 \\cdot 3\\).', '12 times 5 equals 60.\n#### 60'],
  ['A bus starts with 15 passengers. At the first stop 7 get off and 4 get on. How many passengers are on the bus now?', 'If you take 7 away from 15, you get 8. 8 plus 4 is 12.\n#### 12'],
  ['Eva read 56 pages last week. Adam read 14 pages fewer. How many pages did Adam read?', 'If you take 14 away from 56, you get 42.\n#### 42'],
  ['Notwithstanding 31 antediluvian obfuscations, whither 7 quagmires?', 'Perspicaciously 24.\n#### 24'],
]

const models = ['--threads', '1', '--sequences', '4', '--replicas', '1', '--batch-size', '512']

const lines = (path: string) => readFileSync(path, 'utf8').trim().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown)
const released = (language: string) => lines(join(out, 'math', 'release', 'jsonl', `${language}.jsonl`)) as TranslatedDialogue[]
let first: Awaited<ReturnType<typeof ultralink>>

before(async () => {
  writeFileSync(file, problems.map(([question, answer]) => `${JSON.stringify({ question, answer })}\n`).join('') + '{"question": "torn')
  first = await ultralink(['build', 'math', '-l', 'en,fr', '--sft', file, '--out', out, '--set', 'prune.keep=1', ...models])
})

test('one command turns English problems into a release, and says what became of them', () => {
  assert.equal(first.code, 0, first.err)
  assert.match(first.out, /^language +originals +near-duplicates +prune +translate +verify/m)
  assert.match(first.out, /originals +broken-json/)
  assert.match(first.err, /math originals: 6 rows, 1 rejected/)
})

test('English is passed on as it is, and the others have its ids, its numbers and its marks', () => {
  const english = new Map(released('en').map((row) => [row.id, row]))
  assert.equal(english.size, 6)
  const french = released('fr')
  assert.ok(french.length >= 1 && french.length < 6)
  for (const row of french) {
    const original = english.get(row.id)
    assert.deepEqual(row.original, original?.messages)
    assert.deepEqual(row.messages.map(({ role }) => role), original?.messages.map(({ role }) => role))
    const numbers = (text: string) => text.match(/\d+/g)?.sort()
    row.messages.forEach(({ content }, i) => assert.deepEqual(numbers(content), numbers(original!.messages[i]!.content)))
    assert.equal(/#### \d+$/.exec(row.messages.at(-1)!.content)?.[0], /#### \d+$/.exec(original!.messages.at(-1)!.content)?.[0])
    assert.equal(row.source.dataset, 'problems.jsonl')
    assert.equal(row.checks.length, row.messages.length)
  }
})

test('what could not be translated is kept with its reason', async () => {
  const { out: shown } = await ultralink(['show', 'math', '-l', 'fr', '--rejected', '--json', '--out', out])
  const rejected = shown.trim().split('\n').map((line) => JSON.parse(line) as { stage: string; reason: string; row: { messages?: { content: string }[] } })
  const lost = rejected.find(({ row }) => row.messages?.[0]?.content.startsWith('Notwithstanding') || JSON.stringify(row).includes('Notwithstanding'))
  assert.ok(lost && ['translate', 'verify'].includes(lost.stage), JSON.stringify(rejected.map(({ stage, reason }) => [stage, reason])))
})

test('the same command keeps what is done, and English is read and chosen once for all languages', async () => {
  const again = await ultralink(['build', 'math', '-l', 'en,fr', '--sft', file, '--out', out, '--set', 'prune.keep=1', ...models])
  assert.equal(again.code, 0)
  assert.equal(again.err.match(/originals: 6 rows/g)?.length, 1)
  assert.equal(again.err.match(/done before/g)?.length, 7)
})

test('input that is missing, of no known dataset, or of no known format is said in one sentence', async () => {
  const cases: [string[], RegExp][] = [
    [['build', 'math', '-l', 'fr'], /no English data given for math: --sft FILE/],
    [['build', 'math', '-l', 'fr', '--sft', join(folder, 'none.jsonl')], /none\.jsonl/],
    [['build', 'math', '-l', 'fr', '--sft', file, '--format', 'csv'], /originals\.format is csv|originals\.format is "csv"/],
    [['build', 'ultralink', '-l', 'fr', '--sft', file], /how many\? --limit N/],
    [['show', 'ultralink', '-l', 'fr'], /nothing is built of ultralink for fr in .*: ultralink build ultralink -l fr builds it/],
    [['show', 'ultralink', '-l', 'fr', '--stage', 'feasts'], /no dataset of ultralink has a stage "feasts"; there is articles, passages/],
  ]
  for (const [argv, expected] of cases) {
    const { code, err } = await ultralink([...argv, ...(argv[0] === 'show' ? ['--out', out] : ['--out', out, ...models])])
    assert.equal(code, 1, err)
    assert.match(err, expected)
    assert.equal(err.trim().split('\n').length, 1, err)
  }
})

test('an embedder without thresholds is an error before anything is read, in a dry run and a plan too', async () => {
  const other = join(folder, 'other-embedder')
  cpSync(join(packageRoot, 'models', 'nano-embedder'), other, { recursive: true })
  appendFileSync(join(other, 'onnx', readdirSync(join(other, 'onnx'))[0]!), Buffer.from([0x12, 0])) // an empty producer name: other bytes, the same model
  const nowhere = join(folder, 'nowhere')
  for (const argv of [['build'], ['build', '--dry-run'], ['plan']]) {
    const { code, err } = await ultralink([argv[0]!, 'math', '-l', 'fr', '--sft', file, '--out', nowhere, '--embedder', other, ...argv.slice(1), ...models])
    assert.equal(code, 1, err)
    assert.match(err, /stage verify has no thresholds for the embedder .*verify\.uncalibrated=margin/)
  }
  assert.equal(existsSync(join(nowhere, 'math', 'originals')), false)
})

test('a build of which nothing is kept leaves the release as it is, and says which stage let nothing through and why', async () => {
  const own = join(folder, 'own')
  // The first build, as it would be of French alone.
  cpSync(out, own, { recursive: true })
  rmSync(join(own, 'math', 'en'), { recursive: true })
  const release = join(own, 'math', 'release', 'jsonl', 'fr.jsonl')
  const before = readFileSync(release, 'utf8')
  const { code, err } = await ultralink(['build', 'math', '-l', 'fr', '--sft', file, '--out', own, '--set', 'prune.keep=1', ...models, '--set', 'verify.uncalibrated=margin', '--set', `verify.thresholds=${emptyThresholds()}`, '--set', 'verify.margin=1000'])
  assert.equal(code, 1)
  assert.match(err, /no math dialogue was kept for fr: verify took \d rows? and let none through \(low-margin \d\)/)
  assert.equal(readFileSync(release, 'utf8'), before)
})

/** Thresholds of the default embedder for no direction. */
function emptyThresholds(): string {
  const path = join(folder, 'empty.json')
  const known = JSON.parse(readFileSync(join(packageRoot, 'models', 'similarity', 'nano-embedder.json'), 'utf8')) as object
  writeFileSync(path, JSON.stringify({ ...known, directions: {} }))
  return path
}

test('a build that needed more rows than its limit is known again, also without its journals', async () => {
  const command = ['build', 'math', '-l', 'fr', '--sft', join(packageRoot, 'data', 'samples', 'math.jsonl'), '--limit', '10', '--out', join(out, 'more'), ...models]
  const built = await ultralink(command)
  assert.equal(built.code, 0, built.err)
  assert.match(built.err, /making more/)
  const rows = () => readFileSync(join(out, 'more', 'math', 'release', 'jsonl', 'fr.jsonl'), 'utf8')
  const before = rows()
  assert.doesNotMatch((await ultralink([...command, '--dry-run'])).out, /would run/)
  assert.equal((await ultralink(['clean', 'math', '--all', '--out', join(out, 'more')])).code, 0)
  const again = await ultralink(command)
  assert.equal(again.err.match(/\(done before\)/g)?.length, 5, again.err)
  assert.doesNotMatch(again.err, /making more/)
  assert.equal(rows(), before)
  const less = await ultralink([...command, '--limit', '4'])
  assert.match(less.err, /fr verify: 4 rows/)
  assert.doesNotMatch(less.err, /note: /)
})

test('fewer dialogues than --limit asks for are said to be, with the command that tells why', async () => {
  const { code, err } = await ultralink(['build', 'math', '-l', 'en,fr', '--sft', file, '--out', join(out, 'short'), '--set', 'prune.keep=1', '--limit', '6', ...models])
  assert.equal(code, 0, err)
  assert.match(err, /^note: fr has \d of the 6 dialogues that --limit asks for, and nothing is left to make more of; ultralink show math -l fr --rejected --out \S+ says what was dropped$/m)
  assert.doesNotMatch(err, /note: en/)
})
