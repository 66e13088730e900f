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
