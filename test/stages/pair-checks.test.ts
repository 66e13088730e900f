import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pairChecks } from '../../src/stages/pair-checks.js'
import type { Parallel } from '../../src/types.js'
import { worldIn } from '../cross-lingual/world.js'
import { everything, stageLaws } from '../stage-laws.js'
import { bilingualEmbedder, boats, thresholds, thresholdsAt } from '../translation/verify/world.js'

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

test('pair-checks: every message of a dialogue is checked, and the first that is wrong is named', async () => {
  const good = verified(12)
  const spoilt = { ...good, messages: { ...good.messages, own: good.messages.own.map((message, i) => (i === 1 ? { ...message, content: good.messages.pivot[1]!.content } : message)) } }
  const { world } = await everything(pairChecks.make({ similarity: false }), [spoilt], worldIn('fr'))
  assert.equal(world.rejected[0]!.detail!['message'], 1)
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
