import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { UserError } from '../../src/errors.js'
import { openGenerator, type LocalGenerator } from '../../src/models/generator.js'
import { usageSince } from '../../src/models/usage.js'
import { packageRoot } from '../../src/package.js'
import type { Message, ModelEntry } from '../../src/types.js'
import { makeGguf } from './make-gguf.js'

const entry: ModelEntry = { name: 'nano', role: 'generator', path: join(packageRoot, 'models', 'nano-generator.gguf'), sha256: 'test' }
const options = { gpu: false, threads: 1, sequences: 4, contextSize: 512 } as const
const user = (content: string): Message => ({ role: 'user', content })
const passage = 'Bordeaux is a city on the river Garonne in the southwest of France. It is known for its wine. '.repeat(3)

/**
 * Eight draws that are nowhere near each other. A pass over other rows rounds otherwise, so that one
 * text in a great many may differ: texts are compared by how many are the same, never one by one.
 */
const draws = { maxTokens: 24, grammar: 'root ::= w w w w w w w w\nw ::= "red " | "blue " | "green "' }
const same = (some: readonly string[], others: readonly string[]) => some.filter((text, i) => text === others[i]).length

describe('the generator with the default model', () => {
  let generator: LocalGenerator
  before(async () => {
    generator = await openGenerator(entry, options)
  })
  after(() => generator[Symbol.asyncDispose]())
  const once = (content: string, seed: number, more: { maxTokens?: number; temperature?: number; grammar?: string } = {}) =>
    generator.sequence((ask) => ask([user(content)], { seed, maxTokens: 24, ...more }))

  it('says how much fits and how many run at once', () => {
    assert.equal(generator.contextSize, 512)
    assert.equal(generator.concurrency, 4)
    assert.equal(generator.settings.gpu, false)
  })
  it('counts a text without a model call, and control tokens in it as characters', () => {
    assert.equal(generator.count(''), 0)
    assert.ok(generator.count('<|im_end|>') > 1)
    assert.ok(generator.count(passage) > generator.count(passage.slice(0, 90)))
  })
  it('draws by the seed alone, whatever runs beside it', async () => {
    const seeds = Array.from({ length: 24 }, (_, i) => i + 1)
    const alone: string[] = []
    for (const seed of seeds) alone.push((await once(passage, seed, draws)).text)
    const among = await Promise.all(seeds.map((seed) => once(passage, seed, draws)))
    assert.ok(same(alone, among.map(({ text }) => text)) >= 20)
    assert.ok(new Set(alone).size >= 20, 'seeds differ')
  })
  it('evaluates a passage once for all calls of a dialogue', async () => {
    const [first, second] = await generator.sequence(async (ask) => {
      const one = await ask([user(passage)], { seed: 1, maxTokens: 16 })
      const two = await ask([user(passage), { role: 'assistant', content: one.text }, user('Where is it?')], { seed: 2, maxTokens: 16 })
      return [one, two]
    })
    assert.ok(second!.promptTokens > first!.promptTokens)
    assert.ok(second!.evaluatedTokens < second!.promptTokens / 2, `${second!.evaluatedTokens} of ${second!.promptTokens}`)
  })
  it('evaluates at least one token of a prompt that it holds already', async () => {
    const ask = (seed: number) => generator.sequence(async (ask) => [await ask([user('Hello')], { seed, ...draws }), await ask([user('Hello')], { seed, ...draws })])
    const replies = await Promise.all([1, 2, 3, 4, 5, 6].map(ask))
    for (const [, again] of replies) assert.equal(again!.evaluatedTokens, 1)
    assert.ok(same(replies.map(([first]) => first!.text), replies.map(([, again]) => again!.text)) >= 4)
  })
  it('writes a sentence of the grammar and stops there', async () => {
    const grammar = 'root ::= s " " s\ns ::= "The river is long." | "The wine is red."'
    const replies = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => once(passage, seed, { grammar, maxTokens: 64 })))
    for (const { text, finish } of replies) {
      assert.match(text, /^The (river is long|wine is red)\. The (river is long|wine is red)\.$/)
      assert.equal(finish, 'stop')
    }
  })
  it('draws only where the grammar leaves a choice', async () => {
    const before = generator.usage()
    const grammar = 'root ::= "The bridge over the river is " ("very old" | "quite new") ", as anyone in the town will tell you who is asked about it" (" twice" | " once") "."'
    const { text, finish, generatedTokens, forcedTokens = 0 } = await once(passage, 1, { grammar, maxTokens: 64 })
    assert.match(text, /^The bridge over the river is (very old|quite new), as anyone in the town will tell you who is asked about it (twice|once)\.$/)
    const usage = usageSince(before, generator.usage())
    assert.equal(finish, 'stop')
    assert.equal(usage.forcedTokens, forcedTokens)
    assert.ok(generatedTokens - forcedTokens <= 12, `${forcedTokens} of ${generatedTokens}`)
    assert.ok(usage.batches + usage.promptBatches <= 14, `${usage.batches} and ${usage.promptBatches} batches`)
  })
  it('does not call the model for a reply without any choice', async () => {
    const { text, evaluatedTokens, generatedTokens, forcedTokens } = await once(passage, 1, { grammar: 'root ::= "Nothing else."' })
    assert.deepEqual([text, evaluatedTokens, forcedTokens], ['Nothing else.', 0, generatedTokens])
  })
  it('says so when a reply was cut at its most tokens', async () => {
    const grammar = 'root ::= "a very long sentence that goes on and on and on"'
    const { finish, generatedTokens } = await once(passage, 1, { grammar, maxTokens: 3 })
    assert.deepEqual({ finish, generatedTokens }, { finish: 'length', generatedTokens: 3 })
  })
  it('ends a reply at the end of the context', async () => {
    const grammar = 'root ::= ("ab")+'
    const { finish, promptTokens, generatedTokens } = await once(passage, 1, { grammar, maxTokens: 10_000, temperature: 5 })
    assert.equal(finish === 'length' ? promptTokens + generatedTokens : 512, 512)
  })
  it('refuses a prompt that is longer than the context, with both numbers', async () => {
    await assert.rejects(once('word '.repeat(600), 1), (thrown: unknown) => thrown instanceof UserError && /\d{3,} tokens .* context of 512/.test(thrown.message))
  })
  it('refuses a grammar that is none and goes on', async () => {
    await assert.rejects(once('Hello', 1, { grammar: 'root ::= (' }))
    assert.equal(typeof (await once('Hello', 1)).text, 'string')
  })
  it('works off more dialogues than it has sequences, with some at hand to refill them', async () => {
    let running = 0
    let most = 0
    const before = generator.usage()
    await Promise.all(Array.from({ length: 15 }, (_, seed) => generator.sequence(async (ask) => {
      most = Math.max(most, ++running)
      await ask([user(`Topic ${seed}`)], { seed, maxTokens: 6 + seed })
      running--
    })))
    const usage = generator.usage()
    assert.equal(most, 8)
    assert.ok(usage.heldRows <= 4 * usage.batches)
    assert.equal(usage.calls - before.calls, 15)
    assert.ok(usage.batchFill > 0.5 && usage.batchFill <= 1, `${usage.batchFill}`)
    assert.ok(usage.batches - before.batches < usage.generatedTokens - before.generatedTokens)
  })
  it('finishes the calls under way on abort, begins no other, and the sequences are free again', async () => {
    const stop = new AbortController()
    const warned: Error[] = []
    const warn = (warning: Error) => void warned.push(warning)
    process.on('warning', warn)
    let begun = 0
    const all = Array.from({ length: 30 }, (_, seed) => generator.sequence((ask) => {
      begun++
      stop.abort(new Error('enough'))
      return ask([user(passage)], { seed, maxTokens: 40 })
    }, stop.signal))
    const settled = await Promise.allSettled(all)
    process.off('warning', warn)
    assert.deepEqual(warned, [])
    assert.ok(begun >= 1 && begun <= 8, `${begun}`)
    assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, begun)
    for (const each of settled) if (each.status === 'rejected') assert.match(String(each.reason), /enough/)
    const after = await Promise.all([1, 2, 3, 4, 5].map((seed) => once('Hello', seed)))
    assert.equal(after.length, 5)
  })
})

describe('opening and closing a generator', () => {
  it('refuses a file that is not there', async () => {
    await assert.rejects(openGenerator({ ...entry, path: '/none/at/all.gguf' }, options), (thrown: unknown) => thrown instanceof UserError && /is not there/.test(thrown.message))
  })
  it('says that llama.cpp does not know a model, whether it was measured before or not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ultralink-generator-'))
    const path = join(folder, 'odd.gguf')
    await writeFile(path, makeGguf({ architecture: 'nonsense', template: '{{ messages }}' }))
    const refused = (thrown: unknown) => thrown instanceof UserError && /odd\.gguf could not be loaded/.test(thrown.message)
    await assert.rejects(openGenerator({ ...entry, path }, options), refused)
    await assert.rejects(openGenerator({ ...entry, path }, { gpu: false, cacheFolder: folder }), refused)
    await rm(folder, { recursive: true })
  })
  it('says that the memory holds a smaller context than is wanted, and refuses where the options ask for that much', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ultralink-generator-'))
    const memory = new URL('./bindings/utils/MemoryOrchestrator.js', import.meta.resolve('node-llama-cpp')).href
    await writeFile(join(folder, 'memory.mjs'), `
      import { MemoryOrchestrator } from ${JSON.stringify(memory)}
      MemoryOrchestrator.prototype.getMemoryState = async () => ({ free: 100e6, total: 100e6, unifiedSize: 0 })`)
    await writeFile(join(folder, 'run.mjs'), `
      import { openGenerator } from ${JSON.stringify(new URL('../../src/models/generator.js', import.meta.url).href)}
      const said = []
      for (const asked of [{}, { contextSize: 1000 }, { contextSize: 2048 }]) {
        const options = { gpu: false, threads: 1, sequences: 16, ...asked, onNote: (note) => said.push(note) }
        await openGenerator(${JSON.stringify(entry)}, options).then((generator) => (said.push(generator.contextSize), generator[Symbol.asyncDispose]()), (error) => said.push(error.name + ': ' + error.message))
      }
      process.stdout.write(JSON.stringify(said))`)
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', join(folder, 'memory.mjs'), join(folder, 'run.mjs')], { timeout: 60_000 })
    await rm(folder, { recursive: true })
    const [note, got, small, refused] = JSON.parse(stdout) as [string, number, number, string]
    assert.ok(got < 2048 && small >= 1000, stdout)
    assert.match(note, new RegExp(`^note: nano: the memory that is free holds ${got} tokens for each of 16 sequences, and 2048 are wanted; it runs with ${got}`))
    assert.match(refused, new RegExp(`^UserError: nano: the memory that is free holds ${got} tokens for each of 16 sequences, and 2048 are wanted; use fewer sequences`))
  })
  it('ends what still runs', async () => {
    const generator = await openGenerator(entry, options)
    const running = assert.rejects(generator.sequence((ask) => ask([user(passage)], { seed: 1, maxTokens: 400, grammar: 'root ::= [a-z]+' })), /is closed/)
    await generator[Symbol.asyncDispose]()
    await running
    await assert.rejects(generator.sequence(async () => 1), /is closed/)
  })
  it('leaves nothing that keeps the process alive, and spreads over replicas', async () => {
    const script = `
      import { openGenerator } from ${JSON.stringify(new URL('../../src/models/generator.js', import.meta.url).href)}
      const generator = await openGenerator(${JSON.stringify(entry)}, ${JSON.stringify({ ...options, replicas: 2, sequences: 1 })})
      const texts = await Promise.all([1, 1, 1].map((seed) => generator.sequence((ask) => ask([{ role: 'user', content: 'Hello' }], { seed, maxTokens: 8, temperature: 0, grammar: 'root ::= "left" | "right"' }))))
      await generator[Symbol.asyncDispose]()
      process.stdout.write(JSON.stringify([generator.concurrency, new Set(texts.map(({ text }) => text)).size]))`
    const folder = await mkdtemp(join(tmpdir(), 'ultralink-generator-'))
    await writeFile(join(folder, 'run.mjs'), script)
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, 'run.mjs')], { timeout: 20_000 })
    await rm(folder, { recursive: true })
    assert.deepEqual(JSON.parse(stdout), [2, 1])
    assert.equal(stderr, '')
  })
  it('has a sequence for each of as many calls as its replicas have together, once all that were given back are free', async () => {
    await using generator = await openGenerator(entry, { ...options, replicas: 2 })
    const one = () => generator.sequence((ask) => ask([user('Hello')], { seed: 1, maxTokens: 1 }))
    for (let round = 0; round < 3; round++) {
      // More than half of them, so that one replica has given back more than the other.
      await Promise.all(Array.from({ length: 5 }, one))
      await generator.idle()
      let held = 0
      let release = () => {}
      const all = new Promise<void>((resolve) => (release = resolve))
      const patience = setTimeout(release, 10_000)
      await Promise.all(Array.from({ length: 8 }, () => generator.sequence(async (ask) => {
        await ask([user('Hello')], { seed: 1, maxTokens: 1 })
        if (++held === 8) release()
        await all
        assert.equal(held, 8)
      })))
      clearTimeout(patience)
    }
  })
})
