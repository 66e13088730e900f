import type { Versions } from './versions.js'

/** A row by the id that its file gives it. */
export interface NamedRow {
  /** Hash of its id, and of its task and id. */
  readonly id: number
  readonly name: number
  readonly origin: number
  /** Whether the origin is of the original itself, and not only of this version. */
  readonly known: boolean
}

/**
 * Rows that have an id of their file's: versions of one original often share it. Row numbers do too, and mean nothing, and linked by
 * them a file and a copy in another order would be one original. So an id that stands for two known originals links none, and a text
 * that goes by two ids, and whose original is not known, is linked by neither. Holds 25 bytes a row.
 */
export class NamedRows {
  #ids = new Float64Array(64)
  #names = new Float64Array(64)
  #origins = new Float64Array(64)
  #known = new Uint8Array(64)
  #size = 0

  add({ id, name, origin, known }: NamedRow): void {
    if (this.#size === this.#names.length) this.#grow()
    this.#ids[this.#size] = id
    this.#names[this.#size] = name
    this.#origins[this.#size] = origin
    this.#known[this.#size++] = known ? 1 : 0
  }

  /** Links what an id stands for, once all else is linked: in its task, then with what was made of a row of this id. */
  link(versions: Versions): void {
    const means = new Uint8Array(this.#size).fill(1)
    for (const rows of this.#alike(this.#origins.map((origin) => versions.of(origin)))) {
      const unknown = rows.filter((row) => this.#known[row] === 0)
      if (unknown.some((row) => this.#names[row] !== this.#names[unknown[0]!])) for (const row of unknown) means[row] = 0
    }
    for (const keys of [this.#names, this.#ids]) {
      const linked: number[][] = []
      for (const rows of this.#alike(keys)) {
        const known = new Set(rows.filter((row) => this.#known[row] === 1).map((row) => versions.of(this.#origins[row]!)))
        const meant = rows.filter((row) => means[row] === 1).map((row) => versions.of(this.#origins[row]!))
        if (known.size <= 1 && meant.length > 0) linked.push(keys === this.#ids ? [...meant, keys[rows[0]!]!] : meant)
      }
      for (const originals of linked) versions.link(originals)
    }
  }

  /** Rows of the same number. */
  *#alike(numbers: Float64Array): Generator<readonly number[]> {
    const order = new Uint32Array(this.#size).map((_, row) => row).sort((a, b) => numbers[a]! - numbers[b]! || a - b)
    for (let from = 0, to = 0; from < order.length; from = to) {
      while (to < order.length && numbers[order[to]!] === numbers[order[from]!]) to++
      yield Array.from(order.subarray(from, to))
    }
  }

  #grow(): void {
    const grown = <T extends Float64Array | Uint8Array>(array: T, larger: T): T => (larger.set(array), larger)
    const size = 2 * this.#size
    this.#ids = grown(this.#ids, new Float64Array(size))
    this.#names = grown(this.#names, new Float64Array(size))
    this.#origins = grown(this.#origins, new Float64Array(size))
    this.#known = grown(this.#known, new Uint8Array(size))
  }
}
