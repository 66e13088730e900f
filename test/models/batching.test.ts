import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { BatchItem } from 'node-llama-cpp'
import { chooseRound, inSlotOrder, makeRounds, priorityOf } from '../../src/models/batching.js'

describe('who decodes next', () => {
  const chosen = (waiting: { slot: number; tokens: number }[], batchSize: number) =>
    chooseRound(waiting, batchSize).map(({ slot, grant }) => [slot, grant])

  it('is everyone, in the order of the sequences, while nobody has a prompt', () => {
    assert.deepEqual(chosen([{ slot: 2, tokens: 1 }, { slot: 0, tokens: 1 }, { slot: 1, tokens: 1 }], 8), [[0, 1], [1, 1], [2, 1]])
  })
  it('is the prompts before text generation', () => {
    assert.deepEqual(chosen([{ slot: 0, tokens: 1 }, { slot: 1, tokens: 5 }, { slot: 2, tokens: 3 }], 8), [[1, 5], [2, 3]])
  })
  it('is a batch full of a prompt that is too long for one', () => {
    assert.deepEqual(chosen([{ slot: 1, tokens: 20 }, { slot: 2, tokens: 3 }], 8), [[1, 8]])
  })
  it('leaves a prompt that does not fit whole for the next batch, and takes one that does', () => {
    assert.deepEqual(chosen([{ slot: 0, tokens: 5 }, { slot: 1, tokens: 6 }, { slot: 2, tokens: 3 }], 8), [[0, 5], [2, 3]])
  })
})

describe('rounds', () => {
  const begin = (sequences: number) => {
    const rounds = makeRounds({ sequences, batchSize: 64, now: () => 0 })
    const slots = Array.from({ length: sequences }, () => rounds.take())
    slots.forEach((slot) => rounds.enter(slot))
    return rounds
  }
  const watch = (granted: Promise<number>) => {
    const state = { went: false }
    void granted.then(() => (state.went = true))
    return state
  }
  const pause = async () => {
    for (let i = 0; i < 4; i++) await turn()
  }

  it('start only when every sequence of the last one is back', async () => {
    const rounds = begin(2)
    await Promise.all([rounds.turn(0, 1), rounds.turn(1, 1)])
    const first = watch(rounds.turn(0, 1))
    await pause()
    assert.equal(first.went, false)
    const second = watch(rounds.turn(1, 1))
    await pause()
    assert.deepEqual([first.went, second.went], [true, true])
    assert.equal(rounds.counts.batches, 2)
    assert.equal(rounds.counts.rows, 4)
  })
  it('do not wait for a sequence whose call is over', async () => {
    const rounds = begin(2)
    await Promise.all([rounds.turn(0, 1), rounds.turn(1, 1)])
    const first = watch(rounds.turn(0, 1))
    rounds.leave(1)
    await pause()
    assert.equal(first.went, true)
  })
  it('count a batch with a gap between its sequences as split', async () => {
    const rounds = begin(3)
    await Promise.all([rounds.turn(0, 1), rounds.turn(2, 1)])
    assert.equal(rounds.counts.split, 1)
    assert.equal(rounds.counts.held, 3)
  })
  it('give out the lowest free sequence, and none when all are taken', () => {
    const rounds = begin(3)
    assert.throws(() => rounds.take(), /more tasks than sequences/)
    rounds.give(2)
    rounds.give(1)
    assert.equal(rounds.take(), 1)
    assert.equal(rounds.take(), 2)
  })
})

describe('the order in a batch', () => {
  it('is that of the sequences, whatever order they were queued in', () => {
    const items = [3, 0, 11, 1].map((slot): BatchItem => ({ tokens: [], logits: [], evaluationPriority: priorityOf(slot) }))
    const ordered = inSlotOrder({ items }).map(({ item }) => items.indexOf(item as BatchItem))
    assert.deepEqual(ordered, [1, 3, 0, 2])
  })
})
