import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Piscina } from 'piscina'
import { PromptTooLong, UserError } from '../errors.js'
import type { Ask, Reply } from '../types.js'
import type { BatchCounts } from './batch-counts.js'
import type { Answer, Failure, Request, Response, WorkerSettings } from './generator-worker.js'

interface Hold<T> {
  readonly settings: WorkerSettings
  readonly work: (ask: Ask) => Promise<T>
  /** Ends the wait for a free sequence, and no work that has begun. */
  readonly signal?: AbortSignal | undefined
  /** Ends the work too. */
  readonly closed: AbortSignal
  readonly onReply: (reply: Reply, counts: BatchCounts) => void
}

interface Call {
  resolve(reply: Reply): void
  reject(reason: unknown): void
}

/**
 * Waits for a free sequence, runs the work with it and gives it back. `result` is the work's own; `released` settles,
 * without ever rejecting, when the worker has let the sequence go.
 */
export function holdSequence<T>(pool: Piscina, hold: Hold<T>): { result: Promise<T>; released: Promise<void> } {
  const aborted = [hold.closed, hold.signal].find((each) => each?.aborted)
  if (aborted) return { result: Promise.reject(aborted.reason), released: Promise.resolve() }
  const { port1: port, port2 } = new MessageChannel()
  const task = run<void>(pool, 'hold', { task: { port: port2, settings: hold.settings }, transferList: [port2] })
  const failed = task.then(() => Promise.reject(new Error('the generator gave the sequence back too early')))
  const result = workOn(port, failed, hold)
  const released = task.then(() => {}, () => {})
  return { result, released }
}

async function workOn<T>(port: MessagePort, failed: Promise<never>, { work, signal, closed, onReply }: Hold<T>): Promise<T> {
  const calls = new Map<number, Call>()
  let ids = 0
  let over: { reason: unknown } | undefined
  let start = (): void => {}
  let giveUp = (_reason: unknown): void => {}
  const ready = new Promise<void>((resolve, reject) => {
    start = resolve
    giveUp = reject
  })
  const stop = (reason: unknown): void => {
    over ??= { reason }
    giveUp(reason)
    for (const call of calls.values()) call.reject(reason)
    calls.clear()
  }
  const waitNoMore = (): void => giveUp(signal?.reason)
  const close = (): void => stop(closed.reason)
  const ask: Ask = (messages, sampling) => {
    if (over) return Promise.reject(over.reason)
    const id = ids++
    send(port, { id, messages, sampling })
    return new Promise((resolve, reject) => calls.set(id, { resolve, reject }))
  }
  port.on('message', (response: Response) => {
    if (response === 'ready') return start()
    const call = calls.get(response.id)
    calls.delete(response.id)
    if ('error' in response) return call?.reject(revive(response.error))
    onReply(response.reply, response.counts)
    call?.resolve(response.reply)
  })
  signal?.addEventListener('abort', waitNoMore)
  closed.addEventListener('abort', close)
  failed.catch(stop)
  try {
    await ready.finally(() => signal?.removeEventListener('abort', waitNoMore))
    return await work(ask)
  } finally {
    over ??= { reason: new Error('the sequence was given back') }
    closed.removeEventListener('abort', close)
    send(port, 'end')
    port.close()
  }
}

/** A task of src/models/generator-worker.ts. Rejects with the error as it was in the worker, and when the worker stops. */
export async function run<T>(pool: Piscina, name: string, { task, transferList = [] }: { task: unknown; transferList?: MessagePort[] }): Promise<T> {
  const answer = (await pool.run(task, { name, transferList }).catch((thrown: unknown) => {
    throw crashed(thrown)
  })) as Answer<T>
  if ('error' in answer) throw revive(answer.error)
  return answer.value
}

function send(port: MessagePort, request: Request): void {
  port.postMessage(request)
}

/** An error of a worker as it was there. */
function revive({ name, message, stack }: Failure): Error {
  const error = new ({ UserError, PromptTooLong }[name] ?? Error)(message)
  if (stack) error.stack = stack
  return error
}

function crashed(thrown: unknown): Error {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new Error(`the generator's worker stopped: ${message}`, { cause: thrown })
}
