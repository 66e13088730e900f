import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawFrom } from '../../src/mix/draw.js'
import { evenly } from '../../src/mix/fill.js'
import { orderBy } from '../../src/mix/order.js'
import { mixtureOf, sharedOut } from '../../src/mix/runs.js'
import { checkShortage } from '../../src/mix/shortage.js'
import { censusOf } from './synthetic.js'

const placesOf = (rows: readonly { readonly place: number }[]) => rows.map(({ place }) => place)

/** Sum of squared differences over expectation; `drawn` of `of` without repetition: its expectation is (n - 1) (1 - drawn / of). */
function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

test('every row is as likely to be drawn as any other', () => {
  const [of, k, seeds] = [500, 50, Array.from({ length: 300 }, (_, i) => i)]
  const mixture = mixtureOf({ tasks: ['math'], languages: ['fr'], english: 0, k: [k], seeds })
  const draw = drawFrom(censusOf([{ task: 'math', language: 'fr', rows: of }]), mixture)
  const counts = new Map<number, number>()
  for (const run of mixture.runs) for (const place of placesOf(draw.train(run))) counts.set(place, (counts.get(place) ?? 0) + 1)
  assert.equal(counts.size, of)
  const statistic = chiSquare([...counts.values()], (seeds.length * k) / of) / (1 - k / of)
  assert.ok(Math.abs(statistic - (of - 1)) < 4 * Math.sqrt(2 * (of - 1)), `${statistic} of about ${of - 1}`)
})

test('neither the beginning nor the end of a file is preferred', () => {
  const mixture = mixtureOf({ tasks: ['math'], languages: ['fr'], english: 0, k: [5_000] })
  const draw = drawFrom(censusOf([{ task: 'math', language: 'fr', rows: 50_000 }]), mixture)
  const tenths = Array<number>(10).fill(0)
  for (const place of placesOf(draw.train(mixture.runs[0]!))) tenths[Math.floor((place - 1) / 5_000)]!++
  assert.ok(chiSquare(tenths, 500) < 27.9, String(tenths)) // 0.1 % of draws lie above, 9 degrees of freedom
})

test('no two numbers share a place in an order', () => {
  const order = orderBy('a key', 1)
  const places = Array.from({ length: 200_000 }, (_, i) => order(i * 2 ** 20))
  assert.equal(new Set(places).size, places.length)
  assert.ok(places.every((place) => Number.isSafeInteger(place) && place >= 0))
})

test('seeds, tasks and languages draw for themselves, and the same ones the same', () => {
  const cells = ['math', 'sum'].flatMap((task) => ['en', 'fr', 'zh'].map((language) => ({ task, language, rows: 400 })))
  const census = censusOf(cells, (_, i) => i)
  const mixture = mixtureOf({ tasks: ['math', 'sum'], multi: true, languages: ['fr', 'zh'], english: 100, k: [100], seeds: [1, 2] })
  const [one, two] = [drawFrom(census, mixture), drawFrom(census, mixture)]
  const sets = mixture.runs.flatMap((run) => cells.map(({ task, language }) => one.train(run).filter((row) => row.task === task && row.language === language).map(({ place }) => place % 2 ** 32).sort().join()))
  assert.equal(new Set(sets).size, sets.length)
  for (const run of mixture.runs) assert.deepEqual(one.train(run), two.train(run))
})

test('with align all languages have the same originals, English its own', () => {
  const census = censusOf(['en', 'fr', 'zh'].map((language) => ({ task: 'math', language, rows: 200 })), (language, i) => (language === 'zh' ? i + 50 : i))
  const mixture = mixtureOf({ tasks: ['math'], languages: ['fr', 'zh'], english: 40, k: [20, 60], align: true })
  const draw = drawFrom(census, mixture)
  assert.deepEqual(['en', 'fr', 'zh'].map((language) => draw.available('math', language)), [200, 150, 150])
  for (const run of mixture.runs) {
    const originals = (language: string) => draw.train(run).filter((row) => row.language === language).map(({ place }) => (place % 2 ** 32) + (language === 'zh' ? 50 : 0)).sort((a, b) => a - b)
    assert.deepEqual(originals('fr'), originals('zh'))
    assert.equal(originals('fr').length, run.k)
    assert.notDeepEqual(originals('en').slice(0, 20), originals('fr').slice(0, 20))
  }
})

test('no version of what is set aside is trained on, in whatever language', () => {
  const census = censusOf(['en', 'fr', 'zh'].map((language, i) => ({ task: 'math', language, rows: 100 - 10 * i })), (_, i) => i)
  for (const validation of [7, 0.1]) {
    const mixture = mixtureOf({ tasks: ['math'], languages: ['fr', 'zh'], english: 50, k: [0, 60], validation })
    const draw = drawFrom(census, mixture)
    const original = ({ place }: { place: number }) => place % 2 ** 32
    const held = ['en', 'fr', 'zh'].map((language) => draw.heldOut('math', language).map(original))
    if (validation === 7) assert.deepEqual(held.map(({ length }) => length), [7, 7, 7])
    for (const run of mixture.runs) assert.ok(draw.train(run).every((row) => !held.flat().includes(original(row))))
    assert.deepEqual(draw.validation(mixture.runs[0]!).map(({ language }) => language), held[0]!.map(() => 'en'), 'k = 0 is English only')
    assert.ok(draw.available('math', 'en') <= 100 - held[0]!.length)
  }
})

test('the order of a training set mixes languages from its first rows on', () => {
  const mixture = mixtureOf({ tasks: ['math'], languages: ['fr', 'zh'], english: 300, k: [300] })
  const draw = drawFrom(censusOf(['en', 'fr', 'zh'].map((language) => ({ task: 'math', language, rows: 400 }))), mixture)
  const first = draw.train(mixture.runs[0]!).slice(0, 90).map(({ language }) => language)
  assert.ok(chiSquare(['en', 'fr', 'zh'].map((language) => first.filter((each) => each === language).length), 30) < 13.8)
})

test('the largest total that is advised can be filled', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 3, maxLength: 3 }), fc.integer({ min: 50, max: 450 }), (stocks, total) => {
      const languages = ['aa', 'bb', 'cc']
      const census = censusOf(languages.map((language, i) => ({ task: 'math', language, rows: stocks[i]! })))
      const check = (rows: number) => {
        const mixture = mixtureOf({ shares: languages.map((language, i) => ({ task: 'math', languages: [language], share: [43.2, 26.2, 30.6][i]! })), total: rows })
        checkShortage(mixture, drawFrom(census, mixture))
      }
      try {
        check(total)
      } catch (error) {
        const largest = Number(/largest --total that can be filled is (\d+)/.exec((error as Error).message)![1])
        assert.ok(largest < total)
        if (largest > 0) check(largest)
      }
    }),
  )
})

test('rows for any language are shared out evenly, as far as there are rows', () => {
  assert.deepEqual(evenly([10, 2, 10], 15), [7, 2, 6])
  assert.deepEqual(evenly([1, 1], 5), [1, 1])
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 8 }), fc.nat(300), (stocks, total) => {
      const given = evenly(stocks, total)
      assert.equal(given.reduce((sum, n) => sum + n, 0), Math.min(total, stocks.reduce((sum, n) => sum + n, 0)))
      assert.ok(given.every((n, i) => n <= stocks[i]!))
      const open = given.filter((n, i) => n < stocks[i]!)
      if (open.length > 0) assert.ok(Math.max(...given) - Math.min(...open) <= 1, `${given} of ${stocks}`)
    }),
  )
})

test('shares of a total add up to it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 100_000 }), (shares, total) => {
      const cells = sharedOut(shares.map((share, i) => ({ task: 'math', language: `l${i}`, share })), total)
      assert.equal(cells.reduce((sum, { rows }) => sum + rows, 0), total)
    }),
  )
})
