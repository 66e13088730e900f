import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Token } from 'node-llama-cpp'
import type { Binding, Sampler } from '../../src/models/binding.js'
import { makeRounds, type RoundsOptions } from '../../src/models/rounds.js'

type Row = readonly [slot: number, from: number, tokens: number]

/** A context that notes its batches and the cells that were dropped. */
function fakeBinding({ drops = true, fails = () => false }: { drops?: boolean; fails?: () => boolean } = {}) {
  const batches: Row[][] = []
  const dropped: (readonly [slot: number, from: number])[] = []
  const binding: Binding = {
    initBatch: () => void batches.push([]),
    addToBatch(slot, from, tokens, outputs) {
      batches.at(-1)!.push([slot, from, tokens.length])
      return outputs.map(() => slot)
    },
    async decodeBatch() {
      await new Promise(setImmediate)
      if (fails()) throw new Error('no room')
    },
    removeTokenCellsFromSequence: (slot, from) => (dropped.push([slot, from]), drops),
    disposeSequence: (slot) => void dropped.push([slot, 0]),
  }
  return { binding, batches, dropped }
}

const live = new AbortController().signal
const sampler: Sampler = { draw: async (index) => (100 + index) as Token, accept() {}, [Symbol.dispose]() {} }
const prompt = (length: number, from = 0): Token[] => Array.from({ length }, (_, i) => (from + i) as Token)
const start = (binding: Binding, more: Partial<RoundsOptions> = {}) => makeRounds(binding, { sequences: 4, batchSize: 64, contextSize: 256, drops: true, held: () => 2, now: () => 0, ...more })

describe('rounds', () => {
  it('evaluate a prompt, draw, and evaluate what was drawn', async () => {
    const { binding, batches } = fakeBinding()
    const rounds = start(binding)
    rounds.begin(1, prompt(5))
    assert.equal(await rounds.next(1, sampler, live), 101)
    await rounds.next(1, sampler, live)
    assert.deepEqual(batches, [[[1, 0, 5]], [[1, 5, 1]]])
    assert.deepEqual(rounds.cells(1), [0, 1, 2, 3, 4, 101])
    assert.equal(rounds.evaluated(1), 5)
  })
  it('evaluate with the prompt, or with the token drawn, what comes next without being drawn', async () => {
    const { binding, batches } = fakeBinding()
    const rounds = start(binding)
    rounds.begin(1, prompt(5), prompt(3, 50))
    await rounds.next(1, sampler, live)
    rounds.force(1, prompt(2, 60))
    await rounds.next(1, sampler, live)
    assert.deepEqual(batches, [[[1, 0, 8]], [[1, 8, 3]]])
    assert.deepEqual(rounds.cells(1), [0, 1, 2, 3, 4, 50, 51, 52, 101, 60, 61])
    assert.equal(rounds.evaluated(1), 5)
  })
  it('start only when every sequence of the last one is back', async () => {
    const { binding, batches } = fakeBinding()
    const rounds = start(binding)
    for (const slot of [0, 1]) rounds.begin(slot, prompt(3))
    await Promise.all([0, 1].map((slot) => rounds.next(slot, sampler, live)))
    const first = rounds.next(0, sampler, live)
    for (let i = 0; i < 4; i++) await new Promise(setImmediate)
    assert.equal(batches.length, 1)
    await Promise.all([first, rounds.next(1, sampler, live)])
    assert.deepEqual(batches.at(-1), [[0, 3, 1], [1, 3, 1]])
    assert.deepEqual({ batches: rounds.counts.batches, rows: rounds.counts.rows, odd: rounds.counts.odd }, { batches: 1, rows: 2, odd: 0 })
  })
  it('do not wait for a sequence whose call is over, and bridge the gap it leaves', async () => {
    const { binding, batches, dropped } = fakeBinding()
    const rounds = start(binding)
    for (const slot of [0, 1, 2]) rounds.begin(slot, prompt(3))
    await Promise.all([0, 1, 2].map((slot) => rounds.next(slot, sampler, live)))
    rounds.end(1)
    await Promise.all([0, 2].map((slot) => rounds.next(slot, sampler, live)))
    assert.deepEqual(batches.at(-1), [[0, 3, 1], [1, 3, 1], [2, 3, 1]])
    assert.deepEqual(dropped, [[1, 3]])
    assert.equal(rounds.cells(1).length, 3)
    assert.deepEqual({ split: rounds.counts.split, fillers: rounds.counts.fillers }, { split: 0, fillers: 1 })
  })
  it('leave the gap, and count a split, where cells cannot be dropped', async () => {
    const { binding, batches } = fakeBinding()
    const rounds = start(binding, { drops: false })
    await Promise.all([0, 2].map(async (slot) => {
      rounds.begin(slot, prompt(3))
      for (let i = 0; i < 2; i++) await rounds.next(slot, sampler, live)
    }))
    assert.deepEqual(batches, [[[0, 0, 3]], [[2, 0, 3]], [[0, 3, 1], [2, 3, 1]]])
    assert.equal(rounds.counts.split, 1)
  })
  it('keep the beginning that a prompt shares with the call before it', async () => {
    const { binding, batches, dropped } = fakeBinding()
    const rounds = start(binding)
    rounds.begin(0, prompt(6))
    await rounds.next(0, sampler, live)
    rounds.end(0)
    rounds.begin(0, [...prompt(4), ...prompt(3, 50)])
    await rounds.next(0, sampler, live)
    assert.deepEqual(dropped, [[0, 4]])
    assert.deepEqual(batches.at(-1), [[0, 4, 3]])
    assert.equal(rounds.evaluated(0), 3)
  })
  it('evaluate at least one token of a prompt that is held already', async () => {
    const { binding, batches } = fakeBinding()
    const rounds = start(binding)
    for (let i = 0; i < 2; i++) {
      rounds.begin(0, prompt(6))
      await rounds.next(0, sampler, live)
      rounds.end(0)
    }
    assert.deepEqual(batches.at(-1), [[0, 5, 1]])
  })
  it('evaluate all of a prompt where the model cannot drop a part', async () => {
    const { binding, batches } = fakeBinding({ drops: false })
    const rounds = start(binding, { drops: false })
    rounds.begin(0, prompt(6))
    await rounds.next(0, sampler, live)
    rounds.end(0)
    rounds.begin(0, prompt(5))
    await rounds.next(0, sampler, live)
    assert.deepEqual(batches.at(-1), [[0, 0, 5]])
  })
  it('go on with a prompt that is longer than a batch', async () => {
    const { binding, batches } = fakeBinding()
    const rounds = start(binding)
    rounds.begin(0, prompt(150))
    await rounds.next(0, sampler, live)
    assert.deepEqual(batches, [[[0, 0, 64]], [[0, 64, 64]], [[0, 128, 22]]])
  })
  it('drop a call that is aborted in the middle of its prompt', async () => {
    const { binding, batches } = fakeBinding()
    const rounds = start(binding)
    const stop = new AbortController()
    rounds.begin(0, prompt(500))
    const next = rounds.next(0, sampler, stop.signal)
    await new Promise(setImmediate)
    stop.abort(new Error('enough'))
    await assert.rejects(next, /enough/)
    assert.ok(batches.length < 4)
  })
  it('fail only the call whose token cannot be drawn', async () => {
    const { binding } = fakeBinding()
    const rounds = start(binding)
    const broken: Sampler = { ...sampler, draw: () => Promise.reject(new Error('no token')) }
    for (const slot of [0, 1]) rounds.begin(slot, prompt(3))
    const both = await Promise.allSettled([rounds.next(0, broken, live).finally(() => rounds.end(0)), rounds.next(1, sampler, live)])
    assert.deepEqual(both.map(({ status }) => status), ['rejected', 'fulfilled'])
    assert.equal(await rounds.next(1, sampler, live), 101)
  })
  it('fail every call of a batch that fails, and begin anew with empty sequences', async () => {
    let fails = true
    const { binding, batches } = fakeBinding({ fails: () => fails })
    const rounds = start(binding)
    for (const slot of [0, 1]) rounds.begin(slot, prompt(3))
    for (const { status } of await Promise.allSettled([0, 1].map((slot) => rounds.next(slot, sampler, live)))) assert.equal(status, 'rejected')
    fails = false
    rounds.end(0)
    rounds.begin(0, prompt(3))
    assert.equal(await rounds.next(0, sampler, live), 100)
    assert.deepEqual(batches.at(-1), [[0, 0, 3]])
  })
})
