import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { cultureNames, cultureSignals, isSpecific } from '../../src/text/culture-signals.js'
import type { Passage } from '../../src/types.js'
import { harbour } from '../harbours.js'

const passage = (changes: Partial<Passage>): Passage => ({ ...harbour(1), title: 'X', text: 'Nothing of note.', categories: [], ...changes })
const en = languageOf('en')

test('names are found as whole words, in any case, with an open ending where the list says so', () => {
  assert.equal(cultureNames('England and the ENGLISH', en), 2)
  assert.equal(cultureNames('Cornwallis and Yorkshireman', en), 0)
  assert.equal(cultureNames('London and Londoners', en), 2)
  assert.ok(cultureNames('端午节在中国各地都要庆祝', languageOf('zh')) > 0)
  assert.ok(cultureNames('Русские мастера и русских изделиях', languageOf('ru')) >= 2)
})

test('each signal says what it found', () => {
  const { names, categories, coordinates, evidence } = cultureSignals(passage({ text: 'Morris dancers meet in England.', categories: ['Dances of England', 'Dances'], coordinates: { latitude: 52, longitude: -1 } }), en)
  assert.ok(names > 0)
  assert.deepEqual([categories, coordinates], [1, 1])
  assert.deepEqual(evidence, ['England', 'Dances of England', 'coordinates'])
})

test('names are counted per length, at most 10', () => {
  const short = cultureSignals(passage({ text: 'England is here.' }), en)
  const long = cultureSignals(passage({ text: `England is here. ${'Water flows on. '.repeat(50)}` }), en)
  assert.ok(short.names > long.names)
  assert.equal(cultureSignals(passage({ text: 'England '.repeat(40) }), en).names, 10)
})

test('a category, coordinates or three different names make a passage culture-specific', () => {
  assert.ok(!isSpecific(cultureSignals(passage({ text: 'England and England again.' }), en)))
  assert.ok(isSpecific(cultureSignals(passage({ text: 'England, Wales and Scotland.' }), en)))
  assert.ok(isSpecific(cultureSignals(passage({ categories: ['Rivers of Wales'] }), en)))
  assert.ok(isSpecific(cultureSignals(passage({ coordinates: { latitude: 52, longitude: -1 } }), en)))
  assert.ok(!isSpecific(cultureSignals(passage({ coordinates: { latitude: 48.8, longitude: 2.3 } }), en)))
})
