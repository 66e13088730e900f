import { WORTH, type Found, type Machine, type Result, type Trials } from './trials.js'
import type { TunedSettings } from './tuning.js'

type Split = Pick<TunedSettings, 'threads' | 'replicas' | 'sequences'>

/** Ways to split the cores into replicas of so many threads each. */
export interface Splits {
  /** Tries so many sequences with the best split and with more threads, as long as that helps. `no room`: the memory holds none of them. */
  climb(sequences: number, hurried: () => boolean): Promise<Result>
  /** Tries fewer threads, as long as that helps. */
  descend(): Promise<void>
}

/** Splits of the cores of a machine, by the trials made of them. */
export function makeSplits(trials: Trials, { machine, from }: { readonly machine: Machine; readonly from: Found }): Splits {
  const { onGpu, cores, given = {} } = machine
  // On a GPU cores have work only where it does not hold all layers; a second replica is tried when all else is settled.
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

/**
 * Numbers of threads that a replica may have, fewest first: all cores, half of them and so on, so that as many replicas leave hardly a
 * core idle. Half are often all that are not two in one.
 */
export function widthsOf({ cores, given = {} }: Pick<Machine, 'cores' | 'given'>): number[] {
  if (given.threads !== undefined) return [given.threads]
  const widths: number[] = []
  for (let n = Math.floor(cores / (given.replicas ?? 1)); n > 1; n >>= 1) widths.unshift(n)
  return [1, ...widths]
}
