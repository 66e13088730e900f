/**
 * Runs tasks side by side and gives their results in order. When one fails the others are told to stop by the signal they
 * were given, all are waited for, and the error of the one that failed first is thrown.
 */
export async function together<T>(tasks: readonly ((signal: AbortSignal) => Promise<T>)[], signal: AbortSignal): Promise<T[]> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const errors: unknown[] = []
  const running = tasks.map((task) =>
    task(either).catch((error: unknown) => {
      errors.push(error)
      stop.abort()
      throw error
    }),
  )
  const settled = await Promise.allSettled(running)
  if (errors.length > 0) throw errors[0]
  return settled.map((result) => (result as PromiseFulfilledResult<T>).value)
}
