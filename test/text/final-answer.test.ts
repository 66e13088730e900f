import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finalAnswer } from '../../src/text/final-answer.js'

test('the final answer stands behind four hashes, in a box, or behind a phrase, the last of these', () => {
  assert.equal(finalAnswer('The answer is 3. So 3+4=7.\n#### 7'), '7')
  assert.equal(finalAnswer('Thus $\\boxed{1}$, no, $\\boxed{\\frac{1}{2}}$.'), '\\frac{1}{2}')
  assert.equal(finalAnswer('The answer is: 5\nCorrected: the answer is: 6.'), '6')
  assert.equal(finalAnswer('It is so.'), undefined)
  assert.equal(finalAnswer('#### Steps to take in a longer heading'), undefined)
})

const native = [
  'Ответ 42.', 'Ответом будет 42', 'Ответом является 42.', 'Ответ составляет 42', 'Ответ таков: 42', 'La réponse est donc 42', 'La réponse finale est donc : 42', 'La réponse est, donc, 42', 'La réponse est de 42',
  'La réponse serait 42', 'Le résultat final est 42', 'El resultado final es 42', 'la respuesta sería 42', 'La respuesta es, por lo tanto, 42', 'El resultado es de 42', 'The answer would be 42', 'The answer is therefore 42', '答案应为42', '得数是42',
]

test('the phrases of every language are known', () => {
  for (const text of ['The answer is: 42', 'The final answer is **42**.', 'Answer: 42 apples', '答案是：42。', '所以最终答案为 42', '答：42', 'Ответ: 42.', 'Ответ — 42 яблока', 'La réponse est : 42', 'Réponse : 42 pommes', 'La respuesta es: 42', 'Respuesta: $42$', ...native]) assert.equal(finalAnswer(`…\n${text}`), '42', text)
})

test('a number is the same however it is written', () => {
  for (const number of ['1,000.5', '1 000,5', '1 000,50', '1.000,5', '1000.5', '$1,000.50', '1000,5 €', '1 000,5 долларов', '1,000.5 美元']) assert.equal(finalAnswer(`#### ${number}`), '1000.5', number)
  for (const number of ['70,000', '70 000', '70.000', '$70,000', '70000.', '70{,}000']) assert.equal(finalAnswer(`The answer is: ${number}`), '70000', number)
  assert.equal(finalAnswer('#### -5'), '-5')
  assert.equal(finalAnswer('#### −0.50'), '-0.5')
})

test('an answer that is more than a number is given whole', () => {
  for (const answer of ['(A)', '1/2', '1 1/2', '1½', '3:30', 'x^2+1', '2\\sqrt{3}', 'yes']) assert.equal(finalAnswer(`The answer is: ${answer}.`), answer)
})
