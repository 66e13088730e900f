import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { split } from '../../src/text/split.js'

/** Paragraphs of sentences of words; a word is a token. */
const sentence = fc.integer({ min: 1, max: 12 }).map((words) => Array.from({ length: words }, (_, i) => `w${i}`).join(' ') + '.')
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((all) => all.join(' '))
const paragraphs = fc.array(paragraph, { minLength: 1, maxLength: 8 })
const max = fc.integer({ min: 3, max: 60 })

const count = (text: string) => text.split(/\s+/).filter((word) => word !== '').length
const sentences = (text: string) => text.split(/(?<=\.) /)
const options = (most: number) => ({ max: most, count, sentences, gap: ' ' })
const sentencesOf = (texts: readonly string[]) => texts.flatMap((text) => text.split('\n\n').flatMap(sentences))

test('splitting loses no sentence, doubles none and keeps their order', () => {
  fc.assert(
    fc.property(paragraphs, max, (texts, most) => {
      const numbered = texts.map((text, i) => text.replace(/w/g, `p${i}w`))
      assert.deepEqual(sentencesOf(split(numbered, options(most))), sentencesOf(numbered))
    }),
  )
})

test('no piece is longer than max, save a single sentence that is', () => {
  fc.assert(
    fc.property(paragraphs, max, (texts, most) => {
      for (const piece of split(texts, options(most))) assert.ok(count(piece) <= most || sentencesOf([piece]).length === 1, `${count(piece)} > ${most}`)
    }),
  )
})

test('a text that fits is one piece, as it stood', () => {
  fc.assert(fc.property(paragraphs, (texts) => assert.deepEqual(split(texts, options(1_000)), [texts.join('\n\n')])))
})

test('a paragraph that fits is never cut', () => {
  fc.assert(
    fc.property(paragraphs, max, (texts, most) => {
      const numbered = texts.map((text, i) => text.replace(/w/g, `p${i}w`))
      const pieces = split(numbered, options(most))
      for (const text of numbered) if (count(text) <= most) assert.ok(pieces.some((piece) => piece.split('\n\n').includes(text)), text)
    }),
  )
})

test('pieces are of about equal size: a text just over max is halved', () => {
  const texts = Array.from({ length: 10 }, (_, i) => `a${i} b c d e f g h i j.`)
  assert.deepEqual(split(texts, options(90)).map(count), [50, 50])
})

test('without a gap sentences are joined as they are', () => {
  const pieces = split(['一二三。四五六。七八九。'], { max: 8, count: (text) => [...text].length, sentences: (text) => text.match(/[^。]+。/g) ?? [], gap: '' })
  assert.deepEqual(pieces, ['一二三。四五六。', '七八九。'])
})

test('nothing gives nothing', () => {
  assert.deepEqual(split([], options(10)), [])
})
