import { diskOf, type Disk } from './estimate-disk.js'
import { generatingOf, rowsOf, sizesOf, unsurePassing, weighed, weightOf, type Rows, type Wanted } from './estimate-rows.js'
import { lineThrough } from './line.js'
import { chainsOn, type Chain, type Rehearsal, type StageSample, type Tokens } from './rehearsal.js'
import { deviationOf, meanOf } from './statistics.js'

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
  /** By what share its rows may be off, and what is made of them. */
  readonly unsure: number
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
  /** Tokens made. */
  readonly made: Range
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
  /** Seconds of a process before its command begins, which no rehearsal has. */
  readonly start?: number
}

/**
 * What a build will take, from builds of a little of its input. Stages run side by side, so that the time of the whole is not
 * their sum: it is a line through those of the two sizes over the work of all stages, a row counting what it took in the larger
 * build; with it goes what the first build took longer than the same once more, since nothing was warm yet.
 */
export function estimate({ cold, small, large: larger, wanted, noise = 0.1, start: before = 0 }: Measured): Estimate {
  const large = larger ?? small
  const ends: Record<string, number> = {}
  const found = large.chains.flatMap((chain) => {
    const smaller = small.chains.find(({ name }) => name === chain.name)
    const wish = wanted(chain, (name) => ends[name] ?? 0)
    const sizes = sizesOf(chain.stages, rowsOf(chain.stages, wish))
    const weight = weightOf(sizes)
    const rows = rowsOf(weighed(chain.stages, sizes), wish)
    ends[chain.name] = rows.at(-1)?.out ?? 0
    const at = generatingOf(chain.stages) ?? Infinity
    const passing = unsurePassing(chain.stages, rows)
    return chain.stages.map((sample, i) => ({ chain: chain.name, sample, before: larger && smaller?.stages[i], rows: rows[i]!, worked: rows[i]!.in * (i < at ? 1 : weight), passing: i < at ? 0 : passing }))
  })
  const work = (of: (each: (typeof found)[number]) => number) => found.reduce((sum, each) => sum + (each.sample.rows === 0 ? 0 : (each.sample.seconds * of(each)) / each.sample.rows), 0)
  const [few, now, then] = [work((each) => each.before?.rows ?? 0), work(({ sample }) => sample.rows), work(({ worked }) => worked)]
  const stages = found.map(({ chain, ...each }) => stageEstimate(chain, { ...each, noise }))
  const spread = spreadOf(stages, noise)
  const whole = (what: 'seconds' | 'cpu') => {
    const { start, each } = lineThrough(larger && { units: few, amount: small[what] }, { units: now, amount: large[what] })
    return rangeOf(before + start + each * then + Math.max(0, cold[what] - small[what]), spread)
  }
  const rows = endsOf(large).reduce((total, { name }) => total + ends[name]!, 0)
  const made = total(stages)
  const disk = diskOf(found, { small: larger && { ...small, made: rowsMade(small) }, large: { ...large, made: rowsMade(large) }, rows })
  return { stages, seconds: whole('seconds'), cpu: whole('cpu'), bytes: rangeOf(disk.rows + disk.journals + disk.vectors + disk.release, 0.2), disk, tokens: made, made: rangeOf(made.generated, together(stages, ({ tokens, unsure }) => [tokens?.generated ?? 0, unsure])), rows }
}

interface Sampled {
  readonly sample: StageSample
  /** The same stage in the smaller build. */
  readonly before: StageSample | undefined
  readonly rows: Rows
  /** Rows that come in, counted as often as they are longer than those of the sample. */
  readonly worked: number
  /** By what share these may be off for want of rows that were checked. */
  readonly passing: number
  readonly noise: number
}

function stageEstimate(chain: string, { sample, before, rows, worked, passing, noise }: Sampled): StageEstimate {
  const times = sample.rows === 0 ? 0 : rows.in / sample.rows
  const { start, each } = lineThrough(before && { units: before.rows, amount: before.seconds }, { units: sample.rows, amount: sample.seconds })
  const unsure = unsureOf(sample, rows.in, passing)
  return {
    ...{ chain, stage: sample.name, rowsIn: rows.in, rowsOut: rows.out },
    seconds: rangeOf(worked === 0 ? 0 : start + each * worked, Math.min(1, Math.hypot(1.5 * noise, unsure))),
    unsure,
    bytes: sample.bytes * times,
    journal: sample.rows === 0 ? 0 : (sample.journal * worked) / sample.rows,
    ...(sample.tokens ? { tokens: scaled(sample.tokens, worked / Math.max(1, sample.rows)) } : {}),
  }
}

/** By what share the whole may be off: what all stages share in full, and what each has of its own as much as it weighs. */
function spreadOf(stages: readonly StageEstimate[], noise: number): number {
  return Math.hypot(1.5 * noise, together(stages, ({ seconds: { likely }, unsure }) => [likely, unsure]))
}

/** By what share a sum may be off. The languages of a dataset take the same rows, so that they are off together. */
function together(stages: readonly StageEstimate[], of: (stage: StageEstimate) => readonly [amount: number, unsure: number]): number {
  const [groups, sum] = [new Map<string, number>(), stages.reduce((all, each) => all + of(each)[0], 0)]
  for (const each of stages) {
    const [amount, unsure] = of(each)
    const name = `${each.chain.split(' ')[0]} ${each.stage}`
    groups.set(name, (groups.get(name) ?? 0) + amount * unsure)
  }
  return sum === 0 ? 0 : Math.hypot(...groups.values()) / sum
}

/** The chains that end in dialogues, and how many these are. */
const endsOf = (build: Rehearsal): Chain[] => build.chains.filter(({ name }) => !chainsOn(build, name))
const rowsMade = (build: Rehearsal): number => endsOf(build).reduce((all, { stages }) => all + (stages.at(-1)?.out ?? 0), 0)

/** How much rows differ from one another in what they take, at the least, as a standard deviation over the mean: dialogues have one turn or five. */
const VARIATION = 0.6

function variationOf({ tokens, lengths: { taken } = { taken: [], coming: [] } }: StageSample): number {
  const own = taken.some((length) => length > 0) ? deviationOf(taken) / meanOf(taken) : 0
  return Math.max(own, tokens ? VARIATION : VARIATION / 2)
}

/** By what share a stage may be off, but for the machine: the rows of the sample, how many of them pass, and how far it is stretched. */
function unsureOf(stage: StageSample, rows: number, passing: number): number {
  const { rows: sampled } = stage
  const sample = sampled === 0 ? 1 : variationOf(stage) / Math.sqrt(sampled)
  const stretch = sampled === 0 ? 0 : 0.05 * Math.max(0, Math.log10(rows / sampled))
  return 1.5 * Math.hypot(sample, stretch, passing)
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
