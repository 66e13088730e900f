/** How often something is measured. */
export interface Repeats {
  readonly repeats: number
  readonly signal: AbortSignal
}

/** Runs once to warm caches and clocks, then `repeats` times; `run` takes its number, 0 the warm-up, and gives work done. Work a second, each time. */
export async function repeated(run: (round: number) => Promise<number>, { repeats, signal }: Repeats): Promise<number[]> {
  const rates: number[] = []
  for (let round = 0; round <= repeats; round++) {
    signal.throwIfAborted()
    const began = performance.now()
    const work = await run(round)
    if (round > 0) rates.push((1000 * Math.max(1, work)) / (performance.now() - began))
  }
  return rates
}
