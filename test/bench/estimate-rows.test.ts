import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { rowsOf, sizesOf, unsurePassing, weighed, weightOf, type Wanted } from '../../src/bench/estimate-rows.js'
import type { StageSample } from '../../src/bench/rehearsal.js'

const stage = (name: string, rows: number, out: number, seconds = rows): StageSample => ({ name, rows, out, seconds, bytes: 100 * rows, journal: 0 })
const grounded = [stage('articles', 10, 10), stage('passages', 10, 30), stage('culture', 30, 24), stage('dialogues', 24, 20), stage('duplicates', 20, 16)]
const perLimit = { articles: 4, dialogues: 1 }
const outs = (wanted: Wanted) => rowsOf(grounded, wanted).map(({ out }) => Math.round(out))

describe('rows of a plan', () => {
  it('are in proportion where all of the input is built', () => {
    assert.deepEqual(outs({ total: 1_000, perLimit }), [1_000, 3_000, 2_400, 2_000, 1_600])
  })
  it('stop where a limit is reached, and more are made where too few are left', () => {
    const rows = rowsOf(grounded, { total: 100_000, limit: 100, perLimit })
    assert.equal(Math.round(rows.at(-1)!.out), 100)
    // 100 dialogues leave 80; 1.1 × 100 ÷ 80 times as many are made, of so many more passages, and the last stage stops at 100.
    assert.deepEqual([Math.round(rows[3]!.out), Math.round(rows[3]!.in), Math.round(rows[4]!.in)], [138, 166, 125])
    assert.equal(rows[0]!.out, 552)
  })
  it('are what the input gives where that is less than the limit', () => {
    assert.deepEqual(outs({ total: 10, limit: 1_000, perLimit }), [10, 30, 24, 20, 16])
  })
  it('are all of the input where nothing of the sample was kept', () => {
    const rows = rowsOf([stage('prune', 100, 100), stage('translate', 10, 10), stage('verify', 10, 0)], { total: 1_000, limit: 20, perLimit: { translate: 1 } })
    assert.deepEqual(rows.map((row) => row.in), [1_000, 1_000, 1_000])
  })
  it('stop at a limit of a stage that the user gave', () => {
    assert.deepEqual(outs({ total: 1_000, limit: 1_000, perLimit, fixed: { articles: 10 } }), [10, 30, 24, 20, 16])
  })
  it('never grow beyond what came in, times what a stage makes of a row, nor beyond the limit', () => {
    const counts = fc.integer({ min: 1, max: 50 })
    fc.assert(fc.property(fc.array(fc.tuple(counts, counts), { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 10_000 }), fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }), (pairs, total, limit) => {
      const stages = pairs.map(([rows, out], i) => stage(`s${i}`, rows, out))
      const rows = rowsOf(stages, { total, limit, perLimit: { s0: 4, s1: 1 } })
      rows.forEach((row, i) => {
        assert.ok(row.out <= row.in * (pairs[i]![1] / pairs[i]![0]) + 1e-6)
        assert.ok(row.in <= (rows[i - 1]?.out ?? total) + 1e-6)
      })
      if (limit !== undefined) assert.ok(rows.at(-1)!.out <= limit + 1e-6)
    }))
  })
})

describe('the lengths of rows to come', () => {
  const sample = (taken: readonly number[], coming: readonly number[], kept = 6): StageSample[] => [stage('prune', 10, 10), { ...stage('translate', 10, 10), lengths: { taken, coming } }, stage('verify', 10, kept)]
  const rows = (needed: number, left: number) => [{ in: 100, out: 100, left: 0 }, { in: needed, out: needed, left }, { in: needed, out: needed, left: 0 }]

  it('are those of the first, as many as are needed', () => {
    assert.deepEqual(sizesOf(sample([5], [9, 8, 7, 6]), rows(50, 50)).coming, [9, 8])
    assert.deepEqual(sizesOf(sample([5], [9, 8, 7, 6]), rows(100, 0)).coming, [9, 8, 7, 6])
    assert.deepEqual(sizesOf([stage('prune', 10, 10)], rows(100, 0)), { taken: [], coming: [] })
  })
  it('count by their mean for what is generated, and each by itself for what passes', () => {
    const even = { taken: [10, 10], coming: [10, 10, 10, 10] }
    assert.equal(weightOf(even), 1)
    assert.equal(weighed(sample(even.taken, even.coming), even)[2]!.out, 6)
    // One row of a hundred times the length is one that does not pass, not a hundred that are half as likely to.
    const odd = { taken: [10, 10], coming: [10, 10, 10, 1000] }
    assert.equal(weightOf(odd), 25.75)
    assert.ok(Math.abs(weighed(sample(odd.taken, odd.coming), odd)[2]!.out - 4.5) < 1e-6)
    assert.equal(weightOf({ taken: [], coming: [3] }), 1)
    assert.equal(weighed(sample([], [3]), { taken: [], coming: [3] })[2]!.out, 6)
  })
  it('leave it open how many pass where few were checked, unless all rows are taken anyway', () => {
    assert.equal(unsurePassing(sample([1], [1], 5), rows(50, 50)), Math.sqrt(0.5 / 5))
    assert.equal(unsurePassing(sample([1], [1], 10), rows(50, 50)), 0)
    assert.equal(unsurePassing(sample([1], [1], 5), rows(100, 0)), 0)
    assert.ok(unsurePassing(sample([1], [1], 0), rows(50, 50)) > 1)
  })
})
