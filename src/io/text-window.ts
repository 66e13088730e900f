import type { Piece } from './pieces.js'

/** Where text came from: byte `raw` of the unit's text is byte `offset` of the file, or was unpacked from there. */
interface Origin {
  readonly raw: number
  readonly offset: number
  readonly exact: boolean
}

/** The part of a unit's text that is held: `buffer` begins at its byte `raw`; before index `from` all is taken. */
export interface TextWindow {
  buffer: Buffer
  raw: number
  from: number
  /** Up to this index the open page has been searched for its end. */
  searched: number
  origins: Origin[]
}

export function newWindow(): TextWindow {
  return { buffer: Buffer.alloc(0), raw: 0, from: 0, searched: 0, origins: [] }
}

/** Puts a piece behind what is held. */
export function append(window: TextWindow, { bytes, offset, exact }: Piece): void {
  window.origins.push({ raw: window.raw + window.buffer.length, offset, exact })
  const held = window.buffer.length > 0
  window.buffer = held ? Buffer.concat([window.buffer, bytes]) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Lets go of what is taken. */
export function letGo(window: TextWindow): void {
  window.buffer = window.buffer.subarray(window.from)
  window.raw += window.from
  window.searched = Math.max(0, window.searched - window.from)
  window.from = 0
  while (window.origins.length > 1 && window.origins[1]!.raw <= window.raw) window.origins.shift()
}

/** Byte in the file of an index of the buffer, as exactly as it is known (see `Piece`). */
export function offsetOf(window: TextWindow, index: number): number {
  const raw = window.raw + index
  const origin = window.origins.findLast((one) => one.raw <= raw) ?? window.origins[0]!
  return origin.exact ? origin.offset + raw - origin.raw : origin.offset
}

/** Where from `from` on the tag begins, or -1: `<page` followed by a space or `>`, but not `<pages`. */
export function tagAt({ buffer }: TextWindow, tag: string, from: number): number {
  let at = buffer.indexOf(tag, from)
  while (at >= 0 && !nameEnds.has(buffer[at + tag.length] ?? 0)) at = buffer.indexOf(tag, at + 1)
  return at
}

const nameEnds = new Set([0x20, 0x09, 0x0a, 0x0d, 0x3e])
