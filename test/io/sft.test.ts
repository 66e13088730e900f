import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import * as zlib from 'node:zlib'
import type { SchemaElement } from 'hyparquet'
import { ByteWriter, parquetWrite } from 'hyparquet-writer'
import { lineCutter, valueCutter, type Cutter } from '../../src/io/sft/cutters.js'
import { originalIn } from '../../src/io/sft/original.js'
import { openSft, type SftOptions, type SftRow } from '../../src/io/sft/read.js'

const folder = mkdtempSync(join(tmpdir(), 'sft-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function read(path: string, options: SftOptions = {}): Promise<{ rows: SftRow[]; format: string }> {
  await using file = await openSft(path, options)
  const rows: SftRow[] = []
  for await (const row of file.rows) rows.push(row)
  return { rows, format: file.format }
}

/** Row and what became of it: the question, or the reason. */
const outcomes = (rows: readonly SftRow[]) => rows.map(({ row, messages, problem }) => [row, messages?.[0]!.content ?? problem!.reason])
const lines = (...rows: readonly unknown[]) => rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n') + '\n'
const pair = (question: string) => ({ query: question, response: 'Yes.' })
const chat = (...contents: readonly unknown[]) => ({ messages: contents.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })) })

test('sft: a row is known by its line in JSONL and its position in a JSON array; blank lines are lines', async () => {
  const jsonl = await read(fileOf('a.jsonl', lines(pair('One?'), '', pair('Two?'))))
  assert.deepEqual(outcomes(jsonl.rows), [[1, 'One?'], [3, 'Two?']])
  const array = await read(fileOf('a.json', JSON.stringify([pair('One?'), pair('Two [} \\" "?')], null, 2)))
  assert.deepEqual(outcomes(array.rows), [[1, 'One?'], [2, 'Two [} \\" "?']])
})

test('sft: objects one after the other over several lines, and arrays one after the other, are read as well', async () => {
  const objects = [pair('One?'), pair('Two?')].map((row) => JSON.stringify(row, null, 2)).join('\n')
  assert.deepEqual(outcomes((await read(fileOf('objects.json', objects))).rows), [[1, 'One?'], [2, 'Two?']])
  const arrays = `${JSON.stringify([pair('One?')])}\n${JSON.stringify([pair('Two?')])}\n`
  assert.deepEqual(outcomes((await read(fileOf('arrays.json', arrays))).rows), [[1, 'One?'], [2, 'Two?']])
})

test('sft: byte order mark, CRLF, UTF-16 and gzip in parts change nothing', async () => {
  const text = lines(pair('Où ?'), pair('哪里？')).replaceAll('\n', '\r\n')
  const expected = [[1, 'Où ?'], [2, '哪里？']]
  const [first, second] = text.split(/(?<=\n)/) as [string, string]
  const files = {
    'bom.jsonl': Buffer.from('\ufeff' + text),
    'utf16.jsonl': Buffer.from('\ufeff' + text, 'utf16le'),
    'parts.jsonl.gz': Buffer.concat([zlib.gzipSync(first), zlib.gzipSync(second)]),
    'array.json.gz': zlib.gzipSync('\ufeff[' + text.trim().replace('\r\n', ',\r\n') + ']'),
  }
  for (const [name, bytes] of Object.entries(files)) assert.deepEqual(outcomes((await read(fileOf(name, bytes))).rows), expected, name)
})

test('sft: a broken line is a problem with its number, and the lines behind it are read', async () => {
  const { rows } = await read(fileOf('broken.jsonl', lines(pair('One?'), '{"query": "Two', pair('Three?'), '"text"', '[1]', pair('Six?'))))
  assert.deepEqual(outcomes(rows), [[1, 'One?'], [2, 'broken-json'], [3, 'Three?'], [4, 'not-an-object'], [5, 'not-an-object'], [6, 'Six?']])
  assert.equal(rows[1]!.problem!.detail['text'], '{"query": "Two')
})

test('sft: a broken element of an array costs itself only; the end that is missing is said', async () => {
  const [one, two, three] = ['One?', 'Two?', 'Three?'].map((question) => JSON.stringify(pair(question), null, 2)) as [string, string, string]
  const quote = await read(fileOf('quote.json', `[\n${one},\n${two.replace('Yes."', 'Yes.')},\n${three}\n]`))
  assert.deepEqual(outcomes(quote.rows), [[1, 'One?'], [2, 'broken-json'], [3, 'Three?']])
  const junk = await read(fileOf('junk.json', `[${one}, oops, ${three},]`))
  assert.deepEqual(outcomes(junk.rows), [[1, 'One?'], [2, 'broken-json'], [3, 'Three?']])
  const torn = await read(fileOf('torn.json', `[${one}, ${two.slice(0, 20)}`))
  assert.deepEqual(outcomes(torn.rows), [[1, 'One?'], [2, 'truncated-file']])
  const open = await read(fileOf('open.json', `[${one},`))
  assert.deepEqual(outcomes(open.rows), [[1, 'One?'], [2, 'truncated-file']])
})

test('sft: of a gzip file that is cut off or damaged all rows before are read, and the loss is told', async () => {
  const questions = Array.from({ length: 2_000 }, (_, i) => pair([3, 5, 7, 11, 13, 17, 19, 23].map((n) => (i * n * 2_654_435_761) % 2 ** 53).join(' times ')))
  const packed = zlib.gzipSync(lines(...questions))
  const torn = await read(fileOf('cut.jsonl.gz', packed.subarray(0, packed.length - 2_000)))
  const problems = (rows: readonly SftRow[]) => rows.flatMap(({ problem }) => problem?.reason ?? [])
  assert.ok(torn.rows.length > 1_500 && torn.rows.length < 2_000, `${torn.rows.length}`)
  assert.ok(problems(torn.rows).length > 0 && problems(torn.rows).length <= 2)
  const damaged = packed.slice()
  damaged.fill(0xff, 70_000, 70_200)
  const { rows } = await read(fileOf('damaged.jsonl.gz', damaged))
  assert.ok(rows.length > 500 && rows.length < 2_000, `${rows.length}`)
  assert.equal(problems(rows).at(-1), 'damaged-file')
})

test('sft: however a text is cut into stretches, the rows are the same', () => {
  const text = JSON.stringify([{ a: 'x\\"y', b: [1, { c: ']' }] }, { a: '{[\\' }, 'text', 7, null], null, 1)
  const cut = (cutter: Cutter, size: number) => [...(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []).flatMap((part) => cutter.push(part)), ...cutter.end()]
  for (let size = 1; size < 20; size++) {
    assert.deepEqual(cut(valueCutter(), size), cut(valueCutter(), text.length), `${size}`)
    assert.deepEqual(cut(lineCutter(), size), cut(lineCutter(), text.length), `${size}`)
  }
  assert.deepEqual(cut(valueCutter(), 3).map((piece) => JSON.parse(piece.text!) as unknown), JSON.parse(text))
})

test('sft: a row too long to be held is dropped, and the rows behind it are read', () => {
  const text = `["${'a'.repeat(50)}", "b"]`
  const cuts = (cutter: Cutter, given: string) => [...(given.match(/[^]{1,8}/g) ?? []).flatMap((part) => cutter.push(part)), ...cutter.end()]
  assert.deepEqual(cuts(valueCutter(20), text), [{ row: 1, text: undefined }, { row: 2, text: '"b"' }])
  assert.deepEqual(cuts(lineCutter(20), `${'a'.repeat(50)}\nb\n`), [{ row: 1, text: undefined }, { row: 2, text: 'b' }])
})

const text = (name: string): SchemaElement => ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' })

/** The column of messages with these fields. */
const listOf = (...fields: readonly SchemaElement[]): SchemaElement[] => [
  { name: 'messages', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', num_children: fields.length },
  ...fields,
]

test('sft: Parquet is read by row groups: lists of structs, ids of 64 bits, gzip', async () => {
  const messages = [0, 1, 2, 3].map((i) => chat(`Question ${i}?`, i === 2 ? '' : 'Yes.').messages)
  const writer = new ByteWriter()
  parquetWrite({
    writer,
    codec: 'GZIP',
    compressors: { GZIP: (bytes: Uint8Array) => zlib.gzipSync(bytes) },
    rowGroupSize: 2,
    columnData: [
      { name: 'id', data: [1n, 2n, 3n, 2n ** 60n] },
      { name: 'messages', data: messages },
      { name: 'other', data: ['a', 'b', 'c', 'd'] },
    ],
    schema: [
      { name: 'root', num_children: 3 },
      { name: 'id', type: 'INT64', repetition_type: 'REQUIRED' },
      ...listOf(text('role'), text('content')),
      text('other'),
    ],
  })
  const { rows, format } = await read(fileOf('rows.parquet', new Uint8Array(writer.getBuffer())))
  assert.equal(format, 'messages')
  assert.deepEqual(outcomes(rows), [[1, 'Question 0?'], [2, 'Question 1?'], [3, 'empty-turn'], [4, 'Question 3?']])
  assert.deepEqual(rows.map(({ id }) => id), ['1', '2', '3', String(2n ** 60n)])
})

test('sft: a Parquet file packed with what this Node does not unpack is an error that says which does', { skip: 'zstdDecompressSync' in zlib && 'this Node unpacks zstd' }, async () => {
  const writer = new ByteWriter()
  parquetWrite({ writer, codec: 'ZSTD', compressors: { ZSTD: (bytes: Uint8Array) => bytes }, columnData: [{ name: 'query', data: ['Q'] }, { name: 'response', data: ['A'] }] })
  await assert.rejects(read(fileOf('zstd.parquet', new Uint8Array(writer.getBuffer()))), { name: 'UserError', message: /is packed with ZSTD.*SNAPPY or GZIP, or use Node 22\.15 or later/ })
})

test('sft: whole numbers of 64 bits in Parquet are read as those of JSON are', async () => {
  const file = (name: string, role: SchemaElement, messages: readonly unknown[]) => {
    const writer = new ByteWriter()
    parquetWrite({ writer, columnData: [{ name: 'messages', data: [...messages] }], schema: [{ name: 'root', num_children: 1 }, ...listOf(role, text('content'), { name: 'weight', type: 'INT64', repetition_type: 'OPTIONAL' })] })
    return fileOf(name, new Uint8Array(writer.getBuffer()))
  }
  const weighted = [0n, 1n].map((weight) => chat('Question?', 'Yes.').messages.map((message) => ({ ...message, weight })))
  assert.deepEqual(outcomes((await read(file('weights.parquet', text('role'), weighted))).rows), [[1, 'answer-not-to-learn'], [2, 'Question?']])
  const numbered = [[{ role: 7n, content: 'Question?', weight: 1n }]]
  const [row] = (await read(file('roles.parquet', { name: 'role', type: 'INT64', repetition_type: 'OPTIONAL' }, numbered))).rows
  assert.deepEqual(row!.problem, { reason: 'unknown-role', detail: { message: 1, found: 7 } })
})

test('sft: a Parquet file with a damaged row group gives the others, one without its end is an error', async () => {
  const writer = new ByteWriter()
  const many = Array.from({ length: 40 }, (_, i) => `Question ${i}?`)
  parquetWrite({ writer, rowGroupSize: 20, columnData: [{ name: 'query', data: many }, { name: 'response', data: many }] })
  const bytes = new Uint8Array(writer.getBuffer())
  const damaged = bytes.slice()
  damaged.fill(0xff, 4, 60)
  const { rows } = await read(fileOf('damaged.parquet', damaged))
  assert.deepEqual(outcomes(rows).slice(0, 2), [[1, 'damaged-file'], [21, 'Question 20?']])
  assert.equal(rows.length, 21)
  await assert.rejects(read(fileOf('torn.parquet', bytes.subarray(0, 200))), { name: 'UserError', message: /torn\.parquet begins like Parquet/ })
})

test('sft: a file that cannot be read is an error that says what it is and what to do', async () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['empty.jsonl', '', /is empty/],
    ['blank.jsonl', '\n \n', /has no rows/],
    ['rows.bz2', 'BZh91AY', /is bzip2.*bunzip2/],
    ['rows.csv', 'question,answer\nWhy?,Because.\n', /no rows with fields: its first row is no JSON/],
    ['texts.jsonl', lines('"Why?"', '"When?"'), /its first row is a plain text/],
    ['nothing.json', '[]', /has no rows/],
  ]
  for (const [name, content, message] of cases) await assert.rejects(read(fileOf(name, content)), { name: 'UserError', message }, name)
  await assert.rejects(read(join(folder, 'absent.jsonl')), { name: 'UserError', message: /no such file/ })
  await assert.rejects(read(folder), { name: 'UserError', message: /is a folder/ })
  await assert.rejects(read('/dev/null'), { name: 'UserError', message: /\/dev\/null is a pipe or a device.*write it to one first/ })
})

test('an original is a list, its JSON, or a plain text', () => {
  const messages = chat('Q', 'A').messages
  assert.deepEqual([originalIn({ original: ['Q', 7, null] }), originalIn({ original: '12' })], [[{ role: 'user', content: 'Q' }], [{ role: 'user', content: '12' }]])
  assert.deepEqual([originalIn({ original: messages }), originalIn({ original: JSON.stringify(messages) }), originalIn({ original: 'Q' }), originalIn({})], [messages, messages, [{ role: 'user', content: 'Q' }], undefined])
})
