import { LargeSet } from '../text/large-set.js'
import type { Versions } from './versions.js'

/** Rows of one task and language as numbers: what a draw needs to know, 32 bytes a row and up to 32 more to tell repeats. */
export class RowTable {
  /** Of the original whose version it is; of rows that are none, of the own id, else of the content. */
  ids = new Float64Array(64)
  contents = new Float64Array(64)
  /** Of what its versions share. */
  origins = new Float64Array(64)
  /** Source in the high digits, row in the low ones. */
  places = new Float64Array(64)
  size = 0
  /** Rows that say what another says. */
  repeats = 0
  readonly #seen = new LargeSet()

  /** Adds a row, unless one of the same content is there. */
  add(row: { readonly id: number; readonly content: number; readonly origin: number; readonly place: number }): void {
    if (!this.#seen.add(row.content)) return void this.repeats++
    if (this.size === this.ids.length) this.#grow()
    this.ids[this.size] = row.id
    this.contents[this.size] = row.content
    this.origins[this.size] = row.origin
    this.places[this.size++] = row.place
  }

  /** Gives all versions of an original one number, once all are known. */
  settle(versions: Versions): void {
    for (let i = 0; i < this.size; i++) {
      const origin = versions.of(this.origins[i]!)
      if (this.ids[i] === this.origins[i]) this.ids[i] = origin
      this.origins[i] = origin
    }
  }

  #grow(): void {
    const grown = (old: Float64Array) => {
      const array = new Float64Array(old.length * 2)
      array.set(old)
      return array
    }
    this.ids = grown(this.ids)
    this.contents = grown(this.contents)
    this.origins = grown(this.origins)
    this.places = grown(this.places)
  }
}

/** Rows that one source can have. */
const mostRows = 2 ** 32

/** A source and a row of it as one number. */
export function placeOf(source: number, row: number): number {
  return source * mostRows + row
}

/** The source and the row of a place. */
export function sourceAndRow(place: number): { readonly source: number; readonly row: number } {
  return { source: Math.floor(place / mostRows), row: place % mostRows }
}
