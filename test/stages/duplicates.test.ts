import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { duplicates } from '../../src/stages/duplicates.js'
import type { GroundedDialogue } from '../../src/types.js'
import { harbour } from '../harbours.js'
import { everything, stageLaws } from '../stage-laws.js'
import { worldOf } from '../world.js'

/** A dialogue that asks these questions. */
function asking(id: string, ...questions: string[]): GroundedDialogue {
  return askingAbout(harbour(0).title, id, ...questions)
}

/** A dialogue about a subject that asks these questions. */
function askingAbout(title: string, id: string, ...questions: string[]): GroundedDialogue {
  const { text, source } = harbour(0)
  return {
    ...{ id, language: 'en', kind: 'chat_specific', passage: { id, title, text }, source },
    messages: questions.flatMap((content) => [{ role: 'user', content } as const, { role: 'assistant', content: `About ${content}` } as const]),
    made: { generator: 'g', embedder: 'e', prompts: {}, seed: 0 },
    checks: questions.map((_, turn) => ({ turn })),
  }
}

const lighthouse = 'Why was the lighthouse of Velderhaven moved to the northern rock?'
const bread = 'How do bakers in Velderhaven keep their rye bread fresh?'
const bell = 'What is the cracked bell of Tidemouth said to foretell?'

const rows = [asking('a', lighthouse, bread), asking('b', bell), asking('c', `${lighthouse} `, bell), asking('d', 'Who paid for the organ?', bread.toUpperCase(), 'Where is granite cut?')]

stageLaws(duplicates, { rows, context: (signal) => worldOf({ signal }) })

const prune = (given: readonly GroundedDialogue[], options = {}, world = worldOf()) => everything(duplicates.make(options), given, world)

test('duplicates: the first to ask keeps the question, a later seed question goes and names its keeper', async () => {
  const { out, world } = await prune(rows.slice(0, 3))
  assert.deepEqual(out.map((row) => row.id), ['a', 'b'])
  const [{ row, reason, detail }] = world.rejected as [(typeof world.rejected)[number]]
  assert.deepEqual([row.id, reason, detail?.['keeper'], detail?.['question']], ['c', 'duplicate-question', 'a', lighthouse])
})

test('duplicates: a follow-up asked before ends its dialogue; what was cut off is rejected, the rest kept', async () => {
  const { out, world } = await prune([rows[0]!, rows[3]!])
  assert.deepEqual(out[1]!.messages.map(({ content }) => content), ['Who paid for the organ?', 'About Who paid for the organ?'])
  assert.equal(out[1]!.checks.length, 1)
  const [{ row, reason }] = world.rejected as [(typeof world.rejected)[number]]
  assert.deepEqual([row.id, reason], ['d#2', 'duplicate-follow-up'])
  assert.equal((row as GroundedDialogue).messages.length, 4)
})

test('duplicates: counts the turns that are left', async () => {
  const { out, world } = await prune(rows)
  assert.equal(world.counts['turns'], out.reduce((sum, row) => sum + row.messages.length / 2, 0))
})

test('duplicates: questions that differ in a name or a number are two questions', async () => {
  const { out } = await prune([asking('a', 'What happened in Paris in 1789?'), asking('b', 'What happened in Prague in 1968?'), asking('c', 'Why do terns nest in May?'), asking('d', 'Why do ropes rot in salt water?')])
  assert.equal(out.length, 4)
})

test('duplicates: the embedder alone never decides', async () => {
  const same = { ...fakeEmbedder(), embed: async (texts: readonly string[]) => texts.map(() => Float32Array.of(1, 0)) }
  const { out } = await prune([asking('a', lighthouse), asking('b', bread)], {}, worldOf({ embedder: same }))
  assert.equal(out.length, 2)
})

test('duplicates: with the embedder agreeing, three in five trigrams are enough', async () => {
  const same = { ...fakeEmbedder(), embed: async (texts: readonly string[]) => texts.map(() => Float32Array.of(1, 0)) }
  const pair = [asking('a', 'Why was the lighthouse of Velderhaven moved to the rock?'), asking('b', 'Why was the lighthouse of Velderhaven moved to a cliff?')]
  assert.equal((await prune(pair, { semantic: 0.95 })).out.length, 2)
  assert.equal((await prune(pair, { semantic: 0.95 }, worldOf({ embedder: same }))).out.length, 1)
})

test('duplicates: Chinese questions are compared by their characters', async () => {
  const { out } = await prune([asking('a', '都江堰为什么能够使用两千多年而不需要大坝？'), asking('b', '都江堰为什么能够使用两千多年，而不需要大坝?'), asking('c', '端午节为什么要吃粽子？')])
  assert.deepEqual(out.map((row) => row.id), ['a', 'c'])
})

test('duplicates: questions that differ in a sign are two questions', async () => {
  const { out } = await prune([asking('a', 'Who made C?'), asking('b', 'Who made C++?'), asking('c', 'Who made C#?'), asking('d', 'who made “C++” ?')])
  assert.deepEqual(out.map((row) => row.id), ['a', 'b', 'c'])
})

test('duplicates: the same frame about two subjects, or with two years, is two questions, however alike in letters', async () => {
  const heard = (name: string) => askingAbout(name, name, `I have only ever heard of ${name} in passing. What can you tell me?`)
  const closed = (year: number) => asking(`${year}`, `In which months of the year ${year} was the Eiffel Tower closed to the public?`)
  const { out } = await prune([heard('Niger'), heard('Nigeria'), closed(1914), closed(1917)])
  assert.deepEqual(out.map((row) => row.id), ['Niger', 'Nigeria', '1914', '1917'])
})

test('duplicates: the same question about one thing, from two articles, is asked once', async () => {
  const text = 'Why was the Eiffel Tower of Paris painted in three shades of brown?'
  const { out, world } = await prune([askingAbout('Eiffel Tower', 'a', text), askingAbout('Paris', 'b', text), askingAbout('Gustave Eiffel', 'c', text), askingAbout('Eiffel Tower', 'd', `So ${text.toLowerCase()}`), askingAbout('Gustave Eiffel', 'e', text.replace('Eiffel Tower', 'tower of Eiffel'))])
  assert.deepEqual(out.map((row) => row.id), ['a'])
  assert.deepEqual(world.rejected.map(({ detail }) => detail?.['keeper']), ['a', 'a', 'a', 'a'])
})

test('duplicates: in a frame of hundreds few are compared, and those about one article all the same', async () => {
  let asked = 0
  const embedder = { ...fakeEmbedder(), embed: async (texts: readonly string[]) => (asked++, texts.map((_, i) => Float32Array.of(1 - i, i))) }
  const word = (i: number) => [7, 31, 11].map((n) => 'bcdfghjklmnprstvwz'[(i * n + (i >> 3)) % 18]! + 'aeiou'[(i * n) % 5]!).join('')
  const what = (name: string) => `What is generally known today about the long history of ${name}?`
  const frames = Array.from({ length: 300 }, (_, i) => asking(`n${i}`, what(word(i))))
  await prune(frames, { lexical: 1 }, worldOf({ embedder }))
  assert.ok(asked > 64 && asked <= 300 * 64, `${asked}`)
  const named = Array.from({ length: 300 }, (_, i) => askingAbout(`The${word(i)}`, `s${i}`, what(`The${word(i)}`)))
  const again = askingAbout(`The${word(3)}`, 'again', `So ${what(`The${word(3)}`).toLowerCase()}`)
  const { out, world } = await prune([...named, again])
  assert.deepEqual([out.length, world.rejected.map(({ detail }) => detail?.['keeper'])], [300, ['s3']])
})
