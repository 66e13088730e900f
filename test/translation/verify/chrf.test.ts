import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chrf } from '../../../src/translation/verify/chrf.js'

test('chrf: the same text scores 100, whatever its spaces, and one without a common character 0', () => {
  assert.equal(chrf('the cat sat', 'the cat sat'), 100)
  assert.equal(chrf('the  cat\nsat', 'the cat sat'), 100)
  assert.equal(chrf('abc', 'xyz'), 0)
  assert.equal(chrf('', 'xyz'), 0)
  assert.equal(chrf('', ''), 100)
})

test('chrf: is the F-score by hand for a short pair', () => {
  // Orders 1 to 3 exist. Of `abd` against `abc`: 2/3, 1/2 and 0 are shared, the same of either, so that F is their mean.
  assert.ok(Math.abs(chrf('abd', 'abc') - (100 * (2 / 3 + 1 / 2 + 0)) / 3) < 1e-9)
})

test('chrf: recall weighs more than precision', () => {
  assert.ok(chrf('the cat sat on the mat today', 'the cat sat') > chrf('the cat sat', 'the cat sat on the mat today'))
})
