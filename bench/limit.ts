import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What llama.cpp alone reaches. */
export interface Limit {
  /** Tokens a second of prompts that fill a batch, and of text. */
  readonly pp: number
  readonly tg: number
  /** Seconds that one prompt of so many tokens takes by itself: a short one costs a pass over all weights, and kernels have steps. */
  single(tokens: number): number
}

export interface LimitSettings {
  readonly sequences: number
  readonly threads: number
  /** Tokens of each prompt, and of each reply after it. */
  readonly prompt: number
  readonly tokens: number
  /** Tokens of prompts that `single` is measured at; between them it is a straight line. */
  readonly sizes: readonly number[]
}

interface Row {
  readonly pp: number
  readonly speed_pp: number
  readonly speed_tg: number
  readonly t_pp: number
}

/** llama.cpp's own llama-batched-bench, which draws nothing and refills nothing. */
export async function limitOf(program: string, model: string, { sequences, threads, prompt, tokens, sizes }: LimitSettings): Promise<Limit> {
  const together = await rows(program, ['-m', model, '-t', `${threads}`, '-c', `${sequences * (prompt + tokens + 32)}`, '-npp', `${prompt}`, '-ntg', `${tokens}`, '-npl', `${sequences}`])
  const singly = await rows(program, ['-m', model, '-t', `${threads}`, '-c', `${Math.max(...sizes) + 64}`, '-npp', sizes.join(','), '-ntg', '1', '-npl', '1'])
  return {
    pp: together[0]!.speed_pp,
    tg: together[0]!.speed_tg,
    single(n) {
      const above = singly.findIndex(({ pp }) => pp >= n)
      const high = above < 0 ? singly.at(-1)! : singly[above]!
      const low = above < 0 ? high : (singly[above - 1] ?? high)
      if (low === high) return above < 0 ? (high.t_pp * n) / high.pp : high.t_pp
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
