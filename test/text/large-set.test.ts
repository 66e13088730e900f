import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LargeSet } from '../../src/text/large-set.js'

test('a set holds each number once, hashes and rows alike, while it grows', () => {
  const set = new LargeSet()
  const numbers = Array.from({ length: 5_000 }, (_, i) => (i % 2 === 0 ? i : i * 1_234_567_891))
  for (const number of numbers) assert.equal(set.add(number), true)
  for (const number of numbers) assert.equal(set.add(number), false)
  assert.equal(set.size, 5_000)
})
