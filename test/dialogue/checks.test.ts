import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Checking } from '../../src/dialogue/checking.js'
import { checkAnswer, checkQuestion } from '../../src/dialogue/checks.js'
import { languageOf } from '../../src/languages/index.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'

const embedder = fakeEmbedder()
const limits = { questionMin: 12, answerMin: 40, repeat: 0.8, repeatCosine: 0.95, supportMin: 0.35, groundedMin: 0.2 }

interface Scene {
  readonly code?: string
  readonly title?: string
  readonly text?: string
  readonly turns?: Checking['turns']
}

const weir = 'Kelso Weir is a low dam of stone on the River Tweed. Kelso Weir was built in 1731 to turn four mills. A flood broke the weir in 1831.'

async function checking({ code = 'en', title = 'Kelso Weir', text = weir, turns = [] }: Scene = {}): Promise<Checking> {
  const sentenceVectors = await embedder.embed(text.split(/(?<=[.。])\s*/).filter(Boolean))
  return { language: languageOf(code), embedder, limits, passage: { title, text }, sentenceVectors, promptTexts: ['Write one open question that a curious reader would ask about the subject.'], quoted: (question) => question, turns }
}

const ask = async (text: string, scene: Scene & { finish?: 'stop' | 'length'; answer?: string } = {}) =>
  (await checkQuestion({ text, finish: scene.finish ?? 'stop' }, await checking(scene), scene.answer)).reason
const answer = async (text: string, scene: Scene & { question?: string } = {}) =>
  (await checkAnswer({ text, finish: 'stop' }, await checking(scene), scene.question ?? 'What is known of the mills at Kelso Weir?')).reason

const turn = async (question: string, reply: string) => {
  const [questionVector, answerVector] = await embedder.embed([question, reply])
  return { question, answer: reply, questionVector: questionVector!, answerVector: answerVector! }
}

const questions: readonly (readonly [string, string | undefined, (Scene & { finish?: 'stop' | 'length'; answer?: string })?])[] = [
  ['Why was Kelso Weir built across the Tweed?', undefined],
  ['Explain how Kelso Weir turned four mills at once.', undefined],
  ['Kelso Weir is a low dam of stone on the Tweed.', 'no-question'],
  ['Why was Kelso Weir built? And who paid for it?', 'several-questions'],
  ['Why was Kelso Weir built across the', 'unfinished'],
  ['Why was Kelso Weir built across the Tweed?', 'cut-off', { finish: 'length' }],
  ['', 'empty'],
  ['Why did people build it there at all?', 'question-without-subject'],
  ['What is "Kelsa Werr" known for?', 'garbled-name'],
  ['What is "Kelso Weir known for?', 'unpaired-quotes'],
  ['What does Kelso 水坝 mean to the town?', 'foreign-script'],
  ['Pourquoi Kelso Weir a-t-il été construit sur la rivière ?', 'wrong-language'],
  ['What is Kelso W\ufffdeir known for?', 'damaged-text'],
  ['What is Kelso Weir<|im_end|> known for?', 'control-token'],
  ['Kelso Weir: a curious reader would ask about the subject what?', 'prompt-leak'],
  ['According to the passage, why was Kelso Weir built?', 'refers-to-text'],
  ['Чем известна тема «Александр Сергеевич Пушкин»?', undefined, { code: 'ru', title: 'Пушкин, Александр Сергеевич', text: 'Пушкин — русский поэт. Роман «Евгений Онегин» Пушкин писал более семи лет.' }],
  ['What was opened at Kelso Weir in 1925?', 'unsupported-number'],
  ['What happened to Kelso Weir in the 1830s?', undefined],
  ['Who built Kelso Weir in the 18th century?', undefined],
  ['Who built Kelso Weir in the 16th century?', 'unsupported-number'],
  ['What did Kelso Weir hold in 3.5 tons of stone?', 'unsupported-number', { text: `${weir} Kelso Weir holds 35 tons of stone.` }],
  ['Combien pesait le barrage de Kelso Weir, 250 tonnes ou 1998 ?', undefined, { code: 'fr', text: 'Kelso Weir est un barrage. En 1998 250 personnes ont vu Kelso Weir.' }],
  ['What was Kelso Weir like in the 30s of that century?', undefined],
  ['How did the weir of Kelso fare between 1914 and 1918?', undefined, { text: `${weir} From 1914–18 twelve men kept Kelso Weir, for 1,500,000 pounds.` }],
  ['What did the 12 men of Kelso Weir do with 1.5 million pounds?', undefined, { text: `${weir} From 1914–18 twelve men kept Kelso Weir, for 1,500,000 pounds.` }],
  ['What did the 13 men of Kelso Weir do with 1.5 million pounds?', 'unsupported-number', { text: `${weir} From 1914–18 twelve men kept Kelso Weir, for 1,500,000 pounds.` }],
  ['Who invented C, and why?', undefined, { title: 'C (programming language)', text: 'C is a programming language. Dennis Ritchie made C at Bell Labs.' }],
  ['Why do cats sleep so long?', 'question-without-subject', { title: 'C (programming language)', text: 'C is a programming language. Dennis Ritchie made C at Bell Labs.' }],
  ['秦为何灭亡？请谈谈原因。', undefined, { code: 'zh', title: '秦 (朝代)', text: '秦是中国历史上的朝代。秦末爆发了农民起义。' }],
  ['“苏轼”为什么重要？', undefined, { code: 'zh', title: '苏轼', text: '苏轼是北宋文学家。苏轼多次遭到贬谪。' }],
]

for (const [text, reason, scene] of questions) {
  test(`a question is ${reason ? `rejected as ${reason}` : 'kept'}: ${text || '(nothing)'}`, async () => assert.equal(await ask(text, scene), reason))
}

test('a question asked before is rejected, a new one about the same subject is not', async () => {
  const turns = [await turn('Why was Kelso Weir built across the Tweed?', 'Kelso Weir was built in 1731 to turn four mills.')]
  assert.equal(await ask('Why was Kelso Weir built across the Tweed?', { turns }), 'repeated-question')
  assert.equal(await ask('What did the flood do to the stones of Kelso Weir?', { turns }), undefined)
})

test('a question that says the whole answer gives it away', async () => {
  const reply = 'Kelso Weir was built in 1731 to turn four mills.'
  assert.equal(await ask('Was Kelso Weir built in 1731 to turn four mills?', { answer: reply }), 'question-gives-answer')
})

const answers: readonly (readonly [string, string | undefined, (Scene & { question?: string })?])[] = [
  ['Kelso Weir was built in 1731 to turn four mills.', undefined],
  ['It was built in 1731 to turn four mills on the River Tweed.', 'dependent-opening'],
  ['Kelso Weir was built in 1799 to turn four mills.', 'unsupported-number'],
  ['Kelso Weir was built in 1799 to turn four mills.', 'unsupported-number', { question: 'What was Kelso Weir in 1799?' }],
  ['The moon has many craters, and rockets carry people to space stations.', 'ungrounded'],
  ['Kelso Weir.', 'too-short'],
  ['Kelso Weir was built in 1731 to turn four mills.', 'answer-repeats-question', { question: 'Kelso Weir was built in 1731 to turn four mills, was it?' }],
]

for (const [text, reason, scene] of answers) {
  test(`an answer is ${reason ? `rejected as ${reason}` : 'kept'}: ${text}`, async () => assert.equal(await answer(text, scene), reason))
}

test('an answer given before is rejected', async () => {
  const turns = [await turn('Why was Kelso Weir built?', 'Kelso Weir was built in 1731 to turn four mills.')]
  assert.equal(await answer('Kelso Weir was built in 1731 to turn four mills.', { turns }), 'repeated-answer')
})

test('a score that could not be made is a reject', async () => {
  const nothing = { ...(await checking()), sentenceVectors: [new Float32Array(64).fill(Number.NaN)] }
  const { reason } = await checkAnswer({ text: 'Kelso Weir was built in 1731 to turn four mills.', finish: 'stop' }, nothing, 'What is known of Kelso Weir?')
  assert.equal(reason, 'ungrounded')
})
