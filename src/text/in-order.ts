import { Interrupted } from '../errors.js'

interface Options {
  /** Rows worked on at once. */
  readonly width: number
  /** When aborted, no further row is pulled; what is under way is finished and kept, then Interrupted is thrown. */
  readonly signal?: AbortSignal
  /** Rows finished or under way that may wait for a slower one before them. Default: 8 × width. */
  readonly ahead?: number
  /** Results after which the consumer stops: no more rows are begun than give as many, if each gives what the rows before it gave on average. */
  readonly wanted?: number
}

/** Works on several rows at once and emits the results in the order of the rows. Pulls no more than it works on. */
export async function* inOrder<In, Out>(
  rows: AsyncIterable<In>,
  work: (row: In) => Promise<readonly Out[]>,
  { width, signal, ahead = width * 8, wanted = Infinity }: Options,
): AsyncIterable<Out> {
  const iterator = rows[Symbol.asyncIterator]()
  const queue: { result: Promise<readonly Out[]>; settled: boolean }[] = []
  let running = 0
  let finished = 0
  let results = 0
  let ended = false
  let freed = () => {}
  const start = (row: In) => {
    running++
    const entry = { result: work(row), settled: false }
    const done = (made: readonly Out[] = []) => {
      running--
      finished++
      results += made.length
      entry.settled = true
      freed()
    }
    entry.result.then(done, () => done())
    queue.push(entry)
  }
  const enough = () => results + (running * (results + 1)) / (finished + 1) >= wanted
  try {
    for (;;) {
      // When a result waits to be emitted, one row is pulled in its place and no more, so that a consumer that stops has read little.
      for (let pulled = 0; !ended && !signal?.aborted && running < width && queue.length < ahead && !enough() && !(pulled > 0 && queue[0]?.settled); pulled++) {
        const next = await iterator.next()
        if (next.done) ended = true
        else start(next.value)
      }
      const head = queue[0]
      if (!head) break
      if (!head.settled) await new Promise<void>((resolve) => (freed = resolve))
      if (!head.settled) continue
      queue.shift()
      yield* await head.result
    }
    if (signal?.aborted) throw new Interrupted()
  } finally {
    await Promise.allSettled(queue.map((entry) => entry.result))
    await iterator.return?.()
  }
}
