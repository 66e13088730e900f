import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { answerDifference } from '../../src/translation/answer.js'

const differs = (source: string, target: string, language = 'fr') => answerDifference({ text: source, language: languageOf('en') }, { text: target, language: languageOf(language) }) !== undefined

const same: readonly (readonly [source: string, target: string, language?: string])[] = [
  ['No result here.', 'Pas de résultat ici.'],
  ['So 2 + 3 = 5.\n#### 5', 'Donc 2 + 3 = 5.\n#### 5'],
  ['The answer is: 42', 'La réponse est : 42'],
  ['The answer is: 42', '答案是：42', 'zh'],
  ['The answer is: 42', 'Ответ: 42', 'ru'],
  ['The answer is: 42', 'La respuesta es: 42', 'es'],
  ['The answer is: 1,000.5', 'La réponse est : 1 000,5'],
  ['The answer is: 5 apples', 'La réponse est : 5 pommes'],
  ['The answer is: Tuesday', 'La réponse est : mardi'],
  ['The answer is: $\\frac{1}{2}$', 'La réponse est : $\\frac{1}{2}$'],
  ['The answer is: -3', 'La réponse est : −3'],
  ['The answer is: 15,000 yuan', '答案是：1.5万元', 'zh'],
  ['The answer is: 3 million', '答案是：300万', 'zh'],
  ['The answer is: 3 million people', 'Ответ: 3 000 000 человек', 'ru'],
  ['The answer is: 1.5 billion', 'La respuesta es: 1500 millones', 'es'],
  ['The answer is: .5', 'La réponse est : 0,5'],
  ['The answer is: eight', 'La réponse est : 8'],
  ['The answer is: -5', 'La réponse est : moins cinq'],
  ['The answer is: 1 1/2', 'La réponse est : 1 1/2'],
  ['The answer is: 7', 'Ответ 7.', 'ru'],
]

for (const [source, target, language] of same) test(`${JSON.stringify(target)} has the result of ${JSON.stringify(source)}`, () => assert.ok(!differs(source, target, language)))

const different: readonly (readonly [source: string, target: string])[] = [
  ['The answer is: 42', 'La réponse est : 43'],
  ['The answer is: 42', 'Il y en a 42.'],
  ['The answer is: 5', 'La réponse est : -5'],
  ['The answer is: 5', 'La réponse est : environ 5'],
  ['The answer is: \\frac{1}{2}', 'La réponse est : \\frac{2}{1}'],
  ['The answer is: Tuesday', 'La réponse est : 2'],
  ['The answer is: 5 apples', 'La réponse est : 6 pommes'],
  ['The answer is: Tuesday', 'La réponse est :'],
  ['The answer is: $5$', 'La réponse est : $6$'],
  ['The answer is: x', 'La réponse est : y'],
  ['So it is.\n#### 5', 'Donc.\n#### 6'],
  ['The answer is: 1 1/2', 'La réponse est : 1 1/3'],
  ['The answer is: 3 million', 'La réponse est : 30 millions'],
  ['The answer is: eight', 'La réponse est : 9'],
  ['The answer is: x > 3', 'La réponse est : x < 3'],
]

for (const [source, target] of different) test(`${JSON.stringify(target)} has not the result of ${JSON.stringify(source)}`, () => assert.ok(differs(source, target)))
