import type { Speed } from './speed.js'
import type { TunedSettings } from './tuning.js'

/** The speed of all replicas together; undefined when the memory does not hold them. */
export type Measure = (settings: TunedSettings) => Promise<Speed | undefined>

/** What settings are searched for. */
export interface Machine {
  readonly onGpu: boolean
  readonly cores: number
  /** Main memory in bytes. */
  readonly memory: number
  /** What of it no other program takes; all by default. */
  readonly free?: number
  /** Settings that are not searched for: the others are chosen to go with them. */
  readonly given?: Partial<TunedSettings>
}

/** Settings with their speed. */
export interface Found {
  readonly settings: TunedSettings
  readonly speed: Speed
}

/**
 * A setting has to be so many times faster than another to be chosen in its place. More so for the type of the cache, which is not
 * quite without effect on what is generated.
 */
export const WORTH = { computing: 1.02, attention: 1.1, batch: 1.1, kv: 1.2 }
/** What is so near to being worth it, up or down, is measured once more: a measurement of a second is noisy. */
const DOUBT = 1.1
/**
 * Share of the time that another program, or this one, is taken to need one of the cores. Threads wait for one another at every layer,
 * so all that work with that core stand still: the more threads a replica has, the faster it must be.
 */
const BUSY = 1 / 6
/** Prompt tokens that a build evaluates for every token it generates, about. */
const PROMPTS = 2
/** Share of the main memory that a generator may take, unless its weights take more by themselves. */
export const MEMORY = 0.6

/** What became of an attempt. */
export type Result = 'better' | 'no better' | 'no room'

/** The best so far, and attempts at better ones. */
export interface Trials {
  readonly best: Found
  /** Bytes of main memory that a replica with so many sequences took when one was measured; before that, what the first took. */
  bytes(sequences: number): number
  /** Bytes that all may take. */
  readonly room: number
  /** Measures the best with changes, and takes them if they make it so many times better. */
  attempt(changes: Partial<TunedSettings>, worth: number): Promise<Result>
}

/** Trials that begin with what was found first. */
export function makeTrials(measure: Measure, { machine, from }: { readonly machine: Machine; readonly from: Found }): Trials {
  const room = Math.max(Math.min(MEMORY * machine.memory, machine.free ?? Infinity), from.speed.bytes)
  // llama.cpp does not run every model with every setting.
  const speedOf = (settings: TunedSettings): Promise<Speed | undefined> => measure(settings).catch(() => undefined)
  let best = from
  const bytes = new Map<number, number>()
  return {
    room,
    get best() {
      return best
    },
    bytes: (sequences) => bytes.get(sequences) ?? from.speed.bytes,
    async attempt(changes, worth) {
      const settings = { ...best.settings, ...changes }
      let speed = await speedOf(settings)
      if (speed) bytes.set(settings.sequences, speed.bytes / settings.replicas)
      if (!speed || speed.bytes > room) return 'no room'
      if (isDoubtful(gainOf({ settings, speed }, best, machine) / worth)) {
        // The two in turn and back, so that neither has the better half of a change in the machine's speed.
        speed = mean(speed, await speedOf(settings))
        best = { ...best, speed: mean(best.speed, await speedOf(best.settings)) }
      }
      // Of two that generate nothing in their time neither is better.
      if (!(gainOf({ settings, speed }, best, machine) >= worth)) return 'no better'
      best = { settings, speed }
      return 'better'
    },
  }
}

/** What a build gets of a speed: tokens generated a second, with the prompts that go with them. */
export function worthOf({ tokensPerSecond, promptTokensPerSecond }: Pick<Speed, 'tokensPerSecond' | 'promptTokensPerSecond'>): number {
  return 1 / (1 / tokensPerSecond + PROMPTS / promptTokensPerSecond)
}

/** How many times as much a build gets of one as of the other, where one core is busy now and then. */
function gainOf(one: Found, other: Found, { onGpu, cores }: Machine): number {
  // Prompts are read alike whatever the number of sequences: no difference there counts.
  const alike = one.settings.replicas === other.settings.replicas && one.settings.threads === other.settings.threads && one.settings.sequences !== other.settings.sequences
  const prompts = alike ? { promptTokensPerSecond: (one.speed.promptTokensPerSecond + other.speed.promptTokensPerSecond) / 2 } : {}
  const free = ({ settings: { threads } }: Found): number => (onGpu ? 1 : 1 - (BUSY * threads) / cores)
  return (worthOf({ ...one.speed, ...prompts }) * free(one)) / (worthOf({ ...other.speed, ...prompts }) * free(other))
}

const isDoubtful = (ratio: number): boolean => ratio < DOUBT && ratio > 1 / DOUBT

/** Of two measurements of the same, where the second could be made. */
function mean(one: Speed, two: Speed | undefined): Speed {
  if (!two) return one
  return { ...one, tokensPerSecond: (one.tokensPerSecond + two.tokensPerSecond) / 2, promptTokensPerSecond: (one.promptTokensPerSecond + two.promptTokensPerSecond) / 2 }
}
