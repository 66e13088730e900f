import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutQuotes } from '../../src/text/quotes.js'

test('bold and italic marks go, apostrophes stay', () => {
  assert.equal(withoutQuotes("'''bold''', ''italic'', '''''both''''' and it's"), "bold, italic, both and it's")
})

test('of four marks one is an apostrophe, of more than five all but five', () => {
  assert.equal(withoutQuotes("l''''œuvre'''"), "l'œuvre")
  assert.equal(withoutQuotes("''''''six'''''"), "'six")
})

test('an apostrophe before italics is kept when bold and italics are both left open', () => {
  assert.equal(withoutQuotes("On lit l'''Iliade'' ici"), "On lit l'Iliade ici")
  assert.equal(withoutQuotes("aujourd'''hui''"), "aujourd'hui")
})
