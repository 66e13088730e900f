import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { linkedText } from '../../src/text/linked-text.js'

test('a link reads as its label, or as its page without the place on it', () => {
  assert.equal(linkedText('The [[Lake|water]] and the [[hill]]s by [[Oslo#History]].'), 'The water and the hills by Oslo.')
  assert.equal(linkedText('[[Page|a|b]] and [[Page|x]y]]'), 'a|b and x]y')
})

test('what is no link stays as it is', () => {
  for (const text of ['', 'no link', 'a [b] c', '[[open', 'close]]']) assert.equal(linkedText(text), text)
})

test('links in links read as the words that are shown', () => {
  assert.equal(linkedText('The [[Lake|lake of [[Oslo]] and its]] water.'), 'The lake of Oslo and its water.')
  assert.equal(linkedText('By the [[File:a.png|thumb|see [[Oslo|it]] there]] hill. Then on.'), 'By the hill. Then on.')
})

test('text between links is never touched', () => {
  const plain = fc.string().map((text) => text.replace(/[[\]|#]/g, ''))
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, plain.filter((page) => page !== ''), plain)), (parts) => {
      assert.equal(linkedText(parts.map(([text, page, label]) => `${text}[[${page}|${label}]]`).join('')), parts.map(([text, , label]) => text + label).join(''))
    }),
  )
})
