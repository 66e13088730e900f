import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { fakeGenerator } from '../../src/models/fake-generator.js'
import { verify } from '../../src/stages/verify.js'
import type { Verdict } from '../../src/translation/verify/pair.js'
import { roundTrip } from '../../src/translation/verify/round-trip.js'
import type { Settings } from '../../src/translation/verify/settings.js'
import type { Message, TranslatedDialogue } from '../../src/types.js'
import { everything, stageLaws } from '../stage-laws.js'
import { bilingualEmbedder, boats, french, thresholds, thresholdsAt, translated } from '../translation/verify/world.js'
import { promptsOf, worldOf } from '../world.js'

const file = thresholdsAt(thresholds)
const world = (given: Parameters<typeof worldOf>[0] = {}) => worldOf({ language: 'fr', embedder: bilingualEmbedder(), ...given })
const rows = Array.from({ length: 48 }, (_, i) => (i % 6 === 5 ? spoilt(boats(i + 2), (text) => text.replace(/\d+/, '77')) : boats(i + 2)))

stageLaws(verify, { rows, context: (signal) => world({ signal }), options: { thresholds: file }, filter: true })

/** A dialogue whose last message was changed. */
function spoilt(row: TranslatedDialogue, change: (text: string) => string): TranslatedDialogue {
  return { ...row, messages: row.messages.map((message, i) => (i === row.messages.length - 1 ? { ...message, content: change(message.content) } : message)) }
}

const run = (given: readonly TranslatedDialogue[], options: Record<string, unknown> = {}, into = world()) => everything(verify.make({ thresholds: file, ...options }), given, into)

async function reasonOf(row: TranslatedDialogue, options: Record<string, unknown> = {}, into = world()) {
  const { out, world: after } = await run([row], options, into)
  assert.equal(out.length + after.rejected.length, 1)
  return after.rejected[0] && [after.rejected[0].reason, ...((after.rejected[0].detail?.['also'] as string[] | undefined) ?? [])]
}

test('verify: a good translation passes, and every score that let it through is in the checks of its message', async () => {
  const { out } = await run([boats(12)])
  assert.deepEqual(out[0]!.messages, boats(12).messages)
  for (const checks of out[0]!.checks) {
    assert.equal(checks['tries'], 1)
    for (const name of ['language', 'script', 'residue', 'length', 'compression', 'sentences', 'cosine', 'margin', 'left-out', 'added', 'thresholds']) assert.ok(name in checks, name)
  }
})

test('verify: a row names the embedder that checked it, whichever an earlier run had', async () => {
  const embedder = bilingualEmbedder()
  const sha256 = 'a'.repeat(64)
  const { out } = await run([boats(12)], { thresholds: thresholdsAt({ ...thresholds, sha256 }) }, world({ embedder: { ...embedder, entry: { ...embedder.entry, sha256 } } }))
  assert.equal(out[0]!.made.embedder, `fake-embedder@${'a'.repeat(12)}`)
  assert.equal(out[0]!.made['judge'], undefined)
})

test('verify: thresholds of all directions together are used where the direction has none of its own, and that is counted', async () => {
  const { out, world: after } = await run([boats(12)])
  assert.match(String(out[0]!.checks[0]!['thresholds']), /^pooled/)
  assert.equal(after.counts['pooled-thresholds'], 1)
})

const wrong: readonly (readonly [what: string, reason: string, change: (text: string) => string])[] = [
  ['a number that is not the original’s', 'numbers-differ', (text) => text.replace('12', '21')],
  ['the original untranslated', 'wrong-language', () => boats(12).original![1]!.content],
  ['a text in another language', 'wrong-language', () => 'El guardián del faro contó 12 barcos antes de que la tormenta llegara al puerto. Todos volvieron a casa por la noche, y nadie resultó herido.'],
  ['one sentence left in English', 'residual-source', (text) => text.replace(french('All of them came home in the evening, and nobody was hurt.'), 'All of them came home in the evening, and nobody was hurt.')],
  ['a sentence left out', 'sentence-left-out', (text) => text.replace(french('All of them came home in the evening, and nobody was hurt.'), '').trim()],
  ['a sentence added', 'sentence-added', (text) => `${text} ${french('The fishermen repaired their nets on the beach the next morning.')}`],
  ['nothing at all', 'empty-translation', () => ''],
  ['a paragraph too many', 'structure-changed', (text) => text.replace('. ', '.\n\n')],
  ['another text', 'low-similarity', () => french('The fishermen repaired their nets on the beach the next morning.')],
]

for (const [what, reason, change] of wrong) {
  test(`verify: ${what} is rejected as ${reason}`, async () => {
    const reasons = await reasonOf(spoilt(boats(12), change))
    assert.ok(reasons?.includes(reason), `${reasons?.join(', ')}`)
  })
}

test('verify: code that was edited is rejected, and so is a result that differs', async () => {
  const code = 'Run the command and wait until the program has finished its work.\n\n```sh\nmake -j 4\n```'
  assert.ok((await reasonOf(translated('a', [['user', code, french(code).replace('-j', '-k')]])))?.includes('kept-text-changed'))
  const solved = 'All of them came home in the evening, and nobody was hurt.\n#### 42'
  const answer = (text: string) => translated('b', [['user', 'How many boats did the keeper of the lighthouse count on that day?'], ['assistant', solved, text]], { kind: 'math' })
  assert.ok((await reasonOf(answer(french(solved).replace('42', '24'))))?.includes('answer-differs'))
  assert.equal(await reasonOf(answer(french(solved))), undefined)
})

test('verify: messages whose translations changed places are rejected, and so are roles that did', async () => {
  const [question, answer] = boats(12).messages as readonly [Message, Message]
  const [first, second] = boats(12).original as readonly [Message, Message]
  assert.ok((await reasonOf(translated('a', [['user', first.content, answer.content], ['assistant', second.content, question.content]])))?.includes('nearer-to-another-message'))
  const row = boats(12)
  assert.deepEqual(await reasonOf({ ...row, messages: row.messages.toReversed() }), ['roles-changed'])
  assert.deepEqual(await reasonOf({ ...row, messages: row.messages.slice(1) }), ['roles-changed'])
})

test('verify: without thresholds for its embedder a translation is rejected, unless the margin is to decide', async () => {
  const none = thresholdsAt({ ...thresholds, directions: {} })
  assert.deepEqual(await reasonOf(boats(12), { thresholds: none }), ['not-calibrated'])
  assert.equal(await reasonOf(boats(12), { thresholds: none, uncalibrated: 'margin' }), undefined)
  assert.deepEqual(await reasonOf(boats(12), { thresholds: none, uncalibrated: 'margin', margin: 1000 }), ['low-margin'])
})

test('verify: an embedder without thresholds is an error before the build begins, save where nothing is translated or the margin decides', () => {
  const { models, language } = world().context
  const check = (options: Record<string, unknown>, code = language) => () => verify.make(options).check!(models, code)
  assert.throws(check({}), { name: 'UserError', message: /no thresholds for the embedder .*calibrate.*verify\.uncalibrated=margin/ })
  assert.throws(check({ thresholds: thresholdsAt({ ...thresholds, embedder: 'other', sha256: 'a'.repeat(64) }) }), { name: 'UserError', message: /thresholds of other/ })
  check({ thresholds: file })()
  check({ uncalibrated: 'margin' })()
  check({}, world({ language: 'en' }).context.language)()
})

test('verify: an embedder that does not know the language counts as not calibrated', async () => {
  const embedder = bilingualEmbedder()
  assert.deepEqual(await reasonOf(boats(12), {}, world({ embedder: { ...embedder, entry: { ...embedder.entry, languages: ['en', 'zh'] } } })), ['not-calibrated'])
})

test('verify: a score that cannot be computed rejects', async () => {
  const embedder = { ...bilingualEmbedder(), embed: async (texts: readonly string[]) => texts.map(() => new Float32Array(4).fill(NaN)) }
  assert.ok((await reasonOf(boats(12), {}, world({ embedder })))?.includes('low-similarity'))
})

test('verify: thresholds of another embedder, and a file that is none, are errors that name the file', async () => {
  const other = thresholdsAt({ ...thresholds, embedder: 'other', sha256: 'a'.repeat(64) })
  await assert.rejects(run([boats(12)], { thresholds: other }), { name: 'UserError', message: /thresholds of other/ })
  await assert.rejects(run([boats(12)], { thresholds: thresholdsAt('{') }), { name: 'UserError', message: /fake\.json/ })
})

test('verify: a row that was not translated passes as it is; one without its original does not', async () => {
  const row = boats(12)
  const own: TranslatedDialogue = { ...row, language: 'en', messages: row.original!, original: undefined, made: { ...row.made, translated: false } }
  assert.deepEqual((await run([own], {}, world({ language: 'en' }))).out, [own])
  assert.deepEqual(await reasonOf({ ...row, original: undefined }), ['no-original'])
})

const prompts = promptsOf({ 'back-translate': 'BACK {{language}}\n{{text}}', 'judge-translation': 'JUDGE {{language}}\n{{text}}\n{{translation}}' })

test('verify: with roundTrip a translation that comes back as something else is rejected', async () => {
  const back = (text: string) => world({ prompts, generator: fakeGenerator({ reply: () => text }) })
  const row = translated('a', [['user', 'How many boats did the keeper of the lighthouse count on that day?']])
  assert.equal(await reasonOf(row, { roundTrip: true }, back('How many boats did the lighthouse keeper count that day?')), undefined)
  assert.deepEqual(await reasonOf(row, { roundTrip: true }, back('The cows are in the barn.')), ['round-trip-differs'])
  assert.deepEqual(await reasonOf(row, { roundTrip: true }, back('How many ⟦3⟧ boats?')), ['not-translated-back'])
})

test('verify: a long line of a language that ends its sentences otherwise is translated back in pieces', async () => {
  const english = 'How many boats did the keeper of the lighthouse count on that day?'
  const generator = fakeGenerator({ reply: (messages) => messages[0]!.content.split('\n')[1]!.split('？').slice(1).map(() => english).join(' '), contextSize: 280, count: (text) => text.length })
  const { context } = world({ prompts, generator, language: 'zh' })
  const row = translated('a', [['user', Array.from({ length: 18 }, () => english).join(' '), '那一天灯塔看守人一共数了多少条船？'.repeat(18)]], { language: 'zh' })
  const settings = verify.make().options as unknown as Settings
  const [{ scores, findings }] = (await roundTrip(row, context, settings)) as [Verdict]
  assert.deepEqual([scores['roundTrip'], findings], [100, []])
  assert.ok(generator.usage().calls > 1)
  const [other] = (await roundTrip({ ...row, original: [{ role: 'user', content: 'Nothing of this.' }] }, context, settings)) as [Verdict]
  assert.equal(other.findings[0]!.detail['back'], row.original![0]!.content)
})

test('verify: what a context has no room for is rejected, by the round trip and by the judge', async () => {
  const generator = (contextSize: number) => world({ prompts, generator: fakeGenerator({ reply: () => 'How many boats did the lighthouse keeper count that day?', contextSize }) })
  const row = translated('a', [['user', 'How many boats did the keeper of the lighthouse count on that day?']])
  assert.equal(await reasonOf(row, { roundTrip: true }, generator(128)), undefined)
  assert.deepEqual(await reasonOf(row, { roundTrip: true }, generator(80)), ['not-translated-back'])
  assert.deepEqual(await reasonOf(row, { judge: 'generator' }, generator(200)), ['not-judged'])
})

test('verify: a judge rejects by the errors it can show, and a verdict that cannot be read rejects', async () => {
  const judged = (text: string) => world({ prompts, generator: fakeGenerator({ reply: () => text }) })
  const error = (span: string, kind = 'mistranslation') => JSON.stringify([{ severity: 'major', kind, span }])
  const row = translated('a', [['user', 'How many boats did the keeper of the lighthouse count on that day?']])
  assert.equal(await reasonOf(row, { judge: 'generator' }, judged('[]')), undefined)
  assert.deepEqual(await reasonOf(row, { judge: 'generator' }, judged(error('Combien de bateaux'))), ['judged-wrong'])
  assert.deepEqual(await reasonOf(row, { judge: 'generator' }, judged(error('on that day', 'omission'))), ['judged-wrong'])
  assert.deepEqual(await reasonOf(row, { judge: 'generator' }, judged(error('COMBIEN  de'))), ['judged-wrong'])
  const minor = [{ severity: 'minor', kind: 'grammar', span: 'Combien' }, { severity: 'major', kind: 'number', span: 'words that stand nowhere' }]
  assert.equal(await reasonOf(row, { judge: 'generator' }, judged(JSON.stringify(minor))), undefined)
  for (const unread of ['No errors.', error('words that stand nowhere'), error('')]) assert.deepEqual(await reasonOf(row, { judge: 'generator' }, judged(unread)), ['not-judged'], unread)
})

test('verify: the judge judges and the translator translates back; a judge that is the translator is counted', async () => {
  const row = translated('a', [['user', 'How many boats did the keeper of the lighthouse count on that day?']])
  const back = fakeGenerator({ reply: () => 'How many boats did the lighthouse keeper count that day?', entry: { name: 'translator' } })
  const judge = fakeGenerator({ reply: () => '[]', entry: { name: 'judge' } })
  const own = { ...row, made: { ...row.made, generator: `translator@${'f'.repeat(12)}` } }
  const apart = await run([own], { roundTrip: true, judge: 'generator' }, world({ prompts, generator: back, judge }))
  assert.deepEqual([back.usage().calls, judge.usage().calls, apart.world.counts['judge-is-translator']], [1, 1, undefined])
  assert.equal(apart.out[0]!.made['judge'], `judge@${'f'.repeat(12)}`)
  const same = { ...row, made: { ...row.made, generator: `judge@${'f'.repeat(12)}` } }
  const together = await run([same], { judge: 'generator' }, world({ prompts, generator: judge }))
  assert.equal(together.world.counts['judge-is-translator'], 1)
})

test('verify: says which prompts and models its checks need', () => {
  assert.deepEqual([verify.make().uses.generator, verify.make().uses.judge], [undefined, undefined])
  const { generator, prompts: asked, judge } = verify.make({ roundTrip: true, judge: 'generator' }).uses
  assert.deepEqual([generator, asked, judge], [true, ['back-translate'], ['judge-translation']])
  assert.equal(verify.make({ judge: 'generator' }).uses.generator, undefined)
})

test('verify: translations are held against the language of the build, be it none of src/languages', async () => {
  const language = { ...languageOf('fr'), code: 'oc', scripts: ['Cyrillic'] }
  const { out, world: after } = await run([{ ...boats(12), language: 'oc' }], {}, world({ language }))
  assert.deepEqual([out.length, after.rejected[0]!.reason], [0, 'wrong-language'])
})
