import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { languages } from '../../src/languages/index.js'
import { articleKind } from '../../src/text/article-kind.js'
import { readArticle } from '../../src/text/wikitext.js'

interface Golden {
  readonly title: string
  readonly note: string
  readonly wikitext: string
  /** Text, or heading and text. */
  readonly paragraphs: readonly (string | readonly [string, string])[]
  readonly categories?: readonly string[]
  /** Templates that cost a sentence. */
  readonly lost?: readonly string[]
}

const folder = new URL('../fixtures/wikitext/', import.meta.url)
const fixtures = existsSync(folder) ? folder : new URL('../../../test/fixtures/wikitext/', import.meta.url)

for (const file of readdirSync(fixtures)) {
  const language = languages[file.replace('.json', '')]!
  for (const golden of JSON.parse(readFileSync(new URL(file, fixtures), 'utf8')) as readonly Golden[]) {
    test(`${language.code} wikitext, ${golden.title}: ${golden.note}`, () => {
      const article = readArticle({ title: golden.title, wikitext: golden.wikitext, language })
      assert.deepEqual(article.paragraphs.map(({ heading, text }) => (heading ? [heading, text] : text)), golden.paragraphs)
      assert.deepEqual(article.categories, golden.categories ?? [])
      assert.deepEqual(article.lost.map(({ template }) => template), golden.lost ?? [])
    })
  }
}

const en = languages['en']!
const read = (wikitext: string): string => readArticle({ title: 'T', wikitext, language: en }).paragraphs.map(({ text }) => text).join('\n\n')

test('a page is told apart by its title or its templates before it is parsed', () => {
  assert.equal(articleKind('Mercury', 'Mercury may be {{Disambiguation|place}}', en), 'disambiguation')
  assert.equal(articleKind('Mercury (disambiguation)', '', en), 'disambiguation')
  assert.equal(articleKind('List of lakes', '', en), 'list')
  assert.equal(articleKind('Lake', 'A lake is water. {{Disambiguation needed}}', en), 'article')
  assert.deepEqual(readArticle({ title: 'List of lakes', wikitext: 'A lake is here.', language: en }).paragraphs, [])
})

test('a list is known by the beginning of its title, or by its end where the language says so', () => {
  const own = { ...en, wikitext: { ...en.wikitext, listTitles: ['list of ', '* at a glance'] } }
  assert.equal(articleKind('List of lakes', '', own), 'list')
  assert.equal(articleKind('Lakes at a glance', '', own), 'list')
  assert.equal(articleKind('A glance at a list of lakes', '', own), 'article')
  assert.equal(articleKind('高山列表', '', languages['zh']!), 'list')
})

test('a note on namesakes at the head of a biography does not make it a list of names', () => {
  assert.equal(articleKind('Мостов, Иван', '{{Однофамильцы|Мостов}}\nИван Мостов — плотник.', languages['ru']!), 'article')
  assert.equal(articleKind('Мостов', '{{Список однофамильцев}}', languages['ru']!), 'disambiguation')
})

test('the title is written as the text is', () => {
  assert.equal(readArticle({ title: '臺灣藍鵲', wikitext: '', language: languages['zh']! }).title, '台湾蓝鹊')
  assert.equal(readArticle({ title: 'За́мок', wikitext: '', language: languages['ru']! }).title, 'Замок')
  assert.equal(readArticle({ title: 'Café', wikitext: '', language: en }).title, 'Café')
})

test('coordinates come from a coord template or from the fields of a box, in degrees north and east', () => {
  const at = (wikitext: string) => readArticle({ title: 'T', wikitext, language: en }).coordinates
  assert.deepEqual(at('{{coord|48|30|N|2|15|W|display=title}}'), { latitude: 48.5, longitude: -2.25 })
  assert.deepEqual(at('{{Coord|-33.86|151.21}}'), { latitude: -33.86, longitude: 151.21 })
  assert.deepEqual(at('{{Box\n| latitude = 45.5\n| longitude = -73.6\n}}'), { latitude: 45.5, longitude: -73.6 })
  assert.equal(at('No place at all.'), undefined)
})

test('no mark of an unfinished page gets into the prose, and nothing is thrown', () => {
  const pieces = ['{{', '}}', '[[', ']]', '{|', '|}', '|', '\n', '\n\n', '<ref>', '</ref>', '<!--', '-->', '-{', '}-', "''", "'''", '== H ==\n', '<nowiki>', '</nowiki>', '&nbsp;', '&#x110000;', '[http://a b]', '{{{', 'File:x', 'Word one. ', '中文。', '\uE000', '\uE012', '$&', '* ']
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 80 }), fc.constantFrom(...Object.values(languages)), (soup, language) => {
      const article = readArticle({ title: 'T', wikitext: soup.join(''), language })
      for (const { text } of article.paragraphs) assert.doesNotMatch(text, /[\uE000-\uF8FF]/)
    }),
    { numRuns: 500 },
  )
})

test('ten thousand open or nested brackets and a page of five megabytes are read like any other', () => {
  for (const piece of ['{{', '[[', '{{a|', '{|\n', '<ref>', '-{', '[[a|', "'''", '<math>', '&', '{{lang|fr|', '== ', '<!--', '[http://a ']) read(piece.repeat(10_000))
  assert.equal(read('{{nowrap|'.repeat(10_000) + 'x' + '}}'.repeat(10_000) + 'The end came soon.'), 'The end came soon.')
  read(Array.from({ length: 100_000 }, (_, i) => `{{t${i}}} `).join(''))
  read('{{lang|fr|x' + '\n\ny'.repeat(300_000))
  for (const piece of [',', '(', ') ', ': ', '(, ', '。', '. ', "' ", '= ', '(\uE000', '(.', '-{A ', '{{formatnum:1']) read(`Word ${piece.repeat(100_000)} end.`)
  const long = '[[Lake|Water]] runs down. '.repeat(200_000)
  assert.equal(read(long).length, 'Water runs down. '.length * 200_000 - 1)
})

test('a word is neither lost nor made by links and emphasis', () => {
  const word = fc.stringMatching(/^[a-zA-Z]{2,8}$/)
  const markup = fc.tuple(word, word, fc.constantFrom('[[a|b]]', "''b''", '[[b]]', "'''b'''", 'b')).map(([a, b, form]) => ({ wikitext: form.replace(/[ab]/g, (c) => (c === 'a' ? a : b)), text: b }))
  fc.assert(
    fc.property(fc.array(markup, { minLength: 3, maxLength: 20 }), (words) => {
      assert.equal(read(`The ${words.map(({ wikitext }) => wikitext).join(' ')} ended here.`), `The ${words.map(({ text }) => text).join(' ')} ended here.`)
    }),
  )
})
