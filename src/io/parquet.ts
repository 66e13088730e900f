import { rename } from 'node:fs/promises'
import type { SchemaElement } from 'hyparquet'
import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import type { Dialogue } from '../types.js'
import { parquetTables, type Cell, type ParquetType, type Table } from './parquet-tables.js'

/** What a file came to. */
export interface ParquetFile {
  readonly rows: number
  /** On disk. */
  readonly bytes: number
  /** Of the values themselves, before they are packed. */
  readonly data: number
}

export interface ParquetOptions {
  readonly table?: Table
  /** Bytes it may have: it is ended between groups of rows; one row larger than that stands alone. Default: it holds all rows. */
  readonly most?: number
}

/** A group of rows is ended at so many rows, or bytes of values: the page of a viewer, and what is held at once. */
const group = { rows: 1_000, bytes: 32e6 }

/**
 * Writes dialogues as Parquet (Snappy), a group of rows at a time; the file has its name only when it is complete. Where it is
 * full, the rows that did not fit are still to come from the iterator.
 */
export async function writeParquet(file: string, rows: AsyncIterator<Dialogue> | AsyncIterable<Dialogue>, { table = parquetTables.release, most = Infinity }: ParquetOptions = {}): Promise<ParquetFile> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows
  const writer = fileWriter(`${file}.tmp`)
  const schema: SchemaElement[] = [{ name: 'root', num_children: table.length }, ...table.flatMap(({ name, type }) => schemaOf(name, type))]
  const parquet = new ParquetWriter({ writer, schema, createdBy: 'ultralink' })
  let [count, data] = [0, 0]
  const bytesPerGroup = Math.min(group.bytes, most / 4)
  while (count === 0 || writer.offset + bytesPerGroup <= most) {
    const next = await nextGroup(iterator, table, bytesPerGroup)
    if (next.rows.length === 0) break
    await parquet.write({ columnData: table.map(({ name }, column) => ({ name, data: next.rows.map((cells) => cells[column]) })), rowGroupSize: next.rows.length })
    count += next.rows.length
    data += next.bytes
  }
  if (count === 0) await parquet.write({ columnData: table.map(({ name }) => ({ name, data: [] })) })
  await parquet.finish()
  await rename(`${file}.tmp`, file)
  return { rows: count, bytes: writer.offset, data }
}

/** The cells of the next rows, and the bytes of their values. */
async function nextGroup(rows: AsyncIterator<Dialogue>, table: Table, most: number): Promise<{ rows: Cell[][]; bytes: number }> {
  const cells: Cell[][] = []
  let bytes = 0
  while (cells.length < group.rows && bytes < most) {
    const next = await rows.next()
    if (next.done) break
    const row = table.map(({ cell }) => cell(next.value))
    cells.push(row)
    bytes += row.reduce<number>((sum, cell) => sum + sizeOf(cell), 0)
  }
  return { rows: cells, bytes }
}

/** Bytes of a value as Arrow holds it, all but the bits that say which are empty: texts with an offset of 4 bytes, numbers of 8. */
function sizeOf(cell: unknown): number {
  if (typeof cell === 'string') return Buffer.byteLength(cell) + 4
  if (cell === null || cell === undefined) return 4
  if (typeof cell !== 'object') return 8
  return Object.values(cell).reduce<number>((sum, part) => sum + sizeOf(part), Array.isArray(cell) ? 4 : 0)
}

/** The elements of Parquet's schema for a column; lists have three levels, as its format asks for. */
function schemaOf(name: string, type: ParquetType): SchemaElement[] {
  if (typeof type === 'object' && 'list' in type) {
    return [{ name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 }, { name: 'list', repetition_type: 'REPEATED', num_children: 1 }, ...schemaOf('element', type.list)]
  }
  if (typeof type === 'object') {
    const fields = Object.entries(type.struct)
    return [{ name, repetition_type: 'OPTIONAL', num_children: fields.length }, ...fields.flatMap(([field, inner]) => schemaOf(field, inner))]
  }
  if (type === 'string') return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }]
  return [{ name, type: type === 'int64' ? 'INT64' : 'DOUBLE', repetition_type: 'OPTIONAL' }]
}
