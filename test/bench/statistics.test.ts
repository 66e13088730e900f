import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deviationOf, meanOf, quantile, ratioOf, ratioToRuns } from '../../src/bench/statistics.js'
import { randomOf } from '../../src/text/random.js'

/** Normal numbers by Box and Muller. */
function normals(random: () => number, { count, mean, deviation }: { count: number; mean: number; deviation: number }): number[] {
  return Array.from({ length: count }, () => mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
}

describe('statistics', () => {
  it('knows mean and standard deviation of a sample', () => {
    assert.equal(meanOf([2, 4, 9]), 5)
    assert.equal(deviationOf([2, 4, 9]), Math.sqrt(13))
    assert.equal(deviationOf([7]), 0)
  })

  it("knows Student's t as tables have it", () => {
    for (const [freedom, t] of [[1, 12.706], [2, 4.303], [4, 2.776], [10, 2.228], [30, 2.042], [Infinity, 1.96]] as const) assert.ok(Math.abs(quantile(freedom) - t) < 0.002 * t, `${freedom}: ${quantile(freedom)}`)
    assert.ok(Math.abs(quantile(5, 0.99) - 4.032) < 0.01)
    assert.ok(quantile(2.5) < quantile(2) && quantile(2.5) > quantile(3))
  })

  it('gives the ratio of two samples with an interval around it', () => {
    const { ratio, low, high } = ratioOf([110, 112, 111], [100, 101, 99])!
    assert.ok(Math.abs(ratio - 1.11) < 0.002)
    assert.ok(low > 1 && low < ratio && ratio < high && high < 1.2)
    const same = ratioOf([100, 100], [100, 100])!
    assert.deepEqual(same, { ratio: 1, low: 1, high: 1 })
  })

  it('knows nothing of noise from a single repetition', () => {
    assert.equal(ratioOf([100], [90, 91]), undefined)
    assert.equal(ratioOf([100, 101], [90]), undefined)
    assert.equal(ratioToRuns(100, [90, 91]), undefined)
  })

  it('holds the true ratio about 19 times of 20, also where one side varies more', () => {
    const random = randomOf('welch')
    let held = 0
    for (let trial = 0; trial < 400; trial++) {
      const { low, high } = ratioOf(normals(random, { count: 3, mean: 120, deviation: 12 }), normals(random, { count: 5, mean: 100, deviation: 2 }))!
      if (low <= 1.2 && high >= 1.2) held++
    }
    assert.ok(held >= 0.9 * 400 && held <= 399, `${held} of 400`)
  })

  it('holds the next run about 19 times of 20 where nothing changed', () => {
    const random = randomOf('runs')
    let held = 0
    for (let trial = 0; trial < 400; trial++) {
      const { low, high } = ratioToRuns(normals(random, { count: 1, mean: 100, deviation: 8 })[0]!, normals(random, { count: 4, mean: 100, deviation: 8 }))!
      if (low <= 1 && high >= 1) held++
    }
    assert.ok(held >= 0.91 * 400 && held < 400, `${held} of 400`)
  })
})
