import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languageOf } from '../../src/languages/index.js'
import { piecesOf } from '../../src/screening/pieces.js'

const pieces = (text: string, most: number) => piecesOf(text, { most, count: (part) => part.length, language: languageOf('en') })
const bare = (text: string) => text.replace(/\s+/g, '')

test('a short text is one piece as it stands', () => {
  assert.deepEqual(pieces('One.\n\nTwo.', 20), ['One.\n\nTwo.'])
})

test('a long text is cut between paragraphs, else between sentences, else between words', () => {
  assert.deepEqual(pieces('First one here.\n\nSecond one here.', 20), ['First one here.', 'Second one here.'])
  assert.deepEqual(pieces('First one here. Second one here.', 20), ['First one here.', 'Second one here.'])
  assert.ok(pieces('word '.repeat(40).trim(), 20).every((piece) => piece.length <= 20 && /^word( word)*$/.test(piece)))
})

test('many short paragraphs are cut between them where the blank lines take the room', () => {
  const found = pieces(Array(30).fill('Aye. Nay.').join('\n\n'), 40)
  assert.ok(found.every((piece) => piece.length <= 40 && /^Aye\. Nay\.(\n\nAye\. Nay\.)*$/.test(piece)), JSON.stringify(found))
})

test('no piece is too long, and no letter is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b. ', ' ', '\n\n', 'Lo', '! C'), maxLength: 300 }), fc.integer({ min: 8, max: 60 }), (text, most) => {
      const found = pieces(text, most)
      assert.equal(bare(found.join('')), bare(text))
      for (const piece of found) assert.ok(piece.length <= most, `${piece.length} > ${most}`)
    }),
  )
})
