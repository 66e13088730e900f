import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, formats } from '../../src/io/formats.js'
import type { GroundedDialogue } from '../../src/types.js'

const row: GroundedDialogue = {
  ...{ id: 'frwiki-7-abcd-fr', language: 'fr', kind: 'chat_specific', passage: { id: 'frwiki-7-abcd', title: 'Fest-noz', text: 'Le fest-noz.\n\nOn y danse.' } },
  messages: ['Q1 ?', 'R1.', 'Q2 ?', 'R2.', 'Q3 ?', 'R3.'].map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
  source: { wiki: 'frwiki', title: 'Fest-noz', page: 7, revision: 70, url: 'https://fr.wikipedia.org/w/index.php?title=Fest-noz&oldid=70', licence: 'CC-BY-SA-4.0' },
  made: { generator: 'g', embedder: 'e', prompts: {}, seed: 0 },
  checks: [{}, {}, {}],
}

const attribution = { language: 'fr', title: 'Fest-noz', url: row.source.url, licence: 'CC-BY-SA-4.0' }

test('messages: role and content, as OpenAI and TRL read them', () => {
  assert.deepEqual(formats.messages(row, { index: 0 }), { id: row.id, messages: row.messages, ...attribution })
})

test('sharegpt: from and value, human in odd places, gpt in even ones', () => {
  const { conversations, ...rest } = formats.sharegpt(row, { index: 0 }) as { conversations: { from: string; value: string }[] }
  assert.deepEqual(conversations.map(({ from }) => from), ['human', 'gpt', 'human', 'gpt', 'human', 'gpt'])
  assert.deepEqual(conversations.map(({ value }) => value), row.messages.map(({ content }) => content))
  assert.deepEqual(rest, { id: row.id, ...attribution })
})

test('sharegpt: a system message keeps its role', () => {
  const { conversations } = formats.sharegpt({ ...row, messages: [{ role: 'system', content: 'S' }, ...row.messages] }, { index: 0 }) as { conversations: unknown[] }
  assert.deepEqual(conversations[0], { from: 'system', value: 'S' })
})

test('alpaca: the last turn is the instruction, the ones before it are the history', () => {
  assert.deepEqual(formats.alpaca(row, { index: 0 }), {
    ...{ id: row.id, instruction: 'Q3 ?', input: '', output: 'R3.', history: [['Q1 ?', 'R1.'], ['Q2 ?', 'R2.']] },
    ...attribution,
  })
  const { history } = formats.alpaca({ ...row, messages: row.messages.slice(0, 2) }, { index: 0 })
  assert.deepEqual(history, [])
})

test('ultralink: an id that counts and the contents by turns, nothing else; the passage on request', () => {
  const data = row.messages.map(({ content }) => content)
  assert.deepEqual(formats.ultralink(row, { index: 191 }), { id: 'fr_chat_specific_191', data })
  const [first, ...rest] = (formats.ultralink(row, { index: 0, withDocument: true }) as { data: string[] }).data
  assert.equal(first, '<document>Fest-noz\nLe fest-noz.\n\nOn y danse.</document>\nQ1 ?')
  assert.deepEqual(rest, data.slice(1))
})

test('files are named by language, UltraLink’s as in its release', () => {
  assert.equal(fileOf('messages', 'fr', 'chat_specific'), 'fr.jsonl')
  assert.equal(fileOf('ultralink', 'fr', 'chat_specific'), 'fr_chat_specific.jsonl')
})

test('a format does not change the row', () => {
  const before = JSON.stringify(row)
  for (const write of Object.values(formats)) write(row, { index: 0, withDocument: true })
  assert.equal(JSON.stringify(row), before)
})
