import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parquetTables, type TableName } from '../../src/io/parquet-tables.js'
import { writeParquet } from '../../src/io/parquet.js'
import type { Dialogue } from '../../src/types.js'
import { crossLingual, grounded, rows, streamed, translated, turns } from '../rows.js'

/** A second implementation of Parquet, in another language, that knows nothing of the one that wrote the files. */
const duckdb = await import('@duckdb/node-api').catch(() => undefined)
const options = { skip: duckdb ? false : '@duckdb/node-api cannot be loaded on this machine' }

const folder = mkdtempSync(join(tmpdir(), 'duckdb-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await duckdb!.DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[]
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function fileOf(name: string, dialogues: readonly Dialogue[], table: TableName = 'release'): Promise<string> {
  const file = join(folder, `${name}.parquet`)
  await writeParquet(file, streamed(dialogues), { table: parquetTables[table] })
  return `'${file.replaceAll("'", "''")}'`
}

const text = (message: unknown) => message as { role: string; content: string }[]

test('DuckDB reads the columns with the types that the card says', options, async () => {
  const columns = await ask(`DESCRIBE SELECT * FROM ${await fileOf('types', rows)}`)
  const types = { string: 'VARCHAR', int64: 'BIGINT', float64: 'DOUBLE' }
  const typeOf = (type: (typeof parquetTables)['release'][number]['type']): string =>
    typeof type === 'string' ? types[type] : 'list' in type ? `${typeOf(type.list)}[]` : `STRUCT(${Object.entries(type.struct).map(([name, inner]) => `"${name}" ${typeOf(inner)}`).join(', ')})`
  assert.deepEqual(
    columns.map((column) => [column['column_name'], String(column['column_type']).replace(/(?<=[(,] ?)(\w+) (?=VARCHAR)/g, '"$1" ')]),
    parquetTables.release.map(({ name, type }) => [name, typeOf(type)]),
  )
})

test('DuckDB reads every value of every shape of row as it was written', options, async () => {
  const [one, two, three] = (await ask(`SELECT * FROM ${await fileOf('values', rows)}`)) as [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]
  for (const [read, row] of [[one, grounded], [two, translated], [three, crossLingual]] as const) {
    assert.deepEqual([read['id'], read['language'], read['kind'], text(read['messages'])], [row.id, row.language, row.kind, row.messages])
    assert.deepEqual([JSON.parse(String(read['made'])), JSON.parse(String(read['checks'])), read['licence']], [row.made, row.checks, row.source.licence])
  }
  const { source, culture, passage } = grounded
  assert.deepEqual(
    [one['title'], one['passage'], one['culture'], one['wiki'], one['page'], one['revision'], one['url']],
    [source.title, passage.text, culture!.score, source.wiki, String(source.page), String(source.revision), source.url],
  )
  assert.deepEqual([two['dataset'], two['row'], JSON.parse(String(two['original']))], ['problems.jsonl', '17', translated.original])
  assert.deepEqual([three['direction'], three['task'], three['template']], [crossLingual.direction, 'translation', 'translation.en.3'])
  for (const name of ['direction', 'task', 'template', 'dataset', 'row', 'original']) assert.equal(one[name], null, name)
  for (const name of ['title', 'passage', 'culture', 'wiki', 'page', 'revision', 'url', 'direction']) assert.equal(two[name], null, name)
})

test('DuckDB reads awkward texts: quotes, line feeds, NUL, scripts, signs beyond the BMP, long ones, and none at all', options, async () => {
  const contents = ['Who said "no"?', '他说：「不」\n第二行\t制表', 'Ça, l’été 🙂 \u0000 end', 'a,b;c|d\\n', ' ', 'ё'.repeat(50_000)]
  const all: Dialogue[] = [{ ...grounded, messages: turns(...contents) }, { ...grounded, messages: [] }]
  const read = await ask(`SELECT messages FROM ${await fileOf('awkward', all)}`)
  assert.deepEqual(read.map(({ messages }) => text(messages)), all.map(({ messages }) => messages))
})

test('DuckDB counts the rows of many groups, and finds one by its statistics', options, async () => {
  const file = await fileOf('many', Array.from({ length: 3_500 }, (_, i) => ({ ...grounded, id: `row-${String(i).padStart(5, '0')}` })))
  const [count] = await ask(`SELECT count(*) AS n, count(DISTINCT id) AS ids, sum(len(messages)) AS messages FROM ${file}`)
  assert.deepEqual(count, { n: '3500', ids: '3500', messages: String(3_500 * 4) })
  assert.deepEqual(await ask(`SELECT id FROM ${file} WHERE id = 'row-03210'`), [{ id: 'row-03210' }])
  const [groups] = await ask(`SELECT count(DISTINCT row_group_id) AS n FROM parquet_metadata(${file})`)
  assert.equal(groups!['n'], '4')
})

test('DuckDB reads the columns of each format for trainers', options, async () => {
  const [messages] = await ask(`SELECT * FROM ${await fileOf('m', [translated], 'messages')}`)
  assert.deepEqual(messages, { id: translated.id, messages: translated.messages, language: 'zh', title: '', url: '', dataset: 'problems.jsonl', row: '17', licence: 'MIT' })
  const [sharegpt] = await ask(`SELECT conversations FROM ${await fileOf('s', [translated], 'sharegpt')}`)
  assert.deepEqual(sharegpt!['conversations'], translated.messages.map(({ role, content }) => ({ from: { system: 'system', user: 'human', assistant: 'gpt' }[role], value: content })))
  const [alpaca] = await ask(`SELECT instruction, input, output, system, history FROM ${await fileOf('a', [grounded], 'alpaca')}`)
  assert.deepEqual(alpaca, { instruction: 'Q2 ?', input: '', output: 'R2.', system: '', history: [['Q1 ?', 'R1 : l’été\n\n- un\n- deux']] })
})

test('the bytes that are said of a file are those it has', async () => {
  const file = join(folder, 'bytes.parquet')
  const written = await writeParquet(file, streamed(rows))
  assert.deepEqual([written.rows, written.bytes], [3, statSync(file).size])
})
