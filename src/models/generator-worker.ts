import type { MessagePort } from 'node:worker_threads'
import type { Message, Reply, Sampling } from '../types.js'
import { answer } from './answer.js'
import type { BatchCounts } from './batching.js'
import { openEngine, type Engine, type EngineSettings } from './engine.js'

/** What the worker is asked for on the port of a held sequence. */
export type Request =
  | { readonly id: number; readonly messages: readonly Message[]; readonly sampling: Sampling }
  | 'end'

/** What it says there. */
export type Response =
  | { readonly ready: true }
  | { readonly note: string }
  | { readonly id: number; readonly reply: Reply; readonly counts: BatchCounts }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string; readonly stack?: string } }

/** What is known once the model is loaded. */
export interface EngineInfo {
  readonly contextSize: number
  readonly gpu: string | false
  readonly gpuLayers: number
}

let engine: Promise<Engine> | undefined
let counted: BatchCounts = { batches: 0, rows: 0, held: 0, split: 0, promptBatches: 0 }

function loaded(settings: EngineSettings): Promise<Engine> {
  return (engine ??= openEngine(settings))
}

/** Loads the model. Rejects with what went wrong. */
export async function open(settings: EngineSettings): Promise<EngineInfo> {
  const { contextSize, llama, model } = await loaded(settings)
  return { contextSize, gpu: llama.gpu, gpuLayers: model.gpuLayers }
}

/** Holds one sequence and answers on the port until it says `end`. */
export async function hold({ port, settings }: { port: MessagePort; settings: EngineSettings }): Promise<void> {
  const ready = await loaded(settings)
  const slot = ready.rounds.take()
  const stop = new AbortController()
  const running = new Set<Promise<void>>()
  try {
    const ended = new Promise<void>((resolve) => {
      port.on('close', resolve)
      port.on('message', (request: Request) => {
        if (request === 'end') return resolve()
        const call = reply(ready, slot, { port, request, signal: stop.signal }).finally(() => running.delete(call))
        running.add(call)
      })
    })
    say(port, { ready: true })
    await ended
    stop.abort()
    await Promise.all(running)
  } finally {
    port.close()
    ready.rounds.give(slot)
  }
}

async function reply(
  engine: Engine,
  slot: number,
  { port, request, signal }: { port: MessagePort; request: Exclude<Request, 'end'>; signal: AbortSignal },
): Promise<void> {
  const { id, messages, sampling } = request
  try {
    const reply = await answer(engine, slot, { messages, sampling, signal })
    say(port, { id, reply, counts: newCounts(engine.rounds.counts) })
  } catch (thrown) {
    const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown))
    say(port, { id, error: { name, message, stack } })
  }
}

function say(port: MessagePort, response: Response): void {
  port.postMessage(response)
}

/** What was decoded since the last reply. */
function newCounts(now: Readonly<BatchCounts>): BatchCounts {
  const before = counted
  counted = { ...now }
  return {
    batches: now.batches - before.batches,
    rows: now.rows - before.rows,
    held: now.held - before.held,
    promptBatches: now.promptBatches - before.promptBatches,
    split: now.split - before.split,
  }
}
