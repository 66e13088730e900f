import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { passesOf, planBatch, type Wish } from '../../src/models/batching.js'

const planned = (wishes: readonly (readonly [slot: number, tokens: number])[], { batchSize = 64, room = 100 } = {}) =>
  planBatch(wishes.map(([slot, tokens]) => ({ slot, tokens })), { batchSize, room: () => room }).map(({ slot, tokens, fillers }) => [slot, tokens, fillers])

describe('who is in the next batch', () => {
  it('is everyone, in the order of the sequences, while nobody has a prompt', () => {
    assert.deepEqual(planned([[2, 1], [0, 1], [1, 1]]), [[0, 1, 0], [1, 1, 0], [2, 1, 0]])
  })
  it('is a filler where a sequence between others has nothing to evaluate, so that llama.cpp makes one pass', () => {
    assert.deepEqual(planned([[0, 1], [3, 1]]), [[0, 1, 0], [1, 0, 1], [2, 0, 1], [3, 1, 0]])
    assert.deepEqual(planned([[1, 1], [2, 1]]), [[1, 1, 0], [2, 1, 0]])
  })
  it('has no filler where a sequence has no room, or more of them than a pass is worth', () => {
    assert.deepEqual(planned([[0, 1], [2, 1]], { room: 0 }), [[0, 1, 0], [2, 1, 0]])
    assert.deepEqual(planned([[0, 1], [40, 1]]).length, 2)
  })
  it('is the prompts before text generation', () => {
    assert.deepEqual(planned([[0, 1], [1, 50], [2, 1]]), [[1, 50, 0]])
  })
  it('is neighbouring prompts of about the same length, filled up to the longest', () => {
    assert.deepEqual(planned([[1, 20], [2, 18], [3, 20], [5, 20], [6, 2]]), [[1, 20, 0], [2, 18, 2], [3, 20, 0]])
  })
  it('does not fill up a prompt where cells cannot be dropped, and yet joins those that are as long', () => {
    assert.deepEqual(planned([[1, 20], [2, 18]], { room: 0 }), [[1, 20, 0]])
    assert.deepEqual(planned([[1, 20], [2, 20]], { room: 0 }), [[1, 20, 0], [2, 20, 0]])
  })
  it('is a batch full of a prompt that is too long for one', () => {
    assert.deepEqual(planned([[1, 200], [2, 3]]), [[1, 64, 0]])
  })
  it('is never too large, never empty, gives nobody more than they have, and makes one pass of prompts', () => {
    const wish = fc.record({ slot: fc.nat(31), tokens: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 90 })) })
    fc.assert(fc.property(fc.uniqueArray(wish, { minLength: 1, maxLength: 16, selector: ({ slot }) => slot }), fc.nat(40), (wishes: Wish[], room) => {
      const parts = planBatch(wishes, { batchSize: 32, room: () => room })
      assert.ok(parts.reduce((sum, { tokens, fillers }) => sum + tokens + fillers, 0) <= 32)
      assert.ok(parts.some(({ tokens }) => tokens > 0))
      assert.ok(parts.every((one, i) => i === 0 || one.slot > parts[i - 1]!.slot))
      for (const { slot, tokens, fillers } of parts) {
        assert.ok(fillers <= room)
        assert.ok(tokens <= (wishes.find((one) => one.slot === slot)?.tokens ?? 0))
      }
      if (wishes.some(({ tokens }) => tokens > 1)) assert.equal(passesOf(parts), 1)
    }))
  })
})

describe('the passes of a batch', () => {
  const passes = (parts: readonly (readonly [slot: number, tokens: number])[]) => passesOf(parts.map(([slot, tokens]) => ({ slot, tokens, fillers: 0 })))

  it('are one for consecutive sequences with as many tokens each', () => {
    assert.equal(passes([[1, 4], [2, 4], [3, 4]]), 1)
  })
  it('are one more for every gap and every other length', () => {
    assert.equal(passes([[1, 1], [3, 1], [4, 1]]), 2)
    assert.equal(passes([[1, 1], [2, 30], [3, 1]]), 2)
  })
})
