import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scripted } from '../../src/text/superscript.js'

const shown = (source: string) => scripted(source, 0)?.text

test('figures are raised or lowered, words stay as they are', () => {
  assert.equal(shown('<sup>2</sup>'), '²')
  assert.equal(shown('<sup>−3</sup>'), '⁻³')
  assert.equal(shown('<sub>2</sub>'), '₂')
  assert.equal(shown('<sup>th</sup>'), 'th')
  assert.equal(shown('<sup>e</sup>'), 'e')
  assert.equal(shown('<sup>n</sup>'), 'ⁿ')
  assert.equal(shown('<sub>max</sub>'), 'max')
})

test('an element with markup inside or none at all is left to others', () => {
  assert.equal(shown('<sup>[[a]]</sup>'), undefined)
  assert.equal(shown('x<sup>2</sup>'), undefined)
})
