import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { directionsOf, pivotsOf } from '../../src/cross-lingual/directions.js'
import { quotas } from '../../src/cross-lingual/quotas.js'

const base = { share: 'equal', temperature: 5, floor: 0 } as const
const sum = (rows: readonly number[]) => rows.reduce((total, n) => total + n, 0)

test('directions go to and from every pivot; of two pivots the later one has them, and the first has none', () => {
  const names = (language: string, pivots: string[]) => directionsOf(language, pivots).map(({ from, to }) => `${from}-${to}`)
  assert.deepEqual(names('fr', ['en', 'zh']), ['en-fr', 'fr-en', 'zh-fr', 'fr-zh'])
  assert.deepEqual(names('zh', ['en', 'zh']), ['en-zh', 'zh-en'])
  assert.deepEqual(names('en', ['en', 'zh']), [])
  assert.deepEqual(names('en', ['zh', 'es', 'en']), ['zh-en', 'en-zh', 'es-en', 'en-es'])
  assert.deepEqual(pivotsOf('sw', ['fra', 'EN']), ['fr', 'en'])
  assert.throws(() => pivotsOf('sw', ['xx']), { name: 'UserError' })
})

test('all builds together have each direction to and from a pivot once, and none around the pivots', () => {
  const code = fc.constantFrom('en', 'zh', 'fr', 'ru', 'es', 'sw', 'ar')
  fc.assert(
    fc.property(fc.uniqueArray(code, { minLength: 1, maxLength: 3 }), fc.uniqueArray(code, { minLength: 1, maxLength: 7 }), (pivots, others) => {
      const languages = [...new Set([...pivots, ...others])]
      const all = languages.flatMap((language) => directionsOf(language, pivots)).map(({ from, to }) => `${from}-${to}`)
      const wanted = languages.flatMap((one) => languages.filter((other) => one !== other && (pivots.includes(one) || pivots.includes(other))).map((other) => `${one}-${other}`))
      assert.deepEqual(all.sort(), wanted.sort())
    }),
  )
})

test('equal shares are equal up to one row; with a temperature a direction with more pairs never gets fewer rows, and less than its share of pairs', () => {
  assert.deepEqual(quotas([10, 10, 99, 99], { ...base, total: 30 }), [8, 8, 7, 7])
  assert.deepEqual(quotas([100, 100, 100_000, 100_000], { ...base, share: 'temperature', temperature: 3, total: 220 }), [10, 10, 100, 100])
  assert.deepEqual(quotas([5, 20], { ...base, share: 'temperature', temperature: 1, total: 50 }), [10, 40])
})

test('without a total the poorest direction that has pairs decides, and one without pairs is not asked', () => {
  assert.deepEqual(quotas([30, 30, 8, 8], base), [8, 8, 8, 8])
  assert.deepEqual(quotas([30, 30, 0, 0], base), [30, 30, 0, 0])
  assert.deepEqual(quotas([0, 0], base), [0, 0])
  assert.deepEqual(quotas([0, 4], { ...base, total: 6 }), [3, 3])
})

const sharing = fc.record({ total: fc.nat(5_000), share: fc.constantFrom('equal' as const, 'temperature' as const), temperature: fc.double({ min: 1, max: 20, noNaN: true }), floor: fc.nat(300), extra: fc.nat(500) })

test('quotas are whole, keep floor and cap, and add up to the total wherever floors and caps let them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 8 }), sharing, (pairs, { extra, ...given }) => {
      const cap = Math.max(1, given.floor + extra)
      const rows = quotas(pairs, { ...given, cap })
      for (const n of rows) assert.ok(Number.isInteger(n) && n >= given.floor && n <= cap, `${rows} outside ${given.floor}–${cap}`)
      const hasShare = given.share === 'equal' || pairs.every((n) => n > 0)
      if (hasShare) assert.equal(sum(rows), Math.min(Math.max(given.total, given.floor * pairs.length), cap * pairs.length))
    }),
    { numRuns: 500 },
  )
})

test('without a total no direction is asked for more than it has', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { minLength: 1, maxLength: 8 }), fc.constantFrom('equal' as const, 'temperature' as const), (pairs, share) => {
      quotas(pairs, { ...base, share }).forEach((rows, i) => assert.ok(rows <= pairs[i]!, `${rows} of ${pairs[i]}`))
    }),
  )
})
