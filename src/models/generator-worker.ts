import type { MessagePort } from 'node:worker_threads'
import type { Message, Reply, Sampling } from '../types.js'
import { answer, promptOf } from './answer.js'
import { countsSince, noCounts, type BatchCounts } from './batch-counts.js'
import type { Prompt } from './chat.js'
import { loadWeights, type Engine, type Weights } from './engine.js'
import { leastBusy, openEngines, type EnginesSettings } from './engines.js'
import type { Gpu } from './run-settings.js'
import { measureEngines, type Speed } from './speed.js'

/** Which model a worker runs, and how. */
export interface WorkerSettings extends EnginesSettings {
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
let engines: ReturnType<typeof openEngines> | undefined
const counted = new Map<Engine, Readonly<BatchCounts>>()

function loaded({ path, gpu }: WorkerSettings): Promise<Weights> {
  return (weights ??= loadWeights(path, gpu))
}

function opened(settings: WorkerSettings): ReturnType<typeof openEngines> {
  return (engines ??= loaded(settings).then((ready) => openEngines(ready, settings)))
}

/** What a task gives: its value, or its failure as one, since a thrown error loses its class between threads. */
export type Answer<T> = { readonly value: T } | { readonly error: Failure }

/** Loads the model and makes its contexts. */
export function open(settings: WorkerSettings): Promise<Answer<EngineInfo>> {
  return answered(async () => {
    const [{ contextSize, weights: { model } }] = await opened(settings)
    return { contextSize, trainedOn: model.trainContextSize }
  })
}

/** Loads the model, for measurements to come. */
export function prepare(settings: WorkerSettings): Promise<Answer<void>> {
  return answered(async () => void (await loaded(settings)))
}

/** Measures the speed of these settings on contexts of their own; undefined when the memory does not hold it. */
export function measure(settings: WorkerSettings): Promise<Answer<Speed | undefined>> {
  return answered(async () => measureEngines(await loaded(settings), settings))
}

/** Holds one sequence, of the context that has the fewest calls, and answers on the port until it says `end`. */
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

/** A sequence that is held. */
interface Seat {
  readonly engine: Engine
  readonly slot: Promise<number>
}

async function holdOn(port: MessagePort, engines: readonly [Engine, ...Engine[]]): Promise<void> {
  const stop = new AbortController()
  const running = new Set<Promise<void>>()
  let seat: Seat | undefined
  const seatIn = (engine: Engine, { tokens }: Prompt): Seat => ({ engine, slot: engine.slots.take(tokens, stop.signal) })
  // Taken with the first prompt, so that it is one that holds some of it.
  const take = (prompt: Prompt): Seat => (seat ??= seatIn(leastBusy(engines), prompt))
  try {
    const ended = new Promise<void>((resolve) => {
      port.on('close', resolve)
      port.on('message', (request: Request) => {
        if (request === 'end') return resolve()
        const call = reply(engines[0], take, { port, request, signal: stop.signal }).finally(() => running.delete(call))
        running.add(call)
      })
    })
    say(port, 'ready')
    await ended
    stop.abort()
    await Promise.all(running)
  } finally {
    port.close()
    await seat?.slot.then(seat.engine.slots.give, () => {})
  }
}

interface Called {
  readonly port: MessagePort
  readonly request: Exclude<Request, 'end'>
  readonly signal: AbortSignal
}

async function reply(any: Engine, take: (prompt: Prompt) => Seat, { port, request, signal }: Called): Promise<void> {
  const { id, messages, sampling } = request
  try {
    const prompt = promptOf(any, messages, sampling)
    const { engine, slot } = take(prompt)
    const reply = await answer(engine, await slot, { prompt, sampling, signal })
    say(port, { id, reply, counts: newCounts(engine) })
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
function newCounts(engine: Engine): BatchCounts {
  const now = { ...engine.rounds.counts }
  const since = countsSince(counted.get(engine) ?? noCounts, now)
  counted.set(engine, now)
  return since
}
