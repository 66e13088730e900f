import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeGenerator } from '../../src/models/fake-generator.js'
import { passages, defaultPassageMax } from '../../src/stages/passages.js'
import type { Article } from '../../src/types.js'
import { harbour, harbours } from '../harbours.js'
import { everything, stageLaws } from '../stage-laws.js'
import { worldOf } from '../world.js'

/** Articles of several paragraphs each; number 3 is too short, number 4 Russian. */
const articles: Article[] = harbours(44).map(({ text, tokens: _, ...row }, i) => ({
  ...row,
  id: `testwiki-${row.source.page}`,
  paragraphs: (i === 3 ? ['Stub.'] : i === 4 ? Array(6).fill('Старый маяк перенесли на северную скалу, потому что песчаная отмель ушла от устья реки.') : [text, ...harbour(i + 60).text.split('\n\n')]).map((part: string) => ({ heading: '', text: part })),
}))

const generator = fakeGenerator({ reply: () => '', contextSize: 1024 })
const world = (signal?: AbortSignal) => worldOf({ signal, generator })

stageLaws(passages, { rows: articles, context: world, options: { articleMin: 20 } })

const cut = async (given: readonly Article[], options = {}) => everything(passages.make(options), given, world())

test('passages: nothing of an article is lost, and its words keep their order', async () => {
  const [article] = articles
  const { out } = await cut([article!], { passageMax: 60 })
  const words = (text: string) => text.split(/\s+/)
  assert.ok(out.length > 3)
  assert.deepEqual(out.flatMap((row) => words(row.text)), article!.paragraphs.flatMap((paragraph) => words(paragraph.text)))
})

test('passages: none is longer than passageMax, and each says its tokens', async () => {
  const { out } = await cut(articles.slice(0, 3), { passageMax: 100 })
  for (const row of out) {
    assert.ok(row.tokens <= 100, `${row.tokens}`)
    assert.equal(row.tokens, generator.count(row.text))
  }
})

test('passages: an article too short or too long, in another language or with a filtered word is dropped with its reason', async () => {
  const reasons = async (options = {}) => (await cut(articles.slice(0, 5), options)).world.rejected.map(({ row, reason }) => `${row.id} ${reason}`)
  assert.deepEqual(await reasons({ articleMin: 20 }), ['testwiki-4 article-too-short', 'testwiki-5 other-language'])
  assert.ok((await reasons({ articleMin: 20, articleMax: 100 })).includes('testwiki-1 article-too-long'))
  assert.ok((await reasons({ articleMin: 20, words: ['LIGHTHOUSE'] })).includes('testwiki-1 filtered-word'))
})

test('passages: a passage carries its article’s title, source, categories and coordinates, and an id by its content', async () => {
  const coordinates = { latitude: 1, longitude: 2 }
  const [first] = (await cut([{ ...articles[0]!, coordinates }], { articleMin: 20 })).out
  const { title, source, categories } = articles[0]!
  assert.deepEqual([first!.title, first!.source, first!.categories, first!.coordinates], [title, source, categories, coordinates])
  assert.match(first!.id, /^testwiki-1-[0-9a-f]{8}$/)
})

test('passages: paragraphs are separated by a blank line', async () => {
  const { out } = await cut([articles[0]!], { passageMax: 1000, articleMin: 20 })
  assert.equal(out.length, 1)
  assert.equal(out[0]!.text, articles[0]!.paragraphs.map((paragraph) => paragraph.text).join('\n\n'))
})

test('passages: the default length is that of the original where the context has room, a quarter of the context otherwise', () => {
  assert.equal(defaultPassageMax({ contextSize: 32_768 }), 2_000)
  assert.equal(defaultPassageMax({ contextSize: 1_024 }), 256)
})
