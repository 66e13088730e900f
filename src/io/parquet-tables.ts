import type { Dialogue } from '../types.js'
import { formats } from './formats.js'

export type Cell = string | number | bigint | null | readonly unknown[] | Readonly<Record<string, unknown>>

/** Types by the names that dataset cards call them. */
export type ParquetType = 'string' | 'int64' | 'float64' | { readonly list: ParquetType } | { readonly struct: Readonly<Record<string, ParquetType>> }

interface Column {
  readonly name: string
  readonly type: ParquetType
  cell(row: Dialogue): Cell
}

/** Columns of a Parquet file, and how their cells are read off a row. */
export type Table = readonly Column[]

const grounded = (row: Dialogue) => (row.kind === 'chat_specific' ? row : undefined)
const original = (row: Dialogue) => ('original' in row ? row.original : undefined)
const origin = ({ source }: Dialogue) => ('wiki' in source ? undefined : source)
const big = (value: number | undefined) => (value === undefined ? null : BigInt(value))
const column = (name: string, type: ParquetType, cell: Column['cell']): Column => ({ name, type, cell })

const messages: ParquetType = { list: { struct: { role: 'string', content: 'string' } } }
const turns: ParquetType = { list: { struct: { from: 'string', value: 'string' } } }

/** Everything there is of a row; what has no columns of its own is JSON. */
const release: Table = [
  column('id', 'string', ({ id }) => id),
  column('language', 'string', ({ language }) => language),
  column('kind', 'string', ({ kind }) => kind),
  column('messages', messages, (row) => row.messages),
  column('direction', { struct: { from: 'string', to: 'string' } }, (row) => (row.kind === 'cross_lingual' ? row.direction : null)),
  column('task', 'string', (row) => (row.kind === 'cross_lingual' ? row.task : null)),
  column('template', 'string', (row) => (row.kind === 'cross_lingual' ? row.template : null)),
  column('title', 'string', (row) => grounded(row)?.source.title ?? null),
  column('passage', 'string', (row) => grounded(row)?.passage.text ?? null),
  column('culture', 'float64', (row) => grounded(row)?.culture?.score ?? null),
  column('wiki', 'string', (row) => grounded(row)?.source.wiki ?? null),
  column('page', 'int64', (row) => big(grounded(row)?.source.page)),
  column('revision', 'int64', (row) => big(grounded(row)?.source.revision)),
  column('url', 'string', (row) => grounded(row)?.source.url ?? null),
  column('dataset', 'string', (row) => origin(row)?.dataset ?? null),
  column('row', 'int64', (row) => big(origin(row)?.row)),
  column('licence', 'string', ({ source }) => source.licence ?? null),
  column('original', 'string', (row) => (original(row) ? JSON.stringify(original(row)) : null)),
  column('generator', 'string', ({ made }) => made.generator),
  column('embedder', 'string', ({ made }) => made.embedder ?? null),
  column('made', 'string', ({ made }) => JSON.stringify(made)),
  column('checks', 'string', ({ checks }) => JSON.stringify(checks)),
]

/** The fields of a trainer's format, and where the text is from. */
function tableOf(format: 'messages' | 'sharegpt' | 'alpaca', types: Readonly<Record<string, ParquetType>>): Table {
  const from: Readonly<Record<string, ParquetType>> = { language: 'string', title: 'string', url: 'string', dataset: 'string', row: 'string', licence: 'string' }
  return Object.entries({ id: 'string' as const, ...types, ...from }).map(([name, type]) => column(name, type, (row) => formats[format](row, { index: 0 })[name] as Cell))
}

/** What Parquet can hold of a row: all of it, or what a trainer reads. */
export const parquetTables = {
  release,
  messages: tableOf('messages', { messages }),
  sharegpt: tableOf('sharegpt', { conversations: turns }),
  alpaca: tableOf('alpaca', { instruction: 'string', input: 'string', output: 'string', system: 'string', history: { list: { list: 'string' } } }),
} as const satisfies Readonly<Record<string, Table>>

export type TableName = keyof typeof parquetTables

/** The columns as a dataset card lists them. */
export function featuresOf(table: Table): readonly Readonly<Record<string, unknown>>[] {
  return table.map(({ name, type }) => feature(name, type))
}

function feature(name: string, type: ParquetType): Readonly<Record<string, unknown>> {
  if (typeof type === 'string') return { name, dtype: type }
  return { name, ...('list' in type ? { list: itemOf(type.list) } : { struct: fieldsOf(type.struct) }) }
}

/** Of a list: the name of a type, the fields of a struct, or a list again. */
function itemOf(type: ParquetType): unknown {
  if (typeof type === 'string') return type
  return 'list' in type ? { list: itemOf(type.list) } : fieldsOf(type.struct)
}

const fieldsOf = (struct: Readonly<Record<string, ParquetType>>) => Object.entries(struct).map(([field, type]) => feature(field, type))
