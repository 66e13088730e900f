import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Llama } from 'node-llama-cpp'
import { startLlama } from '../../src/models/engine.js'
import { memoryLimit } from '../../src/models/memory.js'
import { randomGguf } from '../../src/models/random-gguf.js'
import { readShape } from '../../src/models/random-gguf-shapes.js'
import { fileIn, keyOf, search as searchAll, tune, type Choice } from '../../src/models/tuning.js'
import { packageRoot } from '../../src/package.js'
import type { ModelEntry } from '../../src/types.js'

type Tried = Parameters<Parameters<typeof searchAll>[0]>[0]

async function search(...given: Parameters<typeof searchAll>): Promise<Choice> {
  const choice = await searchAll(...given)
  assert.ok(choice)
  return choice
}

describe('the search for the best settings', () => {
  const machine = { onGpu: false, cores: 4, memory: 16e9 }
  const speed = (tokensPerSecond: number, bytes = 1e8) => Promise.resolve({ tokensPerSecond, promptTokensPerSecond: 10 * tokensPerSecond, bytes })
  const usual = { flashAttention: 'auto', kvType: 'f16' } as const

  it('takes more sequences and replicas where they are faster', async () => {
    const best = await search(({ sequences, replicas, threads }) => speed(sequences * replicas * threads ** 0.1), machine)
    assert.deepEqual(best, { ...usual, threads: 1, sequences: 32, replicas: 4, batchSize: 512, tokensPerSecond: 128 })
  })
  it('stays modest where a gain is within the noise', async () => {
    const best = await search(({ sequences, replicas, threads }) => speed(100 + 0.05 * (sequences + replicas + threads)), machine)
    assert.deepEqual(best, { ...usual, threads: 1, sequences: 8, replicas: 1, batchSize: 512, tokensPerSecond: 101 })
  })
  it('does not hold a slow reading of a prompt against more sequences, which read it as the others do', async () => {
    const noisy = ({ sequences }: Tried) => Promise.resolve({ tokensPerSecond: 40 + sequences, promptTokensPerSecond: sequences === 32 ? 60 : 70, bytes: 1e8 })
    assert.equal((await search(noisy, { ...machine, cores: 1 })).sequences, 32)
  })
  it('measures what is nearly worth it once more, in turn with what it would replace, and takes the mean', async () => {
    const tried: number[] = []
    // A machine that is slower for a moment, when 16 sequences are measured first and when 32 are measured again.
    const unlucky = ({ sequences, flashAttention, kvType, batchSize }: Tried) => {
      if (flashAttention === 'auto' && kvType === 'f16' && batchSize === 512) tried.push(sequences)
      const slow = (sequences === 16 && tried.length === 2) || (sequences === 32 && tried.filter((n) => n === 32).length === 2)
      return speed({ 8: 100, 16: 112, 32: 120 }[sequences]! * (slow ? 0.9 : 1))
    }
    const best = await search(unlucky, { ...machine, cores: 1 })
    assert.deepEqual(tried, [8, 16, 16, 8, 32, 32, 16])
    assert.deepEqual([best.sequences, best.tokensPerSecond], [32, 114])
  })
  it('measures once what is far better or far worse', async () => {
    const tried: number[] = []
    await search(({ sequences }) => (tried.push(sequences), speed({ 8: 100, 16: 150, 32: 110 }[sequences]!)), { ...machine, cores: 1 }, () => tried.length * 1e6)
    assert.deepEqual(tried, [8, 16, 32])
  })
  it('prefers replicas to threads unless threads are much faster', async () => {
    const threaded = (gain: number) => search(({ replicas, threads }) => speed(100 * replicas * threads * (threads > 1 ? gain : 1)), machine)
    assert.equal((await threaded(1.2)).threads, 1)
    assert.equal((await threaded(1.5)).threads, 2)
  })
  it('has no more replicas than its share of the memory holds', async () => {
    const best = await search(({ replicas, threads }) => speed(100 * replicas * threads ** 0.1, replicas * 4e9), machine)
    assert.equal(best.replicas, 2)
  })
  it('has no more sequences than that either', async () => {
    const best = await search(({ replicas, sequences }) => speed(100 * replicas * sequences, replicas * sequences * 2e8), machine)
    assert.deepEqual([best.replicas, best.sequences], [4, 8])
  })
  it('does without what a model cannot be run with', async () => {
    const best = await search(({ kvType, sequences }) => (kvType === 'q8_0' ? Promise.reject(new Error('no such cache')) : speed(sequences)), machine)
    assert.deepEqual([best.kvType, best.sequences], ['f16', 32])
  })
  it('goes down to fewer sequences when eight do not fit', async () => {
    const best = await search(({ sequences, replicas }) => (sequences * replicas > 2 ? Promise.resolve(undefined) : speed(10)), { ...machine, cores: 1 })
    assert.equal(best.sequences, 2)
  })
  it('begins with fewer sequences where eight take more than its share', async () => {
    const tried: number[] = []
    const best = await search(({ sequences, replicas }) => (tried.push(sequences), speed(100, sequences * replicas * 2e9)), { ...machine, cores: 1 })
    assert.deepEqual([best.sequences, tried.slice(0, 2)], [4, [8, 4]])
  })
  it('keeps eight sequences, and chooses threads, for a model whose weights take more than its share by themselves', async () => {
    const best = await search(({ threads }) => speed(100 * threads, 12e9), machine)
    assert.deepEqual([best.sequences, best.replicas, best.threads], [8, 1, 4])
  })
  it('finds nothing where the memory holds not even one sequence', async () => {
    assert.equal(await searchAll(() => Promise.resolve(undefined), machine), undefined)
  })
  it('has one replica and larger batches on a GPU', async () => {
    const tried: Tried[] = []
    const best = await search((settings) => (tried.push(settings), speed(settings.sequences)), { ...machine, onGpu: true })
    assert.deepEqual({ sequences: best.sequences, replicas: best.replicas, batchSize: best.batchSize }, { sequences: 128, replicas: 1, batchSize: 2048 })
    assert.ok(tried.every(({ threads, replicas }) => threads === 1 && replicas === 1))
  })
  it('does without flash attention, with a smaller cache and with larger batches where that is faster', async () => {
    const best = await search(({ flashAttention, kvType, batchSize }) => speed((flashAttention === 'off' ? 150 : 100) * (kvType === 'q8_0' ? 2 : 1) * (batchSize > 512 ? 1.2 : 1)), { ...machine, cores: 1 })
    assert.deepEqual({ flashAttention: best.flashAttention, kvType: best.kvType, batchSize: best.batchSize }, { flashAttention: 'off', kvType: 'f16', batchSize: 1024 })
    assert.equal((await search(({ kvType }) => speed(kvType === 'q8_0' ? 150 : 100), machine)).kvType, 'q8_0')
    assert.equal((await search(({ kvType }) => speed(kvType === 'q8_0' ? 115 : 100), machine)).kvType, 'f16')
  })
  it('weighs prompts and text as a build has them', async () => {
    const best = await search(({ flashAttention }) => Promise.resolve({ tokensPerSecond: flashAttention === 'off' ? 110 : 100, promptTokensPerSecond: flashAttention === 'off' ? 100 : 300, bytes: 1 }), machine)
    assert.equal(best.flashAttention, 'auto')
  })
  it('goes on with threads and sequences when its time is up, one step without gain each, and with nothing else', async () => {
    let clock = 0
    const tried: Tried[] = []
    const slowly = (rate: (settings: Tried) => number) => search((settings) => ((clock += 6000), tried.push(settings), speed(rate(settings))), machine, () => clock)
    const best = await slowly(({ sequences, replicas, threads }) => sequences * replicas * threads)
    assert.deepEqual({ ...usual, replicas: best.replicas, threads: best.threads, sequences: best.sequences, batchSize: 512 }, { ...usual, replicas: 4, threads: 1, sequences: 32, batchSize: 512 })
    assert.deepEqual(tried.splice(0).map(({ replicas, threads, sequences }) => [replicas, threads, sequences]), [[1, 1, 8], [4, 1, 8], [2, 2, 8], [1, 4, 8], [4, 1, 16], [4, 1, 32]])
    await slowly(({ sequences }) => 100 + sequences / 100)
    assert.deepEqual(tried.map(({ sequences }) => sequences), [8, 8, 8, 8, 16, 16, 8])
    assert.ok(tried.every(({ flashAttention, kvType, batchSize }) => flashAttention === 'auto' && kvType === 'f16' && batchSize === 512))
  })
})

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
    assert.deepEqual([choice.threads, choice.sequences, choice.replicas, choice.tokensPerSecond], [Math.max(1, Math.floor(availableParallelism() / 2)), 1, 1, 0])
    assert.match(notes.at(-1)!, /^m: nothing could be measured, since the memory that is free does not hold one sequence of \d+ tokens; it runs with threads \d+, sequences 1/)
    assert.ok(!existsSync(fileIn({ cacheFolder: folder })))
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
