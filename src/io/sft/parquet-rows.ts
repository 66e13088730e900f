import type { FileHandle } from 'node:fs/promises'
import * as zlib from 'node:zlib'
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer, type Compressors, type FileMetaData } from 'hyparquet'
import { UserError } from '../../errors.js'
import type { Entry } from './entries.js'

/** Codecs that Node brings along; zstd from Node 22.15 on. Snappy is hyparquet's own. */
const compressors: Compressors = {
  GZIP: (bytes) => zlib.gunzipSync(bytes),
  BROTLI: (bytes) => zlib.brotliDecompressSync(bytes),
  ...('zstdDecompressSync' in zlib ? { ZSTD: zlib.zstdDecompressSync as (bytes: Uint8Array) => Uint8Array } : {}),
}

/** The rows of a Parquet file, one row group at a time; a group that cannot be read is one problem. @throws UserError when the file is no Parquet */
export async function* parquetEntries(path: string, handle: FileHandle, { size, columns }: { size: number; columns: readonly string[] }): AsyncGenerator<Entry> {
  const file = bufferOf(handle, size)
  const metadata = await parquetMetadataAsync(file).catch((error: Error) => {
    throw new UserError(`${path} begins like Parquet but cannot be read: ${error.message}; get the file again`)
  })
  checkCodecs(path, metadata)
  const names = columnsOf(metadata).filter((name) => columns.includes(name))
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    const position = Math.round((size * rowEnd) / Math.max(1, Number(metadata.num_rows)))
    try {
      const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, ...(names.length > 0 ? { columns: names } : {}) })
      for (const [i, value] of rows.entries()) yield { row: rowStart + i + 1, position, value: plain(value) }
    } catch (error) {
      yield { row: rowStart + 1, position, problem: { reason: 'damaged-file', detail: { found: (error as Error).message, rows: rowEnd - rowStart } } }
    }
    rowStart = rowEnd
  }
}

/** Whole numbers of Parquet are bigger than JSON's; those of rows fit, and one that does not is a text. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))
}

function bufferOf(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(end - start)
      await handle.read(bytes, 0, bytes.length, start)
      return bytes.buffer
    },
  }
}

function checkCodecs(path: string, { row_groups }: FileMetaData): void {
  const known = new Set(['UNCOMPRESSED', 'SNAPPY', ...Object.keys(compressors)])
  const codec = row_groups.flatMap((group) => group.columns.map((column) => column.meta_data?.codec)).find((name) => name && !known.has(name))
  if (codec) throw new UserError(`${path} is packed with ${codec}, which is not read here; write it again with SNAPPY or GZIP${codec === 'ZSTD' ? ', or use Node 22.15 or later' : ''}`)
}

/** Names of the columns at the top of the schema, in which lists and structs are trees. */
function columnsOf({ schema }: FileMetaData): string[] {
  const names: string[] = []
  const pass = (index: number, depth: number): number => {
    const { name, num_children = 0 } = schema[index]!
    if (depth === 1) names.push(name)
    let next = index + 1
    for (let i = 0; i < num_children; i++) next = pass(next, depth + 1)
    return next
  }
  pass(0, 0)
  return names
}
