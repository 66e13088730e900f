import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { build } from '../../src/build.js'
import { languageOf } from '../../src/languages/index.js'
import { fakeGenerator } from '../../src/models/fake-generator.js'
import { stream } from '../../src/stage.js'
import { pairChecks } from '../../src/stages/pair-checks.js'
import type { Embedder, Message, Parallel, Row } from '../../src/types.js'
import { worldIn } from '../cross-lingual/world.js'
import { bytesOf } from '../small-build.js'
import { everything, stageLaws } from '../stage-laws.js'
import { bilingualEmbedder, boats, french, thresholds, thresholdsAt } from '../translation/verify/world.js'
import { modelsOf, shortPrompts, work } from '../world.js'

const file = thresholdsAt(thresholds)

/** A text in a pivot and in a language. */
function pair(pivot: string, own: string, { language = 'fr', from = 'en' } = {}): Parallel {
  return { id: `${pivot} / ${own}`, language, pivot: from, shape: 'text', messages: { pivot: [{ role: 'user', content: pivot }], own: [{ role: 'user', content: own }] }, source: { dataset: 'test', row: 1, format: 'tsv' } }
}

/** The messages of a verified dialogue. */
function verified(n: number): Parallel {
  const { messages, original } = boats(n)
  return { ...pair('', ''), id: `boats ${n}`, shape: 'dialogue', messages: { pivot: original!, own: messages } }
}

const sea = ['Rivers carry salt into the sea, and the sun takes only the water out of it again.', 'Les rivières apportent du sel à la mer, et le soleil n’en reprend que l’eau.'] as const
const rows = Array.from({ length: 48 }, (_, i) => (i % 6 === 5 ? pair(`${sea[0]} ${i + 1}`, `${sea[0]} ${i + 1}`) : verified(i + 2)))

stageLaws(pairChecks, { rows, context: (signal) => worldIn('fr', { embedder: bilingualEmbedder(), ...(signal ? { signal } : {}) }), options: { thresholds: file }, filter: true })

async function reasonOf(row: Parallel, options: Record<string, unknown> = { similarity: false }) {
  const { world } = await everything(pairChecks.make(options), [row], worldIn(row.language, { embedder: bilingualEmbedder() }))
  return world.rejected[0]?.reason
}

test('pair-checks: what is wrong with a pair is found on either side, and named', async () => {
  assert.equal(await reasonOf(pair(...sea)), undefined)
  const wrong: readonly (readonly [reason: string, pivot: string, own: string])[] = [
    ['wrong-language', sea[1], sea[1].replace('mer', 'grande mer bleue du nord')],
    ['wrong-language', sea[0], 'Los ríos llevan sal al mar, y el sol solo se lleva el agua de nuevo.'],
    ['unusual-length', 'Salt.', sea[1]],
    ['numbers-differ', `${sea[0]} It took 300 years.`, `${sea[1]} Il a fallu 30 ans.`],
  ]
  for (const [reason, pivot, own] of wrong) assert.equal(await reasonOf(pair(pivot, own)), reason, own)
  assert.equal(await reasonOf(pair('Marta Velder, Paris', 'MARTA VELDER – Paris')), 'copy')
})

test('pair-checks: digits with nothing in common are told in any two languages, and good pairs of unlike scripts are of like length', async () => {
  const wrong = ['In 1987 the town had 12,400 people.', 'Der Markt öffnet samstags um 7.30 Uhr und schließt um 18 Uhr.'] as const
  assert.equal(await reasonOf(pair(...wrong, { language: 'de' })), 'numbers-differ')
  assert.equal(await reasonOf(pair(...wrong, { language: 'de' }), { similarity: false, numbers: false }), undefined)
  const good = [
    ['ar', '子供たちがとても大きな声で笑ったので、近所の人たちが出てきました。', 'ضحك الأطفال بصوت عالٍ حتى خرج الجيران.'],
    ['hi', 'オフィスを出る前に、ファイルを送ってください。', 'कृपया निकलने से पहले फ़ाइल भेज दें।'],
  ] as const
  for (const [language, ja, own] of good) assert.equal(await reasonOf(pair(ja, own, { language, from: 'ja' })), undefined, own)
  assert.equal(await reasonOf(pair('Stop here, please.', '今日はとても寒いので、子供たちは家の中で一日中遊んでいて、外に出ませんでした。', { language: 'ja' })), 'unusual-length')
})

test('pair-checks: a side that was decoded wrongly is damaged; where both show such signs, they speak of them', async () => {
  const en = 'The school stayed closed for a whole week.'
  for (const broken of ['L’Ã©cole est restÃ©e fermÃ©e pendant une semaine.', 'Lâ€™école est restée fermée pendant une semaine.']) assert.equal(await reasonOf(pair(en, broken)), 'damaged-text', broken)
  assert.equal(await reasonOf(pair('The browser shows Ã© where the page says é.', 'Le navigateur affiche Ã© là où la page dit é.')), undefined)
})

test('pair-checks: every message of a dialogue is checked, and the first that is wrong is named', async () => {
  const good = verified(12)
  const spoilt = { ...good, messages: { ...good.messages, own: good.messages.own.map((message, i) => (i === 1 ? { ...message, content: good.messages.pivot[1]!.content } : message)) } }
  const { world } = await everything(pairChecks.make({ similarity: false }), [spoilt], worldIn('fr'))
  assert.equal(world.rejected[0]!.detail!['message'], 1)
})

/** A verified dialogue with other answers. */
function answered(pivot: string, own: string): Parallel {
  const { messages, ...row } = verified(12)
  const changed = ([question, answer]: readonly Message[], content: string): Message[] => [question!, { ...answer!, content }]
  return { ...row, messages: { pivot: changed(messages.pivot, pivot), own: changed(messages.own, own) } }
}

const code = Array.from({ length: 40 }, (_, i) => `const salinity${i} = measure(samples[${i}], { precise: true })`).join('\n')

test('pair-checks: code and figures alone may be the same on both sides, and the checks say that there is no prose', async () => {
  for (const answer of [`\`\`\`js\n${code}\n\`\`\``, '42', '8 * 3 = 24']) {
    const { out, world } = await everything(pairChecks.make({ thresholds: file }), [answered(answer, answer)], worldIn('fr', { embedder: bilingualEmbedder() }))
    assert.deepEqual([out[0]?.checks![1], world.rejected], [{ prose: 'none' }, []], answer)
  }
  assert.equal(await reasonOf(answered('8 * 3 = 24', '8 * 4 = 24')), 'numbers-differ')
  assert.equal(await reasonOf(answered('8 * 3 = 24', '8 * 3 = 24\ufffd')), 'damaged-text')
})

test('pair-checks: letters on one side alone are wrong, on either', async () => {
  for (const answer of ['42', `\`\`\`js\n${code}\n\`\`\``]) {
    assert.equal(await reasonOf(answered(answer, `${answer}\n\n${sea[1]}`)), 'empty-translation')
    assert.equal(await reasonOf(answered(`${answer}\n\n${sea[0]}`, answer)), 'empty-translation')
  }
})

test('pair-checks: a pair without any words is of no use', async () => {
  for (const text of ['42', '***']) assert.equal(await reasonOf(pair(text, text)), 'no-words')
})

test('pair-checks: prose is no copy for the code that stands in it, and is one beside other code', async () => {
  const around = (prose: string, block = code) => `${prose}\n\n\`\`\`js\n${block}\n\`\`\``
  assert.equal(await reasonOf(answered(around(sea[0]), around(sea[1]))), undefined)
  assert.equal(await reasonOf(answered(around('Marta Velder, Paris'), around('Marta Velder, Paris', 'let x'))), 'copy')
})

test('pair-checks: a language that is not known by its words is told by its letter trigrams, and the checks say so', async () => {
  const swahili = pair('It rained all night, and in the morning the road was full of water.', 'Mvua ilinyesha usiku kucha, na asubuhi barabara ilikuwa imejaa maji.', { language: 'sw' })
  const { out } = await everything(pairChecks.make({ similarity: false }), [swahili], worldIn('sw'))
  assert.deepEqual([out[0]!.checks![0]!['pivot-told-by'], out[0]!.checks![0]!['own-told-by']], ['words', 'trigrams'])
  assert.equal(await reasonOf({ ...swahili, messages: { ...swahili.messages, own: [{ role: 'user', content: 'The children were drawing boats on the wall of the old school that day.' }] } }), 'wrong-language')
  assert.equal(await reasonOf({ ...swahili, messages: { ...swahili.messages, own: [{ role: 'user', content: 'Toda la noche llovió, y por la mañana el camino estaba lleno de agua.' }] } }), 'wrong-language')
  assert.equal(await reasonOf({ ...swahili, messages: { ...swahili.messages, own: [{ role: 'user', content: 'Всю ночь шёл дождь, а утром дорога была залита водой.' }] } }), 'wrong-language')
})

test('pair-checks: meaning is compared by the thresholds of the direction, else by the margin; a language the embedder does not know passes or not, by option', async () => {
  const embedder = bilingualEmbedder()
  const only = (languages: readonly string[]) => ({ ...embedder, entry: { ...embedder.entry, languages } })
  const run = async (row: Parallel, options: Record<string, unknown>, languages = ['en', 'fr']) => everything(pairChecks.make({ thresholds: file, ...options }), [row], worldIn('fr', { embedder: only(languages) }))
  const passed = await run(verified(12), {})
  assert.ok('cosine' in passed.out[0]!.checks![0]!)
  const other = await run({ ...verified(12), messages: { ...verified(12).messages, own: verified(12).messages.own.toReversed().map((message, i) => ({ ...message, role: i === 0 ? 'user' : 'assistant' })) } }, {})
  assert.equal(other.out.length, 0)
  const unknown = await run(verified(12), {}, ['en'])
  assert.deepEqual([unknown.out[0]!.checks![0]!['similarity'], unknown.world.counts], ['not-compared', { 'not-compared': 1 }])
  assert.equal((await run(verified(12), { unknown: 'reject' }, ['en'])).world.rejected[0]!.reason, 'not-compared')
})

const sourceOptions = z.object({ file: z.string().describe('its name') })

const source = stream<Row, Parallel, typeof sourceOptions>({
  name: 'some-pairs',
  description: 'some pairs',
  options: sourceOptions,
  async *run(_rows, _context, { file: dataset }) {
    for (const row of [verified(2), verified(12), pair(sea[0], french('The fishermen repaired their nets on the beach the next morning.'))]) yield { ...row, source: { ...row.source, dataset } }
  },
})

test('pair-checks: with another name of the file no pair is compared again, and rows and rejects say where they now come from', async (t) => {
  const asked: number[] = []
  const counted: Embedder = { ...bilingualEmbedder(), embed: async (texts) => (asked.push(texts.length), bilingualEmbedder().embed(texts)) }
  const built = (folder: string, name: string) => {
    const stages = [source.make({ file: name }), pairChecks.make({ thresholds: file })] as Parameters<typeof build>[0]
    return build(stages, { folder, language: languageOf('fr'), models: modelsOf(fakeGenerator({ reply: () => '' }), counted), prompts: shortPrompts, seed: 0, signal: new AbortController().signal, work })
  }
  const [folder, fresh] = ['', ''].map(() => mkdtempSync(join(tmpdir(), 'pair-checks-'))) as [string, string]
  t.after(() => [folder, fresh].forEach((each) => rmSync(each, { recursive: true, force: true })))
  await built(folder, 'before.tsv')
  const compared = asked.length
  const [, again] = await built(folder, 'after.tsv')
  assert.deepEqual([again!.manifest.resumed, again!.manifest.rowsOut, asked.length], [3, 2, compared])
  await built(fresh, 'after.tsv')
  assert.deepEqual(bytesOf(folder), bytesOf(fresh))
  assert.ok(Object.values(bytesOf(again!.folder)).every((bytes) => bytes.includes('after.tsv') && !bytes.includes('before.tsv')))
})
