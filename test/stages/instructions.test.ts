import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { build } from '../../src/build.js'
import { readParts } from '../../src/io/jsonl.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { fakeGenerator } from '../../src/models/fake-generator.js'
import { stream } from '../../src/stage.js'
import { instructions } from '../../src/stages/instructions.js'
import { inLanguage } from '../../src/text/language-id.js'
import { anyLanguageOf } from '../../src/languages/any.js'
import type { CrossLingualDialogue, Generator, Models, Parallel, Row, Stage } from '../../src/types.js'
import { matrixOf, worldIn } from '../cross-lingual/world.js'
import { everything, stageLaws } from '../stage-laws.js'
import { modelsOf, promptsOf, work } from '../world.js'

const folder = mkdtempSync(join(tmpdir(), 'instructions-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const texts = {
  en: (i: number) => `The keeper counted ${i} ships before the storm. All of them came home in the evening.`,
  zh: (i: number) => `守塔人在暴风雨前数了${i}艘船。傍晚时它们都回来了。`,
  fr: (i: number) => `Le gardien a compté ${i} navires avant la tempête. Tous sont rentrés le soir.`,
}

/** A text, or every third time a dialogue, in a pivot and in French. */
function row(i: number, pivot: 'en' | 'zh' = 'en'): Parallel {
  const messages = (language: 'en' | 'zh' | 'fr') => [{ role: 'user' as const, content: texts[language](i) }, ...(i % 3 === 0 ? [{ role: 'assistant' as const, content: texts[language](i + 1_000) }] : [])]
  return { id: `${pivot} ${i}`, language: 'fr', pivot, shape: i % 3 === 0 ? 'dialogue' : 'text', messages: { pivot: messages(pivot), own: messages('fr') }, source: { dataset: 'ships.tsv', row: i + 1, format: 'tsv' } }
}

const rows = [...Array.from({ length: 60 }, (_, i) => row(i)), ...Array.from({ length: 50 }, (_, i) => row(i, 'zh'))]

stageLaws(instructions, { rows, context: (signal) => worldIn('fr', signal ? { signal } : {}), options: {} })

const run = (options: Record<string, unknown> = {}, given: readonly Parallel[] = rows, seed = 0) => everything(instructions.make(options), given, worldIn('fr', { seed }))

test('instructions: both directions to and from each pivot have the same number of rows, and the matrix asked and got is in the figures', async () => {
  const { out, world } = await run({ limit: 80 })
  assert.deepEqual(matrixOf(out), { 'en-fr': 20, 'fr-en': 20, 'zh-fr': 20, 'fr-zh': 20 })
  for (const name of Object.keys(matrixOf(out))) assert.deepEqual([world.counts[`asked-${name}`], world.counts[`got-${name}`]], [20, 20])
})

test('instructions: a row says its kind, direction, task, template, source and pair; what is asked in one language is answered in the other', async () => {
  const { out } = await run()
  for (const dialogue of out) {
    assert.equal(dialogue.kind, 'cross_lingual')
    assert.deepEqual(dialogue.messages.map(({ role }) => role), dialogue.messages.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')))
    assert.match(dialogue.template, /^[a-z-]+\.(?:en|fr|zh)\.\d+(?: [a-z-]+\.(?:en|fr|zh)\.\d+)*$/)
    assert.deepEqual([dialogue.source.dataset, dialogue.language, dialogue.made.generator], ['ships.tsv', 'fr', 'none'])
    assert.ok(rows.some(({ id }) => id === dialogue.made['pair']))
  }
  for (const { messages, direction } of out.filter(({ task }) => task === 'translation')) assert.ok(inLanguage(messages[1]!.content, anyLanguageOf(direction.to)).ok)
})

test('instructions: every task comes, requests are asked in both languages of the direction, and the pairs are drawn from all', async () => {
  const { out } = await run({ limit: 100 })
  assert.deepEqual(new Set(out.map(({ task }) => task)), new Set(['translation', 'constrained', 'interactive', 'cross-lingual-answer', 'pivot-guided', 'mixed']))
  for (const code of ['en', 'fr', 'zh']) assert.ok(out.some(({ template }) => template.includes(`.${code}.`)), code)
  const places = (await run({ limit: 40 })).out.filter(({ direction }) => direction.from === 'en').map(({ source }) => source.row)
  assert.ok(places.some((place) => place <= 20) && places.some((place) => place > 40), `${places}`)
})

test('instructions: another seed gives other rows, the same seed the same', async () => {
  const texts = async (seed: number) => JSON.stringify((await run({}, rows.slice(0, 20), seed)).out)
  assert.equal(await texts(1), await texts(1))
  assert.notEqual(await texts(1), await texts(2))
})

test('instructions: too few pairs for what is asked is an error that names the directions, or by option a figure; without a limit there is none', async () => {
  await assert.rejects(run({ limit: 240 }), { name: 'UserError', message: /zh-fr has 50 of 60.*fr-zh has 50 of 60.*instructions\.shortage=record/ })
  await assert.rejects(run({ floor: 55 }), { name: 'UserError', message: /zh-fr/ })
  const { out, world } = await run({ limit: 240, shortage: 'record' })
  assert.deepEqual([out.length, world.counts['short-zh-fr'], world.counts['short-en-fr']], [220, 10, undefined])
  assert.deepEqual(matrixOf((await run({}, rows.slice(0, 60))).out), { 'en-fr': 60, 'fr-en': 60 })
})

test('instructions: floor, cap and temperature hold in what comes out', async () => {
  assert.deepEqual(matrixOf((await run({ cap: 7 })).out), { 'en-fr': 7, 'fr-en': 7, 'zh-fr': 7, 'fr-zh': 7 })
  const few = [...rows.slice(0, 60), ...rows.slice(60, 64)]
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 8, max: 60 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 10, max: 60 }), async (limit, floor, cap) => {
      const { out, world } = await run({ limit, floor, cap, share: 'temperature', temperature: 2, shortage: 'record' }, few)
      for (const name of ['en-fr', 'fr-en', 'zh-fr', 'fr-zh']) {
        const [asked, got] = [world.counts[`asked-${name}`]!, world.counts[`got-${name}`]!]
        assert.ok(asked >= floor && asked <= cap && got <= asked && got + (world.counts[`short-${name}`] ?? 0) === asked)
      }
      assert.ok(out.length <= limit)
    }),
    { numRuns: 25 },
  )
})

test('instructions: a language without templates is asked for in the pivot’s; the first pivot has nothing to make', async () => {
  const swahili = Array.from({ length: 30 }, (_, i): Parallel => ({ ...row(3 * i + 1), language: 'sw', messages: { pivot: [{ role: 'user', content: texts.en(i) }], own: [{ role: 'user', content: `Mlinzi alihesabu meli ${i} kabla ya dhoruba. Zote zilirudi jioni.` }] } }))
  const { out } = await everything(instructions.make(), swahili, worldIn('sw'))
  assert.deepEqual(matrixOf(out), { 'en-sw': 30, 'sw-en': 30 })
  assert.ok(out.every(({ template }) => template.split(' ').every((name) => name.includes('.en.'))))
  assert.ok(out.some(({ messages }) => messages[0]!.content.includes('Swahili')))
  assert.deepEqual((await everything(instructions.make(), [], worldIn('en'))).world.counts, { 'first-pivot': 1 })
})

test('instructions: pairs of another pivot than its own are an error that says what to set', async () => {
  await assert.rejects(run({ pivots: ['en'] }), { name: 'UserError', message: /pivot zh.*pairs\.pivots and instructions\.pivots/ })
})

test('instructions: terms of a list are asked for by name', async () => {
  const terms = join(folder, 'terms.tsv')
  writeFileSync(terms, 'en\tfr\nships\tnavires\n')
  const { out } = await run({ terms: [terms], tasks: { constrained: 1, translation: 0, interactive: 0, mixed: 0, 'pivot-guided': 0, 'cross-lingual-answer': 0 } })
  const listed = out.filter(({ template }) => template.startsWith('glossary.'))
  assert.ok(listed.length > 5)
  for (const { messages, direction } of listed) assert.match(messages[0]!.content, direction.from === 'en' ? /ships → navires/ : /navires → ships/)
})

/** Says what it was asked for, in French. */
const willing = (reply = 'Le veilleur a vu des navires. Ils sont rentrés.') => fakeGenerator({ reply: () => reply })
const onlyTalk = { generate: true, tasks: { interactive: 1, translation: 0, constrained: 0, mixed: 0, 'pivot-guided': 0, 'cross-lingual-answer': 0 } }
const talk = (generator: Generator) => everything(instructions.make({ ...onlyTalk, shortage: 'record' }), rows.slice(0, 40), worldIn('fr', { generator }))

test('instructions: with a generator a conversation goes on, and what it writes is checked', async () => {
  const { out, world } = await talk(willing())
  const last = out.filter(({ messages, direction }) => direction.to === 'fr' && messages.at(-1)!.content.startsWith('Le veilleur'))
  assert.ok(last.length > 10)
  assert.match(String(out[0]!.made.generator), /^fake-generator@/)
  assert.deepEqual([...new Set(world.rejected.map(({ reason }) => reason))].filter((reason) => !['wrong-language', 'not-shorter'].includes(reason)), [])
  const { out: none, world: refused } = await talk(willing('The watchman saw ships, and all of them were home again by the evening.'))
  assert.ok(none.every(({ direction, checks }) => direction.to === 'en' || String(checks[0]!['how']).includes('ask-why')))
  assert.ok(refused.rejected.some(({ reason }) => reason === 'wrong-language'))
  const { world: damaged } = await talk(willing('Le veilleur a vu des na\ufffdires. Ils sont rentrés.'))
  assert.ok(damaged.rejected.some(({ reason }) => reason === 'damaged-text'))
})

test('instructions: a pair in another file or line is not talked about again, and its dialogue says where it is now', async () => {
  const sourceIn = (dataset: string) => stream<Row, Parallel, z.ZodObject>({
    name: 'given',
    description: 'pairs of a file',
    options: z.object({ dataset: z.string() }),
    async *run() {
      for (const each of rows.slice(0, 40)) yield { ...each, source: { ...each.source, dataset, row: each.source.row + dataset.length } }
    },
  }).make({ dataset })
  const to = join(folder, 'moved')
  const building = async (dataset: string) => {
    const generator = willing()
    const world = { folder: to, language: anyLanguageOf('fr'), models: modelsOf(generator, fakeEmbedder()), prompts: promptsOf({}), seed: 0, signal: new AbortController().signal, work }
    const built = await build([sourceIn(dataset), instructions.make({ ...onlyTalk, shortage: 'record' }) as Stage], world)
    const out: CrossLingualDialogue[] = []
    for await (const row of readParts<CrossLingualDialogue>(built[1]!.folder)) out.push(row)
    const rejects: { row: Parallel }[] = []
    for await (const reject of readParts<{ row: Parallel }>(built[1]!.folder, 'rejected-')) rejects.push(reject)
    return { calls: generator.usage().calls, out, rejects }
  }
  const [first, second] = [await building('ships.tsv'), await building('all-ships.tsv')]
  assert.ok(first.calls > 10 && first.out.length > 10 && first.rejects.length > 0)
  assert.equal(second.calls, 0)
  const moved = <R extends Pick<Parallel, 'source'>>(row: R): R => ({ ...row, source: { ...row.source, dataset: 'all-ships.tsv', row: row.source.row + 4 } })
  assert.deepEqual(second.out, first.out.map(moved))
  assert.deepEqual(second.rejects, first.rejects.map((reject) => ({ ...reject, row: moved(reject.row) })))
})

test('instructions: a generator that only chooses among what it knows cannot go on, and that is said before anything runs', () => {
  const models = { generatorEntry: { name: 'small', defaults: { answers: 'extractive' } } } as unknown as Models
  assert.throws(() => instructions.make({ generate: true }).check!(models), { name: 'UserError', message: /small chooses/ })
  instructions.make().check!(models)
})
