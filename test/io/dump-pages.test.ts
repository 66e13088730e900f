import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeEntities } from '../../src/io/page.js'
import { pageBatches, type PageBatch, type Splitting } from '../../src/io/pages.js'
import type { Piece } from '../../src/io/pieces.js'
import { collect, footer, header, pageXml } from './dump-fixtures.js'

/** The text cut at these places into pieces, as a file in chunks would come. */
async function* cut(bytes: Buffer, places: readonly number[]): AsyncGenerator<Piece> {
  const borders = [0, ...[...places].sort((a, b) => a - b), bytes.length]
  for (let i = 1; i < borders.length; i++) {
    const part = bytes.subarray(borders[i - 1], borders[i])
    yield { unit: 0, offset: borders[i - 1]!, exact: true, position: 0, bytes: part }
  }
}

async function split(text: string, places: readonly number[] = [], splitting: Splitting = {}): Promise<PageBatch[]> {
  return await collect(pageBatches(cut(Buffer.from(text), places), splitting))
}

const parts = [
  pageXml(1, { title: 'Été &amp; hiver', text: 'À côté : &lt;ref&gt;é&lt;/ref&gt; 山 😀' }),
  pageXml(2, { extra: '    <redirect title="Autre" />\n', text: '#REDIRECT [[Autre]]' }),
  pageXml(3, { ns: '    <ns>10</ns>\n' }),
  pageXml(4, { model: 'json', text: '{}' }),
  '  <page>\n    <title>Sans fin</title>\n    <ns>0</ns>\n    <id>5</id>\n',
  pageXml(6, { text: 'x'.repeat(700) }),
  pageXml(7).replace('<page>', '<page lang="fr" >').replace('</page>', '</page\n>'),
  pageXml(8).replace(/<text[^]*<\/text>/, '<text bytes="0" />'),
  pageXml(9).replace('<id>9</id>', '<id>neuf</id>'),
]

test('any cutting of the input into pieces gives the same batches', async () => {
  const text = header + parts.join('') + footer
  const whole = await split(text, [], { maxPageBytes: 1000, batchBytes: 1200 })
  const length = Buffer.byteLength(text)
  assert.ok(whole.length > 2)
  const places = fc.array(fc.nat(length), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(places, async (some) => assert.deepEqual(await split(text, some, { maxPageBytes: 1000, batchBytes: 1200 }), whole)),
    { numRuns: 300 },
  )
  const everywhere = Array.from({ length }, (_, i) => i)
  assert.deepEqual(await split(text, everywhere, { maxPageBytes: 1000, batchBytes: 1200 }), whole)
})


test('any mixture of whole and broken pages is split without a fault, and cutting changes nothing', async () => {
  const scraps = ['<page>', '</page>', '<title>A</title>', '<text>', '</text>', '<revision><id>1</id>', 'é', '&lt;', '<pages>', '</mediawiki>', pageXml(1)]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...scraps), { maxLength: 30 }), fc.array(fc.nat(2000)), async (list, places) => {
      const text = list.join('')
      const fitting = places.filter((place) => place < Buffer.byteLength(text))
      assert.deepEqual(await split(text, fitting, { maxPageBytes: 300 }), await split(text, [], { maxPageBytes: 300 }))
    }),
    { numRuns: 300 },
  )
})

test('redirects, other namespaces and other models are counted and left out', async () => {
  const [batch] = await split(header + parts.slice(0, 4).join('') + footer)
  assert.deepEqual(batch!.skipped, { redirects: 1, otherNamespaces: 1, otherModels: 1 })
  assert.deepEqual(batch!.pages.map(({ title }) => title), ['Été & hiver'])
})

test('a page is read whole, its entities decoded', async () => {
  const [batch] = await split(header + parts[0])
  const offset = Buffer.byteLength(header) + 2
  const page = { id: 1, ns: 0, title: 'Été & hiver', revision: 1001, timestamp: '2026-01-15T10:00:00Z', model: 'wikitext' }
  assert.deepEqual(batch!.pages, [{ ...page, text: 'À côté : <ref>é</ref> 山 😀', offset }])
})

test('of several revisions the last one is taken', async () => {
  const [batch] = await split(pageXml(1).replace('  </page>', '<revision><id>5</id><text>neuf</text></revision></page>'))
  assert.deepEqual(batch!.pages.map(({ revision, text }) => [revision, text]), [[5, 'neuf']])
})

test('without <ns> the title and the namespaces tell, and an old redirect is known by its text', async () => {
  const namespaceOf = (title: string): number => (title.startsWith('Modèle:') ? 10 : 0)
  const old = [{ title: 'Modèle:Date' }, { text: '#REDIRECTION [[Autre]]' }, { text: '# [[liste]]' }].map((one, i) => pageXml(i + 1, { ...one, ns: '' }))
  const [batch] = await split(old.join(''), [], { namespaceOf })
  assert.deepEqual(batch!.skipped, { redirects: 1, otherNamespaces: 1, otherModels: 0 })
  assert.deepEqual(batch!.pages.map(({ text }) => text), ['# [[liste]]'])
})

test('an entity that was escaped twice is decoded once', () => {
  assert.equal(decodeEntities('&amp;lt;b&amp;gt; &lt;i&gt; &quot;&#039;&#x41;&amp;#65; &amp;nbsp; &unknown; &'), '&lt;b&gt; <i> "\'A&#65; &nbsp; &unknown; &')
})

test('each kind of broken page is damage with its title, and the next page is read', async () => {
  const broken: readonly (readonly [string, string, string?])[] = [
    [pageXml(1).replace('</page>', ''), 'no </page> before the next <page>', 'Page 1'],
    [pageXml(1).replace(/<title>.*<\/title>/, ''), 'no title'],
    [pageXml(1).replace('<id>1</id>', ''), 'no page id', 'Page 1'],
    [pageXml(1).replace('<id>1001</id>', ''), 'no revision id', 'Page 1'],
    [pageXml(1).replace('<id>1001</id>', '<id></id>'), 'no revision id', 'Page 1'],
    [pageXml(1).replace(/<revision>[^]*<\/revision>/, ''), 'no revision', 'Page 1'],
    [pageXml(1).replace(/<text[^]*<\/text>/, ''), 'no text', 'Page 1'],
    [pageXml(1).replace('</text>', ''), 'a bare < in the text', 'Page 1'],
    [pageXml(1).replace('Texte', '<b>Texte'), 'a bare < in the text', 'Page 1'],
    [pageXml(1).replace('<ns>0', '<ns>zéro'), 'namespace zéro', 'Page 1'],
  ]
  for (const [xml, detail, title] of broken) {
    const [batch] = await split(header + xml + pageXml(2) + footer)
    assert.deepEqual(batch!.pages.map(({ id }) => id), [2], detail)
    const [damage, ...others] = batch!.damage
    assert.deepEqual([damage!.reason, damage!.detail, damage!.title, others.length], ['broken-xml', detail, title, 0])
    assert.equal(damage!.offset, Buffer.byteLength(header) + 2)
  }
})

test('bytes that are no UTF-8 are broken XML', async () => {
  const bytes = Buffer.from(header + pageXml(1) + pageXml(2))
  bytes[bytes.indexOf('Texte')] = 0xff
  const [batch] = await collect(pageBatches(cut(bytes, [])))
  assert.deepEqual(batch!.damage.map(({ detail }) => detail), ['bytes that are no UTF-8'])
  assert.deepEqual(batch!.pages.map(({ id }) => id), [2])
})
