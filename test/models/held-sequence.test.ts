import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { MessagePort } from 'node:worker_threads'
import type { Piscina } from 'piscina'
import { UserError } from '../../src/errors.js'
import { noCounts } from '../../src/models/batch-counts.js'
import type { Request, Response, WorkerSettings } from '../../src/models/generator-worker.js'
import { holdSequence } from '../../src/models/held-sequence.js'
import type { Ask } from '../../src/types.js'

describe('a held sequence', () => {
  const settings: WorkerSettings = { path: '', gpu: false, threads: 1, sequences: 1, batchSize: 8 }
  const sampling = { seed: 1, maxTokens: 1 }
  /** A pool whose worker is a function in this thread. */
  const poolOf = (worker: (port: MessagePort) => Promise<void>) =>
    ({ run: ({ port }: { port: MessagePort }) => worker(port).then((value) => ({ value })) }) as unknown as Piscina
  const hold = (pool: Piscina, work: (ask: Ask) => Promise<unknown>, { signal, closed = new AbortController().signal }: { signal?: AbortSignal; closed?: AbortSignal } = {}) =>
    holdSequence(pool, { settings, work, signal, closed, onReply: () => {} })
  const say = (port: MessagePort, response: Response) => port.postMessage(response)

  it('ends with a clear error when its worker dies before the work begins', async () => {
    const { result, released } = hold(poolOf(() => Promise.reject(new Error('out of memory'))), async () => 'done')
    await assert.rejects(result, /the generator's worker stopped: out of memory/)
    await released
  })
  it('hands on why a worker could not begin as the kind of error it was', async () => {
    const pool = { run: async () => ({ error: { name: 'UserError', message: 'no room for 8 sequences' } }) } as unknown as Piscina
    await assert.rejects(hold(pool, async () => 'done').result, (thrown: unknown) => thrown instanceof UserError && thrown.message === 'no room for 8 sequences')
  })
  it('ends its calls with a clear error when its worker dies in the middle', async () => {
    const pool = poolOf(async (port) => {
      say(port, 'ready')
      await new Promise((resolve) => port.once('message', resolve))
      throw new Error('boom')
    })
    await assert.rejects(hold(pool, (ask) => ask([], sampling)).result, /worker stopped: boom/)
  })
  it('hands on an error of a call as the kind of error it was', async () => {
    const pool = poolOf(
      (port) =>
        new Promise((resolve) => {
          port.on('message', (request: Request) => {
            if (request === 'end') return resolve()
            say(port, { id: request.id, error: { name: 'UserError', message: 'too long' } })
          })
          say(port, 'ready')
        }),
    )
    await assert.rejects(hold(pool, (ask) => ask([], sampling)).result, (thrown: unknown) => thrown instanceof UserError && thrown.message === 'too long')
  })
  it('is given back when the work throws', async () => {
    let ended = false
    const pool = poolOf(
      (port) =>
        new Promise((resolve) => {
          port.on('message', (request: Request) => {
            if (request === 'end') resolve()
          })
          say(port, 'ready')
        }),
    )
    const { result, released } = hold(pool, () => Promise.reject(new Error('own mistake')))
    void released.then(() => (ended = true))
    await assert.rejects(result, /own mistake/)
    await released
    assert.equal(ended, true)
  })
  it('answers no more once the work is over', async () => {
    let kept: Ask | undefined
    const pool = poolOf((port) => new Promise((resolve) => {
      port.on('message', () => resolve())
      say(port, 'ready')
    }))
    await hold(pool, async (ask) => void (kept = ask)).result
    await assert.rejects(kept!([], sampling), /was given back/)
  })
  it('is not asked for when the signal is aborted already', async () => {
    const pool = poolOf(() => assert.fail('ran'))
    await assert.rejects(hold(pool, async () => 1, { signal: AbortSignal.abort(new Error('stopped')) }).result, /stopped/)
    await assert.rejects(hold(pool, async () => 1, { closed: AbortSignal.abort(new Error('closed')) }).result, /closed/)
  })

  /** A worker that has a free sequence, answers once it is told to, and ends when the sequence is given back. */
  const answering = (told: Promise<unknown>) =>
    poolOf((port) => new Promise((resolve) => {
      port.on('message', (request: Request) => {
        if (request === 'end') return resolve()
        void told.then(() => say(port, { id: request.id, reply, counts: noCounts }))
      })
      say(port, 'ready')
    }))
  const reply = { text: 'done', promptTokens: 1, evaluatedTokens: 1, generatedTokens: 1, finish: 'stop' as const }

  it('is waited for no longer once the signal is aborted', async () => {
    const stop = new AbortController()
    const pool = poolOf((port) => new Promise((resolve) => port.on('message', () => resolve())))
    const { result, released } = hold(pool, () => assert.fail('began'), { signal: stop.signal })
    stop.abort(new Error('stopped'))
    await assert.rejects(result, /stopped/)
    await released
  })
  it('finishes work that has begun, all its calls, when the signal is aborted', async () => {
    const stop = new AbortController()
    const aborted = new Promise((resolve) => stop.signal.addEventListener('abort', () => setImmediate(resolve)))
    const { result } = hold(answering(aborted), async (ask) => {
      const first = ask([], sampling)
      stop.abort(new Error('stopped'))
      return [(await first).text, (await ask([], sampling)).text]
    }, { signal: stop.signal })
    assert.deepEqual(await result, ['done', 'done'])
  })
  it('ends the calls under way when the generator is closed', async () => {
    const close = new AbortController()
    const { result, released } = hold(answering(new Promise(() => {})), (ask) => {
      setImmediate(() => close.abort(new Error('the generator is closed')))
      return ask([], sampling)
    }, { closed: close.signal })
    await assert.rejects(result, /the generator is closed/)
    await released
  })
})
