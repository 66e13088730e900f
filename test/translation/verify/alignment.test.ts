import assert from 'node:assert/strict'
import { test } from 'node:test'
import { skippedShares } from '../../../src/translation/verify/alignment.js'
import { embedded } from '../../../src/translation/verify/signals.js'

/** A text of sentences, each in the direction of its number, or between two of them. */
function text(...sentences: readonly (number | readonly [number, number])[]) {
  const vectors = sentences.map((at) => Float32Array.from({ length: 8 }, (_, i) => (typeof at === 'number' ? Number(i === at) : Number(at.includes(i)) * Math.SQRT1_2)))
  const words = sentences.map((at) => 'x'.repeat(typeof at === 'number' ? 40 : 80))
  return embedded(words.join(' '), words, vectors)
}

test('alignment: sentences that are all there leave nothing over, also where two became one', () => {
  assert.deepEqual(skippedShares(text(0, 1, 2), text(0, 1, 2)), { source: 0, target: 0 })
  assert.deepEqual(skippedShares(text(0, 1, 2, 3), text(0, [1, 2], 3)), { source: 0, target: 0 })
  assert.deepEqual(skippedShares(text(0, [1, 2], 3), text(0, 1, 2, 3)), { source: 0, target: 0 })
})

test('alignment: a sentence left out is left over in the source, one added in the target', () => {
  assert.deepEqual(skippedShares(text(0, 1, 2, 3), text(0, 1, 3)), { source: 0.25, target: 0 })
  assert.deepEqual(skippedShares(text(0, 1, 3), text(0, 1, 2, 3)), { source: 0, target: 0.25 })
})
