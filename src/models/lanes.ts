/** A few things that many use in turn. */
export interface Lanes<T> {
  /** Runs `use` with one of them as soon as one is free, those who ask first first. */
  with<R>(use: (one: T) => Promise<R>): Promise<R>
  /** Gives back all that were made, to be let go of: the next is made anew. Not while one is used. */
  clear(): readonly T[]
}

/** Makes things when they are first needed, `most` at most. The one used last is used first again: what it holds is still in a cache. */
export function makeLanes<T>(make: () => T, most: number): Lanes<T> {
  const made: T[] = []
  const free: T[] = []
  const waiting: ((one: T) => void)[] = []
  const another = (): T => {
    const one = make()
    made.push(one)
    return one
  }
  return {
    clear() {
      free.length = 0
      return made.splice(0)
    },
    async with(use) {
      const one = free.pop() ?? (made.length < most ? another() : await new Promise<T>((go) => waiting.push(go)))
      try {
        return await use(one)
      } finally {
        const next = waiting.shift()
        if (next) next(one)
        else free.push(one)
      }
    },
  }
}
