import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Token } from 'node-llama-cpp'
import { makeSlots, sharedLength } from '../../src/models/slots.js'

const tokens = (text: string): Token[] => [...text].map((one) => one.codePointAt(0) as Token)

describe('free sequences', () => {
  it('are given out lowest first while none holds anything', async () => {
    const slots = makeSlots(3, () => [])
    assert.deepEqual([await slots.take(tokens('a')), await slots.take(tokens('b'))], [0, 1])
    assert.equal(slots.held, 2)
  })
  it('go to the prompt they hold most of', async () => {
    const held = ['shared start x', 'other', 'shared start y'].map(tokens)
    const slots = makeSlots(3, (slot) => held[slot]!)
    assert.equal(await slots.take(tokens('shared start y, and more')), 2)
    assert.equal(await slots.take(tokens('otherwise')), 1)
  })
  it('are waited for, and go to the waiting call whose prompt they hold most of', async () => {
    const slots = makeSlots(1, () => tokens('system B'))
    await slots.take([])
    const order: string[] = []
    const wait = (name: string) => slots.take(tokens(name)).then(() => order.push(name))
    const all = ['system A', 'system B one', 'system B two'].map(wait)
    for (let i = 0; i < 3; i++) {
      slots.give(0)
      await new Promise(setImmediate)
    }
    await Promise.all(all)
    assert.deepEqual(order, ['system B one', 'system A', 'system B two'])
  })
  it('are not waited for once the signal is aborted', async () => {
    const slots = makeSlots(1, () => [])
    await slots.take([])
    const stop = new AbortController()
    const waiting = slots.take([], stop.signal)
    assert.deepEqual([slots.held, slots.busy], [1, 2])
    stop.abort(new Error('enough'))
    await assert.rejects(waiting, /enough/)
    slots.give(0)
    assert.deepEqual([slots.held, slots.busy], [0, 0])
  })
})

describe('the beginning that two lists share', () => {
  it('ends where they differ or one ends', () => {
    assert.equal(sharedLength(tokens('abc'), tokens('abd')), 2)
    assert.equal(sharedLength(tokens('ab'), tokens('abd')), 2)
    assert.equal(sharedLength([], tokens('a')), 0)
  })
})
