import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../../src/languages/index.js'
import { namesVerdict, negationVerdict } from '../../../src/translation/verify/meaning.js'
import { sideOf } from '../../../src/translation/verify/pair.js'

const pair = (english: string, other: string, code: string) => ({ role: 'user', source: sideOf(english, languageOf('en')), target: sideOf(other, languageOf(code)) }) as const

test('negation: the words of a language find what is denied, and a language without them is not checked', () => {
  const { negations: _, ...silent } = languageOf('fr')
  const { source, target } = pair('The shop isn’t open.', 'Le magasin est ouvert.', 'fr')
  assert.deepEqual(negationVerdict({ role: 'user', source, target: { ...target, language: silent } }, 'none-left'), { scores: {}, findings: [] })
  const denied = { zh: '商店今天不开门。', ru: 'Магазин сегодня не открыт.', fr: 'Le magasin n’est pas ouvert.', es: 'La tienda no está abierta.' }
  const said = { zh: '商店今天开门。', ru: 'Магазин сегодня открыт.', fr: 'Le magasin est ouvert.', es: 'La tienda está abierta.' }
  for (const code of ['zh', 'ru', 'fr', 'es'] as const) {
    assert.deepEqual(negationVerdict(pair('The shop isn’t open.', denied[code], code), 'none-left').findings, [], code)
    assert.deepEqual(negationVerdict(pair('The shop isn’t open.', said[code], code), 'none-left').findings.map(({ reason }) => reason), ['negation-missing'], code)
    assert.deepEqual(negationVerdict(pair('The shop is open.', denied[code], code), 'none-left').findings, [], code)
  }
})

test('negation: fewer of them count where that is asked for', () => {
  const both = pair('He did not come and he never wrote.', 'Он не пришёл и потом долго молчал.', 'ru')
  assert.deepEqual(negationVerdict(both, 'none-left').findings, [])
  assert.deepEqual(negationVerdict(both, 'fewer').findings.map(({ reason }) => reason), ['negation-missing'])
})

test('names: one that became another is found between languages of one script', () => {
  const english = 'Yesterday my neighbour Jennifer met Robert in London.'
  const changed = (text: string, code = 'fr') => namesVerdict(pair(english, text, code)).findings.map(({ detail }) => detail)
  assert.deepEqual(changed('Hier, ma voisine Jennifer a rencontré Robert à Londres.'), [])
  assert.deepEqual(changed('Hier, ma voisine Jennifer a rencontré Thomas à Londres.'), [{ lost: ['Robert'], new: ['Thomas'] }])
  assert.deepEqual(changed('Вчера моя соседка Дженнифер встретила Томаса в Лондоне.', 'ru'), [])
})
