import assert from 'node:assert/strict'
import { test } from 'node:test'
import { disposeOf } from '../../src/models/engine.js'

test('llama.cpp is disposed of, and not waited for longer than for a while where it waits for a model that did not load', async () => {
  let disposed = false
  await disposeOf({ dispose: async () => void (disposed = true) }, 60_000)
  assert.ok(disposed)
  await disposeOf({ dispose: () => new Promise(() => {}) }, 1)
  await assert.rejects(disposeOf({ dispose: () => Promise.reject(new Error('no')) }, 60_000), /no/)
})
