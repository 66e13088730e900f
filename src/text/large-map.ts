/** Entries of one of V8's maps: at 2^24 it throws. */
const most = 2 ** 24 - 1

/** A map of any number of keys. `each`: how many entries a part of it takes. */
export class LargeMap<K, V> {
  readonly #parts: Map<K, V>[] = [new Map()]
  readonly #each: number

  constructor(each = most) {
    this.#each = each
  }

  get size(): number {
    return this.#parts.reduce((sum, { size }) => sum + size, 0)
  }

  get(key: K): V | undefined {
    for (const part of this.#parts) {
      const found = part.get(key)
      if (found !== undefined) return found
    }
    return undefined
  }

  set(key: K, value: V): void {
    const last = this.#parts.at(-1)!
    const part = this.#parts.find((one) => one.has(key)) ?? (last.size < this.#each ? last : undefined)
    if (part) part.set(key, value)
    else this.#parts.push(new Map([[key, value]]))
  }
}
