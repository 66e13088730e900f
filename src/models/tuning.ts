import { readFile, rename, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { getModuleVersion, type Llama } from 'node-llama-cpp'
import { Piscina } from 'piscina'
import { z } from 'zod'
import coreCount from '../core-count.cjs'
import type { ModelEntry } from '../types.js'
import { createFolder } from '../writable.js'
import { cacheFolder } from './cache-folder.js'
import type { WorkerSettings } from './generator-worker.js'
import { layOut } from './engines.js'
import { gpuOf } from './gpu.js'
import { run } from './held-sequence.js'
import { memoryFree, memoryLimit } from './memory.js'
import { search, unmeasured } from './search.js'
import { together, type Speed } from './speed.js'
import type { Found, Machine, Measure } from './trials.js'

const choiceSchema = z.object({
  threads: z.int().positive(),
  sequences: z.int().positive(),
  batchSize: z.int().positive(),
  replicas: z.int().positive(),
  flashAttention: z.enum(['auto', 'off']),
  kvType: z.enum(['f16', 'q8_0']),
  tokensPerSecond: z.number(),
})

/** How a model is best run on a machine, with the speed measured then. */
export type Choice = z.output<typeof choiceSchema>

export interface TuneOptions {
  /** Tokens that every sequence has to have room for. */
  readonly contextSize: number
  /** Settings that are not to be chosen: the others are to go with them. */
  readonly given?: Partial<TunedSettings>
  /** Bytes of memory that other models take, now or later. */
  readonly besides?: number | undefined
  /** Says what the machine is; not disposed. */
  readonly llama: Llama
  readonly cacheFolder?: string
  readonly onNote?: (text: string) => void
}

/** What is chosen. */
export type TunedSettings = Omit<Choice, 'tokensPerSecond'>

type Settings = TunedSettings
type Model = Pick<WorkerSettings, 'path' | 'gpu' | 'contextSize' | 'besides'>

/** Changes where a choice made before would be made otherwise now. */
const SEARCH = 'search 6'

/** Milliseconds of a first measurement from which on it is said how long all may take, and how many times as long that is. */
const SLOW = { from: 10_000, times: 7 }

/**
 * Chooses how a model is run by a measurement of seconds, once per machine, model and what is given;
 * remembered in `tuning.json`. A folder that cannot be written costs the measurement each time, no more.
 * Where nothing can be measured, the most modest settings are given and not remembered.
 */
export async function tune(entry: ModelEntry, options: TuneOptions): Promise<Choice> {
  const { llama, given = {}, onNote = () => {} } = options
  const before = await tunedBefore(entry, options)
  if (before) return before
  onNote(`measuring how ${entry.name} runs best on this machine, once`)
  const machine: Machine = { onGpu: gpuOf(llama) !== false, cores: coreCount(), memory: memoryLimit(), given }
  const file = fileIn(options)
  const key = await keyOf(entry, options)
  const keep = async (found: Found): Promise<void> => remember(file, { ...(await recall(file)), [key]: choiceOf(found) })
  const onSlow = (minutes: number): void => onNote(`${entry.name} is slow here: this may take ${minutes} minutes`)
  const chosen = async (besides: number): Promise<Found | undefined> =>
    choose({ path: entry.path, gpu: llama.gpu, contextSize: options.contextSize, besides }, { ...machine, free: await memoryFree(llama, besides) }, { onSlow, keep })
  // Where not one sequence has room beside the others, leaving them room is of no use.
  const found = (await chosen(options.besides ?? 0)) ?? (options.besides ? await chosen(0) : undefined)
  if (!found) {
    const least: Choice = { ...unmeasured(machine), tokensPerSecond: 0 }
    onNote(`${entry.name}: nothing could be measured, since the memory that is free does not hold ${least.sequences === 1 ? 'one sequence' : `${least.sequences} sequences`} of ${options.contextSize} tokens; it runs with threads ${least.threads}, sequences ${least.sequences} and is measured again next time (a smaller --context-size takes less memory)`)
    return least
  }
  onNote(`${entry.name}: ${describe(choiceOf(found))}`)
  await keep(found)
  return choiceOf(found)
}

/** What was chosen on this machine before, if anything was. */
export async function tunedBefore(entry: ModelEntry, options: TuneOptions): Promise<Choice | undefined> {
  const known = await recall(fileIn(options))
  return choiceSchema.safeParse(known[await keyOf(entry, options)]).data
}

/** Where choices are kept. */
export const fileIn = (options: Pick<TuneOptions, 'cacheFolder'> = {}): string => join(options.cacheFolder ?? cacheFolder(), 'tuning.json')

/** A choice in a line. */
export function describe({ replicas, threads, sequences, batchSize, flashAttention, kvType, tokensPerSecond }: Choice): string {
  return `replicas ${replicas}, threads ${threads}, sequences ${sequences}, batch size ${batchSize}, flash attention ${flashAttention}, cache ${kvType} (${tokensPerSecond} tokens/s)`
}

async function choose(model: Model, machine: Machine, { onSlow, keep }: { onSlow: (minutes: number) => void; keep: (found: Found) => Promise<void> }): Promise<Found | undefined> {
  await using meter = openMeter(model, machine)
  return await search(timed(meter.measure, onSlow), machine, { keep })
}

const choiceOf = ({ settings, speed }: Found): Choice => ({ ...settings, tokensPerSecond: Math.round(speed.tokensPerSecond) })

/** Measures alike; where the first takes long, says how many minutes all may take. */
export function timed(measure: Measure, onSlow: (minutes: number) => void, now = () => performance.now()): Measure {
  let isFirst = true
  return async (settings) => {
    const began = now()
    const speed = await measure(settings)
    const spent = now() - began
    if (isFirst && spent >= SLOW.from) onSlow(Math.ceil((SLOW.times * spent) / 60_000))
    isFirst = false
    return speed
  }
}

/** Measures settings of a model, each for a moment. */
export function openMeter(model: Model, machine: Pick<Machine, 'onGpu'>): { readonly measure: Measure } & AsyncDisposable {
  // Threads stay: one that begins anew loads the model while the others are measured already.
  const pool = new Piscina({ filename: new URL('./generator-worker.js', import.meta.url).href, minThreads: 1, idleTimeout: Infinity, atomics: 'disabled' })
  const all = <T>(name: string, { replicas, ...settings }: Settings): Promise<T[]> => {
    const { workers, contexts } = layOut(replicas, machine)
    const task: WorkerSettings = { ...model, ...settings, contexts }
    return Promise.all(Array.from({ length: workers }, () => run<T>(pool, name, { task })))
  }
  return {
    async measure(settings) {
      await all<void>('prepare', settings)
      return allOf(await all<Speed | undefined>('measure', settings))
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

function allOf(speeds: readonly (Speed | undefined)[]): Speed | undefined {
  return speeds.reduce((sum, speed) => sum && speed && together(sum, speed))
}

/** What a choice is good for: this search, this machine with the memory that may be used, this version of the engine, this file, as many tokens a sequence, what other models take, and what is given. */
export async function keyOf(entry: ModelEntry, { llama, contextSize, besides = 0, given = {} }: Pick<TuneOptions, 'llama' | 'contextSize' | 'besides' | 'given'>): Promise<string> {
  const gpu = gpuOf(llama) === false ? 'no gpu' : `${llama.gpu} ${(await llama.getGpuDeviceNames()).join(', ')}`
  const cpu = cpus()[0]?.model ?? 'unknown cpu'
  return [SEARCH, cpu, `${coreCount()} cores`, `${Math.round(memoryLimit() / 2 ** 30)} GiB`, gpu, `node-llama-cpp ${await getModuleVersion()}`, entry.sha256, `context ${contextSize}`, ...(besides > 0 ? [`besides ${Math.ceil(besides / 2 ** 20)} MiB`] : []), ...Object.entries(given).map(([name, value]) => `${name} ${value}`)].join(' | ')
}

async function recall(file: string): Promise<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return {} // not there, or damaged: measured again
  }
}

async function remember(file: string, choices: Record<string, unknown>): Promise<void> {
  const temporary = `${file}.${process.pid}`
  try {
    createFolder(dirname(file))
    await writeFile(temporary, JSON.stringify(choices, null, 2))
    await rename(temporary, file)
  } catch {
    // a cache that cannot be written only costs time
  }
}
