import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Interrupted } from '../src/errors.js'
import { fakeEmbedder } from '../src/models/fake-embedder.js'
import { fakeGenerator, type FakeCall } from '../src/models/fake-generator.js'
import { cosine } from '../src/text/terms.js'
import type { Message } from '../src/types.js'

const user = (content: string): Message[] => [{ role: 'user', content }]
const sampling = { seed: 1, maxTokens: 100 }

test('the fake generator hands over messages, sampling and which call it is', async () => {
  const calls: FakeCall[] = []
  const generator = fakeGenerator({
    reply(messages, { seed }, call) {
      calls.push(call)
      return `${messages[0]!.content} ${seed}`
    },
  })
  await generator.sequence(async (ask) => {
    assert.equal((await ask(user('one'), sampling)).text, 'one 1')
    assert.equal((await ask(user('two'), { ...sampling, seed: 2 })).text, 'two 2')
  })
  await generator.sequence((ask) => ask(user('three'), sampling))
  assert.deepEqual(calls, [{ index: 0, turn: 0, sequence: 0 }, { index: 1, turn: 1, sequence: 0 }, { index: 2, turn: 0, sequence: 0 }])
})

test('no more sequences are held at once than its concurrency, and they are served in the order of asking', async () => {
  const generator = fakeGenerator({ reply: () => '', concurrency: 2 })
  const order: number[] = []
  let held = 0
  await Promise.all(
    Array.from({ length: 7 }, (_, i) =>
      generator.sequence(async () => {
        assert.ok(++held <= 2)
        order.push(i)
        await new Promise((resolve) => setTimeout(resolve, (i * 3) % 5))
        held--
      }),
    ),
  )
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6])
})

test('a sequence is freed when its work fails, and a wait for one ends with the signal', async () => {
  const generator = fakeGenerator({ reply: () => '', concurrency: 1 })
  await assert.rejects(generator.sequence(() => Promise.reject(new Error('broken'))), /broken/)
  const stop = new AbortController()
  let release = () => {}
  const holding = generator.sequence(() => new Promise<void>((resolve) => (release = resolve)))
  const waiting = generator.sequence(async () => assert.fail('it was to be stopped'), stop.signal)
  stop.abort()
  await assert.rejects(waiting, Interrupted)
  release()
  await holding
  assert.equal(await generator.sequence(async () => 'free'), 'free')
  await assert.rejects(generator.sequence(async () => '', stop.signal), Interrupted)
})

test('usage counts each call, and evaluates only what a call does not share with the one before it', async () => {
  const generator = fakeGenerator({ reply: () => 'b', count: (text) => text.length })
  const prefix = 'x'.repeat(50)
  await generator.sequence(async (ask) => {
    const first = await ask(user(`${prefix}1`), sampling)
    assert.equal(first.evaluatedTokens, first.promptTokens)
    const second = await ask(user(`${prefix}22`), sampling)
    assert.ok(second.evaluatedTokens < 5 && second.promptTokens > 50, JSON.stringify(second))
  })
  const { calls, promptTokens, evaluatedTokens, generatedTokens } = generator.usage()
  assert.deepEqual([calls, generatedTokens], [2, 2])
  assert.ok(evaluatedTokens < promptTokens)
})

test('a reply says how it ended: by its own word, or by its length', async () => {
  const end = (reply: Parameters<typeof fakeGenerator>[0]['reply']) => fakeGenerator({ reply }).sequence(async (ask) => (await ask(user(''), { seed: 0, maxTokens: 2 })).finish)
  assert.equal(await end(() => 'short'), 'stop')
  assert.equal(await end(() => 'much too long'), 'length')
  assert.equal(await end(() => ({ text: 'short', finish: 'length' })), 'length')
})

test('the fake embedder gives vectors of length 1, the same for the same text, near for texts alike', async () => {
  const embedder = fakeEmbedder({ dimensions: 32 })
  const [a, again, near, far, empty] = await embedder.embed(['The old lighthouse stands here.', 'The old lighthouse stands here.', 'The old lighthouse stood here.', '都江堰位于四川省。', ''])
  for (const vector of [a!, near!, far!, empty!]) {
    assert.equal(vector.length, 32)
    assert.ok(Math.abs(cosine(vector, vector) - 1) < 1e-5)
  }
  assert.deepEqual(a, again)
  assert.ok(cosine(a!, near!) > 0.7, `${cosine(a!, near!)}`)
  assert.ok(Math.abs(cosine(a!, far!)) < 0.4, `${cosine(a!, far!)}`)
})
