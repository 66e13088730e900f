import { rename } from 'node:fs/promises'
import type { SchemaElement } from 'hyparquet'
import { fileWriter, parquetWriteRows } from 'hyparquet-writer'
import type { Dialogue } from '../types.js'

type Cell = string | number | bigint | null | readonly unknown[]

const text = (name: string): SchemaElement => ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' })

const whole = (name: string): SchemaElement => ({ name, type: 'INT64', repetition_type: 'OPTIONAL' })
const big = (value: number | undefined) => (value === undefined ? null : BigInt(value))
const grounded = (row: Dialogue) => (row.kind === 'chat_specific' ? row : undefined)
const translated = (row: Dialogue) => (row.kind === 'chat_specific' ? undefined : row)

/** Columns of a dialogue and how their cells are read off the row. */
const columns: readonly { readonly schema: readonly SchemaElement[]; readonly cell: (row: Dialogue) => Cell }[] = [
  { schema: [text('id')], cell: (row) => row.id },
  { schema: [text('language')], cell: (row) => row.language },
  { schema: [text('kind')], cell: (row) => row.kind },
  {
    schema: [
      { name: 'messages', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
      text('role'),
      text('content'),
    ],
    cell: (row) => row.messages,
  },
  { schema: [text('title')], cell: (row) => grounded(row)?.source.title ?? null },
  { schema: [text('passage')], cell: (row) => grounded(row)?.passage.text ?? null },
  { schema: [{ name: 'culture', type: 'DOUBLE', repetition_type: 'OPTIONAL' }], cell: (row) => grounded(row)?.culture?.score ?? null },
  { schema: [text('wiki')], cell: (row) => grounded(row)?.source.wiki ?? null },
  { schema: [whole('page')], cell: (row) => big(grounded(row)?.source.page) },
  { schema: [whole('revision')], cell: (row) => big(grounded(row)?.source.revision) },
  { schema: [text('url')], cell: (row) => grounded(row)?.source.url ?? null },
  { schema: [text('dataset')], cell: (row) => translated(row)?.source.dataset ?? null },
  { schema: [whole('row')], cell: (row) => big(translated(row)?.source.row) },
  { schema: [text('licence')], cell: (row) => row.source.licence ?? null },
  { schema: [text('original')], cell: (row) => (translated(row)?.original ? JSON.stringify(translated(row)?.original) : null) },
  { schema: [text('generator')], cell: (row) => row.made.generator },
  { schema: [text('embedder')], cell: (row) => row.made.embedder },
  { schema: [text('made')], cell: (row) => JSON.stringify(row.made) },
  { schema: [text('checks')], cell: (row) => JSON.stringify(row.checks) },
]

/** Names and types of the columns, as a dataset card lists them. */
export const features: readonly { readonly name: string; readonly dtype: string }[] = columns.map(({ schema: [first] }) => ({
  name: first!.name,
  dtype: { BYTE_ARRAY: 'string', DOUBLE: 'float64', INT64: 'int64' }[String(first!.type)] ?? 'list',
}))

/** Writes dialogues as Parquet (Snappy), a row group at a time; the file has its name only when it is complete. */
export async function writeParquet(file: string, rows: AsyncIterable<Dialogue>): Promise<void> {
  const temporary = `${file}.tmp`
  await parquetWriteRows({
    writer: fileWriter(temporary),
    rows: cells(rows),
    columns: columns.map(({ schema }) => ({ name: schema[0]!.name })),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(({ schema }) => schema)],
    rowGroupSize: [1_000, 10_000],
    createdBy: 'ultralink',
  })
  await rename(temporary, file)
}

async function* cells(rows: AsyncIterable<Dialogue>): AsyncIterable<Record<string, Cell>> {
  for await (const row of rows) yield Object.fromEntries(columns.map(({ schema, cell }) => [schema[0]!.name, cell(row)]))
}
