import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languages } from '../../src/languages/index.js'
import { maskedRanges } from '../../src/text/mask-ranges.js'
import { segmentsOf, type Cutting } from '../../src/text/segments.js'

const words = (text: string) => text.split(/\s+/).filter(Boolean).length
const inWords = (most: number): Cutting => ({ most, count: words, language: languages['en']! })
const cut = (text: string, most: number) => segmentsOf(text, inWords(most)).map((segment) => segment.text)

test('a text that is short enough is one piece', () => {
  assert.deepEqual(segmentsOf('One two.\n\nThree.\n', inWords(10)), [{ text: 'One two.\n\nThree.', gap: '\n' }])
  assert.deepEqual(segmentsOf('', inWords(10)), [])
  assert.deepEqual(segmentsOf(' \n', inWords(10)), [{ text: '', gap: ' \n' }])
})

test('paragraphs stay together as long as they fit', () => {
  assert.deepEqual(segmentsOf('A b.\n\nC d.\n\n\nE f.', inWords(4)), [{ text: 'A b.\n\nC d.', gap: '\n\n\n' }, { text: 'E f.', gap: '' }])
})

test('a long paragraph is cut at its lines, a long line at its sentences, a long sentence never', () => {
  assert.deepEqual(cut('a b c\nd e f\ng', 4), ['a b c', 'd e f\ng'])
  assert.deepEqual(cut('One two three. Dr. Lee came. He left.', 5), ['One two three.', 'Dr. Lee came. He left.'])
  assert.deepEqual(cut('one two three four five', 2), ['one two three four five'])
  assert.deepEqual(segmentsOf('他来了。她走了。', { most: 4, count: (text) => [...text].length, language: languages['zh']! }).map(({ text }) => text), ['他来了。', '她走了。'])
})

test('a fence, a formula and a mask are never cut', () => {
  const fence = '```py\na b c\n\nd e f\n```'
  assert.deepEqual(cut(`One two.\n\n${fence}\n\nThree.`, 3), ['One two.', fence, 'Three.'])
  assert.deepEqual(cut('So $a. B c$ d. E f.', 3), ['So $a. B c$ d.', 'E f.'])
  assert.deepEqual(cut('See ⟦1⟧. Then ⟦2⟧ and ⟦3⟧.', 3), ['See ⟦1⟧.', 'Then ⟦2⟧ and ⟦3⟧.'])
})

test('a heading stays with what follows it', () => {
  assert.deepEqual(cut('A b c.\n\n## Title\n\nD e f.', 5), ['A b c.', '## Title\n\nD e f.'])
})

test('texts and gaps joined are the input, and nothing that is masked is cut', () => {
  const piece = fc.constantFrom('One two three.', 'Dr. Lee!', ' ', '\n', '\n\n', '\n  ', '```js\na\n\nb\n```', '\n```\n', '$x. Y$', '`a. B`', '{"a": 1,\n"b": 2}', '- item', '## T\n', '⟦1⟧', '是。', '\r\n', '\t')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), fc.integer({ min: 1, max: 8 }), (pieces, most) => {
      const text = pieces.join('')
      const segments = segmentsOf(text, inWords(most))
      assert.equal(segments.map(({ text, gap }) => text + gap).join(''), text)
      assert.ok(segments.every(({ text, gap }) => /^\s*$/.test(gap) && (text !== '' || segments.length === 1)))
      const ends: number[] = []
      segments.reduce((at, { text, gap }) => (ends.push(at + text.length), at + text.length + gap.length), 0)
      for (const { from, to } of maskedRanges(text)) assert.ok(!ends.some((end) => from < end && end < to))
    }),
    { numRuns: 1000 },
  )
})
