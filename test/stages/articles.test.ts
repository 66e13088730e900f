import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { articles } from '../../src/stages/articles.js'
import { harbours } from '../harbours.js'
import { smallDump, type SmallPage } from '../small-dump.js'
import { everything, stageLaws } from '../stage-laws.js'
import { worldOf } from '../world.js'

const folder = mkdtempSync(join(tmpdir(), 'articles-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const pages: SmallPage[] = [
  ...harbours(4).map(({ title, text }) => ({ title, text: `'''${title}''' is a [[harbour]] town.\n\n== History ==\n${text}\n\n[[Category:Harbours of England]]` })),
  { title: 'Old Harbour', text: '#REDIRECT [[Velderhaven]]', inside: '\n    <redirect title="Velderhaven" />' },
  { title: 'Template:Town', text: 'A template.', ns: 10 },
  { title: 'Harbour (disambiguation)', text: "'''Harbour''' may refer to:\n* [[Velderhaven]]\n* [[Morrowick]]\n\n{{disambiguation}}" },
  { title: 'List of harbours', text: 'This is a list of harbours.\n* [[Velderhaven]]\n* [[Morrowick]]' },
  { title: 'Empty', text: '{{Infobox town|name=Empty}}' },
]

function dumpOf(given: readonly SmallPage[], language = 'en'): string {
  const file = join(folder, `${language}-${given.length}.xml`)
  writeFileSync(file, smallDump(given, { language }))
  return file
}

const wiki = dumpOf(pages)

stageLaws(articles, { rows: [], context: (signal) => worldOf({ signal }), options: { wiki }, source: true })

const read = async (options: Record<string, unknown>, language = 'en') => everything(articles.make(options), [], worldOf({ language }))

test('articles: a row is clean prose by paragraph, with headings, categories and a source complete enough to attribute it', async () => {
  const { out } = await read({ wiki })
  assert.deepEqual(out.map((row) => row.title), harbours(4).map(({ title }) => title))
  const [first] = out
  assert.equal(first!.id, 'enwiki-1')
  assert.equal(first!.paragraphs[0]!.text, 'Velderhaven is a harbour town.')
  assert.deepEqual(first!.paragraphs.map(({ heading }) => heading), ['', 'History', 'History'])
  assert.deepEqual(first!.categories, ['Harbours of England'])
  assert.deepEqual(first!.source, {
    ...{ wiki: 'enwiki', title: 'Velderhaven', page: 1, revision: 1001, licence: 'CC-BY-SA-4.0' },
    url: 'https://en.wikipedia.org/w/index.php?title=Velderhaven&oldid=1001',
  })
})

test('articles: redirects and other namespaces are counted; disambiguations, lists and empty pages rejected', async () => {
  const { world } = await read({ wiki })
  assert.equal(world.counts['redirects'], 1)
  assert.equal(world.counts['other-namespaces'], 1)
  assert.deepEqual(world.rejected.map(({ row }) => row.id), ['enwiki-7', 'enwiki-8', 'enwiki-9'])
})

test('articles: limit stops after so many', async () => {
  assert.equal((await read({ wiki, limit: 2 })).out.length, 2)
})

test('articles: with a limit the dump is not read to its end', async () => {
  const filler = 'The tide comes in twice a day and goes out again, and nobody in the harbour minds. '.repeat(400)
  const long = dumpOf(Array.from({ length: 400 }, (_, i) => ({ title: `Harbour ${i}`, text: filler })))
  const { out, world } = await read({ wiki: long, limit: 1 })
  assert.equal(out.length, 1)
  const whole = await read({ wiki: long })
  assert.equal(whole.out.length, 400)
  assert.ok(world.positions.at(-1)! < whole.world.positions.at(-1)! / 2, `${world.positions.at(-1)} of ${whole.world.positions.at(-1)} bytes`)
})

test('articles: a dump of another language is an error that says which; anyWiki reads it nevertheless', async () => {
  const french = dumpOf(pages.slice(0, 1), 'fr')
  await assert.rejects(read({ wiki: french }), { name: 'UserError', message: /frwiki \(fr\).*enwiki.*anyWiki/ })
  assert.equal((await read({ wiki: french, anyWiki: true })).out.length, 1)
})

test('articles: without a dump the option is named', () => {
  assert.throws(() => articles.make({ wiki: '' }), { name: 'UserError', message: /articles\.wiki/ })
})

test('articles: a page that is cut off is rejected with its offset, the ones before it are kept', async () => {
  const text = smallDump(pages.slice(0, 3))
  const file = join(folder, 'cut.xml')
  writeFileSync(file, text.slice(0, text.lastIndexOf('</text>') - 20))
  const { out, world } = await read({ wiki: file })
  assert.deepEqual(out.map((row) => row.id), ['enwiki-1', 'enwiki-2'])
  assert.equal(world.rejected.length, 1)
  assert.equal(world.rejected[0]!.detail?.['offset'], Buffer.byteLength(text.slice(0, text.lastIndexOf('<page>'))))
})
