import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Interrupted } from '../../src/errors.js'
import { openDump } from '../../src/io/dump.js'
import { bzip2, footer, header, noBzip2, noise, pageXml, readAll, realDumps, unplaced, work, writeTemp } from './dump-fixtures.js'

const absent = existsSync(realDumps) ? false : `the real dumps are not at ${realDumps}`
const voyage = (name: string): string => join(realDumps, 'wikimedia__operations-dumps-mwbzutils', `elwikivoyage-${name}.xml.bz2`)

const texts = Array.from({ length: 40 }, (_, i) => pageXml(i + 1, { text: noise(9000, i) }))
const synthetic = header + texts.join('') + footer

/** A multistream file: header, streams of four pages, footer; and its index. */
function multistream(): { bytes: Buffer; index: string; groups: number[][] } {
  const streams = [bzip2(header)]
  const groups: number[][] = []
  let index = ''
  for (let i = 0; i < texts.length; i += 4) {
    const offset = Buffer.concat(streams).length
    groups.push([i + 1, i + 2, i + 3, i + 4])
    for (const id of groups.at(-1)!) index += `${offset}:${id}:Page ${id}\n`
    streams.push(bzip2(texts.slice(i, i + 4).join('')))
  }
  return { bytes: Buffer.concat([...streams, bzip2(footer)]), index, groups }
}

test('the same pages come from .xml, gzip, bzip2 and multistream, whatever the file is called', { skip: noBzip2 }, async (t) => {
  const plain = await readAll(writeTemp(t, 'dump', synthetic))
  assert.deepEqual(plain.pages.map(({ id }) => id), texts.map((_, i) => i + 1))
  const utf16 = Buffer.from(`\ufeff${synthetic}`, 'utf16le')
  const forms = { gzip: gzipSync(synthetic), 'two members': Buffer.concat([gzipSync(synthetic.slice(0, 5000)), gzipSync(synthetic.slice(5000))]), bzip2: bzip2(synthetic), multistream: multistream().bytes, utf16, 'utf16 be': Buffer.from(utf16).swap16(), bom: `\ufeff${synthetic}` }
  for (const [form, bytes] of Object.entries(forms)) {
    const all = await readAll(writeTemp(t, 'dump.txt', bytes))
    assert.deepEqual([all.damage, unplaced(all.pages)], [[], unplaced(plain.pages)], form)
  }
})

test('an offset is that of <page> in .xml and that of the block in .bz2', { skip: noBzip2 }, async (t) => {
  const { pages } = await readAll(writeTemp(t, 'a.xml', `\ufeff${synthetic}`))
  const bytes = Buffer.from(`\ufeff${synthetic}`)
  for (const { id, offset } of pages) assert.match(bytes.toString('utf8', offset, offset + 40), new RegExp(`^<page>\\s*<title>Page ${id}<`))
  const packed = bzip2(synthetic)
  const all = await readAll(writeTemp(t, 'a.bz2', packed))
  assert.equal(all.pages[0]!.offset, 4)
  assert.ok(all.pages.at(-1)!.offset > 100_000 && all.pages.at(-1)!.offset < packed.length)
})

test('the header says wiki, language and namespaces; without one siteinfo is absent', async (t) => {
  const { siteinfo, bytes } = await openDump(writeTemp(t, 'a.xml', synthetic), { work })
  assert.equal(bytes, Buffer.byteLength(synthetic))
  const names = { 0: '', 10: 'Modèle', 14: 'Catégorie' }
  assert.deepEqual(siteinfo, { wiki: 'frwiki', language: 'fr', sitename: 'Wikipédia', base: 'https://fr.wikipedia.org/wiki/Accueil', namespaces: names })
  const unlabelled = await openDump(writeTemp(t, 'b.xml', synthetic.replace(' xml:lang="fr"', '').replace('frwiki', 'zh_yuewiktionary')), { work })
  assert.equal(unlabelled.siteinfo?.language, 'zh-yue')
  const old = await openDump(writeTemp(t, 'c.xml', synthetic.replace(/<dbname>.*<\/dbname>/, '')), { work })
  assert.equal(old.siteinfo?.wiki, 'frwiki')
  assert.equal((await openDump(writeTemp(t, 'd.xml', texts[0]!), { work })).siteinfo, undefined)
})

test('batches have the same ids in every run, and the position rises to the size of the file', { skip: noBzip2 }, async (t) => {
  const long = header + Array.from({ length: 300 }, (_, i) => pageXml(i + 1, { text: noise(9000, i) })).join('') + footer
  const packed = bzip2(long, 9)
  const path = writeTemp(t, 'a.bz2', packed)
  const first = await readAll(path)
  assert.ok(first.ids.length > 1 && new Set(first.ids).size === first.ids.length)
  assert.deepEqual(await readAll(path), first)
  assert.deepEqual(first.positions, first.positions.toSorted((a, b) => a - b))
  assert.ok(first.positions.at(-1)! > packed.length * 0.9 && first.positions.at(-1)! <= packed.length)
})

test('a multistream file is shuffled by streams and by seed, with its index or without', { skip: noBzip2 }, async (t) => {
  const { bytes, index, groups } = multistream()
  const bare = writeTemp(t, 'a-multistream.xml.bz2', bytes)
  const indexed = writeTemp(t, 'b-multistream1.xml-p1p40.bz2', bytes)
  writeFileSync(indexed.replace('multistream1.xml', 'multistream-index1.txt'), bzip2(index))
  for (const path of [bare, indexed]) {
    const notes: string[] = []
    const shuffled = async (seed: number) => await readAll(path, { order: 'shuffled', seed, onNote: (text) => notes.push(text) })
    const one = await shuffled(1)
    assert.deepEqual(one, await shuffled(1))
    const ids = one.pages.map(({ id }) => id)
    assert.notDeepEqual(ids, (await shuffled(2)).pages.map(({ id }) => id))
    assert.notDeepEqual(ids, groups.flat())
    assert.deepEqual(ids.toSorted((a, b) => a - b), groups.flat())
    for (let i = 0; i < ids.length; i += 4) assert.deepEqual(ids.slice(i, i + 4), groups[(ids[i]! - 1) / 4])
    assert.deepEqual([notes, one.damage], [[], []])
    assert.equal(new Set(one.ids).size, one.ids.length)
  }
})

test('an index of another dump is not used, and that is said', { skip: noBzip2 }, async (t) => {
  const { bytes, index, groups } = multistream()
  const path = writeTemp(t, 'a-multistream.xml.bz2', bytes)
  writeFileSync(path.replace('multistream.xml', 'multistream-index.txt'), bzip2(index.replace(/^\d/gm, '1')))
  const notes: string[] = []
  const all = await readAll(path, { order: 'shuffled', seed: 1, onNote: (text) => notes.push(text) })
  assert.match(notes.join('\n'), /does not fit/)
  assert.equal(all.pages.length, groups.flat().length)
})

test('a file that cannot be shuffled is read in its own order, and that is said', { skip: noBzip2 }, async (t) => {
  const anywhere = Buffer.concat([0, 1, 2, 3].map((i) => bzip2(Buffer.from(synthetic).subarray(i * 90_017, i === 3 ? undefined : (i + 1) * 90_017))))
  for (const bytes of [synthetic, gzipSync(synthetic), bzip2(synthetic), anywhere]) {
    const notes: string[] = []
    const all = await readAll(writeTemp(t, 'dump', bytes), { order: 'shuffled', seed: 3, onNote: (text) => notes.push(text) })
    assert.deepEqual(all.pages.map(({ id }) => id), texts.map((_, i) => i + 1))
    assert.match(notes.join('\n'), /is no multistream file/)
  }
})

test('an abort stops the reading', async (t) => {
  const stop = new AbortController()
  const dump = await openDump(writeTemp(t, 'a.xml', synthetic.repeat(8)), { work, signal: stop.signal })
  await assert.rejects(async () => {
    for await (const _ of dump.batches()) stop.abort()
  }, Interrupted)
})

test('real: a multistream file, its single-stream twin, and parts without header or footer hold the same pages', { skip: absent }, async () => {
  const whole = await readAll(voyage('p2566p2583.multistream'))
  assert.deepEqual([whole.pages.length, whole.skipped.otherNamespaces, whole.damage], [16, 1, []])
  for (const name of ['pages-articles-p2566p2583', 'p2566p2583.multistream-noheader', 'p2566p2583.multistream-nofooter']) {
    const twin = await readAll(voyage(name))
    assert.deepEqual([unplaced(twin.pages), twin.damage, twin.skipped], [unplaced(whole.pages), [], whole.skipped], name)
  }
  const shuffled = await readAll(voyage('p2566p2583.multistream'), { order: 'shuffled', seed: 5, onNote: assert.fail })
  assert.deepEqual(shuffled.pages.map(({ id }) => id).toSorted((a, b) => a - b), whole.pages.map(({ id }) => id))
})

test('real: UTF-16, gzip, old schema, fragments and a cut file are read', { skip: absent }, async () => {
  const expected: readonly (readonly [string, string | undefined, number, number])[] = [
    ['piskvorky__gensim/gensim/test/test_data/bgwiki-latest-pages-articles-shortened.xml.bz2', 'bgwiki', 1, 0],
    ['piskvorky__gensim/gensim/test/test_data/enwiki-table-markup.xml.bz2', undefined, 5, 0],
    ['diegoceccarelli__json-wikipedia/it/small-dump.xml.gz', 'itwiki', 608, 64],
    ['ogrisel__pignlproc/frwiki-20101103-pages-articles-sample.xml', 'enwiki', 5, 1],
    ['yohasebe__wp2txt/testdata_ja-2022.xml.bz2', 'jawiki', 204, 19],
    ['wikimedia__operations-dumps/pages-articles-sample4.xml-p4606p5340.bz2', 'wikidatawiki', 0, 0],
  ]
  for (const [name, wiki, pages, redirects] of expected) {
    const path = join(realDumps, name)
    assert.equal((await openDump(path, { work })).siteinfo?.wiki, wiki, name)
    const all = await readAll(path)
    assert.deepEqual([all.pages.length, all.skipped.redirects, all.damage], [pages, redirects, []], name)
  }
})

test('real: every fragment is one page whose title stands in the file', { skip: absent }, async () => {
  const folder = join(realDumps, 'lintool__wikiclean')
  for (const name of readdirSync(folder)) {
    const { pages } = await readAll(join(folder, name))
    assert.equal(pages.length, 1, name)
    assert.ok(readFileSync(join(folder, name), 'utf8').includes(`<title>${pages[0]!.title}</title>`))
  }
})
