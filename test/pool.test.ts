import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyLanguageOf } from '../src/languages/any.js'
import { languageOf } from '../src/languages/index.js'
import { openPool } from '../src/pool.js'
import { article, languageInput } from '../src/text/article.js'

const input = { title: 'Velderhaven', wikitext: "'''Velderhaven''' is a [[harbour]] town.\n\n== History ==\nIt was founded in 1241.\n\n[[Category:Harbours]]", language: 'en' }

test('the threads of the pool give what the function gives here', async () => {
  await using pool = openPool({ threads: 2 })
  const results = await Promise.all(Array.from({ length: 6 }, () => pool.work('article', input)))
  for (const result of results) assert.deepEqual(result, article(input))
})

test('an error in a thread comes back with its message', async () => {
  await using pool = openPool({ threads: 1 })
  await assert.rejects(pool.work('article', { ...input, language: 'tlh' }), /tlh/)
})

test('a thread reads a page by the facts of the language it is given, be it none of src/languages or one that was changed', async () => {
  const text = async (language: Parameters<typeof languageInput>[0]) => (await pool.work('article', { ...input, language: languageInput(language) })).paragraphs.map((each) => each.text)
  await using pool = openPool({ threads: 1 })
  const own = { ...anyLanguageOf('sw'), wikitext: { ...anyLanguageOf('sw').wikitext, dropSections: ['history'] } }
  for (let again = 0; again < 2; again++) assert.deepEqual(await text(own), ['Velderhaven is a harbour town.'])
  assert.equal((await text({ ...own, wikitext: anyLanguageOf('sw').wikitext })).length, 2)
  assert.deepEqual(await text({ ...languageOf('en'), wikitext: own.wikitext }), ['Velderhaven is a harbour town.'])
  assert.equal(languageInput(languageOf('en')), 'en')
})
