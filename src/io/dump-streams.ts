import { existsSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { randomOf } from '../text/random.js'
import { unpacked, type Unpacking } from './bzip2-pieces.js'
import { chunks, segments } from './bzip2-segments.js'
import { openPacked } from './dump-format.js'
import type { Piece, Range } from './pieces.js'

/** `x-multistream.xml.bz2` → `x-multistream-index.txt.bz2`, as Wikimedia names them; undefined when there is none. */
export function indexPath(path: string): string | undefined {
  const name = path.replace(/multistream(\d*)\.xml(?=[^/\\]*$)/, 'multistream-index$1.txt')
  if (name === path) return undefined
  return [name, name.replace(/\.bz2$/, '')].find((candidate) => candidate !== path && existsSync(candidate))
}

/** Offsets of the streams that hold pages, from the lines `offset:page:title` of an index. */
export async function indexedStreams(path: string, unpacking: Unpacking, signal?: AbortSignal): Promise<number[]> {
  const { file, size, packing } = await openPacked(path)
  try {
    const range = { from: 0, to: size }
    const pieces = packing === 'bzip2' ? unpacked(segments(file, [range], signal), unpacking) : chunks(file, range, signal)
    return await offsetsIn(pieces)
  } finally {
    await file.close()
  }
}

async function offsetsIn(pieces: AsyncIterable<{ bytes: Uint8Array } | Piece>): Promise<number[]> {
  const offsets: number[] = []
  let rest = ''
  for await (const piece of pieces) {
    if ('damage' in piece && piece.damage) return []
    const lines = (rest + Buffer.from(piece.bytes).toString('latin1')).split('\n')
    rest = lines.pop()!
    for (const line of lines) addOffset(offsets, line)
  }
  addOffset(offsets, rest)
  return offsets
}

function addOffset(offsets: number[], line: string): void {
  const offset = Number.parseInt(line, 10)
  if (offset >= 0 && offset !== offsets.at(-1)) offsets.push(offset)
}

/** Offsets of all streams of a .bz2 file, found by reading it once without unpacking. */
export async function scannedStreams(file: FileHandle, size: number, signal?: AbortSignal): Promise<number[]> {
  const offsets = [0]
  for await (const { kind, bit, data } of segments(file, [{ from: 0, to: size }], signal)) {
    if (kind !== 'end') continue
    // Behind the end's magic (48 bits) and checksum (32 bits) the next stream begins on a byte border.
    const next = Math.ceil((bit + 80) / 8)
    const header = data?.bytes.subarray(next - Math.floor(bit / 8)) ?? []
    if (header[0] === 0x42 && header[1] === 0x5a && header[2] === 0x68) offsets.push(next)
  }
  return offsets
}

/** Whether streams begin at these offsets: they rise, and a sample of 16 begins with a header. */
export async function areStreams(file: FileHandle, size: number, offsets: readonly number[]): Promise<boolean> {
  if (offsets.length === 0 || offsets.at(-1)! >= size || offsets.some((offset, i) => i > 0 && offset < offsets[i - 1]!)) return false
  const header = Buffer.alloc(3)
  for (let i = 0; i < 16; i++) {
    await file.read(header, 0, 3, offsets[Math.floor((i * (offsets.length - 1)) / 15)]!)
    if (header.toString('latin1') !== 'BZh') return false
  }
  return true
}

/** Whether a stream in the middle begins with a page: other tools cut a text into streams anywhere. */
export async function holdWholePages(file: FileHandle, ranges: readonly Range[], unpacking: Unpacking): Promise<boolean> {
  const middle = ranges[Math.floor(ranges.length / 2)]!
  for await (const { bytes } of unpacked(segments(file, [middle]), { ...unpacking, ahead: 1 })) {
    return /^\s*<(?:page[\s>]|\/mediawiki)/.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'))
  }
  return false
}

/** Each stream reaches to the next one, the last one to the end of the file. */
export function rangesOf(offsets: readonly number[], size: number): Range[] {
  return offsets.map((from, i) => ({ from, to: offsets[i + 1] ?? size }))
}

/** The items in an order that the seed decides (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const shuffled = [...items]
  const random = randomOf(seed, 'shuffle')
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
  }
  return shuffled
}
