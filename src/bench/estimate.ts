import { diskOf, type Disk } from './estimate-disk.js'
import { lineThrough } from './line.js'

/** A stage as a rehearsal left it. */
export interface StageSample {
  readonly name: string
  /** Rows worked on: that came in, or of a source that came out. */
  readonly rows: number
  readonly out: number
  /** Seconds, without waiting for rows of the stage before. */
  readonly seconds: number
  /** Of its folder, without journals. */
  readonly bytes: number
  /** Bytes of its journals. */
  readonly journal: number
  /** Whether it asks for vectors. */
  readonly embeds?: boolean
  readonly tokens?: Tokens
  /** Characters of the rows that it took, on average, and of those that it will, in their order: known of the first that generates. */
  readonly lengths?: { readonly taken: number; readonly coming: readonly number[] }
}

/** Tokens of a generator: of prompts, those of them that were not in the cache, and made. */
export interface Tokens {
  readonly prompt: number
  readonly evaluated: number
  readonly generated: number
}

/** The stages that one language goes through, or those that all share. */
export interface Chain {
  readonly name: string
  readonly stages: readonly StageSample[]
}

/** A build of a little of the input. */
export interface Rehearsal {
  /** All told, from the start of the command to its end. */
  readonly seconds: number
  /** Of all cores, in all threads: what other programs take does not count. */
  readonly cpu: number
  readonly chains: readonly Chain[]
  /** Bytes of the release, and of the vectors that are kept, of all chains together. */
  readonly release: number
  readonly vectors: number
}

/** What a chain is to make. */
export interface Wanted {
  /** Rows that its source can give; of a chain that takes another's rows, those. */
  readonly total: number
  /** Rows to end with; none: all. */
  readonly limit?: number | undefined
  /** Stage → rows it makes for each row to end with, where it stops then. */
  readonly perLimit: Readonly<Record<string, number>>
  /** Stage → rows it makes at the most, whatever is wanted. */
  readonly fixed?: Readonly<Record<string, number>>
}

/** Rows in and out of a stage, and those that came in behind them when it had made as many as it was to. */
export interface Rows {
  readonly in: number
  readonly out: number
  readonly left: number
}

/** Rows of each stage: what the build would do with this input, making more where too few are left at the end. */
export function rowsOf(stages: readonly Pick<StageSample, 'name' | 'rows' | 'out'>[], { total, limit, perLimit, fixed = {} }: Wanted): Rows[] {
  const make: Record<string, number> = {}
  for (let before = -1; ; ) {
    const reached: string[] = []
    let rows = total
    const found = stages.map(({ name, rows: worked, out: came }, index) => {
      const ratio = worked === 0 ? 1 : came / worked
      const last = index === stages.length - 1
      const own = limit === undefined || perLimit[name] === undefined ? Infinity : perLimit[name] * (make[name] ?? limit)
      const most = Math.min(fixed[name] ?? own, last ? (limit ?? Infinity) : Infinity)
      const full = rows * ratio
      if (full >= most && !last && fixed[name] === undefined) reached.push(name)
      const step = full > most ? { in: most / ratio, out: most, left: rows - most / ratio } : { in: rows, out: full, left: 0 }
      rows = step.out
      return step
    })
    if (limit === undefined || rows >= limit || reached.length === 0 || rows === before) return found
    before = rows
    const factor = Math.min(4, Math.max(1.2, (1.1 * limit) / Math.max(1, rows)))
    for (const name of reached) make[name] = Math.ceil((make[name] ?? limit) * factor)
  }
}

export interface Range {
  readonly low: number
  readonly likely: number
  readonly high: number
}

/** What a stage will take. */
export interface StageEstimate {
  readonly chain: string
  readonly stage: string
  readonly rowsIn: number
  readonly rowsOut: number
  readonly seconds: Range
  /** Of its rows and rejects, and of its journal. */
  readonly bytes: number
  readonly journal: number
  readonly tokens?: Tokens
}

export interface Estimate {
  readonly stages: readonly StageEstimate[]
  /** Less than the sum of the stages where they run side by side. */
  readonly seconds: Range
  /** Seconds of one core. */
  readonly cpu: Range
  readonly bytes: Range
  readonly disk: Disk
  readonly tokens: Tokens
  /** Rows of all chains that end in dialogues. */
  readonly rows: number
}

export interface Measured {
  /** A build that starts cold, as the real one will, and the same once more. */
  readonly cold: Rehearsal
  readonly small: Rehearsal
  /** A larger one, where there is one. */
  readonly large?: Rehearsal
  readonly wanted: (chain: Chain, rowsOfChain: (name: string) => number) => Wanted
  /** Share by which this machine's speed is off from one measurement to the next. */
  readonly noise?: number
}

/**
 * What a build will take, from builds of a little of its input. Stages run side by side, so that the time of the whole is not
 * their sum: it is a line through those of the two sizes over the work of all stages, a row counting what it took in the larger
 * build; with it goes what the first build took longer than the same once more, since nothing was warm yet.
 */
export function estimate({ cold, small, large: larger, wanted, noise = 0.1 }: Measured): Estimate {
  const large = larger ?? small
  const ends: Record<string, number> = {}
  const found = large.chains.flatMap((chain) => {
    const before = small.chains.find(({ name }) => name === chain.name)
    const wish = wanted(chain, (name) => ends[name] ?? 0)
    const weight = weightOf(chain.stages, rowsOf(chain.stages, wish))
    const rows = rowsOf(weighed(chain.stages, weight), wish)
    ends[chain.name] = rows.at(-1)?.out ?? 0
    return chain.stages.map((sample, i) => ({ chain: chain.name, sample, before: larger && before?.stages[i], rows: rows[i]!, worked: rows[i]!.in * (i < generatingOf(chain.stages) ? 1 : weight) }))
  })
  const work = (of: (each: (typeof found)[number]) => number) => found.reduce((sum, each) => sum + (each.sample.rows === 0 ? 0 : (each.sample.seconds * of(each)) / each.sample.rows), 0)
  const [before, now, then] = [work((each) => each.before?.rows ?? 0), work(({ sample }) => sample.rows), work(({ rows }) => rows.in)]
  const stages = found.map(({ chain, ...each }) => stageEstimate(chain, { ...each, noise }))
  const spread = spreadOf(stages, noise)
  const whole = (what: 'seconds' | 'cpu') => {
    const { start, each } = lineThrough(larger && { units: before, amount: small[what] }, { units: now, amount: large[what] })
    return rangeOf(start + each * then + Math.max(0, cold[what] - small[what]), spread)
  }
  const rows = endsOf(large).reduce((total, { name }) => total + ends[name]!, 0)
  const disk = diskOf(found, { small: larger && { ...small, made: rowsMade(small) }, large: { ...large, made: rowsMade(large) }, rows })
  return { stages, seconds: whole('seconds'), cpu: whole('cpu'), bytes: rangeOf(disk.rows + disk.journals + disk.vectors + disk.release, 0.2), disk, tokens: total(stages), rows }
}

const generatingOf = (stages: readonly StageSample[]): number => stages.findIndex(({ lengths }) => lengths) >>> 0

/** How long the rows are that the first stage which generates will take, against those that it took: a stage before it puts the best first. */
function weightOf(stages: readonly StageSample[], rows: readonly Rows[]): number {
  const at = generatingOf(stages)
  const { taken, coming } = stages[at]?.lengths ?? { taken: 0, coming: [] }
  if (taken === 0 || coming.length === 0) return 1
  const { in: needed, left } = rows[at]!
  const first = coming.slice(0, Math.max(1, Math.round((coming.length * needed) / Math.max(1, needed + left))))
  return first.reduce((sum, length) => sum + length, 0) / first.length / taken
}

/** Stages behind the one that generates: what is so many times as long passes as if so many were checked. */
function weighed(stages: readonly StageSample[], weight: number): readonly StageSample[] {
  return stages.map((stage, i) => (i > generatingOf(stages) && stage.out < stage.rows ? { ...stage, out: stage.rows * (stage.out / stage.rows) ** weight } : stage))
}

interface Sampled {
  readonly sample: StageSample
  /** The same stage in the smaller build. */
  readonly before: StageSample | undefined
  readonly rows: Rows
  /** Rows that come in, counted as often as they are longer than those of the sample. */
  readonly worked: number
  readonly noise: number
}

function stageEstimate(chain: string, { sample, before, rows, worked, noise }: Sampled): StageEstimate {
  const times = sample.rows === 0 ? 0 : rows.in / sample.rows
  const { start, each } = lineThrough(before && { units: before.rows, amount: before.seconds }, { units: sample.rows, amount: sample.seconds })
  return {
    ...{ chain, stage: sample.name, rowsIn: rows.in, rowsOut: rows.out },
    seconds: rangeOf(rows.in === 0 ? 0 : start + each * rows.in, unsure(sample, rows.in, noise)),
    bytes: sample.bytes * times,
    journal: sample.rows === 0 ? 0 : (sample.journal * worked) / sample.rows,
    ...(sample.tokens ? { tokens: scaled(sample.tokens, worked / Math.max(1, sample.rows)) } : {}),
  }
}

/** By what share the whole may be off: what all stages share in full, and what each has of its own as much as it weighs. */
function spreadOf(stages: readonly StageEstimate[], noise: number): number {
  const sum = stages.reduce((all, { seconds: { likely } }) => all + likely, 0)
  if (sum === 0) return noise
  const own = stages.map(({ seconds: { likely, high } }) => (high - likely) / sum)
  return Math.hypot(1.5 * noise, ...own)
}

/** The chains that end in dialogues, and how many these are. */
const endsOf = (build: Rehearsal): Chain[] => build.chains.filter(({ name }) => !chainsOn(build, name))
const rowsMade = (build: Rehearsal): number => endsOf(build).reduce((all, { stages }) => all + (stages.at(-1)?.out ?? 0), 0)

/** Whether a chain is the shared part of others: its name is the first word of theirs. */
export function chainsOn({ chains }: Pick<Rehearsal, 'chains'>, name: string): boolean {
  return chains.some((other) => other.name !== name && other.name.startsWith(`${name} `))
}

/** How much rows differ from one another in what they take, as a standard deviation over the mean: dialogues have one turn or five. */
const VARIATION = 0.6

/** By what share the seconds of a stage may be off: the machine, the rows of the sample, and how far it is stretched. */
function unsure({ rows: sampled, tokens }: StageSample, rows: number, noise: number): number {
  const sample = sampled === 0 ? 1 : (tokens ? VARIATION : VARIATION / 2) / Math.sqrt(sampled)
  const stretch = sampled === 0 ? 0 : 0.05 * Math.max(0, Math.log10(rows / sampled))
  return Math.min(1, 1.5 * Math.hypot(noise, sample, stretch))
}

function rangeOf(likely: number, share: number): Range {
  return { low: likely / (1 + share), likely, high: likely * (1 + share) }
}

function scaled({ prompt, evaluated, generated }: Tokens, times: number): Tokens {
  return { prompt: prompt * times, evaluated: evaluated * times, generated: generated * times }
}

function total(stages: readonly StageEstimate[]): Tokens {
  const sum = (key: keyof Tokens) => stages.reduce((all, { tokens }) => all + (tokens?.[key] ?? 0), 0)
  return { prompt: sum('prompt'), evaluated: sum('evaluated'), generated: sum('generated') }
}
