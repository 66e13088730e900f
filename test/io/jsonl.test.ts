import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { clearParts, PartWriter, parts, readJsonl, readParts } from '../../src/io/jsonl.js'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'jsonl-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

const rows = Array.from({ length: 25 }, (_, i) => ({ id: `${i}`, text: `line\u2028${i}\n"quoted" 中文` }))

test('rows are written into numbered parts and read back in order, as often as wanted', async (t) => {
  const folder = folderOf(t)
  const writer = new PartWriter(folder, '', 10)
  for (const row of rows) await writer.write(row)
  await writer.close()
  assert.deepEqual(readdirSync(folder).sort(), ['00000.jsonl', '00001.jsonl', '00002.jsonl'])
  const read = readParts(folder)
  assert.deepEqual(await collect(read), rows)
  assert.deepEqual(await collect(read), rows)
  assert.equal(writer.rows, 25)
})

test('long rows are written before a hundred of them are there, which one string could not hold', async (t) => {
  const writer = new PartWriter(folderOf(t))
  const text = 'x'.repeat(1 << 20)
  for (let i = 0; i < 6; i++) await writer.write({ id: `${i}`, text })
  assert.ok(writer.written.parts[0]!.bytes >= 4 << 20)
  await writer.close()
})

test('a part has its name only when it is complete', async (t) => {
  const folder = folderOf(t)
  const writer = new PartWriter(folder, '', 200)
  for (let i = 0; i < 150; i++) await writer.write({ id: `${i}` })
  assert.deepEqual(readdirSync(folder), ['00000.jsonl.tmp'])
  assert.deepEqual(await parts(folder), [])
  await writer.close()
  assert.deepEqual(readdirSync(folder), ['00000.jsonl'])
})

test('a writer that is given up leaves no file open and no part behind', { skip: existsSync('/proc/self/fd') ? false : 'needs /proc' }, async (t) => {
  const folder = folderOf(t)
  const openFiles = () => readdirSync('/proc/self/fd').filter((fd) => linkOf(`/proc/self/fd/${fd}`).startsWith(folder)).length
  {
    await using writer = new PartWriter(folder)
    for (let i = 0; i < 150; i++) await writer.write({ id: `${i}` })
    assert.equal(openFiles(), 1)
  }
  assert.equal(openFiles(), 0)
  assert.deepEqual(await parts(folder), [])
})

test('a reader that is given up leaves no file open, and an error of the file is thrown', { skip: existsSync('/proc/self/fd') ? false : 'needs /proc' }, async (t) => {
  const folder = folderOf(t)
  const file = join(folder, 'a.jsonl')
  writeFileSync(file, '{"id":"1"}\n'.repeat(100_000))
  for await (const _ of readJsonl(file)) break
  assert.equal(readdirSync('/proc/self/fd').filter((fd) => linkOf(`/proc/self/fd/${fd}`) === file).length, 0)
  await assert.rejects(collect(readJsonl(join(folder, 'absent.jsonl'))), { code: 'ENOENT' })
  await assert.rejects(parts(file), { code: 'ENOTDIR' })
})

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

test('rows and rejects lie side by side and are told apart', async (t) => {
  const folder = folderOf(t)
  const [out, rejects] = [new PartWriter(folder), new PartWriter(folder, 'rejected-')]
  await out.write({ id: 'kept' })
  await rejects.write({ id: 'dropped' })
  await Promise.all([out.close(), rejects.close()])
  assert.deepEqual(await collect(readParts(folder)), [{ id: 'kept' }])
  assert.deepEqual(await collect(readParts(folder, 'rejected-')), [{ id: 'dropped' }])
})

test('without rows there is no file', async (t) => {
  const folder = folderOf(t)
  await new PartWriter(folder).close()
  assert.deepEqual(readdirSync(folder), [])
  assert.deepEqual(await collect(readParts(join(folder, 'absent'))), [])
})

test('clearing takes parts and what an interrupted write left, and nothing else', async (t) => {
  const folder = folderOf(t)
  for (const name of ['00000.jsonl', '00001.jsonl.tmp', 'rejected-00000.jsonl', 'journal-abc.jsonl', 'stage.json', 'notes.txt']) writeFileSync(join(folder, name), '')
  await clearParts(folder)
  assert.deepEqual(readdirSync(folder).sort(), ['journal-abc.jsonl', 'notes.txt', 'stage.json'])
})

test('a line that is no JSON is an error with file and line', async (t) => {
  const file = join(folderOf(t), 'a.jsonl')
  writeFileSync(file, '{"id":"1"}\n\n{"id":\n')
  await assert.rejects(collect(readJsonl(file)), { name: 'UserError', message: /a\.jsonl:3 is no JSON/ })
})
