import { open, type FileHandle } from 'node:fs/promises'
import { TextDecoder } from 'node:util'
import { UserError } from '../../errors.js'
import { readProblem } from '../../read-problem.js'
import { chunks } from '../bzip2-segments.js'
import { gunzipped } from '../gunzip.js'
import { toUtf8, type Piece } from '../pieces.js'

export type Packing = 'text' | 'gzip' | 'parquet'

/** A stretch of a file's text; `damage` says that the file cannot be read any further, and why. */
export interface Stretch {
  readonly text: string
  /** Bytes of the file read so far. */
  readonly position: number
  readonly damage?: string
}

/** Beginnings of files that are not read, and what to do with them. */
const unreadable: readonly { readonly name: string; readonly bytes: readonly number[]; readonly tool: string }[] = [
  { name: 'bzip2', bytes: [0x42, 0x5a, 0x68], tool: 'bunzip2' },
  { name: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], tool: 'unxz' },
  { name: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd], tool: 'unzstd' },
  { name: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04], tool: 'unzip' },
  { name: 'Arrow', bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], tool: 'to_parquet of the library that wrote it' },
]

/** Opens a file of rows and tells by its first bytes how it is packed. @throws UserError for what cannot be read */
export async function openRows(path: string): Promise<{ file: FileHandle; size: number; packing: Packing }> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`cannot read ${path}: ${readProblem(error, path)}; check the path`)
  })
  try {
    const stat = await file.stat()
    if (stat.isDirectory()) throw new UserError(`${path} is a folder; give the files in it, one by one`)
    if (!stat.isFile()) throw new UserError(`${path} is a pipe or a device, and a file is wanted; write it to one first`)
    if (stat.size === 0) throw new UserError(`${path} is empty; give a file with rows`)
    const head = Buffer.alloc(8)
    await file.read(head, 0, head.length, 0)
    const found = unreadable.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte))
    if (found) throw new UserError(`${path} is ${found.name}, which is not read; make JSONL, JSON, .gz or Parquet of it with ${found.tool}`)
    return { file, size: stat.size, packing: packingOf(head) }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Size of a file of rows as it lies on disk. @throws UserError when it cannot be read */
export async function sizeOf(path: string): Promise<number> {
  const { file, size } = await openRows(path)
  await file.close()
  return size
}

function packingOf(head: Buffer): Packing {
  if (head.toString('latin1', 0, 4) === 'PAR1') return 'parquet'
  return head[0] === 0x1f && head[1] === 0x8b ? 'gzip' : 'text'
}

/** The text of a file, unpacked, without its byte order mark; UTF-8, or UTF-16 where the mark says so. Holds one stretch. */
export async function* stretchesOf(file: FileHandle, size: number, { packing, signal }: { packing: Packing; signal?: AbortSignal }): AsyncGenerator<Stretch> {
  const range = { from: 0, to: size }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for await (const { bytes, position, damage } of toUtf8(packing === 'gzip' ? gunzipped(file, range, signal) : plain(chunks(file, range, signal)))) {
    if (damage) return yield { text: '', position, damage: `${damage.reason} behind byte ${damage.offset}: ${damage.detail}` }
    yield { text: decoder.decode(bytes, { stream: true }), position }
  }
  yield { text: decoder.decode(), position: size }
}

async function* plain(parts: AsyncIterable<{ at: number; bytes: Buffer }>): AsyncGenerator<Piece> {
  for await (const { at, bytes } of parts) yield { unit: 0, offset: at, exact: true, position: at + bytes.length, bytes }
}
