interface Point {
  readonly units: number
  readonly amount: number
}

/**
 * The line through two measurements: an amount whatever there is to do, and one for each unit of it. No unit takes less than a
 * fifth of its even share, and none more than that: measurements are noisy.
 */
export function lineThrough(small: Point | undefined, large: Point): { start: number; each: number } {
  const even = large.units === 0 ? 0 : large.amount / large.units
  if (!small || large.units <= small.units) return { start: 0, each: even }
  const slope = (large.amount - small.amount) / (large.units - small.units)
  const each = Math.min(even, Math.max(even / 5, slope))
  return { start: large.amount - each * large.units, each }
}
