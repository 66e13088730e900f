import { TextDecoder } from 'node:util'

/** Why something of a dump could not be read. */
export interface Damage {
  /** Byte in the file: of the page in .xml; of the bzip2 block, or of the stretch of gzip, in which it begins. */
  readonly offset: number
  /** Bytes lost: of the file for `corrupt-block` and `truncated-file` without a title, else of the page's XML. */
  readonly bytes: number
  readonly reason: 'corrupt-block' | 'truncated-file' | 'broken-xml' | 'page-too-large'
  /** What was found, in a few words. */
  readonly detail: string
  /** Of the page that was lost, when it is known. */
  readonly title?: string
}

/** A stretch of a dump's text, in order; or, with `damage` and no bytes, a hole in it. */
export interface Piece {
  /** Where the part that can be read on its own begins in the file: 0, or the offset of a stream. */
  readonly unit: number
  /** Byte in the file where what holds these bytes begins. */
  readonly offset: number
  /** Whether `bytes` stand in the file as they are, so that offsets can be counted in them. */
  readonly exact: boolean
  /** Bytes of the file read so far. */
  readonly position: number
  readonly bytes: Uint8Array
  readonly damage?: Damage
}

/** Bytes of the file from `from` to `to` (exclusive). */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A hole: a piece without bytes that says what is missing. */
export function hole(unit: number, position: number, damage: Damage): Piece {
  return { unit, offset: damage.offset, exact: false, position, bytes: new Uint8Array(0), damage }
}

const boms = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const

/**
 * The same text as UTF-8 without byte order mark; the mark in the first piece with bytes says whether it is
 * UTF-16. (No reader cuts its first piece within three bytes.)
 */
export async function* toUtf8(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  let begun = false
  let decoder: TextDecoder | undefined
  for await (const piece of pieces) {
    if (begun || piece.bytes.length === 0) {
      yield recoded(piece, decoder)
      continue
    }
    begun = true
    const bom = boms.find(({ bytes }) => bytes.every((byte, i) => piece.bytes[i] === byte))
    if (bom && bom.encoding !== 'utf-8') decoder = new TextDecoder(bom.encoding)
    yield recoded(without(piece, bom?.bytes.length ?? 0), decoder)
  }
}

function without(piece: Piece, skip: number): Piece {
  return { ...piece, bytes: piece.bytes.subarray(skip), offset: piece.offset + (piece.exact ? skip : 0) }
}

function recoded(piece: Piece, decoder: TextDecoder | undefined): Piece {
  if (!decoder || piece.damage) return piece
  return { ...piece, exact: false, bytes: Buffer.from(decoder.decode(piece.bytes, { stream: true })) }
}
