import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { together } from '../src/together.js'

test('results come in the order of the tasks', async (t) => {
  assert.deepEqual(await together([9, 3, 6].map((ms) => () => wait(ms, ms)), t.signal), [9, 3, 6])
  assert.deepEqual(await together([], t.signal), [])
})

test('the first error stops the others, which are waited for, and is the one that is thrown', async (t) => {
  let ended = false
  const fails = async () => {
    throw new Error('first')
  }
  const stopped = async (signal: AbortSignal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    await wait(5)
    ended = true
    throw new Error('second')
  }
  await assert.rejects(together([stopped, fails], t.signal), { message: 'first' })
  assert.equal(ended, true)
})

test('an abort from outside reaches every task', async () => {
  const stop = new AbortController()
  const running = together([1, 2].map(() => (signal: AbortSignal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped')))), stop.signal)
  stop.abort()
  assert.deepEqual(await running, ['stopped', 'stopped'])
})
