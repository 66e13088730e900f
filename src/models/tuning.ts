import { readFile, rename, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { getModuleVersion, type Llama } from 'node-llama-cpp'
import { Piscina } from 'piscina'
import { z } from 'zod'
import type { ModelEntry } from '../types.js'
import { createFolder } from '../writable.js'
import { cacheFolder } from './cache-folder.js'
import type { WorkerSettings } from './generator-worker.js'
import { run } from './held-sequence.js'
import { memoryLimit } from './memory.js'
import type { Speed } from './speed.js'

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
  /** Says what the machine is; not disposed. */
  readonly llama: Llama
  readonly cacheFolder?: string
  readonly onNote?: (text: string) => void
}

/** What is chosen. */
export type TunedSettings = Omit<Choice, 'tokensPerSecond'>

type Settings = TunedSettings
type Model = Pick<WorkerSettings, 'path' | 'gpu' | 'contextSize'>

/**
 * A setting has to be so many times faster than a more modest one to be chosen. More so for the type of the cache, which is not quite
 * without effect on what is generated.
 */
const WORTH = { sequences: 1.02, replicas: 1.1, threads: 1.3, attention: 1.1, batch: 1.1, kv: 1.2 }
/** What is so near to being worth it, up or down, is measured once more: a measurement of a second is noisy. */
const DOUBT = 1.1
/** Changes where a choice made before would be made otherwise now. */
const SEARCH = 'search 4'
/** Milliseconds after which only what matters most is still tried: replicas, threads and sequences, of which a bad choice halves the speed. */
const PATIENCE = 20_000
/** Share of the main memory that a generator may take, unless its weights take more by themselves. */
const MEMORY = 0.6
/** Prompt tokens that a build evaluates for every token it generates, about. */
const PROMPTS = 2

/**
 * Chooses how a model is run by a measurement of seconds, once per machine and model;
 * remembered in `tuning.json`. A folder that cannot be written costs the measurement each time, no more.
 * Where nothing can be measured, the most modest settings are given and not remembered.
 */
export async function tune(entry: ModelEntry, options: TuneOptions): Promise<Choice> {
  const { llama, onNote = () => {} } = options
  const before = await tunedBefore(entry, options)
  if (before) return before
  onNote(`measuring how ${entry.name} runs best on this machine, once`)
  const choice = await choose({ path: entry.path, gpu: llama.gpu, contextSize: options.contextSize }, llama)
  if (!choice) {
    const modest: Choice = { ...first(llama.gpu !== false), sequences: 1, threads: Math.max(1, Math.floor(availableParallelism() / 2)), tokensPerSecond: 0 }
    onNote(`${entry.name}: nothing could be measured, since the memory that is free does not hold one sequence of ${options.contextSize} tokens; it runs with threads ${modest.threads}, sequences 1 and is measured again next time (a smaller --context-size takes less memory)`)
    return modest
  }
  onNote(`${entry.name}: ${describe(choice)}`)
  const file = fileIn(options)
  await remember(file, { ...(await recall(file)), [await keyOf(entry, options)]: choice })
  return choice
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

/** The speed of all replicas together; undefined when the memory does not hold them. */
export type Measure = (settings: TunedSettings) => Promise<Speed | undefined>

async function choose(model: Model, llama: Llama): Promise<Choice | undefined> {
  await using meter = openMeter(model)
  return await search(meter.measure, { onGpu: llama.gpu !== false, cores: availableParallelism(), memory: memoryLimit() })
}

/** Measures settings of a model, each for a moment. */
export function openMeter(model: Model): { readonly measure: Measure } & AsyncDisposable {
  // Threads stay: one that begins anew loads the model while the others are measured already.
  const pool = new Piscina({ filename: new URL('./generator-worker.js', import.meta.url).href, minThreads: 1, idleTimeout: Infinity, atomics: 'disabled' })
  const all = <T>(name: string, { replicas, ...settings }: Settings): Promise<T[]> =>
    Promise.all(Array.from({ length: replicas }, () => run<T>(pool, name, { task: { ...model, ...settings } })))
  return {
    async measure(settings) {
      await all<void>('prepare', settings)
      return together(await all<Speed | undefined>('measure', settings))
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

/** What a build gets of a speed: tokens generated a second, with the prompts that go with them. */
export function worthOf({ tokensPerSecond, promptTokensPerSecond }: Pick<Speed, 'tokensPerSecond' | 'promptTokensPerSecond'>): number {
  return 1 / (1 / tokensPerSecond + PROMPTS / promptTokensPerSecond)
}

function together(speeds: readonly (Speed | undefined)[]): Speed | undefined {
  return speeds.reduce((sum, speed) => sum && speed && { tokensPerSecond: sum.tokensPerSecond + speed.tokensPerSecond, promptTokensPerSecond: sum.promptTokensPerSecond + speed.promptTokensPerSecond, bytes: sum.bytes + speed.bytes })
}

interface Machine {
  readonly onGpu: boolean
  readonly cores: number
  /** Main memory in bytes. */
  readonly memory: number
}

/** What is measured first. */
const first = (onGpu: boolean): Settings => ({ threads: 1, sequences: 8, batchSize: onGpu ? 2048 : 512, replicas: 1, flashAttention: 'auto', kvType: 'f16' })

/**
 * Settles one setting after the other: replicas, threads a replica instead of replicas, sequences, and what matters less. Threads
 * wait for one another at every layer, so they are chosen over replicas only where they are much faster: as soon as something else
 * runs on one of their cores, all of them stand still. Undefined when the memory holds not even one sequence.
 */
export async function search(measure: Measure, { onGpu, cores, memory }: Machine, now = () => performance.now()): Promise<Choice | undefined> {
  const until = now() + PATIENCE
  const hurried = (): boolean => now() > until
  const begun: { readonly settings: Settings; readonly speed: Speed }[] = []
  for (const sequences of [8, 4, 2, 1]) {
    const settings = { ...first(onGpu), sequences }
    const found = await measure(settings)
    if (found) begun.push({ settings, speed: found })
    if (found && found.bytes <= MEMORY * memory) break
  }
  // Weights that take more by themselves do so with one sequence too.
  const from = begun.find(({ speed: { bytes } }) => bytes <= MEMORY * memory) ?? begun[0]
  if (!from) return undefined
  let { settings: best, speed } = from
  const room = Math.max(MEMORY * memory, speed.bytes)
  // llama.cpp does not run every model with every setting.
  const attempt = (settings: Settings): Promise<Speed | undefined> => measure(settings).catch(() => undefined)
  /**
   * Tries one step after the other, up to one that the memory does not hold or that, in a hurry, was not worth it; `same`: what reads
   * prompts is the same in each, so that no difference there counts.
   */
  const settle = async (steps: readonly Partial<Settings>[], worth: number, same = false): Promise<void> => {
    const from = best
    for (const step of steps) {
      const settings = { ...from, ...step }
      let found = await attempt(settings)
      if (!found || found.bytes > room) break
      if (isDoubtful(gainOf(found, speed, same) / worth)) {
        // The two in turn and back, so that neither has the better half of a change in the machine's speed.
        found = mean(found, await attempt(settings))
        speed = mean(speed, await attempt(best))
      }
      if (gainOf(found, speed, same) >= worth) ({ settings: best, speed } = { settings, speed: found })
      else if (hurried()) break
    }
  }
  const held = onGpu ? 1 : Math.max(1, Math.floor((MEMORY * memory) / speed.bytes))
  const replicas = Math.min(cores, held)
  if (replicas > 1) await settle([{ replicas }], WORTH.replicas)
  if (!onGpu) await settle(doublings(cores).map((threads) => ({ threads, replicas: Math.max(1, Math.min(replicas, Math.floor(cores / threads))) })), WORTH.threads)
  if (best.sequences === 8) await settle((onGpu ? [16, 32, 64, 128] : [16, 32]).map((sequences) => ({ sequences })), WORTH.sequences, true)
  if (!hurried()) await settle([{ flashAttention: 'off' }], WORTH.attention)
  if (!hurried() && best.flashAttention === 'auto') await settle([{ kvType: 'q8_0' }], WORTH.kv)
  if (!hurried()) await settle([{ batchSize: 2 * best.batchSize }], WORTH.batch)
  return { ...best, tokensPerSecond: Math.round(speed.tokensPerSecond) }
}

/** How many times as much a build gets of one speed as of another; `same`: prompts are read alike. */
function gainOf(one: Speed, other: Speed, same: boolean): number {
  const prompts = same ? { promptTokensPerSecond: (one.promptTokensPerSecond + other.promptTokensPerSecond) / 2 } : {}
  return worthOf({ ...one, ...prompts }) / worthOf({ ...other, ...prompts })
}

const isDoubtful = (ratio: number): boolean => ratio < DOUBT && ratio > 1 / DOUBT

/** Of two measurements of the same, where the second could be made. */
function mean(one: Speed, two: Speed | undefined): Speed {
  if (!two) return one
  return { ...one, tokensPerSecond: (one.tokensPerSecond + two.tokensPerSecond) / 2, promptTokensPerSecond: (one.promptTokensPerSecond + two.promptTokensPerSecond) / 2 }
}

function doublings(most: number): number[] {
  const steps: number[] = []
  for (let n = 2; n <= most; n *= 2) steps.push(n)
  return steps
}

/** What a choice is good for: this search, this machine with the memory that may be used, this version of the engine, this file, and as many tokens a sequence. */
export async function keyOf(entry: ModelEntry, { llama, contextSize }: Pick<TuneOptions, 'llama' | 'contextSize'>): Promise<string> {
  const gpu = llama.gpu === false ? 'no gpu' : `${llama.gpu} ${(await llama.getGpuDeviceNames()).join(', ')}`
  const cpu = cpus()[0]?.model ?? 'unknown cpu'
  return [SEARCH, cpu, `${availableParallelism()} cores`, `${Math.round(memoryLimit() / 2 ** 30)} GiB`, gpu, `node-llama-cpp ${await getModuleVersion()}`, entry.sha256, `context ${contextSize}`].join(' | ')
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
