import type { MessagePort } from 'node:worker_threads'
import type { Message, Reply, Sampling } from '../types.js'
import { answer, promptOf } from './answer.js'
import { countsSince, noCounts, type BatchCounts } from './batch-counts.js'
import type { Prompt } from './chat.js'
import { loadWeights, openEngine, type ContextSettings, type Engine, type Weights } from './engine.js'
import type { Gpu } from './run-settings.js'
import { measureEngine, type Speed } from './speed.js'

/** Which model a worker runs, and how. */
export interface WorkerSettings extends ContextSettings {
  readonly path: string
  readonly gpu: Gpu
}

/** What the worker is asked for on the port of a held sequence. */
export type Request =
  | { readonly id: number; readonly messages: readonly Message[]; readonly sampling: Sampling }
  | 'end'

/** An error as it crosses threads. */
export interface Failure {
  readonly name: string
  readonly message: string
  readonly stack?: string
}

/** What it says there. */
export type Response =
  | 'ready'
  | { readonly id: number; readonly reply: Reply; readonly counts: BatchCounts }
  | { readonly id: number; readonly error: Failure }

/** What is known once the model is loaded. */
export interface EngineInfo {
  readonly contextSize: number
  /** Tokens of the texts that the model was trained on: no sequence holds more. */
  readonly trainedOn: number
}

let weights: Promise<Weights> | undefined
let engine: Promise<Engine> | undefined
let counted: Readonly<BatchCounts> = noCounts

function loaded({ path, gpu }: WorkerSettings): Promise<Weights> {
  return (weights ??= loadWeights(path, gpu))
}

function opened(settings: WorkerSettings): Promise<Engine> {
  return (engine ??= loaded(settings).then((ready) => openEngine(ready, settings)))
}

/** What a task gives: its value, or its failure as one, since a thrown error loses its class between threads. */
export type Answer<T> = { readonly value: T } | { readonly error: Failure }

/** Loads the model and makes its context. */
export function open(settings: WorkerSettings): Promise<Answer<EngineInfo>> {
  return answered(async () => {
    const { contextSize, weights: { model } } = await opened(settings)
    return { contextSize, trainedOn: model.trainContextSize }
  })
}

/** Loads the model, for measurements to come. */
export function prepare(settings: WorkerSettings): Promise<Answer<void>> {
  return answered(async () => void (await loaded(settings)))
}

/** Measures the speed of these settings on a context of their own; undefined when the memory does not hold it. */
export function measure(settings: WorkerSettings): Promise<Answer<Speed | undefined>> {
  return answered(async () => measureEngine(await loaded(settings), settings))
}

/** Holds one sequence and answers on the port until it says `end`. */
export function hold({ port, settings }: { port: MessagePort; settings: WorkerSettings }): Promise<Answer<void>> {
  return answered(async () => holdOn(port, await opened(settings)))
}

async function answered<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() }
  } catch (thrown) {
    return { error: failure(thrown) }
  }
}

async function holdOn(port: MessagePort, ready: Engine): Promise<void> {
  const stop = new AbortController()
  const running = new Set<Promise<void>>()
  let slot: Promise<number> | undefined
  // Taken with the first prompt, so that it is one that holds some of it.
  const take = (prompt: Prompt): Promise<number> => (slot ??= ready.slots.take(prompt.tokens, stop.signal))
  try {
    const ended = new Promise<void>((resolve) => {
      port.on('close', resolve)
      port.on('message', (request: Request) => {
        if (request === 'end') return resolve()
        const call = reply(ready, take, { port, request, signal: stop.signal }).finally(() => running.delete(call))
        running.add(call)
      })
    })
    say(port, 'ready')
    await ended
    stop.abort()
    await Promise.all(running)
  } finally {
    port.close()
    await slot?.then(ready.slots.give, () => {})
  }
}

interface Called {
  readonly port: MessagePort
  readonly request: Exclude<Request, 'end'>
  readonly signal: AbortSignal
}

async function reply(engine: Engine, take: (prompt: Prompt) => Promise<number>, { port, request, signal }: Called): Promise<void> {
  const { id, messages, sampling } = request
  try {
    const prompt = promptOf(engine, messages, sampling)
    const reply = await answer(engine, await take(prompt), { prompt, sampling, signal })
    say(port, { id, reply, counts: newCounts(engine.rounds.counts) })
  } catch (thrown) {
    say(port, { id, error: failure(thrown) })
  }
}

function say(port: MessagePort, response: Response): void {
  port.postMessage(response)
}

function failure(thrown: unknown): Failure {
  const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown))
  return { name, message, stack }
}

/** What was decoded since the last reply. */
function newCounts(now: Readonly<BatchCounts>): BatchCounts {
  const since = countsSince(counted, now)
  counted = { ...now }
  return since
}
