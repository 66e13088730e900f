import type { FileHandle } from 'node:fs/promises'
import { Interrupted } from '../errors.js'
import { findMarks, type Bits, type Mark } from './bzip2.js'
import type { Range } from './pieces.js'

/** A stretch of a .bz2 file from one magic to the next: a block, or the end of a stream and the next header. */
export interface Segment {
  readonly unit: number
  readonly kind: 'block' | 'end' | 'lost'
  /** In bits from the start of the file. */
  readonly bit: number
  readonly bits: number
  /** Absent when it is longer than a block can be, or when no magic opens it. */
  readonly data?: Bits
  /** It runs to the end of the file: no magic followed. */
  readonly open: boolean
  /** Bytes of the ranges read when it ends. */
  readonly position: number
}

/** A block of 900,000 bytes grows by at most 1 % and 600 bytes when it cannot be compressed (bzip2's manual). */
export const longestBlock = 1 << 20

/** What is read at once. */
const chunkSize = 1 << 20

/** A magic touches 7 bytes when it does not begin on a byte border. */
const magicBytes = 7

/** Reads `range` in chunks; the last chunk may be short. Stops with `Interrupted`. */
export async function* chunks(file: FileHandle, range: Range, signal?: AbortSignal): AsyncGenerator<{ at: number; bytes: Buffer }> {
  let at = range.from
  while (at < range.to) {
    if (signal?.aborted) throw new Interrupted()
    const bytes = Buffer.allocUnsafe(Math.min(chunkSize, range.to - at))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, at)
    if (bytesRead === 0) return
    yield { at, bytes: bytes.subarray(0, bytesRead) }
    at += bytesRead
  }
}

/** All segments of the ranges, in order; holds one chunk and one block at a time. */
export async function* segments(file: FileHandle, ranges: readonly Range[], signal?: AbortSignal): AsyncGenerator<Segment> {
  const { size } = await file.stat()
  let before = 0
  for (const range of ranges) {
    for await (const segment of segmentsOf(file, range, signal)) {
      const open = segment.open && range.to >= size
      yield { ...segment, open, position: before + segment.position - range.from }
    }
    before += range.to - range.from
  }
}

interface Reading {
  readonly range: Range
  /** Bytes of the file that may still be needed, and where they begin. */
  window: Buffer
  base: number
  /** The magic after which no other has been found yet; at first, the start of the range. */
  open: Mark | undefined
  start: number
  /** Where the search for magics goes on, in the file. */
  search: number
}

async function* segmentsOf(file: FileHandle, range: Range, signal?: AbortSignal): AsyncGenerator<Segment> {
  const state: Reading = { range, window: Buffer.alloc(0), base: range.from, open: undefined, start: range.from * 8, search: range.from }
  for await (const { bytes } of chunks(file, range, signal)) {
    state.window = state.window.length > 0 ? Buffer.concat([state.window, bytes]) : bytes
    yield* closed(state, state.base + state.window.length - magicBytes + 1)
    forget(state)
  }
  const end = state.base + state.window.length
  yield* closed(state, end)
  if (end * 8 > state.start) yield cut(state, end * 8, true)
}

/** The segments that end with a magic beginning before byte `to` of the file. */
function* closed(state: Reading, to: number): Generator<Segment> {
  if (to <= state.search) return
  for (const mark of findMarks(state.window, state.search - state.base, to - state.base)) {
    const bit = state.base * 8 + mark.bit
    if (bit > state.start) yield cut(state, bit, false)
    state.open = mark
    state.start = bit
  }
  state.search = to
}

function cut(state: Reading, to: number, open: boolean): Segment {
  const { start, base, window, range } = state
  const first = Math.floor(start / 8)
  const last = Math.ceil(to / 8)
  const kind = !state.open ? 'lost' : state.open.end ? 'end' : 'block'
  const held = first >= base && last - first <= longestBlock
  // Copied, so that a worker is sent these bytes and not the window.
  const data = held ? { bytes: new Uint8Array(window.subarray(first - base, last - base)), skip: start % 8, bits: to - start } : undefined
  return { unit: range.from, kind, bit: start, bits: to - start, ...(data && { data }), open, position: last }
}

/** Lets go of what no segment needs: what is before the open magic, or more than a block can be long. */
function forget(state: Reading): void {
  const end = state.base + state.window.length
  const first = Math.floor(state.start / 8)
  const keep = Math.max(state.base, Math.min(end - first > longestBlock ? state.search : first, state.search))
  state.window = state.window.subarray(keep - state.base)
  state.base = keep
}
