import type { Lengths, StageSample } from './rehearsal.js'
import { meanOf } from './statistics.js'

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
  for (;;) {
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
    if (limit === undefined || rows >= limit || reached.length === 0) return found
    const factor = Math.min(4, Math.max(1.2, (1.1 * limit) / Math.max(1, rows)))
    for (const name of reached) make[name] = Math.ceil((make[name] ?? limit) * factor)
  }
}

/** The first stage that generates, where rows went into it. */
export function generatingOf(stages: readonly StageSample[]): number | undefined {
  const at = stages.findIndex(({ lengths }) => lengths)
  return at < 0 ? undefined : at
}

/** Of the rows to come those that the first stage which generates will take: a stage before it puts the best first. */
export function sizesOf(stages: readonly StageSample[], rows: readonly Rows[]): Lengths {
  const at = generatingOf(stages)
  if (at === undefined) return { taken: [], coming: [] }
  const [{ taken, coming }, { in: needed, left }] = [stages[at]!.lengths!, rows[at]!]
  return { taken, coming: coming.slice(0, Math.max(1, Math.round((coming.length * needed) / Math.max(1, needed + left)))) }
}

const isKnown = ({ taken, coming }: Lengths): boolean => coming.length > 0 && taken.some((length) => length > 0)

/** How long rows to come are, against those taken. */
export function weightOf({ taken, coming }: Lengths): number {
  return isKnown({ taken, coming }) ? meanOf(coming) / meanOf(taken) : 1
}

/** Stages behind the one that generates: a row so many times as long passes as if so many were checked. */
export function weighed(stages: readonly StageSample[], { taken, coming }: Lengths): readonly StageSample[] {
  const at = generatingOf(stages)
  if (at === undefined || !isKnown({ taken, coming })) return stages
  const usual = meanOf(taken)
  const passing = (share: number, lengths: readonly number[]) => meanOf(lengths.map((length) => share ** (length / usual)))
  return stages.map((stage, i) => {
    if (i <= at || stage.out === 0 || stage.out >= stage.rows) return stage
    const share = stage.out / stage.rows
    return { ...stage, out: stage.rows * Math.min(1, (share * passing(share, coming)) / passing(share, taken)) }
  })
}

/** By what share the rows are off that a stage generates for what is wanted: few were checked. */
export function unsurePassing(stages: readonly StageSample[], rows: readonly Rows[]): number {
  const at = generatingOf(stages)
  if (at === undefined || rows[at]!.left === 0) return 0
  const [checked, kept] = [stages[at]!.rows, stages.at(-1)!.out]
  return checked === 0 ? 1 : Math.sqrt(Math.max(0, 1 - kept / checked) / Math.max(0.5, kept))
}
