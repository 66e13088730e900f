import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { checked } from '../src/checked.js'

const schema = z.strictObject({
  tries: z.number().int().positive(),
  floor: z.number().int().nonnegative(),
  whole: z.number().int(),
  share: z.number().gt(0).max(1),
  stop: z.number().min(0).max(1),
  most: z.number().max(9),
  any: z.number(),
  method: z.enum(['kmeans', 'random']),
  gpu: z.union([z.enum(['auto', 'cuda']), z.literal(false)]),
  mine: z.boolean(),
  out: z.string(),
  licence: z.string().min(1),
  code: z.string().min(2),
  hash: z.string().regex(/^[0-9a-f]+$/),
  pivots: z.array(z.string()).min(1),
  files: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat()),
  shares: z.array(z.strictObject({ task: z.string(), share: z.number().positive() })),
  weights: z.partialRecord(z.enum(['one', 'two']), z.number().nonnegative()),
  set: z.record(z.string(), z.record(z.string(), z.unknown())),
  own: z.number({ error: 'seven is wanted' }),
  pair: z.array(z.number()).length(2),
  several: z.array(z.number()).min(2),
  prompt: z.string().nullable(),
  named: z.record(z.string().regex(/^a/, { error: 'a name with a is wanted' }), z.number()),
  either: z.union([z.number(), z.record(z.string().regex(/^a/, { error: 'a name with a is wanted' }), z.number())]),
}).partial()

/** What is given, and what is said of it. */
const pairs: readonly (readonly [value: unknown, problem: string])[] = [
  [{ tries: 0 }, 'tries is 0: a whole number from 1 is wanted'],
  [{ tries: 1.5 }, 'tries is 1.5: a whole number from 1 is wanted'],
  [{ tries: 'many' }, 'tries is "many": a whole number from 1 is wanted'],
  [{ tries: null }, 'tries is null: a whole number from 1 is wanted'],
  [{ floor: -1 }, 'floor is -1: a whole number from 0 is wanted'],
  [{ whole: 0.5 }, 'whole is 0.5: a whole number is wanted'],
  [{ share: 0 }, 'share is 0: a number above 0 and at most 1 is wanted'],
  [{ stop: 2 }, 'stop is 2: a number from 0 to 1 is wanted'],
  [{ most: 10 }, 'most is 10: a number at most 9 is wanted'],
  [{ any: NaN }, 'any is NaN: a number is wanted'],
  [{ method: 'magic' }, 'method is "magic": kmeans or random is wanted'],
  [{ gpu: 'rocm' }, 'gpu is "rocm": auto, cuda or false is wanted'],
  [{ mine: 'yes' }, 'mine is "yes": true or false is wanted'],
  [{ out: [] }, 'out is []: a text is wanted'],
  [{ licence: '' }, 'licence is "": a text that is not empty is wanted'],
  [{ code: 'e' }, 'code is "e": a text of 2 characters or more is wanted'],
  [{ hash: 'x' }, 'hash is "x": a text that matches ^[0-9a-f]+$ is wanted'],
  [{ pivots: [] }, 'pivots is []: a list of texts (["…", "…"]) that is not empty is wanted'],
  [{ pivots: ['en', 3] }, 'pivots.1 is 3: a text is wanted'],
  [{ files: 3 }, 'files is 3: a text or a list of texts (["…", "…"]) is wanted'],
  [{ files: [3] }, 'files.0 is 3: a text is wanted'],
  [{ shares: 3 }, 'shares is 3: a list is wanted'],
  [{ shares: [{ task: 'math' }] }, 'shares.0.share is missing: a number above 0 is wanted'],
  [{ shares: [{ task: 'math', share: 1, k: 2 }] }, 'shares.0 has no option "k"; known are task, share'],
  [{ weights: { three: 1 } }, 'weights has no option "three"; known are one, two'],
  [{ weights: { one: -1 } }, 'weights.one is -1: a number from 0 is wanted'],
  [{ set: { culture: 3 } }, 'set.culture is 3: a map from names to values is wanted'],
  [{ own: 'x' }, 'own is "x": seven is wanted'],
  [{ pair: [1] }, 'pair is [1]: a list of 2 is wanted'],
  [{ several: [1] }, 'several is [1]: a list of 2 or more is wanted'],
  [{ prompt: 3 }, 'prompt is 3: a text or null is wanted'],
  [{ named: { b: 1 } }, 'named.b is no name: a name with a is wanted'],
  [{ either: { b: 1 } }, 'either.b is no name: a name with a is wanted'],
  [{ any: 3n }, 'any is 3: a number is wanted'],
  [{ any: Math.max }, 'any is function max() { [native code] }: a number is wanted'],
  [{ out: ['x'.repeat(200)] }, `out is ["${'x'.repeat(98)}…: a text is wanted`],
]

for (const [value, problem] of pairs) {
  test(`what does not fit is said in the words of this project: ${problem.slice(0, 60)}`, () => {
    assert.deepEqual(checked(schema, value), { problem })
  })
}

test('names that are not known are listed with those that are, and what is no set of options is told what one is', () => {
  const small = z.strictObject({ seed: z.number().optional(), limit: z.number().optional() })
  assert.deepEqual(checked(small, { sed: 1 }), { problem: 'there is no option "sed"; known are seed, limit' })
  for (const value of [3, 'words', [1], null]) assert.deepEqual(checked(small, value), { problem: 'options with their values are wanted, one a line, such as "seed: …"; known are seed, limit' })
})

test('what fits comes as the schema has it', () => {
  assert.deepEqual(checked(schema, { files: 'a', tries: 2 }), { data: { files: ['a'], tries: 2 } })
})

test('a map that may have any names is told as one', () => {
  assert.deepEqual(checked(z.record(z.string(), z.unknown()), [1]), { problem: 'it is [1]: a map from names to values is wanted' })
})
