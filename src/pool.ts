import { Piscina } from 'piscina'
import coreCount from './core-count.cjs'
import type { Context } from './types.js'

/** Worker threads that run pure functions of src/text and src/io. */
export interface Pool extends AsyncDisposable {
  readonly work: Context['work']
}

/** Starts the pool; threads start with the first task. */
export function openPool({ threads = coreCount() } = {}): Pool {
  const pool = new Piscina({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 10_000,
  })
  return {
    work: (task, input) => pool.run(input, { name: task }),
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}
