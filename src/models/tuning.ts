import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { cpus, availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import type { Llama } from 'node-llama-cpp'
import { Piscina } from 'piscina'
import { z } from 'zod'
import type { ModelEntry } from '../types.js'
import { cacheFolder } from './cache-folder.js'
import type { WorkerSettings } from './generator-worker.js'
import type { Speed } from './speed.js'

const choiceSchema = z.object({
  threads: z.int().positive(),
  sequences: z.int().positive(),
  batchSize: z.int().positive(),
  replicas: z.int().positive(),
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

/** A setting has to be this much faster than a more modest one to be chosen: measurements of a second are noisy. */
const WORTH = 1.08
/** Milliseconds after which no further setting is tried. */
const PATIENCE = 15_000

/**
 * Chooses threads, sequences, batch size and replicas by a measurement of seconds, once per machine and model;
 * remembered in `tuning.json`. A folder that cannot be written costs the measurement each time, no more.
 */
export async function tune(entry: ModelEntry, options: TuneOptions): Promise<Choice> {
  const { llama, onNote = () => {} } = options
  const file = join(options.cacheFolder ?? cacheFolder(), 'tuning.json')
  const key = await keyOf(entry, llama)
  const known = await recall(file)
  const before = choiceSchema.safeParse(known[key])
  if (before.success) return before.data
  onNote(`measuring how ${entry.name} runs best on this machine, once`)
  const choice = await choose({ path: entry.path, gpu: llama.gpu, contextSize: options.contextSize }, llama.gpu !== false)
  onNote(`${entry.name}: ${describe(choice)}`)
  await remember(file, { ...known, [key]: choice })
  return choice
}

/** A choice in words. */
export function describe({ replicas, threads, sequences, batchSize, tokensPerSecond }: Choice): string {
  return `replicas ${replicas}, threads ${threads}, sequences ${sequences}, batch size ${batchSize} (${Math.round(tokensPerSecond)} tokens/s)`
}

type Measure = (settings: Pick<Choice, 'threads' | 'sequences' | 'batchSize' | 'replicas'>) => Promise<number>

async function choose(model: Pick<WorkerSettings, 'path' | 'gpu' | 'contextSize'>, onGpu: boolean): Promise<Choice> {
  const cores = availableParallelism()
  const pool = new Piscina({
    filename: new URL('./generator-worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: onGpu ? 1 : cores,
    atomics: 'disabled',
  })
  const measure: Measure = async ({ replicas, ...settings }) => {
    const runs = Array.from({ length: replicas }, () => pool.run({ ...model, ...settings, exactly: true }, { name: 'measure' }) as Promise<Speed | undefined>)
    const speeds = await Promise.all(runs)
    return speeds.some((speed) => !speed) ? 0 : speeds.reduce((sum, speed) => sum + (speed?.tokensPerSecond ?? 0), 0)
  }
  try {
    return await search(measure, { cores, onGpu })
  } finally {
    await pool.destroy()
  }
}

/** Settles one setting after the other, from the modest to the greedy; stops when time is up. */
export async function search(
  measure: Measure,
  { cores, onGpu, now = () => performance.now() }: { cores: number; onGpu: boolean; now?: () => number },
): Promise<Choice> {
  const until = now() + PATIENCE
  const start = { threads: 1, sequences: onGpu ? 16 : 8, batchSize: onGpu ? 2048 : 512, replicas: 1 }
  let best: Choice = { ...start, tokensPerSecond: await measure(start) }
  const rise = async (change: (by: number) => Partial<Choice>, steps: readonly number[]): Promise<void> => {
    for (const step of steps) {
      if (now() > until) return
      const tried = { ...best, ...change(step) }
      const tokensPerSecond = await measure(tried)
      if (tokensPerSecond < best.tokensPerSecond * WORTH) return
      best = { ...tried, tokensPerSecond }
    }
  }
  const halves = [2, Math.ceil(cores / 4), Math.ceil(cores / 2), cores]
  await rise((threads) => ({ threads }), [...new Set(halves)].filter((n) => n > 1 && n <= cores).sort((a, b) => a - b))
  if (best.tokensPerSecond === 0) await rise((sequences) => ({ sequences }), [4, 2, 1])
  else await rise((sequences) => ({ sequences }), onGpu ? [32, 64, 128] : [16, 32])
  const replicas = Math.floor(cores / best.threads)
  if (!onGpu && replicas > 1) await rise((n) => ({ replicas: n }), [Math.min(replicas, 4)])
  return best
}

async function keyOf(entry: ModelEntry, llama: Llama): Promise<string> {
  const gpu = llama.gpu === false ? 'no gpu' : `${llama.gpu} ${(await llama.getGpuDeviceNames()).join(', ')}`
  const cpu = cpus()[0]?.model ?? 'unknown cpu'
  const { getModuleVersion } = await import('node-llama-cpp')
  return [cpu, `${availableParallelism()} cores`, gpu, `node-llama-cpp ${await getModuleVersion()}`, entry.sha256].join(' | ')
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
  await mkdir(dirname(file), { recursive: true })
    .then(() => writeFile(temporary, JSON.stringify(choices, null, 2)))
    .then(() => rename(temporary, file))
    .catch(() => {}) // a cache that cannot be written only costs time
}
