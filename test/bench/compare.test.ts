import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compare, verdict } from '../../src/bench/compare.js'
import type { BenchResult } from '../../src/bench/result.js'
import { resultOf } from './results.js'

const said = (after: BenchResult, before: readonly BenchResult[]) => verdict(compare([after], before)[0]!)

describe('a comparison', () => {
  it('says faster or slower, by how much, and between what', () => {
    const before = [resultOf({ values: [100, 101, 99] })]
    assert.match(said(resultOf({ values: [112, 113, 111] }), before), /^faster 12 % \(9\.\d to 14\)$/)
    assert.match(said(resultOf({ values: [80, 81, 79] }), before), /^slower 20 % \(1\d to 2\d\)$/)
  })
  it('says that a difference is within the noise, and how large that is', () => {
    assert.match(said(resultOf({ values: [100, 104, 101] }), [resultOf({ values: [99, 103, 102] })]), /^no difference beyond noise \(±\d(\.\d)? %\)$/)
  })
  it('goes by the noise between runs where there are three of them', () => {
    // Repetitions agree with one another, runs do not.
    const before = [90, 100, 110, 105].map((mean) => resultOf({ values: [mean - 0.1, mean, mean + 0.1] }))
    assert.match(said(resultOf({ values: [114.9, 115, 115.1] }), before), /^no difference beyond noise \(±\d\d %\), by the noise of 4 earlier runs$/)
    assert.match(said(resultOf({ values: [114.9, 115, 115.1] }), before.slice(-1)), /^faster 9\.5 % \(9\.\d to 9\.\d\)$/)
  })
  it('says what differs before it says what came of it', () => {
    const other = resultOf({ settings: { ...resultOf().settings, threads: 2 } })
    assert.match(said(resultOf({ values: [120, 121, 122] }), [other]), /^not the same thing \(threads 2 → 1\): faster/)
    const machine = resultOf({ machine: { ...resultOf().machine, cpu: 'another' } })
    assert.match(said(resultOf(), [machine]), /^not the same thing \(cpu another → A "fast" cpu, old\)/)
    const model = resultOf({ model: { ...resultOf().model!, sha256: 'ffffffffffff' } })
    assert.match(said(resultOf(), [model]), /^not the same thing \(model some-model@ffffffffffff → some-model@0123456789ab\)/)
  })
  it('takes the same thing before another that was measured later', () => {
    const [same, other] = [resultOf({ values: [50, 51, 52] }), resultOf({ settings: { threads: 2 } })]
    assert.match(said(resultOf(), [same, other]), /^faster (9[0-9]|100|10\d) %/)
  })
  it('says that something was not measured before, or once only', () => {
    assert.equal(said(resultOf(), [resultOf({ test: 'pp512' })]), 'not measured before')
    assert.equal(said(resultOf({ values: [110] }), [resultOf({ values: [100] })]), 'faster 10 %, but of one repetition nothing tells the noise')
  })
})
