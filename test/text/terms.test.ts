import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languageOf } from '../../src/languages/index.js'
import { cosine, lexicalSimilarity, meanVector, support, terms } from '../../src/text/terms.js'

const [en, zh, ru, fr] = ['en', 'zh', 'ru', 'fr'].map(languageOf) as [ReturnType<typeof languageOf>, ReturnType<typeof languageOf>, ReturnType<typeof languageOf>, ReturnType<typeof languageOf>]

test('terms are stems without stop words; inflected forms meet', () => {
  assert.deepEqual(terms('The harbours of the harbour', en), ['harbou', 'harbou'])
  assert.deepEqual(terms('Народные праздники', ru)[1], terms('народных праздниках', ru)[1])
  assert.deepEqual(terms('Le château, les châteaux', fr), ['châtea', 'châtea'])
})

test('numbers are terms of their own, Chinese terms are pairs of characters', () => {
  assert.ok(terms('In 1741 they paid 1,200.50 crowns', en).includes('1,200.50'))
  assert.deepEqual(terms('端午节', zh), ['端午', '午节'])
})

test('support is the share of terms that are there: 1 of nothing, 0 of strangers', () => {
  assert.equal(support([], new Set()), 1)
  assert.equal(support(['a', 'b'], new Set(['c'])), 0)
  assert.equal(support(['a', 'a', 'b', 'c'], new Set(['a', 'c'])), 0.75)
})

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '中', '文', ' ', '.', '?', '1'), maxLength: 40 })

test('lexical similarity is symmetric, from 0 to 1, and 1 for a text and itself', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const similarity = lexicalSimilarity(a, b)
      assert.equal(similarity, lexicalSimilarity(b, a))
      assert.ok(similarity >= 0 && similarity <= 1)
      assert.equal(lexicalSimilarity(a, a), 1)
    }),
  )
})

test('lexical similarity is blind to case, spaces and punctuation', () => {
  assert.equal(lexicalSimilarity('Who built the quay?', 'who built, the QUAY'), 1)
  assert.equal(lexicalSimilarity('水 是 什么？', '水是什么'), 1)
})

test('the mean of vectors has length 1 and lies between them', () => {
  const mean = meanVector([Float32Array.of(1, 0), Float32Array.of(0, 1)])
  assert.ok(Math.abs(cosine(mean, mean) - 1) < 1e-6)
  assert.ok(Math.abs(cosine(mean, Float32Array.of(1, 0)) - Math.SQRT1_2) < 1e-6)
  assert.deepEqual(meanVector([]), new Float32Array(0))
})
