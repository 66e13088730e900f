import { Interrupted } from '../errors.js'
import type { Ask, Generator, Message, ModelEntry, Reply, Sampling } from '../types.js'
import { noUsage } from './usage.js'

/** Which call a reply is for. */
export interface FakeCall {
  /** Calls made before it, of this generator. */
  readonly index: number
  /** Calls made before it on the sequence since that was taken. */
  readonly turn: number
  /** Held sequence, from 0; below `concurrency`. */
  readonly sequence: number
}

export interface FakeGeneratorOptions {
  /** What is answered: the text, or the text and why it ended. May throw, or take its time. */
  reply(messages: readonly Message[], sampling: Sampling, call: FakeCall): FakeReply | Promise<FakeReply>
  readonly concurrency?: number
  /** Tokens of one sequence. */
  readonly contextSize?: number
  /** Tokens of a text; four characters each where not given. */
  readonly count?: (text: string) => number
  /** Fields of the entry that differ from `{ name: 'fake-generator', … }`. */
  readonly entry?: Partial<ModelEntry>
}

export type FakeReply = string | Pick<Reply, 'text' | 'finish'>

/**
 * A generator without a model, for tests of what is built on one. Sequences are held in the order they were asked for,
 * never more than `concurrency` at once, and usage is counted as if the prefix a call shares with the one before it on
 * its sequence were cached. A text longer than `maxTokens` is given whole, with the finish `length`.
 */
export function fakeGenerator(options: FakeGeneratorOptions): Generator {
  const { reply, concurrency = 4, contextSize = 4096, count = fourCharacters } = options
  const usage = { ...noUsage, batchFill: 1 }
  const places = queue(concurrency)
  const askOn = (sequence: number): Ask => {
    let turn = 0
    let cached = ''
    return async (messages, sampling) => {
      const given = await reply(messages, sampling, { index: usage.calls++, turn: turn++, sequence })
      const { text, finish } = typeof given === 'string' ? { text: given, finish: endOf(given, sampling, count) } : given
      const prompt = messages.map(({ role, content }) => `${role}: ${content}\n`).join('')
      const counted = { promptTokens: count(prompt), evaluatedTokens: count(prompt.slice(shared(prompt, cached))), generatedTokens: count(text) }
      cached = prompt + text
      for (const [key, n] of Object.entries(counted)) usage[key as keyof typeof counted] += n
      usage.batches += counted.generatedTokens
      return { text, finish, ...counted }
    }
  }
  return {
    entry: { name: 'fake-generator', role: 'generator', path: '', sha256: 'f'.repeat(64), contextSize, ...options.entry },
    ...{ contextSize, concurrency, count },
    usage: () => ({ ...usage }),
    async sequence(work, signal) {
      const place = await places.take(signal)
      try {
        return await work(askOn(place))
      } finally {
        places.free(place)
      }
    },
    async [Symbol.asyncDispose]() {},
  }
}

/** Hands out so many places, first come, first served. */
function queue(size: number) {
  const free = Array.from({ length: size }, (_, i) => i)
  const waiting: ((place: number) => void)[] = []
  return {
    take(signal?: AbortSignal): Promise<number> {
      if (signal?.aborted) return Promise.reject(new Interrupted())
      const place = free.shift()
      if (place !== undefined) return Promise.resolve(place)
      return new Promise((resolve, reject) => {
        const stop = () => {
          waiting.splice(waiting.indexOf(serve), 1)
          reject(new Interrupted())
        }
        const serve = (freed: number) => {
          signal?.removeEventListener('abort', stop)
          resolve(freed)
        }
        signal?.addEventListener('abort', stop, { once: true })
        waiting.push(serve)
      })
    },
    free(place: number): void {
      const next = waiting.shift()
      if (next) next(place)
      else free.unshift(place)
    },
  }
}

function endOf(text: string, { maxTokens }: Sampling, count: (text: string) => number): Reply['finish'] {
  return count(text) > maxTokens ? 'length' : 'stop'
}

/** Characters two texts begin with in common. */
function shared(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

const fourCharacters = (text: string) => Math.ceil(text.length / 4)
