/** How rows are shared out over directions. */
export interface Sharing {
  /** Rows of all directions together; not given: as many as the poorest direction that has any allows. */
  readonly total?: number | undefined
  /** `equal`, or by n^(1/T) of the n pairs that a direction has. */
  readonly share: 'equal' | 'temperature'
  readonly temperature: number
  /** Least and most rows of a direction. */
  readonly floor: number
  readonly cap?: number | undefined
}

/**
 * Rows to make of each direction, given the pairs each one has. They are not below the floor and not above the cap, and add up
 * to the total where floors and caps let them; what a bound takes or gives is shared out over the others by their shares.
 * Sampling by n^(1/T) is that of Arivazhagan et al. 2019 (arXiv 1907.05019).
 */
export function quotas(pairs: readonly number[], { total, share, temperature, floor, cap = Infinity }: Sharing): number[] {
  const weights = pairs.map((n) => (share === 'equal' ? 1 : n ** (1 / temperature)))
  const wanted = total ?? possible(pairs, weights)
  const asked = pairs.map((n) => total !== undefined || n > 0)
  const open = new Set([...pairs.keys()].filter((i) => asked[i]))
  const given = pairs.map(() => 0)
  for (;;) {
    const rest = wanted - given.reduce((sum, rows) => sum + rows, 0)
    const parts = sharedOut(rest, [...open], weights)
    const low = [...parts].filter(([, rows]) => rows < floor)
    const high = [...parts].filter(([, rows]) => rows > cap)
    const bound = sum(low, (rows) => floor - rows) >= sum(high, (rows) => rows - cap) ? low : high
    for (const [i] of bound) {
      given[i] = bound === low ? floor : cap
      open.delete(i)
    }
    if (bound.length > 0) continue
    for (const [i, rows] of parts) given[i] = rows
    return given
  }
}

const sum = (parts: readonly (readonly [number, number])[], of: (rows: number) => number): number => parts.reduce((total, [, rows]) => total + of(rows), 0)

/** The largest total whose shares every direction that has pairs can give. */
function possible(pairs: readonly number[], weights: readonly number[]): number {
  const all = pairs.reduce((total, n, i) => total + (n > 0 ? weights[i]! : 0), 0)
  const totals = pairs.flatMap((n, i) => (n > 0 ? [(n * all) / weights[i]!] : []))
  return totals.length === 0 ? 0 : Math.floor(Math.min(...totals) + 1e-9)
}

/** Whole numbers by weight that add up to the rest, by largest remainder. */
function sharedOut(rest: number, among: readonly number[], weights: readonly number[]): Map<number, number> {
  const all = among.reduce((total, i) => total + weights[i]!, 0)
  const exact = among.map((i) => (all === 0 ? Math.max(0, rest) / among.length : (Math.max(0, rest) * weights[i]!) / all))
  const parts = exact.map(Math.floor)
  const left = Math.max(0, rest) - parts.reduce((total, rows) => total + rows, 0)
  const order = exact.map((value, i) => [value - parts[i]!, i] as const).sort(([a, i], [b, j]) => b - a || i - j)
  order.slice(0, Math.round(left)).forEach(([, i]) => parts[i]!++)
  return new Map(among.map((i, at) => [i, parts[at]!]))
}
