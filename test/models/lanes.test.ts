import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { makeLanes } from '../../src/models/lanes.js'

describe('lanes', () => {
  const numbered = (most: number) => {
    let n = 0
    return makeLanes(() => n++, most)
  }

  it('are made as they are needed, no more than there may be, and anew when they were let go of', async () => {
    const lanes = numbered(2)
    await lanes.with(async () => {})
    await lanes.with(async () => {})
    assert.deepEqual(lanes.clear(), [0])
    await Promise.all(Array.from({ length: 5 }, () => lanes.with(() => wait(1))))
    assert.deepEqual(lanes.clear(), [1, 2])
  })
  it('are used by one at a time, those who ask first first', async () => {
    const lanes = numbered(2)
    const busy = new Set<number>()
    const order: number[] = []
    await Promise.all(Array.from({ length: 8 }, (_, i) => lanes.with(async (one) => {
      assert.ok(!busy.has(one))
      busy.add(one)
      order.push(i)
      await wait(1 + (i % 3))
      busy.delete(one)
    })))
    assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6, 7])
  })
  it('go on after a use that fails', async () => {
    const lanes = numbered(1)
    const failed = lanes.with(() => Promise.reject(new Error('no')))
    const next = lanes.with(async (one) => one)
    await assert.rejects(failed, /no/)
    assert.equal(await next, 0)
  })
})
