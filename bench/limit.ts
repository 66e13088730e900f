import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What llama.cpp alone reaches. */
export interface Limit {
  /** Tokens a second of prompts that fill a batch, and of text. */
  readonly pp: number
  readonly tg: number
  /** Seconds that one prompt of so many tokens takes by itself: a short one costs a pass over all weights. */
  single(tokens: number): number
}

export interface LimitSettings {
  readonly sequences: number
  readonly threads: number
  /** Tokens of each prompt, and of each reply after it. */
  readonly prompt: number
  readonly tokens: number
}

interface Row {
  readonly pp: number
  readonly speed_pp: number
  readonly speed_tg: number
  readonly t_pp: number
}

/** llama.cpp's own llama-batched-bench, which draws nothing and refills nothing. */
export async function limitOf(program: string, model: string, { sequences, threads, prompt, tokens }: LimitSettings): Promise<Limit> {
  const sizes = [8, 32, 128, 256].filter((size) => size <= Math.max(32, prompt))
  const together = await rows(program, ['-m', model, '-t', `${threads}`, '-c', `${sequences * (prompt + tokens + 32)}`, '-npp', `${prompt}`, '-ntg', `${tokens}`, '-npl', `${sequences}`])
  const singly = await rows(program, ['-m', model, '-t', `${threads}`, '-c', '1024', '-npp', sizes.join(','), '-ntg', '1', '-npl', '1'])
  const points = [{ pp: 0, t_pp: 2 * singly[0]!.t_pp - singly[1]!.t_pp }, ...singly]
  return {
    pp: together[0]!.speed_pp,
    tg: together[0]!.speed_tg,
    single(n) {
      const at = Math.max(1, Math.min(points.length - 1, points.findIndex(({ pp }) => pp >= n) + (n > points.at(-1)!.pp ? points.length : 0)))
      const [low, high] = [points[at - 1]!, points[at]!]
      return low.t_pp + ((n - low.pp) * (high.t_pp - low.t_pp)) / (high.pp - low.pp)
    },
  }
}

async function rows(program: string, args: readonly string[]): Promise<readonly Row[]> {
  // It exits before all is printed now and then.
  for (let tries = 0; tries < 5; tries++) {
    const { stdout } = await promisify(execFile)(program, [...args, '-b', '512', '-ngl', '0', '--output-format', 'jsonl'])
    const found = stdout.split('\n').filter((one) => one.startsWith('{') && one.endsWith('}')).map((one) => JSON.parse(one) as Row)
    if (found.length === args[args.indexOf('-npp') + 1]!.split(',').length) return found
  }
  throw new Error(`${program} printed no result`)
}
