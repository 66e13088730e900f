import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signsKey, withSigns } from '../../src/text/signs.js'

const apart: readonly (readonly string[])[] = [
  ['3x + 5', '3x - 5', '3x * 5', '3x / 5', '3x^5', '3x 5'],
  ['x < 7', 'x > 7', 'x ≤ 7', 'x = 7', 'x != 7', '!x = 7', 'x 7'],
  ['Why C?', 'Why C++?', 'Why C#?'],
  ['a & b', 'a | b', 'a && b', 'a b'],
  ['x += 2', 'x -= 2', 'x *= 2', 'x /= 2'],
  ['It fell to -5 degrees.', 'It fell to 5 degrees.'],
  ['f(-x)', 'f(x)'],
  ['20% of 50', '20 of 50'],
  ['5! + 3', '5 + 3'],
  ['3.5 kg', '35 kg'],
  ['5² m', '52 m'],
  ['€5', '£5', '¥5'],
  ['width * height', 'width height'],
  ['in (0, 5)', 'in [0, 5]', 'in [0, 5)', 'in (0, 5]', 'in 0, 5'],
  ['(-∞; a)', '[-∞; a)'],
]

const together: readonly (readonly string[])[] = [
  ['3x + 5', '3X+5', '3x  +  5', '$3x + 5$', '`3x + 5`', '"3x + 5."'],
  ['3x - 5', '3x−5', '3x – 5'],
  ['3 × 4', '3*4', '3 · 4'],
  ['3 ÷ 4', '3/4', '3 ⁄ 4'],
  ['x² + 1', 'x^2 + 1'],
  ['The sea – so they say – is “blue”, isn’t it?', 'the sea - so they say - is "blue" isn\'t it', 'The sea (so they say) is blue; isnt it!'],
  ['COVID-19 and well-known x-rays', 'COVID 19 and well known x rays'],
  ['**Bold** words\n# A heading\n* one\n- 2 apples\n> said\n+ two', 'Bold words\nA heading\none\n2 apples\nsaid\ntwo'],
  ['towns (Ghent, Bruges) of old', 'towns Ghent, Bruges of old'],
  ['and/or, then ... There are 5!', 'and or then; there are 5'],
  ['Thanks! 😊', 'Thanks.'],
  ['1,000 and 1.000', '1000 and 1000'],
]

test('signs: texts that differ in a sign that changes what they say are told apart', () => {
  for (const texts of apart) assert.equal(new Set(texts.map(withSigns)).size, texts.length, JSON.stringify(texts.map(withSigns)))
})

test('signs: case, spaces, punctuation and ways to type a sign do not count', () => {
  for (const texts of together) assert.equal(new Set(texts.map(withSigns)).size, 1, JSON.stringify(texts.map(withSigns)))
})

test('signs: the signs of a text are told in their order', () => {
  assert.equal(signsKey(withSigns('If 3x + 5 < 7, what is -x * 2?')), '+<*')
  assert.equal(signsKey(withSigns('Well-known words – no signs.')), '')
})
