import assert from 'node:assert/strict'
import { test } from 'node:test'
import { criteria } from '../../src/screening/criteria.js'
import { evidenceOf, signalNames, signalsIn, signalValues } from '../../src/screening/signals.js'

const evidence = (text: string) => evidenceOf(signalsIn(text))
const found = (text: string) => signalsIn(text)

test('a full name is found in the middle, at the start of a sentence and with particles; a given name alone is none', () => {
  assert.deepEqual(evidence('I met Harriet Quill at the gate.').name, ['Harriet Quill'])
  assert.deepEqual(evidence('Harriet Quill came late.').name, ['Harriet Quill'])
  assert.deepEqual(evidence('The canvas is by Vincent van Gogh, they say.').name, ['Vincent van Gogh'])
  assert.deepEqual(evidence('We asked Zebulon Quimby for help.').name, ['Zebulon Quimby'])
  assert.deepEqual(evidence('Sarah has 12 apples. Ben has more. Dear Anna, thanks! Then Leo and Mia left.').name, [])
})

test('capitalised words that name a place, a firm or a weekday are no person', () => {
  for (const text of ['They flew to New York on Monday Morning.', 'She works for General Motors now.', 'He swam in Lake Victoria.']) assert.deepEqual(evidence(text).name, [], text)
})

test('code and formulas are found by their marks; plain sums and prices are neither', () => {
  for (const text of ['Call `open` first.', '```\nx\n```', 'use print("hi") here', 'if (a === b) return', 'SELECT name FROM people;', 'Solve 3x + 7 = 22.', 'y = 2x', '\\frac{1}{2}', 'f(x) is even']) assert.ok(evidence(text).code.length > 0, text)
  for (const text of ['2 + 3 = 5', 'It costs $5, about 20% less.', 'There are 24 hours (a day) left.', '(2 * 3 + 4) / 5 is 2', 'I bought 3 kg for 5 euros.', 'either/or']) assert.deepEqual(evidence(text).code, [], text)
})

test('places are found by list, by address and by the word beside them', () => {
  assert.deepEqual(evidence('We moved from Peru to South Korea.').place, ['Peru', 'South Korea'])
  assert.deepEqual(evidence('Send it to 14 Mill Lane, please.').place, ['14 Mill Lane'])
  assert.deepEqual(evidence('The path along Tumble River is steep.').place, ['Tumble River'])
  assert.deepEqual(evidence('Nice work! The turkey was dry, and the china broke.').place, [])
})

test('religion, feasts, politics and history are told apart', () => {
  const words = found('At Ramadan the imam said that parliament forgot the cold war. Germans cheered.')
  assert.deepEqual(words['culture.religion'], ['Ramadan', 'imam'])
  assert.deepEqual(words['culture.politics'], ['parliament'])
  assert.deepEqual(words['culture.history'], ['cold war'])
  assert.deepEqual(words['culture.people'], ['Germans'])
})

test('verse is found by its lines and rhymes, a list is not taken for it', () => {
  const words = found('The rain is tapping at the door\nIt whispers to the garden floor\nIt fills the bucket, drop by drop\nAnd never seems to want to stop')
  assert.ok(words['verse.lines']!.length === 4 && words['verse.rhyme']!.includes('door / floor') && words['verse.rhyme']!.includes('drop / stop'))
  assert.deepEqual(found('- buy milk and bread\n- go to bed\n- eat some bread')['verse.lines'], [])
})

test('traditional things are found in singular and plural, daily food is not', () => {
  assert.deepEqual(evidence('Two tacos and some sushi, please.').tradition, ['tacos', 'sushi'])
  assert.deepEqual(evidence('Rice, bread and eggs on a wooden table.').tradition, [])
})

test('brands are found by list and by shape; words that are plain at the start of a sentence are not', () => {
  assert.deepEqual(evidence('I sold my iPad on eBay.').brand, ['iPad', 'eBay'])
  assert.deepEqual(evidence('The firm FooBar merged with Elm Bank.').brand, ['Elm Bank', 'FooBar'])
  assert.deepEqual(evidence('Windows should be cleaned. Apple juice is sweet. The CEO has a DVD.').brand, [])
})

test('every signal has two numbers, and belongs to a criterion', () => {
  assert.equal(signalValues(found('')).length, 2 * signalNames.length)
  assert.ok(signalValues(found('')).every((value) => value === 0))
  for (const name of signalNames) assert.ok(criteria.some((criterion) => name.startsWith(`${criterion}.`)), name)
  assert.deepEqual(Object.keys(found('')).sort(), [...signalNames].sort())
})

test('names that no list has are found by where they stand, and words left out of the lists are such', () => {
  const words = found('We went from Ulmberg to see a Quexol pump.')
  assert.deepEqual([words['place.shape'], words['brand.capital']], [['Ulmberg'], ['Quexol']])
  const text = 'They met Harriet Quill in Peru.'
  assert.deepEqual([found(text)['name.given'], found(text)['place.known'], found(text)['place.shape']], [['Harriet Quill'], ['Peru'], []])
  const without = signalsIn(text, (word) => word !== 'Harriet' && word !== 'Peru')
  assert.deepEqual([without['name.given'], without['name.shape'], without['place.known'], without['place.shape']], [[], ['Harriet Quill'], [], ['Peru']])
})
