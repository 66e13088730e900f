import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { dataset, from } from '../src/dataset.js'
import { filter, map, stream } from '../src/stage.js'
import type { Row } from '../src/types.js'
import { everything } from './stage-laws.js'
import { worldOf } from './world.js'

interface Word extends Row {
  readonly word: string
}

const words = ['tide', 'bay', 'harbour', 'sea'].map((word, i): Word => ({ id: `${i}`, word }))

const source = stream<Row, Word, z.ZodObject>({
  name: 'words',
  description: 'some words',
  options: z.object({}),
  async *run() {
    yield* words
  },
})

const long = filter<Word, z.ZodObject<{ least: z.ZodDefault<z.ZodNumber> }>>({
  name: 'long',
  description: 'keeps long words',
  options: z.object({ least: z.number().int().positive().default(4).describe('letters') }),
  test: ({ word }, _, { least }) => word.length >= least || { reason: 'too-short', detail: { letters: word.length } },
})

const letters = map<Word, Row, z.ZodObject<{ limit: z.ZodOptional<z.ZodNumber> }>>({
  name: 'letters',
  description: 'a row per letter',
  options: z.object({ limit: z.number().optional().describe('most letters') }),
  volatile: ['limit'],
  limit: ({ limit }) => limit,
  each: async ({ id, word }) => [...word].map((letter, i) => ({ id: `${id}-${i}-${letter}` })),
})

test('filter keeps rows as they are, and rejects the others with reason and detail', async () => {
  const { out, world } = await everything(long.make(), words, worldOf())
  assert.deepEqual(out, [words[0], words[2]])
  assert.deepEqual(world.rejected, [words[1], words[3]].map((row) => ({ row, reason: 'too-short', detail: { letters: 3 } })))
})

test('map makes several rows of one, in order, and stops at its limit', async () => {
  const ids = async (options: object) => (await everything(letters.make({ ...options }), words.slice(0, 2), worldOf())).out.map((row) => row.id)
  assert.deepEqual(await ids({}), ['0-0-t', '0-1-i', '0-2-d', '0-3-e', '1-0-b', '1-1-a', '1-2-y'])
  assert.deepEqual(await ids({ limit: 3 }), ['0-0-t', '0-1-i', '0-2-d'])
})

test('options have their defaults, and a wrong one is named with its value', () => {
  assert.deepEqual(long.make().options, { least: 4 })
  assert.throws(() => long.make({ least: 0 }), { name: 'UserError', message: /long\.least is 0/ })
  assert.throws(() => long.make({ lest: 2 }), { name: 'UserError', message: /stage long has no option "lest"; it has least/ })
  assert.throws(() => source.make({ any: 2 }), { name: 'UserError', message: /it has none/ })
})

test('a dataset is a list of stages, each made with its own options', () => {
  const chain = dataset('letters', 'letters of words', from(source).then(long).then(letters))
  assert.deepEqual(chain.kinds.map(({ name }) => name), ['words', 'long', 'letters'])
  const stages = chain.stages({ long: { least: 2 }, letters: { limit: 1 } })
  assert.deepEqual(stages.map(({ options }) => options), [{}, { least: 2 }, { limit: 1 }])
  assert.deepEqual(stages.map(({ volatile }) => volatile), [[], [], ['limit']])
})

test('a stage that does not fit the rows before it does not compile', () => {
  const needsMore = filter<Row & { readonly count: number }, z.ZodObject>({ name: 'counted', description: '', options: z.object({}), test: () => true })
  // @ts-expect-error words have no count
  const wrong = () => from(source).then(needsMore)
  // @ts-expect-error a drop needs its reason
  filter<Word, z.ZodObject>({ name: 'drop', description: '', options: z.object({}), test: () => false })
  assert.equal(typeof wrong, 'function')
})
