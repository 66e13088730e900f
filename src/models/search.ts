import type { TunedSettings } from './tuning.js'
import type { Speed } from './speed.js'

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
const WORTH = { computing: 1.02, attention: 1.1, batch: 1.1, kv: 1.2 }
/** What is so near to being worth it, up or down, is measured once more: a measurement of a second is noisy. */
const DOUBT = 1.1
/** Milliseconds after which only what matters most is still tried: replicas, threads and sequences, of which a bad choice halves the speed. */
const PATIENCE = 20_000
/** Share of the main memory that a generator may take, unless its weights take more by themselves. */
const MEMORY = 0.6
/**
 * Share of the time that another program, or this one, is taken to need one of the cores. Threads wait for one another at every layer,
 * so all that work with that core stand still: the more threads a replica has, the faster it must be.
 */
const BUSY = 1 / 6
/** Prompt tokens that a build evaluates for every token it generates, about. */
const PROMPTS = 2
/**
 * Sequences that are tried beside the 8 at first. On a CPU the most come first, since the kernels of many read 32 rows in little more
 * time than 16: where those gain, 16 gain less.
 */
const SEQUENCES = { cpu: [32, 16], gpu: [16, 32, 64, 128] }

/**
 * Finds how a model runs best: how the cores are split into replicas and threads, and sequences with it, since the more rows a pass
 * has the more often weights may be read for it; then what matters less. Every step is from the best so far to its neighbours, those
 * with more threads first, as long as they are better. Undefined when the memory holds not even one sequence.
 */
export async function search(measure: Measure, machine: Machine, now = () => performance.now()): Promise<Found | undefined> {
  const { onGpu, given = {} } = machine
  const until = now() + PATIENCE
  const hurried = (): boolean => now() > until
  const from = await begin(measure, machine)
  if (!from) return undefined
  const trials = makeTrials(measure, { machine, from })
  const splits = makeSplits(trials, { machine, from })
  await splits.climb(from.settings.sequences, hurried)
  if (from.settings.sequences === 8 && given.sequences === undefined) {
    for (const sequences of onGpu ? SEQUENCES.gpu : SEQUENCES.cpu) {
      const found = await splits.climb(sequences, hurried)
      if (onGpu ? found !== 'better' && (found === 'no room' || hurried()) : found === 'better') break
    }
  }
  if (!hurried()) await splits.descend()
  const isOpen = (name: keyof TunedSettings): boolean => given[name] === undefined && !hurried()
  if (isOpen('flashAttention') && trials.best.settings.kvType === 'f16') await trials.attempt({ flashAttention: 'off' }, WORTH.attention)
  if (isOpen('kvType') && trials.best.settings.flashAttention === 'auto') await trials.attempt({ kvType: 'q8_0' }, WORTH.kv)
  if (isOpen('batchSize')) await trials.attempt({ batchSize: 2 * trials.best.settings.batchSize }, WORTH.batch)
  return trials.best
}

/** What a build gets of a speed: tokens generated a second, with the prompts that go with them. */
export function worthOf({ tokensPerSecond, promptTokensPerSecond }: Pick<Speed, 'tokensPerSecond' | 'promptTokensPerSecond'>): number {
  return 1 / (1 / tokensPerSecond + PROMPTS / promptTokensPerSecond)
}

/** What is measured first. */
export function modest(machine: Pick<Machine, 'onGpu' | 'cores' | 'given'>): TunedSettings {
  const { onGpu, given } = machine
  const widths = widthsOf(machine)
  return { threads: onGpu ? widths[0]! : widths[(widths.length - 1) >> 1]!, sequences: 8, batchSize: onGpu ? 2048 : 512, replicas: 1, flashAttention: 'auto', kvType: 'f16', ...given }
}

/** What runs where nothing could be measured: one sequence, and half of the cores for all replicas together. */
export function unmeasured(machine: Pick<Machine, 'onGpu' | 'cores' | 'given'>): TunedSettings {
  const { cores, given = {} } = machine
  return { ...modest(machine), sequences: 1, threads: Math.max(1, Math.floor(cores / (2 * (given.replicas ?? 1)))), ...given }
}

/** One replica with 8 sequences, or as many as its share of the memory holds. */
async function begin(measure: Measure, machine: Machine): Promise<Found | undefined> {
  const share = MEMORY * machine.memory
  const begun: Found[] = []
  for (const sequences of machine.given?.sequences === undefined ? [8, 4, 2, 1] : [machine.given.sequences]) {
    const settings = { ...modest(machine), sequences }
    const speed = await measure(settings)
    if (!speed) continue
    begun.push({ settings, speed })
    if (speed.bytes <= share) break
    // Weights that take more by themselves, by what half of the sequences takes less, do so with one sequence too.
    const [all, half] = begun
    if (half && 2 * half.speed.bytes - all!.speed.bytes > share) break
  }
  return begun.find(({ speed }) => speed.bytes <= share) ?? begun[0]
}

type Result = 'better' | 'no better' | 'no room'

/** The best so far, and attempts at better ones. */
interface Trials {
  readonly best: Found
  /** Bytes of main memory that a replica with so many sequences took when one was measured; before that, what the first took. */
  bytes(sequences: number): number
  /** Bytes that all may take. */
  readonly room: number
  /** Measures the best with changes, and takes them if they make it so many times better. */
  attempt(changes: Partial<TunedSettings>, worth: number): Promise<Result>
}

function makeTrials(measure: Measure, { machine, from }: { readonly machine: Machine; readonly from: Found }): Trials {
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

type Split = Pick<TunedSettings, 'threads' | 'replicas' | 'sequences'>

/** Ways to split the cores into replicas of so many threads each. */
interface Splits {
  /** Tries so many sequences with the best split and with more threads, as long as that helps. `no room`: the memory holds none of them. */
  climb(sequences: number, hurried: () => boolean): Promise<Result>
  /** Tries fewer threads, as long as that helps. */
  descend(): Promise<void>
}

function makeSplits(trials: Trials, { machine, from }: { readonly machine: Machine; readonly from: Found }): Splits {
  const { onGpu, cores, given = {} } = machine
  // On a GPU cores have work only where it does not hold all layers, and a second replica would not find room for its weights.
  const widths = onGpu && from.speed.layersOnCpu === 0 ? [from.settings.threads] : widthsOf(machine)
  const here = (): number => widths.indexOf(trials.best.settings.threads)
  const split = (at: number, sequences: number): Split => {
    const threads = widths[at]!
    const held = onGpu ? 1 : Math.floor(trials.room / trials.bytes(sequences))
    return { threads, sequences, replicas: given.replicas ?? Math.max(1, Math.min(held, Math.floor(cores / threads))) }
  }
  const isBest = ({ threads, sequences, replicas }: Split): boolean => trials.best.settings.threads === threads && trials.best.settings.sequences === sequences && trials.best.settings.replicas === replicas
  /** On a CPU a quarter of the cores are not left idle where more threads can have them. */
  const isWaste = (at: number, sequences: number): boolean => {
    const { threads, replicas } = split(at, sequences)
    return !onGpu && at < widths.length - 1 && threads * replicas <= 0.75 * cores
  }
  const attempt = async (at: number, sequences: number): Promise<Result> => {
    const settings = split(at, sequences)
    const result = await trials.attempt(settings, WORTH.computing)
    // The measurement may have shown how many have room.
    const fewer = split(at, sequences)
    return result === 'no room' && fewer.replicas < settings.replicas && !isWaste(at, sequences) ? trials.attempt(fewer, WORTH.computing) : result
  }
  return {
    async climb(sequences, hurried) {
      const start = here()
      let best = 'no room' as Result
      const upward = async (from: number, isLeftOut: (at: number) => boolean): Promise<void> => {
        for (let at = from; at < widths.length; at++) {
          if (isLeftOut(at) || isBest(split(at, sequences))) continue
          const result = await attempt(at, sequences)
          if (best !== 'better' && result !== 'no room') best = result
          // What is no better as it is may be with more threads.
          if (result === 'no better' && (at > start || hurried())) break
        }
      }
      await upward(start, (at) => isWaste(at, sequences))
      // All cores may be too many where they wait for the memory or are two in one.
      if (best === 'no better' && isWaste(start, sequences)) await upward(start + 1, (at) => !isWaste(at, sequences))
      return best
    },
    async descend() {
      const { sequences } = trials.best.settings
      for (let at = here() - 1; at >= 0; at--) if ((await attempt(at, sequences)) !== 'better') break
    },
  }
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

/**
 * Numbers of threads that a replica may have, fewest first: all cores, half of them and so on, so that as many replicas leave hardly a
 * core idle. Half are often all that are not two in one.
 */
function widthsOf({ cores, given = {} }: Pick<Machine, 'cores' | 'given'>): number[] {
  if (given.threads !== undefined) return [given.threads]
  const widths: number[] = []
  for (let n = Math.floor(cores / (given.replicas ?? 1)); n > 1; n >>= 1) widths.unshift(n)
  return [1, ...widths]
}
