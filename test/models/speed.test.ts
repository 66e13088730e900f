import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadWeights } from '../../src/models/engine.js'
import { memoryLimit } from '../../src/models/memory.js'
import { measureEngines } from '../../src/models/speed.js'
import { packageRoot } from '../../src/package.js'

test('a context that a container’s share of the memory does not hold beside this process is not measured', async (t) => {
  const weights = await loadWeights(join(packageRoot, 'models', 'nano-generator.gguf'), false)
  const settings = { threads: 1, sequences: 8, batchSize: 512, contextSize: 2048, flashAttention: 'auto', kvType: 'f16' } as const
  const limit = t.mock.method(process, 'constrainedMemory', () => process.memoryUsage.rss() + 1e6)
  assert.equal(await measureEngines(weights, settings), undefined)
  limit.mock.mockImplementation(() => process.memoryUsage.rss() + 2e9)
  assert.ok((await measureEngines(weights, settings))!.tokensPerSecond > 0)
  limit.mock.restore()
  // What other models take in the end is as if it were taken now.
  assert.equal(await measureEngines(weights, { ...settings, besides: memoryLimit() - 1e6 }), undefined)
  assert.ok((await measureEngines(weights, { ...settings, besides: 1e6 }))!.tokensPerSecond > 0)
  await weights.llama.dispose()
})

test('a context that a GPU does not hold beside the weights of another model is not measured, whether that is loaded or not', async (t) => {
  const weights = await loadWeights(join(packageRoot, 'models', 'nano-generator.gguf'), false)
  const settings = { threads: 1, sequences: 2, batchSize: 128, contextSize: 256 }
  /** With a GPU of 10 GB, and contexts of 3 GB each: made up for the first look alone, since the contexts that are opened then are real. */
  const fits = async (free: number, more: { besides?: number; contexts?: number } = {}) => {
    t.mock.method(weights.model.fileInsights, 'estimateContextResourceRequirementsV2', async () => ({ cpuRam: 1e6, gpuVram: 3e9 }), { times: 1 })
    t.mock.method(weights.llama, 'getVramState', async () => ({ total: 10e9, free, used: 10e9 - free, unifiedSize: 0 }), { times: 1 })
    return (await measureEngines(weights, { ...settings, ...more })) !== undefined
  }
  assert.deepEqual([await fits(9e9), await fits(9e9, { besides: 6e9 }), await fits(9e9, { besides: 8e9 })], [true, true, false])
  assert.deepEqual([await fits(9e9, { contexts: 2, besides: 3e9 }), await fits(9e9, { contexts: 2, besides: 6e9 })], [true, false])
  assert.deepEqual([await fits(3.5e9, { besides: 6e9 }), await fits(3.5e9, { contexts: 2 })], [true, false])
  await weights.llama.dispose()
})

test('of contexts that are measured together none is left where one fails', async (t) => {
  const weights = await loadWeights(join(packageRoot, 'models', 'nano-generator.gguf'), false)
  const { model } = weights
  const made: { readonly disposed: boolean }[] = []
  const create = model.createContext.bind(model)
  let calls = 0
  t.mock.method(model, 'createContext', async (options: Parameters<typeof create>[0]) => {
    if (++calls > 1) throw new Error('no room for a second')
    const context = await create(options)
    made.push(context)
    return context
  })
  await assert.rejects(measureEngines(weights, { threads: 1, sequences: 2, batchSize: 128, contextSize: 256, contexts: 2 }), /no room for 2 sequences/)
  assert.deepEqual(made.map(({ disposed }) => disposed), [true])
  await weights.llama.dispose()
})
