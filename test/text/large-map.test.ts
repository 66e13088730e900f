import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LargeMap } from '../../src/text/large-map.js'

test('a map of more entries than a part takes finds them all', () => {
  const map = new LargeMap<string, number>(10)
  for (let i = 0; i < 35; i++) map.set(`key ${i}`, i)
  assert.equal(map.size, 35)
  for (let i = 0; i < 35; i++) assert.equal(map.get(`key ${i}`), i)
  assert.equal(map.get('another'), undefined)
})

test('a key that is set again has its new value, and counts once', () => {
  const map = new LargeMap<string, number>(10)
  for (const round of [1, 2]) for (let i = 0; i < 35; i++) map.set(`key ${i}`, round * i)
  assert.equal(map.size, 35)
  for (let i = 0; i < 35; i++) assert.equal(map.get(`key ${i}`), 2 * i)
})
