import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { culture } from '../../src/stages/culture.js'
import type { Passage } from '../../src/types.js'
import { harbour, harbours } from '../harbours.js'
import { everything, stageLaws } from '../stage-laws.js'
import { worldOf } from '../world.js'

const rows = harbours(44)

stageLaws(culture, { rows, context: (signal) => worldOf({ signal }), filter: true })

const rank = async (given: readonly Passage[], options = {}) => everything(culture.make(options), given, worldOf())

const plain: Passage = { ...harbour(1), id: 'plain', title: 'Friction', text: 'Two dry surfaces resist sliding over each other, and the resistance grows with the force that presses them together.', categories: ['Physics'] }
const english: Passage = { ...harbour(2), id: 'english', title: 'Morris dance', text: 'Morris dancers meet on English greens. In Yorkshire and in Cornwall the dances differ, and London has its own teams.', categories: ['Dances of England'] }
const placed: Passage = { ...plain, id: 'placed', coordinates: { latitude: 53.4, longitude: -2.2 } }
const elsewhere: Passage = { ...plain, id: 'elsewhere', coordinates: { latitude: 35.7, longitude: 139.7 } }

test('culture: keeps the share that is asked for, rounded up, in the order of the input', async () => {
  for (const [keep, kept] of [[0.5, 22], [0.1, 5], [1, 44], [0.01, 1]] as const) {
    const { out } = await rank(rows, { keep })
    assert.equal(out.length, kept)
    const places = out.map((row) => rows.findIndex(({ id }) => id === row.id))
    assert.deepEqual(places, [...places].sort((a, b) => a - b))
  }
})

test('culture: a passage of the culture is ranked above a universal one, with score, signals and evidence', async () => {
  const { out, world } = await rank([plain, english])
  assert.deepEqual(out.map((row) => row.id), ['english'])
  const { score, signals, evidence } = out[0]!.culture!
  assert.ok(score > 0 && score <= 1)
  assert.deepEqual(Object.keys(signals), ['names', 'categories', 'coordinates', 'prototypes'])
  assert.ok(evidence.includes('Dances of England'))
  assert.equal(world.rejected[0]!.reason, 'lower-culture-rank')
})

test('culture: every row kept has a score at least that of every row dropped', async () => {
  const { out, world } = await rank(rows)
  const least = Math.min(...out.map((row) => row.culture!.score))
  for (const { row } of world.rejected) assert.ok((row as Passage).culture!.score <= least)
})

test('culture: coordinates speak for a passage only where the language is at home', async () => {
  const { out } = await rank([placed, elsewhere], { keep: 1 })
  assert.deepEqual(out.map((row) => row.culture!.signals['coordinates']), [1, 0])
})

test('culture: counts the culture-specific passages before and after', async () => {
  const { world } = await rank([plain, english, elsewhere, placed])
  assert.deepEqual(world.counts, { 'specific-before': 2, 'specific-after': 2 })
})

test('culture: without rows nothing comes out', async () => {
  assert.deepEqual((await rank([])).out, [])
})

test('culture: without rows the embedder is not loaded', async () => {
  const world = worldOf()
  const models = { ...world.context.models, embedder: () => assert.fail('the embedder was loaded') }
  await everything(culture.make(), [], { ...world, context: { ...world.context, models } })
})

test('culture: no text is held of a passage until it goes out', async () => {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  const [many, length] = [2_000, 4_000]
  const given = { async *[Symbol.asyncIterator]() { for (let i = 0; i < many; i++) yield { ...english, id: `${i}`, text: `${i} Northumberland and Buckingham Palace. ${'x'.repeat(length)}` } } }
  const { context } = worldOf()
  const held = () => (collect(), process.memoryUsage().heapUsed)
  const before = held()
  for await (const _ of culture.make({ keep: 1 }).run(given, context)) {
    assert.ok(held() - before < (many * length) / 4)
    break
  }
})
