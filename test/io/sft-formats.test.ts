import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fits, messagesIn, sftFormats, type Fields, type SftFormat } from '../../src/io/sft/formats.js'
import { recognise } from '../../src/io/sft/recognise.js'
import type { Entry } from '../../src/io/sft/entries.js'
import type { Message } from '../../src/types.js'

type Writer = (messages: readonly Message[]) => Fields

const contentsOf = (messages: readonly Message[]) => messages.map(({ content }) => content)
const pairOf = (first: string, second: string): Writer => ([question, answer]) => ({ [first]: question!.content, [second]: answer!.content })

/** The same messages as each format writes them; a system message where there is room. */
const writers: Readonly<Record<SftFormat, Writer>> = {
  messages: (messages) => ({ messages }),
  sharegpt: (messages) => ({ conversations: messages.map(({ role, content }) => ({ from: { system: 'system', user: 'human', assistant: 'gpt' }[role], value: content })) }),
  ultralink: (messages) => ({ id: 'en_math_7', data: contentsOf(messages) }),
  alpaca(messages) {
    const system = messages[0]!.role === 'system' ? messages[0]!.content : ''
    const contents = contentsOf(messages.filter(({ role }) => role !== 'system'))
    const [instruction, output] = contents.splice(-2)
    const history = contents.flatMap((content, i) => (i % 2 === 0 ? [[content, contents[i + 1]]] : []))
    return { instruction, input: '', output, system, history }
  },
  'evol-instruct': pairOf('instruction', 'response'),
  magicoder: pairOf('problem', 'solution'),
  metamath: pairOf('query', 'response'),
  gsm8k: pairOf('question', 'answer'),
}

const room: Readonly<Record<SftFormat, { readonly turns: number; readonly system: boolean }>> = {
  ...{ messages: { turns: 4, system: true }, sharegpt: { turns: 4, system: true }, alpaca: { turns: 4, system: true }, ultralink: { turns: 4, system: false } },
  ...{ 'evol-instruct': { turns: 1, system: false }, magicoder: { turns: 1, system: false }, metamath: { turns: 1, system: false }, gsm8k: { turns: 1, system: false } },
}

/** Texts as people write them: several scripts, line feeds, marks of JSON and Markdown. */
const content = fc.array(fc.constantFrom('a', 'Ж', '中', '🙂', ' ', '\n', '\t', '"', '\\', '{', '}', '<', '>', '=', '`', '$', '#', '0'), { minLength: 1, maxLength: 30 }).map((parts) => parts.join('')).filter((text) => text.trim() !== '')

function dialogues({ turns, system }: { turns: number; system: boolean }): fc.Arbitrary<Message[]> {
  const body = fc.array(fc.tuple(content, content), { minLength: 1, maxLength: turns }).map((pairs) => pairs.flatMap(([q, a]): Message[] => [{ role: 'user', content: q }, { role: 'assistant', content: a }]))
  return system ? fc.tuple(fc.option(content), body).map(([text, rest]) => (text === null ? rest : [{ role: 'system' as const, content: text }, ...rest])) : body
}

for (const format of sftFormats) {
  test(`sft: any dialogue written as ${format} is recognised and read back as it was`, async () => {
    await fc.assert(
      fc.asyncProperty(dialogues(room[format]), async (messages) => {
        const fields = JSON.parse(JSON.stringify(writers[format](messages))) as Fields
        const found = await recognise('f', entriesOf([fields]), 'auto')
        assert.equal(found.format, format)
        assert.deepEqual(messagesIn(format, fields), messages)
      }),
      { numRuns: 60 },
    )
  })
}

async function* entriesOf(values: readonly unknown[]): AsyncGenerator<Entry> {
  for (const [i, value] of values.entries()) yield { row: i + 1, position: i, value }
}

const messages = (...list: readonly unknown[]) => messagesIn('messages', { messages: list })
const user = (content: unknown) => ({ role: 'user', content })
const assistant = (content: unknown) => ({ role: 'assistant', content })
const reasonOf = (found: ReturnType<typeof messagesIn>) => ('reason' in found ? found.reason : 'fine')

test('sft: what is no dialogue of texts has its reason', () => {
  const cases: readonly (readonly [string, ReturnType<typeof messagesIn>])[] = [
    ['no-turns', messages()],
    ['no-turns', messages({ role: 'system', content: 'Be brief.' })],
    ['empty-turn', messages(user('Why?'), assistant(' \n'))],
    ['empty-turn', messages(user('Why?'), assistant(null))],
    ['begins-with-assistant', messages(assistant('Hello.'), user('Why?'), assistant('So.'))],
    ['roles-out-of-order', messages(user('Why?'), user('When?'), assistant('So.'))],
    ['roles-out-of-order', messages(user('Why?'), assistant('So.'), { role: 'system', content: 'Stop.' }, user('And?'), assistant('No.'))],
    ['ends-with-user', messages(user('Why?'), assistant('So.'), user('Thanks.'))],
    ['unknown-role', messages({ role: 'narrator', content: 'Once.' })],
    ['unknown-role', messages({ role: 'constructor', content: 'Once.' })],
    ['not-a-message', messages('Why?', 'So.')],
    ['tool-use', messages(user('Why?'), { role: 'assistant', content: null, tool_calls: [{ id: '1' }] })],
    ['tool-use', messages(user('Why?'), { from: 'function_call', value: '{}' }, { from: 'observation', value: '{}' }, assistant('So.'))],
    ['tool-use', messagesIn('messages', { messages: [user('Why?'), assistant('So.')], tools: '[{"name": "f"}]' })],
    ['non-text-content', messages(user([{ type: 'image_url', image_url: { url: 'a.png' } }, { type: 'text', text: 'What?' }]), assistant('A cat.'))],
    ['non-text-content', messages(user(7), assistant('So.'))],
    ['non-text-content', messagesIn('sharegpt', { conversations: [{ from: 'human', value: '<image>' }, { from: 'gpt', value: 'A cat.' }], image: 'a.png' })],
    ['non-text-content', messagesIn('alpaca', { instruction: 'Go.', output: ['The better answer.', 'The worse one.'] })],
    ['answer-not-to-learn', messages(user('Why?'), { role: 'assistant', content: 'So.', weight: 0 })],
    ['damaged-text', messages(user('Why \ud83d?'), assistant('So.'))],
    ['damaged-text', messages(user('$\frac{1}{2}$'), assistant('So.'))],
    ['damaged-text', messages(user('na\ufffdve'), assistant('So.'))],
    ['begins-in-the-middle', messagesIn('sharegpt', { id: 'hRPPgZT_8', conversations: [user('Go on.'), assistant('So.')] })],
    ['fine', messagesIn('sharegpt', { id: 'hRPPgZT_0', conversations: [user('Why?'), assistant('So.')] })],
    ['fine', messagesIn('sharegpt', { id: 'chat042_8', conversations: [user('Why?'), assistant('So.')] })],
    ['missing-field', messagesIn('metamath', { query: 'Why?' })],
    ['wrong-field-type', messagesIn('sharegpt', { conversations: 'Why?' })],
    ['wrong-field-type', messagesIn('alpaca', { instruction: 'Go.', output: 'So.', history: [['one']] })],
    ['empty-turn', messagesIn('gsm8k', { question: 'Why?', answer: null })],
    ['non-text-content', messagesIn('gsm8k', { question: 'Why?', answer: 42 })],
  ]
  for (const [reason, found] of cases) assert.equal(reasonOf(found), reason, JSON.stringify(found))
})

test('sft: a problem names the message, counted from 1, and a system message without text is none', () => {
  assert.deepEqual(messages(user('Why?'), assistant('')), { reason: 'empty-turn', detail: { message: 2, role: 'assistant' } })
  assert.deepEqual(messages({ role: 'system', content: '' }, user('Why?'), assistant('So.')), [user('Why?'), assistant('So.')])
})

test('sft: parts of text are put together, line ends become line feeds, NUL and byte order mark go', () => {
  const found = messages(user([{ type: 'text', text: 'Why' }, { type: 'text', value: '?' }]), assistant('\ufeffOne.\r\nTwo.\rThree\0.'))
  assert.deepEqual(found, [user('Why?'), assistant('One.\nTwo.\nThree.')])
})

test('sft: Alpaca’s input stands below the instruction, unless it says that there is none', () => {
  const read = (input: unknown) => (messagesIn('alpaca', { instruction: 'Sort.', input, output: 'a b' }) as Message[])[0]?.content
  assert.deepEqual(['b, a', '', null, '<noinput>', 'No input'].map(read), ['Sort.\nb, a', 'Sort.', 'Sort.', 'Sort.', 'Sort.\nNo input'])
  assert.deepEqual(messagesIn('evol-instruct', { instruction: 'Who?', context: 'Ann came.', response: 'Ann.' }), [user('Who?\nAnn came.'), assistant('Ann.')])
})

test('sft: GSM8K’s sums for a calculator are removed, and nothing else between angle brackets', () => {
  const answer = 'She earned $<<12/60=0.2>>0.2 x 50 = $<<0.2*50=10>>10.\ncout << x >> y; 1 << 3\n#### 10'
  assert.deepEqual(messagesIn('gsm8k', { question: 'How much?', answer }), [user('How much?'), assistant('She earned $0.2 x 50 = $10.\ncout << x >> y; 1 << 3\n#### 10')])
})

test('sft: a system field goes before the messages that have no system message', () => {
  const turns = [user('Why?'), assistant('So.')]
  const system = { role: 'system', content: 'Be brief.' }
  assert.deepEqual(messagesIn('messages', { system: 'Be brief.', messages: turns }), [system, ...turns])
  assert.deepEqual(messagesIn('messages', { system: 'Be long.', messages: [system, ...turns] }), [system, ...turns])
})

test('sft: messages by columns, as some Parquet files have them, are read', () => {
  assert.deepEqual(messagesIn('sharegpt', { conversations: { from: ['human', 'gpt'], value: ['Why?', 'So.'] } }), [user('Why?'), assistant('So.')])
})

test('sft: the format is that of most of the first rows; broken rows do not count', async () => {
  const values = [undefined, 'text', { question: 'a' }, { question: 'a', answer: 'b' }, { query: 'a', response: 'b' }, { query: 'c', response: 'd' }]
  assert.equal((await recognise('f', entriesOf(values), 'auto')).format, 'metamath')
  await assert.rejects(recognise('f', entriesOf([{ version: 1, data: [{ query: 'a', response: 'b' }] }]), 'auto'), { name: 'UserError', message: /version, data/ })
  assert.ok(fits('evol-instruct', { instruction: 'a', output: 'b' }) && !fits('alpaca', { instruction: 'a', output: 'b' }))
})

test('sft: one object that holds all rows, or their columns, is said to be none', async () => {
  const says = (value: object, message: RegExp) => assert.rejects(recognise('f', entriesOf([value]), 'auto'), { name: 'UserError', message })
  const columns = /f holds columns, not rows: one object with the fields .*orient='records'/
  await says({ instruction: { 0: 'a', 1: 'b' }, output: { 0: 'c', 1: 'd' } }, columns)
  await says({ messages: { 0: [], 7: [] } }, columns)
  await says({ instruction: ['a', 'b'], output: ['c', 'd'] }, columns)
  await says({ version: 1, rows: [{ query: 'a', response: 'b' }] }, /f is one object, not rows: .* version, rows; if its rows are in "rows", write that list/)
  await says({ chosen: [{ role: 'user', content: 'a' }] }, /no format fits f/)
  for (const row of [{ messages: [{ role: 'user', content: 'a' }] }, { data: ['a', 'b'] }]) assert.ok(await recognise('f', entriesOf([row]), 'auto'))
})

test('sft: when no format fits, the fields found and those wanted are named; a format that is given is held to', async () => {
  const error = (message: RegExp) => ({ name: 'UserError', message })
  await assert.rejects(recognise('rows.jsonl', entriesOf([{ prompt: 'a', completion: 'b' }]), 'auto'), error(/no format fits rows\.jsonl.*prompt, completion.*conversations \(sharegpt\).*instruction, output or response \(evol-instruct\)/))
  await assert.rejects(recognise('rows.jsonl', entriesOf([{ query: 'a', response: 'b' }]), 'gsm8k'), error(/rows\.jsonl is not in the format gsm8k, which wants the fields question, answer: its rows have query, response/))
})
