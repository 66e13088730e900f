import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Piscina } from 'piscina'
import { noCounts, type BatchCounts } from '../../src/models/batch-counts.js'
import { loadWeights } from '../../src/models/engine.js'
import { layOut } from '../../src/models/engines.js'
import type { EngineInfo, WorkerSettings } from '../../src/models/generator-worker.js'
import { holdSequence, run } from '../../src/models/held-sequence.js'
import { measureEngines } from '../../src/models/speed.js'
import { packageRoot } from '../../src/package.js'
import type { Ask, Reply } from '../../src/types.js'

const path = join(packageRoot, 'models', 'nano-generator.gguf')
const shared: WorkerSettings = { path, gpu: false, threads: 1, sequences: 1, batchSize: 128, contextSize: 256, contexts: 2, exactly: true }

describe('a worker with two contexts, as replicas on a GPU have it', () => {
  let pool: Piscina
  before(() => {
    pool = new Piscina({ filename: new URL('../../src/models/generator-worker.js', import.meta.url).href, minThreads: 1, maxThreads: 1, concurrentTasksPerWorker: 4, atomics: 'disabled' })
  })
  after(() => pool.destroy())
  const closed = new AbortController().signal
  const hold = <T>(work: (ask: Ask) => Promise<T>, onReply = (_reply: Reply, _counts: BatchCounts) => {}) => holdSequence(pool, { settings: shared, work, closed, onReply }).result
  const say = (ask: Ask, seed: number) => ask([{ role: 'user', content: 'Hello' }], { seed, maxTokens: 8, temperature: 2, grammar: 'root ::= w w w w w w w w\nw ::= "red " | "blue " | "green "' })

  it('says how many tokens a sequence of any holds', async () => {
    assert.equal((await run<EngineInfo>(pool, 'open', { task: shared })).contextSize, 256)
  })
  it('answers as many calls at a time as both have sequences, each of another context', async () => {
    let here = 0
    let meet = () => {}
    const met = new Promise<void>((resolve) => (meet = resolve))
    const work = async (ask: Ask) => {
      const first = await say(ask, 1)
      if (++here === 2) meet()
      await met
      return [first.text, (await say(ask, 2)).text]
    }
    const [one, two] = await Promise.all([hold(work), hold(work)])
    // One context has one sequence: had both been in it, neither would have ended.
    assert.deepEqual(one, two)
  })
  it('counts each batch of either once', async () => {
    let total = { ...noCounts }
    const add = (_: Reply, counts: BatchCounts) => (total = { ...total, rows: total.rows + counts.rows, batches: total.batches + counts.batches, promptBatches: total.promptBatches + counts.promptBatches })
    const replies = await Promise.all([3, 4, 5, 6].map((seed) => hold((ask) => say(ask, seed), add)))
    const rows = replies.reduce((sum, { generatedTokens, forcedTokens }) => sum + generatedTokens - (forcedTokens ?? 0), 0)
    assert.ok(total.rows > 0 && total.rows <= rows, `${total.rows} of ${rows}`)
    assert.equal(total.batches, total.rows)
  })
})

describe('replicas', () => {
  it('have a worker thread each on a CPU, and share one on a GPU', () => {
    assert.deepEqual(layOut(3, { onGpu: false }), { workers: 3, contexts: 1 })
    assert.deepEqual(layOut(3, { onGpu: true }), { workers: 1, contexts: 3 })
  })
  it('that share a worker are measured together, and their weights count once', async () => {
    await using weights = await loadWeights(path, false)
    const settings = { threads: 1, sequences: 2, batchSize: 128, contextSize: 256 }
    const [one, two] = [await measureEngines(weights, settings), await measureEngines(weights, { ...settings, contexts: 2 })]
    assert.ok(one && two && two.tokensPerSecond > 0 && two.promptTokensPerSecond > 0)
    const { ram } = weights.model.memoryUsage
    assert.equal(two.bytes - ram, 2 * (one.bytes - ram))
  })
})
