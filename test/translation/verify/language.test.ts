import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../../src/languages/index.js'
import { languageVerdict, residueVerdict } from '../../../src/translation/verify/language.js'
import { sideOf } from '../../../src/translation/verify/pair.js'

const pair = (english: string, other: string, code: string) => ({ role: 'user', source: sideOf(english, languageOf('en')), target: sideOf(other, languageOf(code)) }) as const
const reasons = (...given: Parameters<typeof pair>) => languageVerdict(pair(...given)).findings.map(({ reason }) => reason)
const residue = (...given: Parameters<typeof pair>) => residueVerdict(pair(...given), { most: 0.1, longest: 7 })

test('language: only prose counts, so that code and links in English are in no language', () => {
  const code = '```js\nconst theNumberOfTheBoatsThatAreInTheHarbour = 12\n```'
  assert.deepEqual(reasons(`Run this:\n\n${code}`, `Запустите это:\n\n${code}`, 'ru'), [])
  assert.deepEqual(reasons(code, code, 'ru'), [])
})

test('language: short texts are told by their script, and names may stay', () => {
  assert.deepEqual(reasons('Yes.', '是的。', 'zh'), [])
  assert.deepEqual(reasons('Of course!', 'of course', 'zh'), ['wrong-language'])
  assert.deepEqual(reasons('Ada Lovelace', 'Ada Lovelace', 'zh'), [])
})

test('language: prose without words where the original has some is empty', () => {
  assert.deepEqual(reasons('Thank you very much.', '12 – 14', 'fr'), ['empty-translation'])
})

test('language: a text that was decoded wrongly is found, whatever its language', () => {
  assert.deepEqual(reasons('It is a small town.', 'Es un pueblo peque\ufffdo.', 'es'), ['damaged-text'])
  assert.deepEqual(reasons('Yes.', 'S\u0013.', 'es'), ['damaged-text'])
})

test('language: a gap before a full stop or a comma is found, where the original has none', () => {
  assert.deepEqual(reasons('Each child gets 8.', 'У каждого велосипеда два колеса, значит, если их 8, то колёс .', 'ru'), ['damaged-text'])
  assert.deepEqual(reasons('The tower is 80 m high, or so.', 'La torre mide , más o menos, unos 80 m.', 'es'), ['damaged-text'])
  assert.deepEqual(reasons('The tower is 80 m high .', 'La torre mide 80 metros de altura .', 'es'), [])
  for (const [english, other, code] of [['So `x` is $5$ here. Wait... and see the .env file!', 'Donc `x` vaut $5$ ici. Attendez ... et voyez le fichier .env !', 'fr'], ['It is `done`, and $x$.', 'C’est fait : `done`, et $x$ .', 'fr']] as const) assert.deepEqual(reasons(english, other, code), [], other)
})

test('language: one longer sentence in another language is found among others', () => {
  const english = 'The bridge was closed for two weeks. Workers repaired the old stones by hand. Now it is open again for everyone, and the boats of the fishermen can pass under it.'
  assert.deepEqual(reasons(english, 'Мост был закрыт на две недели из-за сильного наводнения. Workers repaired the old stones by hand, one after the other. Теперь он снова открыт для всех жителей, и лодки рыбаков могут проходить под ним.', 'ru'), ['sentence-in-another-language'])
})

test('residue: words left in English are found, and their share told', () => {
  const english = 'The bridge was closed for two weeks because of the flood.'
  const found = residue(english, 'Мост был закрыт на две недели because of the flood.', 'ru')
  assert.deepEqual(found.findings.map(({ reason, detail }) => [reason, detail['words']]), [['residual-source', ['because of the flood']]])
  assert.equal(residue(english, 'Мост был закрыт на две недели из-за наводнения.', 'ru').findings.length, 0)
})

test('residue: names and titles of several words are no residue', () => {
  const found = residue('Vincent Thomas Lombardi Junior visited New York City Hall.', 'Vincent Thomas Lombardi Junior a visité le New York City Hall.', 'fr')
  assert.deepEqual(found.findings, [])
})
