import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadWeights } from '../../src/models/engine.js'
import { measureEngines } from '../../src/models/speed.js'
import { packageRoot } from '../../src/package.js'

test('a context that a container’s share of the memory does not hold beside this process is not measured', async (t) => {
  const weights = await loadWeights(join(packageRoot, 'models', 'nano-generator.gguf'), false)
  const settings = { threads: 1, sequences: 8, batchSize: 512, contextSize: 2048, flashAttention: 'auto', kvType: 'f16' } as const
  const limit = t.mock.method(process, 'constrainedMemory', () => process.memoryUsage.rss() + 1e6)
  assert.equal(await measureEngines(weights, settings), undefined)
  limit.mock.mockImplementation(() => process.memoryUsage.rss() + 2e9)
  assert.ok((await measureEngines(weights, settings))!.tokensPerSecond > 0)
  await weights.llama.dispose()
})
