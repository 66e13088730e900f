import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { qualityOf } from '../../src/text/quality.js'
import type { Original } from '../../src/types.js'
import { originalOf } from '../originals.js'

const question = 'Why do honey bees dance when they come back to the hive?'
const answer = 'They tell the others where nectar is. The angle of the dance stands for the angle to the sun, and how long it lasts for the way to go.'

const scoreOf = (turns: readonly string[], kind: Original['kind'] = 'chat_agnostic', language = 'en') => qualityOf(originalOf('a', turns, { kind }), languageOf(language))

test('a plain question with a full answer has nothing against it', () => {
  assert.equal(scoreOf([question, answer]), 1)
})

for (const [what, turns] of [
  ['a short answer', [question, 'Because of food.']],
  ['an endless answer', [question, Array.from({ length: 4_000 }, (_, i) => `word${i}`).join(' ') + '.']],
  ['a question of one word', ['Bees?', answer]],
  ['an answer that repeats itself', [question, 'They dance. '.repeat(40)]],
  ['an answer that breaks off', [question, answer.slice(0, -30)]],
  ['an answer about being a model', [question, `As an AI language model, I cannot dance. ${answer}`]],
] as const) {
  test(`${what} is worse`, () => {
    const score = scoreOf(turns)
    assert.ok(score > 0 && score < 0.8, `${score}`)
  })
}

test('a word problem wants its steps, code wants a code block', () => {
  const bare = 'She has seventy-two clips when all is added, those of April and those of May together, as asked.'
  const steps = '48 / 2 = 24 clips in May.\n48 + 24 = 72 clips altogether in April and in May, as was asked for.\nThe answer = 72.'
  assert.ok(scoreOf([question, steps], 'math') > 2 * scoreOf([question, bare], 'math'))
  const code = 'This adds the numbers of a list, one after the other, and gives their sum:\n```python\ndef total(xs):\n    return sum(xs)\n```'
  assert.ok(scoreOf([question, code], 'code') > scoreOf([question, code.replaceAll('```', '')], 'code'))
})

test('answers in other scripts are measured by the same rules', () => {
  assert.equal(scoreOf(['蜜蜂回到蜂巢的时候为什么要跳舞？', '它们用舞蹈告诉同伴花蜜在哪里：舞蹈的角度就是花蜜与太阳的角度，舞蹈的长短表示路程。'], 'chat_agnostic', 'zh'), 1)
  assert.equal(scoreOf(['Почему пчёлы танцуют, когда возвращаются?', 'Так они показывают другим, где нектар: угол танца равен углу к солнцу, а длина говорит о расстоянии.'], 'chat_agnostic', 'ru'), 1)
})

test('a row without an answer has a score of 0', () => {
  assert.equal(scoreOf([question]), 0)
})
