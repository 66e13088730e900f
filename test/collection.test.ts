import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quotas, shortages } from '../src/collection.js'
import { ultralink } from '../src/datasets/index.js'
import type { Built } from '../src/release.js'

const built = (language: string, rows: Readonly<Record<string, number>>): Built[] =>
  ultralink.parts.map(({ dataset }) => ({ dataset, language, stages: [{ folder: '', manifest: { rowsOut: rows[dataset.name] ?? 0 } }] }) as unknown as Built)

test('a limit is shared out in the proportions of the collection, to the last row', () => {
  assert.deepEqual(quotas(ultralink, 'fr', 89), { 'chat-specific': 30, 'chat-agnostic': 11, math: 32, code: 16 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom('en', 'zh', 'ru', 'fr', 'es', 'sw'), (limit, language) => {
      const shared = quotas(ultralink, language, limit)
      assert.equal(Object.values(shared).reduce((sum, n) => sum + n, 0), limit)
      const total = ultralink.parts.reduce((sum, { parts }) => sum + parts(language), 0)
      for (const { dataset, parts } of ultralink.parts) assert.ok(Math.abs(shared[dataset.name]! - (limit * parts(language)) / total) < 1)
    }),
  )
})

test('what is short is said by language and dataset, with the limit that could be filled', () => {
  const enough = { 'chat-specific': 30, 'chat-agnostic': 11, math: 32, code: 16 }
  assert.equal(shortages(ultralink, built('fr', enough), 89), undefined)
  const message = shortages(ultralink, [...built('fr', enough), ...built('zh', { ...enough, 'chat-specific': 40, math: 20 })], 89)
  assert.match(message!, /too few rows for ultralink at --limit 89: zh math 20 of 30; --limit 60 could be filled/)
  const possible = Number(/--limit (\d+) could/.exec(message!)![1])
  assert.equal(shortages(ultralink, [...built('fr', enough), ...built('zh', { ...enough, 'chat-specific': 40, math: 20 })], possible), undefined)
  assert.match(shortages(ultralink, built('fr', {}), 5)!, /no limit could be filled/)
})

test('the limit that could be filled is the highest one below the limit, found at once for a million rows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.array(fc.nat(60), { minLength: 4, maxLength: 4 }), fc.constantFrom('en', 'fr', 'sw'), (limit, [a, b, c, d], language) => {
      const of = built(language, { 'chat-specific': a!, 'chat-agnostic': b!, math: c!, code: d! })
      const said = shortages(ultralink, of, limit)
      let highest = limit
      while (highest > 0 && shortages(ultralink, of, highest) !== undefined) highest--
      if (said === undefined) assert.equal(highest, limit)
      else assert.match(said, highest > 0 ? new RegExp(`--limit ${highest} could`) : /no limit could be filled/)
    }),
    { numRuns: 50 },
  )
  assert.match(shortages(ultralink, built('fr', { 'chat-specific': 30, 'chat-agnostic': 11, math: 32, code: 16 }), 1_000_000)!, /--limit 89 could/)
})
