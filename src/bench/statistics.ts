/** The arithmetic mean. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The standard deviation of a sample (divided by n − 1); 0 for fewer than two values. */
export function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = meanOf(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

/** How many times larger one quantity is than another, with an interval that holds the true ratio 19 times of 20. */
export interface Ratio {
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/**
 * The ratio of two samples of positive values, by Welch's interval on their logarithms: the two need not vary alike. Undefined
 * where a sample has fewer than two values, since then nothing tells how much it varies.
 */
export function ratioOf(after: readonly number[], before: readonly number[]): Ratio | undefined {
  if (after.length < 2 || before.length < 2) return undefined
  const [a, b] = [after, before].map((values) => values.map(Math.log)) as [number[], number[]]
  const [va, vb] = [a, b].map((logs) => deviationOf(logs) ** 2 / logs.length) as [number, number]
  const freedom = va + vb === 0 ? Infinity : (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1))
  return around(meanOf(a) - meanOf(b), quantile(freedom) * Math.sqrt(va + vb))
}

/**
 * The ratio of one run's mean to those of several runs before it: the next run lies within the interval 19 times of 20 when
 * nothing has changed. Machines differ more from run to run than from one repetition to the next. Undefined for fewer than three runs.
 */
export function ratioToRuns(mean: number, runs: readonly number[]): Ratio | undefined {
  if (runs.length < 3) return undefined
  const logs = runs.map(Math.log)
  return around(Math.log(mean) - meanOf(logs), quantile(runs.length - 1) * deviationOf(logs) * Math.sqrt(1 + 1 / runs.length))
}

function around(difference: number, half: number): Ratio {
  return { ratio: Math.exp(difference), low: Math.exp(difference - half), high: Math.exp(difference + half) }
}

/**
 * Student's t that is not exceeded, in magnitude, with this probability. Put t = √ν tan θ: what lies within θ is the integral
 * of cos^(ν−1), which is added up in small steps.
 */
export function quantile(freedom: number, probability = 0.95): number {
  // From here on it is the normal distribution to three digits.
  const degrees = Math.min(Math.max(1, freedom), 1e4)
  const steps = 20_000
  const step = Math.PI / 2 / steps
  const weight = (index: number) => Math.cos((index + 0.5) * step) ** (degrees - 1)
  let whole = 0
  for (let index = 0; index < steps; index++) whole += weight(index)
  let within = 0
  let index = 0
  while (within < probability * whole) within += weight(index++)
  const beyond = (within - probability * whole) / weight(index - 1)
  return Math.sqrt(degrees) * Math.tan((index - beyond) * step)
}
