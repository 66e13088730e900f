import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What llama.cpp alone reaches. */
export interface Limit {
  /** Tokens a second of prompts that fill a batch, and of text. */
  readonly pp: number
  readonly tg: number
  /**
   * Seconds that one prompt of so many tokens takes by itself on a sequence that holds so many already: a short one costs a pass over
   * all weights, kernels have steps, and attention goes over all that is held.
   */
  single(tokens: number, held: number): number
}

export interface LimitSettings {
  readonly sequences: number
  readonly threads: number
  readonly onGpu: boolean
  /** So many programs run at the same time; the limit is that of one. */
  readonly programs: number
  /** Tokens of each prompt, and of each reply after it. */
  readonly prompt: number
  readonly tokens: number
  /**
   * Tokens of prompts, and of what a sequence holds before, that `single` is measured at; between them it is a straight line, but for
   * the step of flash attention on a CPU.
   */
  readonly sizes: readonly number[]
  readonly depths: readonly number[]
}

/**
 * Rows of a sequence from which on ggml's flash attention on a CPU works in tiles (GGML_FA_TILE_Q): with 450 tokens held, a prompt of
 * 64 takes three quarters of the time of one of 63.
 */
const TILE = 64

/** llama.cpp's own llama-batched-bench, which draws nothing and refills nothing, and llama-bench, which begins at a depth. */
export async function limitOf(folder: string, model: string, { programs, ...settings }: LimitSettings): Promise<Limit> {
  const all = await Promise.all(Array.from({ length: programs }, () => limitOfOne(folder, model, settings)))
  const mean = (of: (one: Limit) => number): number => all.reduce((sum, one) => sum + of(one), 0) / programs
  return { pp: mean(({ pp }) => pp), tg: mean(({ tg }) => tg), single: (tokens, held) => mean(({ single }) => single(tokens, held)) }
}

async function limitOfOne(folder: string, model: string, { sequences, threads, onGpu, prompt, tokens, sizes, depths }: Omit<LimitSettings, 'programs'>): Promise<Limit> {
  const shared = ['-m', model, '-t', `${threads}`, '-b', '512', '-ngl', onGpu ? '999' : '0']
  const [together] = await rows<{ speed_pp: number; speed_tg: number }>(join(folder, 'llama-batched-bench'), 1, [...shared, '--output-format', 'jsonl', '-c', `${sequences * (prompt + tokens + 32)}`, '-npp', `${prompt}`, '-ntg', `${tokens}`, '-npl', `${sequences}`])
  const points = withStep(sizes)
  const singly = await rows<{ n_prompt: number; n_depth: number; avg_ns: number }>(join(folder, 'llama-bench'), points.length * depths.length, [...shared, '-o', 'jsonl', '-fa', '1', '-n', '0', '-r', '2', '-p', points.join(','), '-d', depths.join(',')])
  const at = (depth: number) => line(singly.filter(({ n_depth }) => n_depth === depth).map(({ n_prompt, avg_ns }) => [n_prompt, avg_ns / 1e9]))
  const lines = depths.map((depth) => [depth, at(depth)] as const)
  return { pp: together!.speed_pp, tg: together!.speed_tg, single: (tokens, held) => line(lines.map(([depth, seconds]) => [depth, seconds(tokens)]))(held) }
}

/** Both sides of the step where it lies between the sizes. */
function withStep(sizes: readonly number[]): readonly number[] {
  const step = Math.min(...sizes) < TILE && Math.max(...sizes) >= TILE ? [TILE - 1, TILE] : []
  return [...new Set([...sizes, ...step])]
}

/** Straight lines between points; before the first and beyond the last, straight on. */
function line(points: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  const sorted = points.toSorted((a, b) => a[0] - b[0])
  if (sorted.length === 1) return () => sorted[0]![1]
  return (x) => {
    const above = sorted.findIndex(([at]) => at >= x)
    const end = above < 0 ? sorted.length - 1 : Math.max(1, above)
    const [[x0, y0], [x1, y1]] = [sorted[end - 1]!, sorted[end]!]
    return y0 + ((x - x0) * (y1 - y0)) / (x1 - x0)
  }
}

async function rows<T>(program: string, count: number, args: readonly string[]): Promise<readonly T[]> {
  // llama-batched-bench exits before all is printed now and then.
  for (let tries = 0; tries < 5; tries++) {
    const { stdout } = await promisify(execFile)(program, [...args])
    const found = stdout.split('\n').filter((one) => one.startsWith('{') && one.endsWith('}')).map((one) => JSON.parse(one) as T)
    if (found.length === count) return found
  }
  throw new Error(`${program} printed no result`)
}
