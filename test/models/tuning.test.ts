import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Llama } from 'node-llama-cpp'
import coreCount from '../../src/core-count.cjs'
import { startLlama } from '../../src/models/engine.js'
import { openGenerator } from '../../src/models/generator.js'
import { memoryLimit } from '../../src/models/memory.js'
import { randomGguf } from '../../src/models/random-gguf.js'
import { readShape } from '../../src/models/random-gguf-shapes.js'
import { fileIn, keyOf, timed, tune, type TunedSettings } from '../../src/models/tuning.js'
import { packageRoot } from '../../src/package.js'
import type { ModelEntry } from '../../src/types.js'

describe('a choice', () => {
  const entry: ModelEntry = { name: 'm', role: 'generator', path: '/none.gguf', sha256: 'abc' }
  const llama = { gpu: false } as unknown as Llama

  it('that was made before on this machine is taken from the cache, without the model', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ultralink-tuning-'))
    const choice = { threads: 3, sequences: 5, batchSize: 256, replicas: 2, flashAttention: 'auto', kvType: 'f16', tokensPerSecond: 7 } as const
    await writeFile(join(folder, 'tuning.json'), JSON.stringify({ [await keyOf(entry, { llama, contextSize: 512 })]: choice }))
    assert.deepEqual(await tune(entry, { llama, contextSize: 512, cacheFolder: folder }), choice)
    assert.match(await readFile(join(folder, 'tuning.json'), 'utf8'), /abc/)
    assert.notEqual(await keyOf(entry, { llama, contextSize: 512 }), await keyOf(entry, { llama, contextSize: 8192 }))
    await rm(folder, { recursive: true })
  })
  it('is another where some of the settings are given, and goes with them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ultralink-tuning-'))
    const path = join(packageRoot, 'models', 'nano-generator.gguf')
    const real = await startLlama(false)
    const choice = { threads: 1, sequences: 2, batchSize: 256, flashAttention: 'auto', kvType: 'f16', tokensPerSecond: 7 } as const
    const of = (given: object) => keyOf({ ...entry, path }, { llama: real, contextSize: 512, given })
    await writeFile(join(folder, 'tuning.json'), JSON.stringify({ [await of({})]: { ...choice, replicas: 2 }, [await of({ replicas: 1 })]: { ...choice, threads: 2, replicas: 1 } }))
    await real.dispose()
    for (const [given, threads, replicas] of [[{ replicas: 1 }, 2, 1], [{}, 1, 2]] as const) {
      const generator = await openGenerator({ ...entry, path }, { ...given, gpu: false, contextSize: 512, cacheFolder: folder })
      assert.deepEqual(generator.settings, { threads, sequences: 2, batchSize: 256, replicas, flashAttention: 'auto', kvType: 'f16', gpu: false })
      await generator[Symbol.asyncDispose]()
    }
    await rm(folder, { recursive: true })
  })
  it('is another where other models of the build take memory', async () => {
    const keys = await Promise.all([0, 5e9, 9e9].map((besides) => keyOf(entry, { llama, contextSize: 512, besides })))
    assert.equal(new Set(keys).size, 3)
    assert.equal(keys[0], await keyOf(entry, { llama, contextSize: 512 }))
  })
  it('that will take long is said to, after the first measurement', async () => {
    let clock = 0
    const said: number[] = []
    const taking = async (...spans: number[]): Promise<void> => {
      const measure = timed(() => ((clock += spans.shift()!), Promise.resolve(undefined)), (minutes) => said.push(minutes), () => clock)
      while (spans.length > 0) await measure({} as TunedSettings)
    }
    await taking(30_000, 60_000)
    await taking(2_000, 60_000)
    assert.deepEqual(said, [4])
  })
  it('is another where a container has another share of the memory', async (t) => {
    const before = await keyOf(entry, { llama, contextSize: 512 })
    t.mock.method(process, 'constrainedMemory', () => 2 ** 30)
    const key = await keyOf(entry, { llama, contextSize: 512 })
    assert.notEqual(key, before)
    assert.match(key, / \| 1 GiB \| /)
  })
  it('is modest, said and not remembered where nothing can be measured', { skip: memoryLimit() > 30e9 && 'this machine has room for a sequence of 34 GB' }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ultralink-tuning-'))
    const path = await randomGguf({ shape: readShape('layers=64,width=32,heads=64,head-size=64,inner=64,vocabulary=512') }, { folder })
    const real = await startLlama(false)
    const notes: string[] = []
    const contextSize = 2 ** 30
    const choice = await tune({ ...entry, path }, { llama: real, contextSize, cacheFolder: folder, onNote: (note) => notes.push(note) })
    await real.dispose()
    assert.deepEqual([choice.threads, choice.sequences, choice.replicas, choice.tokensPerSecond], [Math.max(1, Math.floor(coreCount() / 2)), 1, 1, 0])
    assert.match(notes.at(-1)!, /^m: nothing could be measured, since the memory that is free does not hold one sequence of \d+ tokens; it runs with threads \d+, sequences 1/)
    assert.ok(!existsSync(fileIn({ cacheFolder: folder })))
    await rm(folder, { recursive: true })
  })
  it('is made as if there were no others where these leave it no room for one sequence, and not with the most modest settings each time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ultralink-tuning-'))
    const path = join(packageRoot, 'models', 'nano-generator.gguf')
    const real = await startLlama(false)
    const options = { llama: real, contextSize: 512, besides: 2 * memoryLimit(), given: { threads: 1, replicas: 1, sequences: 2, flashAttention: 'auto', kvType: 'f16', batchSize: 512 }, cacheFolder: folder } as const
    const choice = await tune({ ...entry, path }, options)
    assert.ok(choice.tokensPerSecond > 0)
    const notes: string[] = []
    assert.deepEqual(await tune({ ...entry, path }, { ...options, onNote: (note) => notes.push(note) }), choice)
    assert.deepEqual(notes, [])
    await real.dispose()
    await rm(folder, { recursive: true })
  })
  it('is measured where nothing is remembered, also when it cannot be', async () => {
    const path = join(packageRoot, 'models', 'nano-generator.gguf')
    const real = await startLlama(false)
    const notes: string[] = []
    // A file where the folder should be: nobody, not even root, can write there.
    const choice = await tune({ ...entry, path }, { llama: real, contextSize: 512, cacheFolder: join(path, 'cache'), onNote: (note) => notes.push(note) })
    await real.dispose()
    assert.ok(choice.tokensPerSecond > 0 && choice.sequences >= 1 && choice.threads >= 1)
    assert.equal(notes.length, 2)
  })
})
