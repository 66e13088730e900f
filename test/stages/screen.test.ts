import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { build } from '../../src/build.js'
import { PromptTooLong } from '../../src/errors.js'
import { languageOf } from '../../src/languages/index.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { fakeGenerator } from '../../src/models/fake-generator.js'
import { criteria } from '../../src/screening/criteria.js'
import { stream } from '../../src/stage.js'
import { screen } from '../../src/stages/screen.js'
import type { Original, Row, Stage } from '../../src/types.js'
import { z } from 'zod'
import { ownTexts } from '../screening/labelled.js'
import { everything, stageLaws } from '../stage-laws.js'
import { modelsOf, promptsOf, work, worldOf } from '../world.js'

const prompts = promptsOf({ screen: 'JUDGE <text>{{text}}</text>' })
const answer = (...met: string[]) => criteria.map((criterion) => `${criterion}: ${met.includes(criterion) ? 'yes' : 'no'}`).join('\n')

/** A generator that takes capital letters after the first word for names. */
const judging = () => fakeGenerator({ reply: ([message]) => answer(...(/\p{Ll} \p{Lu}\p{Ll}+ \p{Lu}/u.test(message!.content) ? ['name'] : [])) })

const original = (id: string, text: string): Original => ({
  ...{ id, language: 'en', kind: 'chat_agnostic', source: { dataset: 'test.jsonl', row: 1, format: 'messages' } },
  messages: text.split('\n\n').map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
})

const rows = ownTexts().slice(100).map(({ id, text }) => original(id, text))

stageLaws(screen, { rows, context: (signal) => worldOf({ ...(signal ? { signal } : {}), generator: judging(), prompts }), filter: true })

async function screened(texts: readonly string[], options: Record<string, unknown> = {}, generator = judging()) {
  const world = worldOf({ generator, prompts })
  const { out } = await everything(screen.make(options), texts.map((text, i) => original(`t${i}`, text)), world)
  return { out, rejected: world.rejected, generator }
}

test('screen: each pre-filter drops with its name, and can be switched off', async () => {
  const texts = ['Look at https://example.org please.', 'Write to shop.com now.', 'It is fine to walk. '.repeat(1000)]
  const { rejected } = await screened(texts, { judge: 'signals' })
  assert.deepEqual(rejected.map(({ reason, detail }) => [reason, detail!['filter']]), [['prefilter', 'https://'], ['prefilter', '.com'], ['prefilter', 'too-long']])
  const off = await screened(texts, { judge: 'signals', prefilters: ['x1'], longest: 0 })
  assert.ok(off.rejected.every(({ reason }) => reason !== 'prefilter'))
})

test('screen: what is dropped says the criteria and the words, and keeps its scores; what is kept does so too', async () => {
  const { out, rejected } = await screened(['What do I cook?\n\nTry kimchi with rice, as they do in Seoul.', 'How do I clean a board?\n\nRub it with salt.'], { judge: 'signals' })
  assert.equal(rejected[0]!.reason, 'belongs-to-english')
  const { criteria: met, evidence } = rejected[0]!.detail as { criteria: string[]; evidence: Record<string, string[]> }
  assert.ok(met.includes('place') && met.includes('tradition'))
  assert.deepEqual([evidence['place'], evidence['tradition']], [['Seoul'], ['kimchi']])
  for (const row of [out[0]!, rejected[0]!.row as Original]) assert.deepEqual(Object.keys(row.screening!.verdicts), [...criteria])
  assert.ok(out[0]!.screening!.verdicts['place']!.signals < 0.5)
})

test('screen: the generator is asked only about what the signals leave open, once a row, and decides it', async () => {
  const texts = ['Who came late?\n\nIt was Harriet Quill who came late.', 'How do I boil an egg?\n\nPut it in hot water for six minutes.']
  const all = await screened(texts, { low: 0, high: 1 })
  assert.equal(all.generator.usage().calls, 2)
  assert.deepEqual(all.rejected.map(({ detail }) => detail!['criteria']), [['name']])
  assert.deepEqual(all.out.map((row) => row.screening!.verdicts['name']!.generator), [0])
  const clear = await screened(texts, { low: 0.5, high: 0.5 })
  assert.equal(clear.generator.usage().calls, 0)
  const alone = await screened(texts, { judge: 'signals' })
  assert.equal(alone.generator.usage().calls, 0)
})

test('screen: a row that the generator could not judge is rejected, not passed', async () => {
  const { out, rejected } = await screened(['How do I boil an egg?\n\nSlowly.'], { judge: 'generator' }, fakeGenerator({ reply: () => 'All seven: no' }))
  assert.equal(out.length, 0)
  assert.deepEqual(rejected.map(({ reason }) => reason), ['not-judged'])
})

test('screen: a row that does not fit the judge is not judged, and is not passed by the signals alone', async () => {
  const tooLong = fakeGenerator({
    reply: () => {
      throw new PromptTooLong('a prompt of 9,000 tokens does not fit')
    },
  })
  for (const judge of ['generator', 'both'] as const) {
    const { out, rejected } = await screened(['How do I boil an egg?\n\nSlowly.'], { judge, low: 0, high: 1 }, tooLong)
    assert.deepEqual([out.length, ...rejected.map(({ reason, detail }) => [reason, detail!['problem']])], [0, ['not-judged', 'a prompt of 9,000 tokens does not fit']])
  }
})

test('screen: needs no generator when the signals judge alone', () => {
  assert.deepEqual(Object.keys(screen.make({ judge: 'signals' }).uses).sort(), ['embedder', 'files'])
  assert.deepEqual([screen.make().uses.judge, screen.make().uses.generator], [['screen'], undefined])
})

test('screen: the judge is asked in its own words and settings, and the generator is not', async () => {
  const generator = fakeGenerator({ reply: () => assert.fail('the generator was asked'), entry: { defaults: { judge: 'signals' } } })
  const judge = judging()
  const world = worldOf({ generator, judge, prompts: { get: (name, by) => (by === 'judge' ? prompts.get(name) : assert.fail(`the generator's ${name}`)) } })
  await everything(screen.make({ low: 0, high: 1, prefilters: [], longest: 0 }), rows.slice(0, 2), world)
  assert.equal(judge.usage().calls, 2)
})

/** A stage that makes the rows, so that a build has something to screen. */
const source = stream<Row, Original, z.ZodObject>({
  ...{ name: 'originals', description: 'rows', options: z.object({}) },
  async *run() {
    yield* rows
  },
})

async function built(t: TestContext, folder: string, options: Record<string, unknown>) {
  const generator = judging()
  const stages = [source.make(), screen.make(options)] as unknown as Stage[]
  const [, manifest] = await build(stages, { folder, models: modelsOf(generator, fakeEmbedder()), prompts, language: languageOf('en'), seed: 0, signal: t.signal, work })
  return { calls: generator.usage().calls, manifest: manifest!.manifest }
}

test('screen: other thresholds ask no question again and compute no score again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'screen-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const journal = () => {
    const stage = join(folder, '01-screen')
    const files = readdirSync(stage).filter((name) => name.startsWith('journal-'))
    assert.equal(files.length, 1)
    return readFileSync(join(stage, files[0]!), 'utf8').split('\n').length - 1
  }
  const first = await built(t, folder, { low: 0, high: 1, prefilters: [], longest: 0 })
  assert.equal(first.calls, rows.length)
  const lines = journal()
  assert.equal(lines, 2 * rows.length)
  for (const options of [{ low: 0.3, high: 0.6 }, { low: 0.1, high: 0.9, prefilters: [] }, { low: 0.5, high: 0.5 }]) {
    const again = await built(t, folder, options)
    assert.equal(again.calls, 0)
    assert.equal(journal(), lines)
    assert.equal(again.manifest.rowsIn, rows.length)
    assert.equal(again.manifest.rowsOut + Object.values(again.manifest.rejected).reduce((sum, n) => sum + n, 0), rows.length)
  }
})
