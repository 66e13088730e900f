import type { Message, Origin } from '../../types.js'

/** One row of a file of parallel text: the same in several languages, or why it is of no use. */
export interface Unit {
  /** Line of the file, or position of the row or the unit in it; from 1. */
  readonly row: number
  /** Bytes of the file read so far. */
  readonly position: number
  /** Code, as the file gives it → text. */
  readonly texts?: Readonly<Record<string, string>>
  /** Code → dialogue, turn by turn the same. */
  readonly dialogues?: Readonly<Record<string, readonly Message[]>>
  /** The row's own id; that of a dialogue is the same in all its languages. */
  readonly id?: string
  readonly licence?: string
  readonly problem?: { readonly reason: string; readonly detail?: Readonly<Record<string, unknown>> }
}

/** A file of parallel text that has been looked into. */
export interface ParallelFile {
  /** File name without its folders. */
  readonly name: string
  readonly format: Origin['format']
  /** The languages that it has, where it says so before it is read. */
  readonly codes?: readonly string[]
  /** All files it stands in. */
  readonly paths: readonly string[]
  /** Reads it; can be called again. */
  units(signal?: AbortSignal): AsyncIterable<Unit>
}
