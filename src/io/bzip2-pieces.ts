import coreCount from '../core-count.cjs'
import type { Context } from '../types.js'
import type { Bits, Unpacked } from './bzip2.js'
import { longestBlock, type Segment } from './bzip2-segments.js'
import { hole, type Damage, type Piece } from './pieces.js'

/** What decompressing needs: `Context['work']`, and how many blocks may be under way (some 1.2 MB each). */
export interface Unpacking {
  readonly work: Context['work']
  readonly ahead?: number
}

interface Pending {
  readonly segment: Segment
  readonly result: Promise<Unpacked> | undefined
}

/** Twice the workers a machine can use, so that none waits; bounded, as each block holds memory. */
const defaultAhead = Math.min(32, 2 * coreCount() + 2)

/** Bits of a stream's end (magic, checksum, padding) with the header of a stream behind it; more is a loss. */
const endBits = 48 + 32 + 7 + 32

/** The text of the blocks in order, several of them under way at a time; holes where a block is damaged. */
export async function* unpacked(segments: AsyncIterable<Segment>, { work, ahead = defaultAhead }: Unpacking): AsyncGenerator<Piece> {
  const queue: Pending[] = []
  const source = segments[Symbol.asyncIterator]()
  const fill = async (count: number): Promise<void> => {
    while (queue.length < count) {
      const { done, value } = await source.next()
      if (done) return
      queue.push(start(value, work))
    }
  }
  try {
    for (await fill(ahead); queue.length > 0; await fill(ahead)) {
      const { segment, result } = queue.shift()!
      const answer = await result
      if (answer && 'bytes' in answer) yield piece(segment, answer.bytes)
      else if (segment.kind === 'block') {
        await fill(1)
        yield await joined(segment, answer?.fault, queue, work)
      } else if (isLoss(segment)) yield hole(segment.unit, segment.position, lossOf(segment, 'no block begins here'))
    }
  } finally {
    await source.return?.(undefined)
  }
}

function start(segment: Segment, work: Context['work']): Pending {
  if (segment.kind !== 'block' || !segment.data) return { segment, result: undefined }
  const result = work('bunzip2', segment.data)
  // Whoever awaits it hears of a failure; nobody awaits the rest after the first.
  result.catch(() => undefined)
  return { segment, result }
}

/**
 * A magic can stand in a block's data by chance (once in some 2^47 bits): before a block is called damaged,
 * it is read together with the segment behind it.
 */
async function joined(segment: Segment, fault: string | undefined, queue: Pending[], work: Context['work']): Promise<Piece> {
  const next = queue[0]?.segment
  const data = next && next.unit === segment.unit ? join(segment, next) : undefined
  const answer = data && (await work('bunzip2', data))
  if (!next || !answer || 'fault' in answer) {
    return hole(segment.unit, segment.position, lossOf(segment, fault ?? 'no end within the length of a block'))
  }
  queue.shift()
  return { ...piece(segment, answer.bytes), position: next.position }
}

function join(segment: Segment, next: Segment): Bits | undefined {
  if (!segment.data || !next.data || segment.data.bytes.length + next.data.bytes.length > longestBlock) return undefined
  const rest = next.data.skip > 0 ? next.data.bytes.subarray(1) : next.data.bytes
  const bytes = new Uint8Array(segment.data.bytes.length + rest.length)
  bytes.set(segment.data.bytes)
  bytes.set(rest, segment.data.bytes.length)
  return { bytes, skip: segment.data.skip, bits: segment.bits + next.bits }
}

function piece(segment: Segment, bytes: Uint8Array): Piece {
  return { unit: segment.unit, offset: Math.floor(segment.bit / 8), exact: false, position: segment.position, bytes }
}

/** A header of 4 bytes before the first magic and a stream's end are no loss; what is longer holds a lost block. */
function isLoss(segment: Segment): boolean {
  return segment.kind === 'lost' ? segment.bits > 32 : segment.bits > endBits
}

function lossOf(segment: Segment, detail: string): Damage {
  const offset = Math.floor(segment.bit / 8)
  const bytes = Math.ceil((segment.bit + segment.bits) / 8) - offset
  return { offset, bytes, reason: segment.open ? 'truncated-file' : 'corrupt-block', detail }
}
