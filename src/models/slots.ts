import type { Token } from 'node-llama-cpp'

/** The sequences of a context, and which of them are held. */
export interface Slots {
  /** Waits for a free sequence: of those free, the one that holds most of the prompt already, then the lowest. */
  take(prompt: readonly Token[], signal?: AbortSignal): Promise<number>
  /** Frees a sequence; of the calls that wait, the one whose prompt it holds most of takes it. */
  give(slot: number): void
  readonly held: number
  /** Those held, and calls that wait for one. */
  readonly busy: number
}

interface Waiting {
  readonly prompt: readonly Token[]
  readonly go: (slot: number) => void
  passedOver: number
}

/** Hands out so many sequences; `cells` says what one holds. */
export function makeSlots(sequences: number, cells: (slot: number) => readonly Token[]): Slots {
  const free = new Set(Array.from({ length: sequences }, (_, slot) => slot))
  const waiting: Waiting[] = []
  const shared = (slot: number, prompt: readonly Token[]): number => sharedLength(cells(slot), prompt)
  return {
    get held() {
      return sequences - free.size
    },
    get busy() {
      return sequences - free.size + waiting.length
    },
    take(prompt, signal) {
      const slot = best([...free].toSorted((a, b) => a - b), (one) => shared(one, prompt))
      if (slot !== undefined) {
        free.delete(slot)
        return Promise.resolve(slot)
      }
      return new Promise((go, refuse) => {
        const one = { prompt, go, passedOver: 0 }
        waiting.push(one)
        signal?.addEventListener('abort', () => {
          const at = waiting.indexOf(one)
          if (at >= 0) refuse(waiting.splice(at, 1) && signal.reason)
        })
      })
    },
    give(slot) {
      // Nobody is passed over more often than there are sequences.
      const next = waiting.find(({ passedOver }) => passedOver >= sequences) ?? best(waiting, ({ prompt }) => shared(slot, prompt))
      if (!next) return void free.add(slot)
      const at = waiting.indexOf(next)
      for (const one of waiting.slice(0, at)) one.passedOver++
      waiting.splice(at, 1)
      next.go(slot)
    },
  }
}

/** How many tokens two lists begin with alike. */
export function sharedLength(a: readonly Token[], b: readonly Token[]): number {
  const most = Math.min(a.length, b.length)
  let n = 0
  while (n < most && a[n] === b[n]) n++
  return n
}

/** The first of those with the highest value. */
function best<T>(all: readonly T[], value: (one: T) => number): T | undefined {
  let found: { one: T; value: number } | undefined
  for (const one of all) {
    const its = value(one)
    if (!found || its > found.value) found = { one, value: its }
  }
  return found?.one
}
