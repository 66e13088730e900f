import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomOf, seedOf } from '../../src/text/random.js'

const keys = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 4 })

test('the same keys give the same numbers, in [0, 1)', () => {
  fc.assert(
    fc.property(keys, (own) => {
      const [a, b] = [randomOf(...own), randomOf(...own)]
      for (let i = 0; i < 20; i++) {
        const value = a()
        assert.equal(value, b())
        assert.ok(value >= 0 && value < 1)
      }
    }),
  )
})

test('a seed is a whole number of 32 bits, known for all time', () => {
  fc.assert(fc.property(keys, (own) => assert.ok(Number.isInteger(seedOf(...own)) && seedOf(...own) >= 0 && seedOf(...own) < 2 ** 32)))
  assert.equal(seedOf(0, 'frwiki-1', 'dialogue'), seedOf('0', 'frwiki-1', 'dialogue'))
  assert.equal(seedOf('ultralink'), 1185272966)
})

test('other keys give other numbers, and keys do not run into each other', () => {
  assert.notEqual(seedOf('ab', 'c'), seedOf('a', 'bc'))
  const seeds = new Set(Array.from({ length: 10_000 }, (_, i) => seedOf(0, `page-${i}`)))
  assert.ok(seeds.size > 9_990)
})

test('the numbers are spread evenly, and neighbours are independent', () => {
  const random = randomOf(7, 'spread')
  const values = Array.from({ length: 20_000 }, random)
  const tenths = Array(10).fill(0) as number[]
  for (const value of values) tenths[Math.floor(value * 10)]!++
  for (const count of tenths) assert.ok(Math.abs(count - 2_000) < 200, tenths.join(' '))
  const both = values.slice(1).filter((value, i) => value < 0.5 && values[i]! < 0.5).length
  assert.ok(Math.abs(both - 5_000) < 300, `${both}`)
})
