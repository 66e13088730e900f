import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, formats, type Format } from '../../src/io/formats.js'
import type { GroundedDialogue } from '../../src/types.js'
import { grounded, rows, translated } from '../rows.js'

const row: GroundedDialogue = {
  ...{ id: 'frwiki-7-abcd-fr', language: 'fr', kind: 'chat_specific', passage: { id: 'frwiki-7-abcd', title: 'Fest-noz', text: 'Le fest-noz.\n\nOn y danse.' } },
  messages: ['Q1 ?', 'R1.', 'Q2 ?', 'R2.', 'Q3 ?', 'R3.'].map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
  source: { wiki: 'frwiki', title: 'Fest-noz', page: 7, revision: 70, url: 'https://fr.wikipedia.org/w/index.php?title=Fest-noz&oldid=70', licence: 'CC-BY-SA-4.0' },
  made: { generator: 'g', embedder: 'e', prompts: {}, seed: 0 },
  checks: [{}, {}, {}],
}

const attribution = { language: 'fr', title: 'Fest-noz', url: row.source.url, dataset: '', row: '', licence: 'CC-BY-SA-4.0' }

test('messages: role and content, as OpenAI and TRL read them', () => {
  assert.deepEqual(formats.messages(row, { index: 0 }), { id: row.id, messages: row.messages, ...attribution })
})

test('sharegpt: from and value, human in odd places, gpt in even ones', () => {
  const { conversations, ...rest } = formats.sharegpt(row, { index: 0 }) as { conversations: { from: string; value: string }[] }
  assert.deepEqual(conversations.map(({ from }) => from), ['human', 'gpt', 'human', 'gpt', 'human', 'gpt'])
  assert.deepEqual(conversations.map(({ value }) => value), row.messages.map(({ content }) => content))
  assert.deepEqual(rest, { id: row.id, ...attribution })
})

test('rows of every kind, with and without a licence, have the same fields of the same types', () => {
  const typesOf = (each: object) => Object.entries(each).map(([name, value]) => `${name} ${typeof value}`)
  const { licence: _, ...source } = translated.source
  for (const format of ['messages', 'sharegpt', 'alpaca'] as const) {
    const all = [...rows, { ...translated, source }].map((each, index) => typesOf(formats[format](each, { index })))
    for (const one of all) assert.deepEqual(one, all[0])
  }
})

test('sharegpt: a system message keeps its role', () => {
  const { conversations } = formats.sharegpt({ ...row, messages: [{ role: 'system', content: 'S' }, ...row.messages] }, { index: 0 }) as { conversations: unknown[] }
  assert.deepEqual(conversations[0], { from: 'system', value: 'S' })
})

test('alpaca: the last turn is the instruction, the ones before it are the history', () => {
  assert.deepEqual(formats.alpaca(row, { index: 0 }), {
    ...{ id: row.id, instruction: 'Q3 ?', input: '', output: 'R3.', system: '', history: [['Q1 ?', 'R1.'], ['Q2 ?', 'R2.']] },
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

const wiki = { language: 'fr', title: 'Fest-noz', url: grounded.source.url, dataset: '', row: '', licence: 'CC-BY-SA-4.0' }
const math = { language: 'zh', title: '', url: '', dataset: 'problems.jsonl', row: '17', licence: 'MIT' }
const pair = { language: 'sw', title: '', url: '', dataset: 'pairs.tsv', row: '33', licence: 'LicenseRef-village-archive' }

/** Field by field what each trainer reads, of a dialogue about a page, a translation with a system message, and a cross-lingual row. */
const golden: Readonly<Record<Format, readonly unknown[]>> = {
  messages: [
    { id: 'frwiki-7-abcd-fr', messages: [{ role: 'user', content: 'Q1 ?' }, { role: 'assistant', content: 'R1 : l’été\n\n- un\n- deux' }, { role: 'user', content: 'Q2 ?' }, { role: 'assistant', content: 'R2.' }], ...wiki },
    { id: 'math-0a1b2c', messages: [{ role: 'system', content: '你是数学老师。' }, { role: 'user', content: '6 的 2 倍是多少？' }, { role: 'assistant', content: '6 × 2 = 12。\n#### 12' }], ...math },
    { id: 'pair-33-translation', messages: [{ role: 'user', content: 'Translate into Swahili: The house is old.' }, { role: 'assistant', content: 'Nyumba ni ya zamani.' }], ...pair },
  ],
  sharegpt: [
    { id: 'frwiki-7-abcd-fr', conversations: [{ from: 'human', value: 'Q1 ?' }, { from: 'gpt', value: 'R1 : l’été\n\n- un\n- deux' }, { from: 'human', value: 'Q2 ?' }, { from: 'gpt', value: 'R2.' }], ...wiki },
    { id: 'math-0a1b2c', conversations: [{ from: 'system', value: '你是数学老师。' }, { from: 'human', value: '6 的 2 倍是多少？' }, { from: 'gpt', value: '6 × 2 = 12。\n#### 12' }], ...math },
    { id: 'pair-33-translation', conversations: [{ from: 'human', value: 'Translate into Swahili: The house is old.' }, { from: 'gpt', value: 'Nyumba ni ya zamani.' }], ...pair },
  ],
  alpaca: [
    { id: 'frwiki-7-abcd-fr', instruction: 'Q2 ?', input: '', output: 'R2.', system: '', history: [['Q1 ?', 'R1 : l’été\n\n- un\n- deux']], ...wiki },
    { id: 'math-0a1b2c', instruction: '6 的 2 倍是多少？', input: '', output: '6 × 2 = 12。\n#### 12', system: '你是数学老师。', history: [], ...math },
    { id: 'pair-33-translation', instruction: 'Translate into Swahili: The house is old.', input: '', output: 'Nyumba ni ya zamani.', system: '', history: [], ...pair },
  ],
  ultralink: [
    { id: 'fr_chat_specific_0', data: ['Q1 ?', 'R1 : l’été\n\n- un\n- deux', 'Q2 ?', 'R2.'] },
    { id: 'zh_math_1', data: ['6 的 2 倍是多少？', '6 × 2 = 12。\n#### 12'] },
    { id: 'sw_cross_lingual_2', data: ['Translate into Swahili: The house is old.', 'Nyumba ni ya zamani.'] },
  ],
}

for (const format of Object.keys(golden) as Format[]) {
  test(`${format}: every field of every shape of row, in its order, is the golden one`, () => {
    assert.equal(JSON.stringify(rows.map((each, index) => formats[format](each, { index })), null, 1), JSON.stringify(golden[format], null, 1))
  })
}
