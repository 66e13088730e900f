import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prefiltered, prefilterNames } from '../../src/screening/prefilters.js'

const filterOf = (text: string, names: readonly string[] = prefilterNames) => prefiltered(text, names)?.filter

test('each pre-filter finds what it is named after, and says the words around it', () => {
  assert.equal(filterOf('see http://example.org for more'), 'http://')
  assert.equal(filterOf('see https://example.org'), 'https://')
  assert.equal(filterOf('go to www.example.org'), 'www.')
  assert.equal(filterOf('write to me at shop.com today'), '.com')
  assert.equal(filterOf('let x1 be the first'), 'x1')
  assert.equal(filterOf('and y_1 the second'), 'y1')
  assert.match(prefiltered('A long way round: see https://example.org/a for all of it.', prefilterNames)!.evidence, /see https:\/\/example/)
})

test('a word that only looks like one is no reason', () => {
  for (const text of ['I feel very comfortable.', 'box1 is full', 'my1 is a typo', 'www stands for world wide web', 'Read on.community matters']) assert.equal(filterOf(text), undefined, text)
})

test('a pre-filter that is switched off finds nothing', () => {
  assert.equal(filterOf('https://example.org and x1', ['x1']), 'x1')
  assert.equal(filterOf('https://example.org', []), undefined)
})
