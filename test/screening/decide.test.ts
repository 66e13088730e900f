import assert from 'node:assert/strict'
import { test } from 'node:test'
import { criteria, highest, perCriterion, type Criterion, type Verdicts } from '../../src/screening/criteria.js'
import { metCriteria, openCriteria, scoresOf, type Thresholds } from '../../src/screening/decide.js'

const verdicts = (given: Partial<Record<Criterion, number>>): Verdicts => perCriterion((criterion) => ({ probability: given[criterion] ?? 0, evidence: given[criterion] ? [`${criterion} words`] : [] }))
const thresholds = (changes: Partial<Thresholds> = {}): Thresholds => ({ judge: 'both', low: 0.2, high: 0.8, threshold: 0.5, ...changes })

test('the generator is asked about what lies between the thresholds, and not when a criterion is met for sure', () => {
  assert.deepEqual(openCriteria(verdicts({ name: 0.1 }), thresholds()), [])
  assert.deepEqual(openCriteria(verdicts({ name: 0.2, place: 0.79, code: 0.1 }), thresholds()), ['name', 'place'])
  assert.deepEqual(openCriteria(verdicts({ name: 0.2, place: 0.8 }), thresholds()), [])
  assert.deepEqual(openCriteria(verdicts({ name: 0.2 }), thresholds({ judge: 'signals' })), [])
  assert.deepEqual(openCriteria(verdicts({}), thresholds({ judge: 'generator' })), [...criteria])
})

test('the generator decides the open criteria and no others', () => {
  const scores = scoresOf(verdicts({ name: 0.5, place: 0.5, code: 0.1 }), verdicts({ name: 1, code: 1 }))
  assert.deepEqual(metCriteria(scores, thresholds()), ['name'])
  assert.deepEqual(metCriteria(scores, thresholds({ low: 0.05 })), ['name', 'code'])
  assert.deepEqual(metCriteria(scores, thresholds({ high: 0.5 })), ['name', 'place'])
  assert.deepEqual(metCriteria(scores, thresholds({ judge: 'generator' })), ['name', 'code'])
  assert.deepEqual(metCriteria(scores, thresholds({ judge: 'signals', threshold: 0.05 })), ['name', 'code', 'place'])
})

test('what the generator was to judge alone and did not is met, not passed', () => {
  assert.deepEqual(metCriteria(scoresOf(verdicts({}), undefined), thresholds({ judge: 'generator' })), [...criteria])
})

test('of several pieces the highest probability counts, with the evidence of all, that of the highest first', () => {
  const a = perCriterion(() => ({ probability: 0.2, evidence: ['a', 'b'] }))
  const b = perCriterion(() => ({ probability: 0.9, evidence: ['c', 'a'] }))
  assert.deepEqual(highest([a, b]).name, { probability: 0.9, evidence: ['c', 'a', 'b'] })
})
