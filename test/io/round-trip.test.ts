import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { formats, lossOf, type Format } from '../../src/io/formats.js'
import { parquetTables, type TableName } from '../../src/io/parquet-tables.js'
import { writeParquet } from '../../src/io/parquet.js'
import { openSft } from '../../src/io/sft/read.js'
import type { Dialogue, Message } from '../../src/types.js'
import { crossLingual, grounded, streamed, translated } from '../rows.js'

const folder = mkdtempSync(join(tmpdir(), 'round-trip-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Texts that a build can have: not blank, whole characters, no signs that show damage. */
const content = fc
  .oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.constantFrom('```js\nlet a = [1, 2]\n```', '#### 12', '<no input>', 'a\tb', '{"instruction": "x"}', ' leading', 'вот\n\nтак', '，。'))
  .filter((text) => text.trim() !== '' && !/^\ufeff|[\u0000-\u0008\u000b-\u001f\ufffd]|\p{Surrogate}/u.test(text))

const messages = fc
  .tuple(fc.option(content, { nil: undefined }), fc.array(fc.tuple(content, content), { minLength: 1, maxLength: 4 }))
  .map(([system, turns]): Message[] => [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
    ...turns.flatMap(([user, assistant]) => [{ role: 'user' as const, content: user }, { role: 'assistant' as const, content: assistant }]),
  ])

const dialogues = fc.array(fc.tuple(fc.constantFrom<Dialogue>(grounded, translated, crossLingual), messages).map(([row, own]): Dialogue => ({ ...row, messages: own })), { minLength: 1, maxLength: 6 })

/** What `--sft` makes of a file, its format recognised. */
async function readBack(file: string): Promise<(readonly Message[] | undefined)[]> {
  await using opened = await openSft(file)
  const found = []
  for await (const row of opened.rows) found.push(row.messages)
  return found
}

for (const format of Object.keys(formats) as Format[]) {
  test(`what is exported as ${format} is read back to the same messages, but for what is said to be lost`, async () => {
    const file = join(folder, `${format}.jsonl`)
    await fc.assert(
      fc.asyncProperty(dialogues, async (rows) => {
        writeFileSync(file, rows.map((row, index) => `${JSON.stringify(formats[format](row, { index }))}\n`).join(''))
        const kept = rows.map((row) => (lossOf(format, row) ? row.messages.filter(({ role }) => role !== 'system') : row.messages))
        assert.deepEqual(await readBack(file), kept)
      }),
      { numRuns: 60 },
    )
  })
}

for (const table of Object.keys(parquetTables) as TableName[]) {
  test(`Parquet with the columns ${table} is read back to the same messages`, async () => {
    const file = join(folder, `${table}.parquet`)
    await fc.assert(
      fc.asyncProperty(dialogues, async (rows) => {
        await writeParquet(file, streamed(rows), { table: parquetTables[table] })
        assert.deepEqual(await readBack(file), rows.map((row) => row.messages))
      }),
      { numRuns: 40 },
    )
  })
}

test('only UltraLink’s shape loses something, and only a system message', () => {
  const lost = (row: Dialogue) => (Object.keys(formats) as Format[]).filter((format) => lossOf(format, row))
  assert.deepEqual([lost(grounded), lost(translated), lost(crossLingual)], [[], ['ultralink'], []])
})
