import type { BenchResult } from './result.js'
import { meanOf, ratioOf, ratioToRuns, type Ratio } from './statistics.js'

/** What became of one test. */
export interface Comparison {
  readonly after: BenchResult
  /** None: the test is new. */
  readonly before?: BenchResult
  /** How many times faster; not known where one side has a single repetition. */
  readonly ratio?: Ratio
  /** Ratio of the means. */
  readonly means?: number
  /** What else differs, such as `threads 1 → 2`: where there is any, speed may differ for that alone. */
  readonly differing: readonly string[]
  /** What tells how much is noise: earlier runs of the same thing, or the repetitions of both. */
  readonly noise?: { readonly by: 'runs' | 'repetitions'; readonly count: number }
}

/** Runs of the past that tell how much the machine varies. */
const RUNS = 10

/** Compares results with earlier ones of the same test: with those of the same model, machine and settings, or with the last one and what differs. */
export function compare(after: readonly BenchResult[], before: readonly BenchResult[]): Comparison[] {
  return after.map((result) => {
    const candidates = before.filter(({ test, unit }) => test === result.test && unit === result.unit)
    const same = candidates.filter((other) => differences(other, result).length === 0)
    const last = same.at(-1) ?? nearest(candidates, result)
    if (!last) return { after: result, differing: [] }
    const means = meanOf(result.values) / meanOf(last.values)
    const runs = same.slice(-RUNS)
    const byRuns = ratioToRuns(meanOf(result.values), runs.map(({ values }) => meanOf(values)))
    const ratio = byRuns ?? ratioOf(result.values, last.values)
    const noise = byRuns ? { by: 'runs' as const, count: runs.length } : { by: 'repetitions' as const, count: Math.min(result.values.length, last.values.length) }
    return { after: result, before: last, means, differing: differences(last, result), ...(ratio ? { ratio, noise } : {}) }
  })
}

/** The last of those that differ in the fewest things. */
function nearest(candidates: readonly BenchResult[], result: BenchResult): BenchResult | undefined {
  const counted = candidates.map((other) => ({ other, n: differences(other, result).length }))
  const least = Math.min(...counted.map(({ n }) => n))
  return counted.findLast(({ n }) => n === least)?.other
}

/** What two results of a test differ in beside their speed; the program's own version is what is compared. */
export function differences(before: BenchResult, after: BenchResult): string[] {
  const sides = [before, after].map(({ model, settings, machine }) => ({
    ...{ model: model && `${model.name}@${model.sha256}`, quantization: model?.quantization },
    ...settings,
    ...{ cpu: machine.cpu, cores: machine.cores, memory: `${Math.round(machine.memory / 1e9)} GB`, backend: machine.backend, gpus: machine.gpus.join(', '), system: machine.system, node: machine.node },
  })) as unknown as readonly [Record<string, unknown>, Record<string, unknown>]
  const [a, b] = sides
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]).map((key) => `${key} ${a[key] ?? '–'} → ${b[key] ?? '–'}`)
}

/** `faster 12 % (8 to 16)`, `no difference beyond noise (±5 %)`, and what it is not to be taken for. */
export function verdict({ before, ratio, means = 1, noise, differing }: Comparison): string {
  if (!before) return 'not measured before'
  const words = ratio ? judged(ratio) : `${direction(means)}, but of one repetition nothing tells the noise`
  const runs = noise?.by === 'runs' ? `, by the noise of ${noise.count} earlier runs` : ''
  return differing.length === 0 ? words + runs : `not the same thing (${differing.join('; ')}): ${words}`
}

function judged({ ratio, low, high }: Ratio): string {
  if (low <= 1 && high >= 1) return `no difference beyond noise (±${percent(Math.max(high / ratio, ratio / low))} %)`
  const [near, far] = ratio > 1 ? [low, high] : [high, low]
  return `${direction(ratio)} (${percent(near)} to ${percent(far)})`
}

function direction(ratio: number): string {
  return `${ratio >= 1 ? 'faster' : 'slower'} ${percent(ratio)} %`
}

/** By how many hundredths a ratio is off 1. */
function percent(ratio: number): string {
  const value = 100 * Math.abs(ratio - 1)
  return value < 9.95 ? String(Math.round(value * 10) / 10) : String(Math.round(value))
}
