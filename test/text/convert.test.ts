import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../../src/languages/index.js'
import { converter } from '../../src/text/convert.js'

test('text comes out in the one variant of its language, and simplified text as it is', () => {
  const convert = converter(languages['zh']!)
  assert.equal(convert('這裡的頭髮與發展'), '这里的头发与发展')
  assert.equal(convert('乾隆皇帝和皇后的头发，只有一只。'), '乾隆皇帝和皇后的头发，只有一只。')
})

test('the particle after verbs is told from the word for writing', () => {
  const convert = converter(languages['zh']!)
  assert.equal(convert('隨著著名的著作出版，他有著顯著的成就，對著名人說話'), '随着著名的著作出版，他有着显著的成就，对著名人说话')
})

test('a language of one variant keeps its text', () => {
  assert.equal(converter(languages['fr']!)('Où ?'), 'Où ?')
})
