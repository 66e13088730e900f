import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPool } from '../src/pool.js'
import { article } from '../src/text/article.js'

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
