import { makeSplits, widthsOf } from './splits.js'
import { makeTrials, MEMORY, WORTH, type Found, type Machine, type Measure } from './trials.js'
import type { TunedSettings } from './tuning.js'

/** Milliseconds after which only what matters most is still tried: replicas, threads and sequences, of which a bad choice halves the speed. */
const PATIENCE = 20_000
/**
 * Sequences that are tried beside the 8 at first. On a CPU the most come first, since the kernels of many read 32 rows in little more
 * time than 16: where those gain, 16 gain less.
 */
const SEQUENCES = { cpu: [32, 16], gpu: [16, 32, 64, 128] }

export interface SearchOptions {
  /** Milliseconds; replaced in tests. */
  readonly now?: () => number
  /** Keeps the best so far, before what might end the process. */
  readonly keep?: (found: Found) => Promise<void>
}

/**
 * Finds how a model runs best: how the cores are split into replicas and threads, and sequences with it, since the more rows a pass
 * has the more often weights may be read for it; then what matters less. Every step is from the best so far to its neighbours, those
 * with more threads first, as long as they are better. Undefined when the memory holds not even one sequence.
 */
export async function search(measure: Measure, machine: Machine, { now = () => performance.now(), keep = async () => {} }: SearchOptions = {}): Promise<Found | undefined> {
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
  if (onGpu && from.speed.layersOnCpu === 0 && given.replicas === undefined) {
    // Drivers have been seen to end a process where two threads compute on a GPU: then the next has what is kept here.
    await keep(trials.best)
    for (const sequences of pairsOf(trials.best.settings, given)) await trials.attempt({ replicas: 2, sequences }, WORTH.computing)
  }
  const isOpen = (name: keyof TunedSettings): boolean => given[name] === undefined && !hurried()
  if (isOpen('flashAttention') && trials.best.settings.kvType === 'f16') await trials.attempt({ flashAttention: 'off' }, WORTH.attention)
  if (isOpen('kvType') && trials.best.settings.flashAttention === 'auto') await trials.attempt({ kvType: 'q8_0' }, WORTH.kv)
  if (isOpen('batchSize')) await trials.attempt({ batchSize: 2 * trials.best.settings.batchSize }, WORTH.batch)
  return trials.best
}

/**
 * Sequences that each of two contexts may have on a GPU, which computes for the one while tokens are drawn for the other: half of those
 * of one, then as many.
 */
function pairsOf({ sequences }: TunedSettings, given: Partial<TunedSettings>): number[] {
  return given.sequences === undefined && sequences > 1 ? [sequences >> 1, sequences] : [sequences]
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
