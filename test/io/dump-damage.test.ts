import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { UserError } from '../../src/errors.js'
import { findMarks } from '../../src/io/bzip2.js'
import { openDump } from '../../src/io/dump.js'
import { bzip2, footer, header, noBzip2, noise, pageXml, readAll, unplaced, work, writeTemp } from './dump-fixtures.js'

const count = 60
const synthetic = header + Array.from({ length: count }, (_, i) => pageXml(i + 1, { text: noise(9000, i) })).join('') + footer

function blocks(packed: Buffer): { from: number; to: number }[] {
  const marks = findMarks(packed, 0, packed.length)
  return marks.slice(0, -1).map(({ bit }, i) => ({ from: Math.floor(bit / 8), to: Math.ceil(marks[i + 1]!.bit / 8) }))
}

/** Ids that are neither pages nor the damage of a page with a title: those that a hole has swallowed whole. */
function silent(all: { pages: { id: number }[]; damage: { title?: string }[] }): number[] {
  const known = new Set([...all.pages.map(({ id }) => id), ...all.damage.map(({ title }) => Number(title?.slice(5)))])
  return Array.from({ length: count }, (_, i) => i + 1).filter((id) => !known.has(id))
}

test('a corrupt block costs its own pages only: it is damage at its offset, and so is the page it cuts', { skip: noBzip2 }, async (t) => {
  const packed = bzip2(synthetic)
  const { from, to } = blocks(packed)[2]!
  packed[from + 20_000]! ^= 0xff
  const all = await readAll(writeTemp(t, 'a.bz2', packed))
  const [page, block, ...others] = all.damage
  assert.deepEqual(block, { offset: from, bytes: to - from, reason: 'corrupt-block', detail: 'its checksum differs' })
  assert.deepEqual([page!.reason, page!.detail, others], ['corrupt-block', `cut by the damage at byte ${from}`, []])
  assert.match(page!.title!, /^Page \d+$/)
  // A block is 100,000 bytes, a page 9,400: some ten whole pages and the beginning of one more.
  assert.ok(silent(all).length >= 9 && silent(all).length <= 11)
  assert.equal(all.pages.at(-1)!.id, count)
})

test('a corrupt magic costs the two blocks it stood between', { skip: noBzip2 }, async (t) => {
  const packed = bzip2(synthetic)
  const { from } = blocks(packed)[2]!
  packed[from + 3]! ^= 0xff
  const all = await readAll(writeTemp(t, 'a.bz2', packed))
  assert.equal(all.damage[1]!.offset, blocks(bzip2(synthetic))[1]!.from)
  assert.ok(silent(all).length >= 18 && silent(all).length <= 22)
  assert.equal(all.pages.at(-1)!.id, count)
})

test('a first block that cannot be read hides the header and nothing else', { skip: noBzip2 }, async (t) => {
  const packed = bzip2(synthetic)
  packed[5]! ^= 0xff
  const path = writeTemp(t, 'a.bz2', packed)
  assert.equal((await openDump(path, { work })).siteinfo, undefined)
  const all = await readAll(path)
  assert.deepEqual([all.damage.length, all.damage[0]!.offset, all.damage[0]!.reason], [1, 0, 'corrupt-block'])
  assert.equal(all.pages.at(-1)!.id, count)
})

test('a stretch of zeros over many blocks is damage, and what follows is read', { skip: noBzip2 }, async (t) => {
  const packed = bzip2(synthetic)
  const all5 = blocks(packed)
  packed.fill(0, all5[1]!.from + 50, all5[3]!.from + 50)
  const all = await readAll(writeTemp(t, 'a.bz2', packed))
  assert.ok(all.damage.every(({ reason }) => reason === 'corrupt-block'))
  assert.equal(all.pages[0]!.id, 1)
  assert.equal(all.pages.at(-1)!.id, count)
})

test('whatever bytes of a bzip2 file are changed or cut off, each page that comes is as it was', { skip: noBzip2 }, async (t) => {
  const sound = bzip2(header + Array.from({ length: 60 }, (_, i) => pageXml(i + 1, { text: noise(9000, i) })).join('') + footer)
  const path = writeTemp(t, 'a.bz2', sound)
  const pages = new Map(unplaced((await readAll(path)).pages).map((page) => [page.id, page]))
  const change = fc.tuple(fc.integer({ min: 100, max: sound.length - 1 }), fc.integer({ min: 1, max: 255 }))
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), fc.option(fc.nat(sound.length)), async (changes, end) => {
      const bytes = Buffer.from(sound)
      for (const [at, bits] of changes) bytes[at]! ^= bits
      writeFileSync(path, bytes.subarray(0, Math.max(end ?? bytes.length, sound.length * 0.8)))
      const all = await readAll(path)
      assert.ok(all.pages.length === pages.size || all.damage.length > 0)
      for (const page of unplaced(all.pages)) assert.deepEqual(page, pages.get(page.id))
      assert.equal(new Set(all.pages.map(({ id }) => id)).size, all.pages.length)
    }),
    { numRuns: 25 },
  )
})

test('a multistream file whose stream is corrupt goes on with the next stream, in any order', { skip: noBzip2 }, async (t) => {
  const pages = Array.from({ length: 12 }, (_, i) => bzip2(pageXml(i + 1, { text: noise(3000, i) })))
  const broken = Buffer.from(pages[4]!)
  broken[500]! ^= 0xff
  const path = writeTemp(t, 'a.bz2', Buffer.concat([bzip2(header), ...pages.slice(0, 4), broken, ...pages.slice(5), bzip2(footer)]))
  for (const order of ['dump', 'shuffled'] as const) {
    const all = await readAll(path, { order, seed: 4 })
    assert.deepEqual(all.pages.map(({ id }) => id).toSorted((a, b) => a - b), [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12])
    assert.deepEqual(all.damage.map(({ reason }) => reason), ['corrupt-block'])
  }
})

test('a truncated file gives the pages before its end, and says where it ends', { skip: noBzip2 }, async (t) => {
  const cutXml = synthetic.slice(0, synthetic.indexOf('Page 31<') + 3000)
  const packed = bzip2(synthetic)
  const forms = { xml: Buffer.from(cutXml), gzip: gzipSync(synthetic).subarray(0, 150_000), bzip2: packed.subarray(0, blocks(packed)[3]!.from + 5000) }
  for (const [form, bytes] of Object.entries(forms)) {
    const all = await readAll(writeTemp(t, 'a', bytes))
    assert.ok(all.pages.length >= 20 && all.pages.length < count, form)
    assert.deepEqual(all.pages.map(({ id }) => id), Array.from({ length: all.pages.length }, (_, i) => i + 1))
    assert.deepEqual([...new Set(all.damage.map(({ reason }) => reason))], ['truncated-file'], form)
    assert.equal(all.damage[0]!.title, `Page ${all.pages.length + 1}`)
  }
})

test('corrupt gzip gives what stands before the damage, the same in every run', async (t) => {
  const packed = gzipSync(synthetic)
  packed.fill(0xff, 140_000, 140_100)
  const path = writeTemp(t, 'a.gz', packed)
  const all = await readAll(path)
  assert.ok(all.pages.length > 10 && all.pages.length < count)
  assert.deepEqual(all.damage.map(({ reason }) => reason), ['corrupt-block', 'corrupt-block'])
  assert.deepEqual(await readAll(path), all)
})

test('zeros behind the end of a gzip file are left alone', async (t) => {
  const all = await readAll(writeTemp(t, 'a.gz', Buffer.concat([gzipSync(synthetic), Buffer.alloc(600)])))
  assert.deepEqual([all.pages.length, all.damage], [count, []])
})

test('a page of 5 MB is damage with its title; the limit is an option', { skip: noBzip2 }, async (t) => {
  const xml = header + pageXml(1) + pageXml(2, { text: noise(200_000, 1).repeat(25) }) + pageXml(3) + footer
  for (const bytes of [Buffer.from(xml), gzipSync(xml), bzip2(xml)]) {
    const path = writeTemp(t, 'a', bytes)
    const all = await readAll(path)
    assert.deepEqual(all.pages.map(({ id }) => id), [1, 3])
    const [{ reason, title, bytes: lost } = assert.fail()] = all.damage
    assert.deepEqual([reason, title, all.damage.length], ['page-too-large', 'Page 2', 1])
    assert.ok(lost > 5_000_000 && lost < 5_001_000)
  }
  assert.equal((await readAll(writeTemp(t, 'a', xml), { maxPageBytes: 6_000_000 })).pages.length, 3)
})

test('broken XML costs one page', async (t) => {
  const xml = synthetic.replace(/<\/page>(?=\s*<page>\s*<title>Page 8<)/, '').replace('<id>1020</id>', '')
  const all = await readAll(writeTemp(t, 'a.xml', xml))
  assert.deepEqual(all.damage.map(({ reason, title }) => [reason, title]), [['broken-xml', 'Page 7'], ['broken-xml', 'Page 20']])
  assert.equal(all.pages.length, count - 2)
})

test('what is no dump is one sentence that says what was found', { skip: noBzip2 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dump-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const xz = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0, 4])
  const cases: readonly (readonly [string, RegExp])[] = [
    [join(folder, 'none.xml'), /there is no such file/],
    [folder, /is a folder/],
    [writeTemp(t, 'a.xml', ''), /is empty/],
    [writeTemp(t, 'a.xml', '<!DOCTYPE html><html><body>404</body></html>'), /it holds a web page/],
    [writeTemp(t, 'a.xml.gz', gzipSync('{"rows": []}')), /it holds JSON/],
    [writeTemp(t, 'a.xml.bz2', bzip2('616:10:AccessibleComputing\n616:12:Anarchism\n')), /it holds a multistream dump's index/],
    [writeTemp(t, 'a.xml', '<feed><doc/></feed>'), /it holds some other XML/],
    [writeTemp(t, 'a.sql', '-- MySQL dump 10.19\nCREATE TABLE page;'), /it holds an SQL table/],
    [writeTemp(t, 'a.txt', 'Il était une fois'), /it holds other text/],
    [writeTemp(t, 'a.bin', Buffer.from(noise(5000, 1)).map((byte, i) => byte * (i + 7))), /it holds no text/],
    [writeTemp(t, 'a.bz2', Buffer.concat([Buffer.from('BZh9'), Buffer.alloc(5000, 7)])), /it holds nothing that can be unpacked/],
    [writeTemp(t, 'a.gz', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(5000, 7)])), /it holds nothing that can be unpacked/],
    [writeTemp(t, 'a.xml.xz', xz), /packed with xz.*xz -dc .*a\.xml\.xz \| bzip2 > .*a\.xml-converted\.bz2$/],
  ]
  for (const [path, message] of cases) {
    await assert.rejects(openDump(path, { work }), (error) => {
      assert.ok(error instanceof UserError, String(error))
      assert.match(error.message, message)
      assert.ok(error.message.includes(path) && !error.message.includes('\n'))
      return true
    })
  }
})
