import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { messagesOf, promptTexts, write, type Call } from '../../src/dialogue/writer.js'
import { languageOf, languages } from '../../src/languages/index.js'
import { fakeGenerator } from '../../src/models/fake-generator.js'
import { packageRoot } from '../../src/package.js'
import { promptsIn } from '../../src/prompt.js'
import type { Context, Reply, Sampling } from '../../src/types.js'
import { harbour } from '../harbours.js'
import { worldOf } from '../world.js'

const folder = join(packageRoot, 'prompts')
const sets = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
const passage = { ...harbour(0), title: 'Velderhaven (town)' }
const turns = [{ question: 'Why {{title}}?', answer: 'Because of $& and $1.' }]

const calls: readonly Call[] = [
  ...['seed-question', 'follow-up-depth', 'follow-up-width'].map((prompt): Call => ({ kind: 'question', prompt, turns: prompt === 'seed-question' ? [] : turns, values: {} })),
  ...['question-for-answer', 'follow-up-for-answer'].map((prompt): Call => ({ kind: 'question', prompt, turns: prompt === 'question-for-answer' ? [] : turns, values: { answer: 'The answer.' } })),
  ...['answer', 'follow-up-answer', 'answer-extractive', 'answer-without-document'].map((prompt): Call => ({ kind: 'answer', prompt, turns, values: { question: 'The question?' }, document: prompt !== 'answer-without-document' })),
]

const contextOf = (language: string, set?: string): Context => ({ ...worldOf({ language }).context, language: languageOf(language), prompts: promptsIn({ folder, language, ...(set ? { set } : {}) }) })
const rendered = (context: Context, call: Call) => messagesOf({ context, passage }, call).map(({ role, content }) => `${role}: ${content}\n`).join('')

for (const language of Object.keys(languages)) {
  test(`${language}: every prompt is filled with what the call has, and nothing in it is filled twice`, () => {
    for (const set of [undefined, ...sets]) {
      for (const call of calls) {
        const text = rendered(contextOf(language, set), call)
        assert.deepEqual((text.match(/\{\{\w+\}\}/g) ?? []).filter((hole) => hole !== '{{title}}'), [], `${set}/${call.prompt}`)
        for (const value of Object.values(call.values)) assert.ok(text.includes(value), `${set}/${call.prompt} lacks ${value}`)
        if (set === undefined && call.turns.length > 0 && call.prompt !== 'answer') assert.ok(text.includes(turns[0]!.answer), `${call.prompt} lacks the dialogue so far`)
      }
    }
  })

  test(`${language}: all calls with the document begin with the same words, up to the end of the passage`, () => {
    const texts = calls.filter((call) => call.document !== false).map((call) => rendered(contextOf(language), call))
    const end = texts[0]!.indexOf(passage.text) + passage.text.length
    assert.ok(end > passage.text.length)
    for (const text of texts) assert.equal(text.slice(0, end), texts[0]!.slice(0, end))
  })

  test(`${language}: without the document the passage is not in view`, () => {
    for (const call of calls.filter((each) => each.document === false)) assert.ok(!rendered(contextOf(language), call).includes(passage.text))
  })
}

/** What a call is sampled with, and what is made of the reply. */
async function ask(call: Call, reply: Partial<Reply>, { contextSize = 4096, attempt = 0 } = {}) {
  const generator = fakeGenerator({ reply: () => '', contextSize })
  let sampling: Sampling | undefined
  const given = { text: '', promptTokens: 0, evaluatedTokens: 0, generatedTokens: 0, finish: 'stop' as const, ...reply }
  const writing = { context: worldOf().context, generator, passage, sampling: { temperature: 0.7, topP: 0.95 }, room: { question: 96, answer: 200 } }
  const written = await write({ ...writing, ask: async (_, wanted) => ((sampling = wanted), given) }, call, attempt)
  return { written, sampling }
}

const [seed] = calls as [Call]
const answer = calls.find(({ prompt }) => prompt === 'answer')!

test('a question is the first line with words in it; an answer keeps its lines', async () => {
  assert.equal((await ask(seed, { text: '\n  Why so?  \nBecause.' })).written?.text, 'Why so?')
  assert.equal((await ask(answer, { text: ' One.\n\nTwo. ' })).written?.text, 'One.\n\nTwo.')
})

test('a question cut off behind its first line counts as finished, one cut off in it does not', async () => {
  assert.equal((await ask(seed, { text: 'Why so?\nBecause it', finish: 'length' })).written?.finish, 'stop')
  assert.equal((await ask(seed, { text: 'Why so many', finish: 'length' })).written?.finish, 'length')
})

test('tokens are limited by the kind of call and by the room in the context; without room nothing is asked', async () => {
  assert.equal((await ask(seed, {})).sampling?.maxTokens, 96)
  assert.equal((await ask(answer, {})).sampling?.maxTokens, 200)
  const tight = await ask(answer, {}, { contextSize: 330 })
  assert.ok(tight.sampling!.maxTokens < 200, `${tight.sampling!.maxTokens}`)
  assert.deepEqual(await ask(answer, {}, { contextSize: 200 }), { written: undefined, sampling: undefined })
})

test('every call and every attempt has its own seed, always the same one', async () => {
  const seeds = await Promise.all([seed, answer].flatMap((call) => [0, 1].map(async (attempt) => (await ask(call, {}, { attempt })).sampling!.seed)))
  assert.equal(new Set(seeds).size, 4)
  assert.equal((await ask(answer, {}, { attempt: 1 })).sampling!.seed, seeds[3])
})

test('choices become a grammar, and take the room they need', async () => {
  const { sampling } = await ask({ ...answer, choices: ['One.', 'Two.'] }, {})
  assert.match(sampling!.grammar!, /"One\."/)
  assert.ok(sampling!.maxTokens > 200)
})

test('the words of prompts are known without what is filled in', () => {
  const [text] = promptTexts([worldOf().context.prompts.get('follow-up-answer')])
  assert.equal(text, '\u0000 ANSWER \u0000')
})
