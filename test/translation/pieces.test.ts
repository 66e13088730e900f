import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { mask } from '../../src/text/masks.js'
import { hasLetters, piecesOf } from '../../src/translation/pieces.js'

const count = (text: string) => Math.ceil(text.length / 4)

const texts = [
  'One line.',
  '\n  Indented, with `code` and $x^2$.  \n\n\nA second paragraph. It has two sentences, and a [link](https://example.org/a).\n',
  '- an item with `a`\n- an item with `b`\n\n```js\nlet a = 1\n\nlet b = 2\n```\n\nThe end.',
  'Ask ⟦3⟧ people, said the text itself.',
]

for (const text of texts) {
  for (const most of [1, 6, 1000]) {
    test(`${JSON.stringify(text.slice(0, 30))} in pieces of ${most} has its marks numbered anew, and all of its words`, () => {
      const pieces = piecesOf(mask(text), { most, count, language: languageOf('en') })
      assert.equal(pieces.map(({ before, source, after }) => before + source + after).join(''), text)
      for (const piece of pieces) {
        assert.deepEqual(piece.text.match(/⟦\d+⟧/g) ?? [], piece.spans.map((_, i) => `⟦${i + 1}⟧`))
        assert.equal(piece.text, piece.text.trim())
      }
    })
  }
}

test('marks and numbers are nothing to translate', () => {
  assert.ok(!hasLetters('⟦1⟧ 12, 13 …\n⟦2⟧'))
  assert.ok(hasLetters('⟦1⟧ a'))
})
