import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { parquetTables } from '../../src/io/parquet-tables.js'
import { writeParquet } from '../../src/io/parquet.js'
import { randomOf } from '../../src/text/random.js'
import type { GroundedDialogue } from '../../src/types.js'

const folder = mkdtempSync(join(tmpdir(), 'parquet-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function dialogue(index: number, contents: readonly string[]): GroundedDialogue {
  return {
    ...{ id: `zhwiki-${index}`, language: 'zh', kind: 'chat_specific', passage: { id: 'p', title: '都江堰', text: '两千多年前，“李冰”说："水"。\n\n第二段。' } },
    messages: contents.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
    source: { wiki: 'zhwiki', title: '都江堰', page: 7 + index, revision: 8_123_456_789 + index, url: 'https://zh.wikipedia.org/w/index.php?oldid=1', licence: 'CC-BY-SA-4.0' },
    made: { generator: 'g@0', embedder: 'e@0', prompts: { answer: 'abc' }, seed: 3 },
    checks: [{ move: 'seed', 'question.subject': 0.5 }],
  }
}

async function write(name: string, rows: readonly GroundedDialogue[]): Promise<string> {
  const file = join(folder, name)
  await writeParquet(file, (async function* () {
    yield* rows
  })())
  return file
}

const read = async (file: string) => parquetReadObjects({ file: await asyncBufferFromFile(file) })

const awkward = ['Who said "no", and \'why\'?', '他说：「不」，“为什么”？\n第二行\t制表', 'Ça, l’été — naïve 🙂 \u0000 end', 'a,b;c|d\\n', ' ', 'ё'.repeat(5_000)]

test('messages are read back as they were: a list of role and content, whatever is in it', async () => {
  const rows = [dialogue(0, awkward), dialogue(1, awkward.slice(0, 2)), dialogue(2, ['只有问题？', ''])]
  const back = await read(await write('messages.parquet', rows))
  assert.deepEqual(back.map((row) => row['messages']), rows.map((row) => row.messages))
})

test('every column comes back with its value', async () => {
  const row: GroundedDialogue = { ...dialogue(0, ['问？', '答。']), culture: { score: 0.75, signals: { names: 1 }, evidence: ['中国'] } }
  const [back] = await read(await write('columns.parquet', [row]))
  assert.deepEqual(Object.keys(back!), parquetTables.release.map(({ name }) => name))
  assert.deepEqual({ ...back, page: Number(back!['page']), revision: Number(back!['revision']) }, {
    ...{ id: row.id, language: 'zh', kind: 'chat_specific', messages: row.messages, direction: undefined, task: null, template: null, title: '都江堰', passage: row.passage.text, culture: 0.75 },
    ...{ wiki: 'zhwiki', page: 7, revision: 8_123_456_789, url: row.source.url, licence: 'CC-BY-SA-4.0', dataset: null, row: null, original: null, generator: 'g@0', embedder: 'e@0' },
    ...{ made: row.made, checks: row.checks, ...raw(back!, row) },
  })
})

/** Columns that are JSON may come back as text or parsed. */
function raw(back: Record<string, unknown>, row: GroundedDialogue): Record<string, unknown> {
  const json = (name: 'made' | 'checks') => (typeof back[name] === 'string' ? JSON.stringify(row[name]) : row[name])
  return { made: json('made'), checks: json('checks') }
}

test('a column that is empty in some rows, or in all, comes back empty', async () => {
  const { embedder: _, ...made } = dialogue(0, []).made
  assert.deepEqual((await read(await write('unchecked.parquet', [dialogue(0, ['a', 'b']), { ...dialogue(1, ['a', 'b']), made }]))).map((row) => row['embedder'] ?? null), ['e@0', null])
  const mixed = await read(await write('mixed.parquet', [dialogue(0, ['a', 'b']), { ...dialogue(1, ['a', 'b']), culture: { score: 0.1, signals: {}, evidence: [] } }]))
  assert.deepEqual(mixed.map((row) => row['culture'] ?? null), [null, 0.1])
  const none = await read(await write('none.parquet', [dialogue(0, []), dialogue(1, ['a', 'b'])]))
  assert.deepEqual(none.map((row) => (row['messages'] as unknown[] | null)?.length ?? 0), [0, 2])
})

test('more rows than a row group holds are all there, in order', async () => {
  const rows = Array.from({ length: 2_500 }, (_, i) => dialogue(i, [`问 ${i}？`, `答 ${i}。`]))
  const file = await write('many.parquet', rows)
  const back = await read(file)
  assert.deepEqual(back.map((row) => row['id']), rows.map((row) => row.id))
  assert.deepEqual(back.at(-1)!['messages'], rows.at(-1)!.messages)
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file))
  assert.equal(Number(metadata.num_rows), 2_500)
  assert.ok(metadata.row_groups.length > 1)
  assert.ok(!existsSync(`${file}.tmp`))
})

test('the same rows give the same bytes', async () => {
  const rows = [dialogue(0, awkward)]
  const { readFile } = await import('node:fs/promises')
  assert.deepEqual(await readFile(await write('one.parquet', rows)), await readFile(await write('two.parquet', rows)))
})

test('a file ends before it has more bytes than it may; the rows behind it go to the next', async () => {
  const random = randomOf('shards')
  const noise = () => Array.from({ length: 300 }, () => Math.floor(random() * 2 ** 32).toString(36)).join(' ')
  const rows = Array.from({ length: 1_200 }, (_, i) => dialogue(i, [`${noise()}?`, noise()]))
  const iterator = rows[Symbol.iterator]()
  const stream = { next: async () => iterator.next() } as AsyncIterator<GroundedDialogue>
  const sizes: number[] = []
  const ids: unknown[] = []
  while (ids.length < rows.length) {
    const file = join(folder, `shard-${sizes.length}.parquet`)
    const { rows: written, bytes } = await writeParquet(file, stream, { most: 1_000_000 })
    assert.equal(bytes, statSync(file).size)
    const back = await read(file)
    assert.equal(back.length, written)
    sizes.push(bytes)
    ids.push(...back.map((row) => row['id']))
  }
  assert.deepEqual(ids, rows.map(({ id }) => id))
  assert.ok(sizes.length > 3 && sizes.every((size) => size <= 1_000_000), sizes.join(' '))
  assert.ok(sizes.slice(0, -1).every((size) => size > 500_000), sizes.join(' '))
})
