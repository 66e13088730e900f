import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { z } from 'zod'
import { build } from '../../src/build.js'
import { languageOf } from '../../src/languages/index.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { fakeGenerator, type FakeGeneratorOptions, type FakeReply } from '../../src/models/fake-generator.js'
import { stream } from '../../src/stage.js'
import { translate } from '../../src/stages/translate.js'
import type { Generator, Message, Original, Row, Sampling } from '../../src/types.js'
import { everything, stageLaws } from '../stage-laws.js'
import { ended, original, originals, textOf, translatePrompts, viewOf } from '../translation/originals.js'
import { bytesOf } from '../small-build.js'
import { modelsOf, work, worldOf, type WorldOptions } from '../world.js'

type Said = (text: string, sampling: Sampling, messages: readonly Message[]) => FakeReply

const rows = originals(44)
const translator = (said: Said = ended, more: Partial<FakeGeneratorOptions> = {}) => fakeGenerator({ reply: (messages, sampling) => said(textOf(messages), sampling, messages), ...more })
const worldIn = (language: string, given: WorldOptions) => worldOf({ language, prompts: translatePrompts, ...given })

stageLaws(translate, { rows, context: (signal) => worldIn('fr', { signal, generator: translator() }) })

interface Case extends Partial<FakeGeneratorOptions> {
  readonly originals: readonly Original[]
  readonly said?: Said
  readonly language?: string
  readonly options?: Readonly<Record<string, unknown>>
}

/** Translations of some originals, by a generator that says so, and every call. */
async function translated({ originals: given, said = ended, language = 'fr', options = {}, ...more }: Case) {
  const calls: { text: string; view: string; prompt: string; sampling: Sampling }[] = []
  const generator = translator((text, sampling, messages) => {
    calls.push({ text, view: viewOf(messages), prompt: messages[0]!.content.split('\n')[0]!, sampling })
    return said(text, sampling, messages)
  }, { concurrency: 1, ...more })
  const world = worldIn(language, { generator })
  const { out } = await everything(translate.make(options), given, world)
  return { out, world, calls, reasons: world.rejected.map(({ reason }) => reason) }
}

test('translate: a dialogue keeps its id, kind, source and roles, and says what it is a translation of and what made it', async () => {
  const { out } = await translated({ originals: rows.slice(0, 12) })
  assert.equal(out.length, 12)
  for (const [i, row] of out.entries()) {
    const { id, kind, source, messages } = rows[i]!
    assert.deepEqual([row.id, row.kind, row.source, row.language], [id, kind, source, 'fr'])
    assert.deepEqual(row.messages.map(({ role }) => role), messages.map(({ role }) => role))
    assert.deepEqual(row.original, messages)
    assert.equal(row.made['translated'], true)
    assert.match(row.made.generator, /^fake-generator@f{12}$/)
    assert.ok(!('embedder' in row.made))
    for (const hash of Object.values(row.made.prompts)) assert.match(hash, /^[0-9a-f]{12}$/)
    assert.deepEqual(row.checks.map(({ role }) => role), messages.map(({ role }) => role))
  }
  assert.equal(out[0]!.messages[0]!.content, 'Youette knowette allette aboutette applesette.')
})

test('translate: each kind and role has its own prompt, which the row names', async () => {
  const { out, calls } = await translated({ originals: rows.slice(0, 3) })
  assert.deepEqual([...new Set(calls.map(({ prompt }) => prompt))], ['CHAT French', 'MATH-QUESTION French', 'MATH-ANSWER French', 'CODE French'])
  assert.deepEqual(Object.keys(out[1]!.made.prompts), ['translate-math-question', 'translate-math-answer', 'translate-earlier'])
})

test('translate: code, formulas and results are as they were, byte for byte', async () => {
  const { out } = await translated({ originals: rows.slice(0, 3) })
  const [chat, math, code] = out.map(({ messages }) => messages.at(-1)!.content)
  assert.ok(out[0]!.messages[2]!.content.includes('`fruit.log`'), chat)
  assert.equal(math, 'Thereette areette $3 \\cdot 5 = 15$ pearsette.\n#### 15')
  assert.ok(code!.includes('\n\n```js\nfor (const plums of all) n += 4\n```\n\n'), code)
})

test('translate: a dialogue that is in the language already is passed on as it is, and nothing is asked', async () => {
  const { out, calls } = await translated({ originals: rows, language: 'en' })
  assert.deepEqual([out.length, calls.length], [rows.length, 0])
  for (const [i, row] of out.entries()) {
    assert.deepEqual(row.messages, rows[i]!.messages)
    assert.equal(row.made['translated'], false)
    assert.equal(row.checks.length, row.messages.length)
  }
})

test('translate: a message without words outside its masks is copied without asking', async () => {
  const { out, calls } = await translated({ originals: [original('c', ['```py\nprint(1)\n```', '42'], { kind: 'code' })] })
  assert.equal(calls.length, 0)
  assert.deepEqual(out[0]!.messages, out[0]!.original)
  assert.deepEqual(out[0]!.checks.map(({ copied, masks }) => [copied, masks]), [[true, 1], [true, 0]])
})

test('translate: earlier messages are in view translated, as many as `context` says', async () => {
  const given = [original('v', ['One?', 'Two.', 'Three?', 'Four.'])]
  const views = async (context: number) => (await translated({ originals: given, options: { context } })).calls.map(({ view }) => view)
  assert.deepEqual(await views(2), ['', '[user: Oneette?]', '[user: Oneette?]\n[assistant: Twoette.]', '[assistant: Twoette.]\n[user: Threeette?]'])
  assert.deepEqual(await views(1), ['', '[user: Oneette?]', '[assistant: Twoette.]', '[user: Threeette?]'])
  assert.deepEqual(await views(0), ['', '', '', ''])
})

test('translate: of a long message so many tokens are in view, whatever ends a sentence in its language', async () => {
  const said = (text: string) => text.replace(/[^.]+\. ?/g, '这是一句话。')
  const text = 'This is one sentence of the text. '.repeat(6).trim()
  const { calls } = await translated({ originals: [original('v', [text, 'And so on.'])], said, language: 'zh', options: { segment: 60 }, count: (counted) => counted.length })
  assert.equal(calls.at(-1)!.view, `[user: ${'这是一句话。'.repeat(6)}]`)
  const cut = await translated({ originals: [original('v', [text, 'And so on.'])], said, language: 'zh', options: { segment: 34 }, count: (counted) => counted.length })
  assert.equal(cut.calls.at(-1)!.view, `[user: ${'这是一句话。'.repeat(5)} …]`)
})

test('translate: code of earlier messages is left out of the view, short formulas are not', async () => {
  const { calls } = await translated({ originals: [original('w', ['Is $x > 1$ here?\n\n```py\nprint(x)\n```', 'It is.'])] })
  assert.equal(calls.at(-1)!.view, '[user: Isette $x > 1$ hereette?\n\n…]')
})

test('translate: the first try takes the likeliest words, each further one has a seed of its own', async () => {
  const { calls, reasons } = await translated({ originals: [original('s', ['Hello there.', 'Hello.'])], said: () => '', options: { attempts: 4, temperature: 0.5 } })
  assert.deepEqual(calls.map(({ sampling }) => sampling.temperature), [0, 0.5, 0.5, 0.5])
  assert.equal(new Set(calls.map(({ sampling }) => sampling.seed)).size, 4)
  assert.deepEqual(reasons, ['empty'])
})

test('translate: a try that fails is made again, and the row says how many it took', async () => {
  let said = 0
  const { out } = await translated({ originals: [original('t', ['Hello there.', 'Good day.'])], said: (text) => (said++ === 0 ? '' : ended(text)) })
  assert.deepEqual(out[0]!.checks.map(({ tries }) => tries), [2, 1])
})

test('translate: a text that fails as a whole is translated sentence by sentence', async () => {
  const text = 'The first has `one` in it. The second has 2 in it.\n\nThe third has `three` in it.'
  const { out, calls } = await translated({ originals: [original('f', ['Go on.', text])], said: (part) => (part.includes('first') && part.includes('second') ? 'rien' : ended(part)) })
  assert.deepEqual(calls.slice(1).map((call) => call.text).slice(3), ['The first has ⟦1⟧ in it.', 'The second has 2 in it.', 'The third has ⟦1⟧ in it.'])
  assert.equal(out[0]!.messages[1]!.content, 'Theette firstette hasette `one` inette itette. Theette secondette hasette 2 inette itette.\n\nTheette thirdette hasette `three` inette itette.')
  assert.deepEqual([out[0]!.checks[1]!['tries'], out[0]!.checks[1]!['segments']], [6, 3])
  assert.equal(calls.at(-1)!.view, '[user: Goette onette.]\n[assistant: Theette secondette hasette 2 inette itette.]')
})

test('translate: a sentence that fails too rejects the dialogue, with the sentence and what became of it', async () => {
  const { out, world } = await translated({ originals: [original('r', ['Fine.', 'This is good. This is 7 times better.'])], said: (text) => ended(text).replace('7', '8') })
  assert.equal(out.length, 0)
  const [{ reason, detail, row }] = world.rejected as [(typeof world.rejected)[number]]
  assert.deepEqual([row.id, reason], ['r', 'numbers-differ'])
  assert.deepEqual(detail, { message: 1, role: 'assistant', missing: ['7'], extra: ['8'], source: 'This is 7 times better.', translation: 'Thisette isette 8 timesette betterette.' })
})

test('translate: a long message is cut where paragraphs end and put together again with the same white space', async () => {
  const text = '  A first paragraph of some words.\n\n\nA second one of some words.\n- an item of it\n- another item\n'
  const { out, calls } = await translated({ originals: [original('l', [text, 'Yes, it is.'])], options: { segment: 8 } })
  assert.equal(out[0]!.messages[0]!.content, ended(text))
  assert.ok(calls.length > 3)
  assert.equal(out[0]!.checks[0]!['segments'], calls.length - 1)
})

test('translate: sentences of a language without spaces between them are joined without', async () => {
  const said = (text: string) => (text.length > 20 ? '' : text.startsWith('One') ? '第一句。' : '第二句。')
  const { out } = await translated({ originals: [original('z', ['One sentence. Another sentence.', 'One sentence.'])], said, language: 'zh' })
  assert.equal(out[0]!.messages[0]!.content, '第一句。第二句。')
})

test('translate: quotation marks, tags and a label around the whole are taken off, and the row says so', async () => {
  for (const around of [(text: string) => `<text>${text}</text>`, (text: string) => `« ${text} »`, (text: string) => `Traduction : "${text}"`, (text: string) => `**Voici la traduction en français :**\n\n${text}`]) {
    const { out } = await translated({ originals: [original('u', ['Hello there.', 'Good day.'])], said: (text) => around(ended(text)) })
    assert.equal(out[0]?.messages[0]!.content, 'Helloette thereette.', around('…'))
    assert.equal(out[0]!.checks[0]!['unwrapped'], true)
  }
})

const broken: readonly (readonly [reason: string, said: Said])[] = [
  ['empty', () => ' \n'],
  ['echo', (text) => text],
  ['too-long', (text) => ({ text: ended(text), finish: 'length' })],
  ['mask-missing', (text) => ended(text).replace('⟦1⟧', '')],
  ['mask-twice', (text) => ended(text).replace('⟦1⟧', '⟦1⟧ ⟦1⟧')],
  ['mask-unknown', (text) => ended(text).replace('⟦1⟧', '⟦1⟧ ⟦9⟧')],
  ['numbers-differ', (text) => ended(text).replace('3', '4')],
  ['numbers-differ', (text) => `${ended(text)} Etteette 12.`],
  ['control-token', (text) => `${ended(text)}</text> Noteette.`],
  ['damaged-text', (text) => `${ended(text)} na\ufffdve`],
  ['code-added', (text) => ended(text).replace('Useette', '`Use`')],
]

for (const [reason, said] of broken) {
  test(`translate: a dialogue whose translation is ${JSON.stringify(said('Use ⟦1⟧ for 3 pears.', { seed: 0, maxTokens: 1 }, []))} is rejected as ${reason}`, async () => {
    const { out, reasons, world } = await translated({ originals: [original('b', ['Use `sort` for 3 pears.', 'Done well.'])], said })
    assert.equal(out.length, 0)
    assert.deepEqual(reasons, [reason])
    assert.equal(world.rejected[0]!.detail!['source'], 'Use `sort` for 3 pears.')
  })
}

test('translate: a message that reads the same in both languages passes where its words were kept before, or are shorthand; plain words do not', async () => {
  const kept: Said = (text) => (/^(?:Which|Is) /.test(text) ? ended(text).replace('Pythonette', 'Python') : text)
  const reasons = async (question: string, answer: string) => (await translated({ originals: [original('e', [question, answer])], said: kept })).reasons
  for (const answer of ['Python', 'python.', 'OK', 'NASA', 'GitHub', 'Python 3.11, GitHub']) assert.deepEqual(await reasons('Which is nicer, Python or Ruby?', answer), [], answer)
  for (const answer of ['Ruby', 'Goodbye', 'Negative.', 'NO', 'Python is']) assert.deepEqual(await reasons('Which is nicer, Python or Ruby?', answer), ['echo'], answer)
  assert.deepEqual(await reasons('Is it Java?', 'Python'), ['echo'])
})

test('translate: a worked answer whose result is another, or is gone, is rejected', async () => {
  const problem = original('a', ['How many pears are 2 and 3?', 'Add them to get 5 pears. The answer is: 5'], { kind: 'math' })
  const answer = (result: string): Said => (text) => (text.includes('answer') ? `${text.startsWith('Add') ? 'Ajoutez-les : 5 poires. ' : ''}${result}` : ended(text))
  assert.equal((await translated({ originals: [problem], said: answer('La réponse est : 5') })).out.length, 1)
  for (const result of ['La réponse est : environ 5', 'Il y en a 5.']) assert.deepEqual((await translated({ originals: [problem], said: answer(result) })).reasons, ['answer-differs'])
})

test('translate: where the context is full, the oldest of the view is left out, and what has no room at all is rejected', async () => {
  const contents = ['What is a pear? It is a fruit, is it not, of a tree.', 'A pear is a fruit of a tree that grows in a garden.', 'And what is a plum?', 'A plum is a fruit as well.']
  const tight = await translated({ originals: [original('c', contents)], contextSize: 150 })
  assert.equal(tight.out.length, 1)
  const wide = await translated({ originals: [original('c', contents)], contextSize: 4096 })
  assert.ok(tight.calls.at(-1)!.view.length < wide.calls.at(-1)!.view.length)
  assert.deepEqual((await translated({ originals: [original('c', contents)], contextSize: 80 })).reasons, ['context-full'])
})

test('translate: all calls of a dialogue run on one sequence, and those with the same prompt begin with the same words', async () => {
  const seen = new Map<string, Set<number>>()
  const generator = fakeGenerator({
    concurrency: 5,
    reply(messages, _, { sequence }) {
      const fruit = /plumette|pearette|\d+/.exec(messages[0]!.content)?.[0] ?? ''
      seen.set(fruit, (seen.get(fruit) ?? new Set()).add(sequence))
      assert.ok(messages[0]!.content.startsWith('CHAT French\n<dialogue>'))
      return ended(textOf(messages))
    },
  })
  const given = Array.from({ length: 10 }, (_, i) => original(`q${i}`, [`Is it ${100 + i}?`, `It is ${100 + i}.`, `Is it ${100 + i} again?`, `Again ${100 + i}.`]))
  const { out } = await everything(translate.make(), given, worldIn('fr', { generator }))
  assert.equal(out.length, 10)
  assert.deepEqual([...seen.values()].map((sequences) => sequences.size), Array.from({ length: 10 }, () => 1))
})

test('translate: the first message that fails rejects its dialogue, the others go on', async () => {
  const { out, reasons, calls } = await translated({ originals: [original('x', ['Bad one.', 'Never asked.']), original('y', ['Good one.', 'Good again.'])], said: (text) => (text.startsWith('Bad') ? '' : ended(text)) })
  assert.deepEqual(out.map(({ id }) => id), ['y'])
  assert.deepEqual(reasons, ['empty'])
  assert.ok(calls.every(({ text }) => text !== 'Never asked.'))
})

test('translate: limit stops after so many', async () => {
  assert.equal((await translated({ originals: rows, options: { limit: 5 } })).out.length, 5)
})

test('translate: how a row was screened and chosen goes along and changes nothing else', async () => {
  const choice = { cluster: 1, rank: 2, similarity: 0.5, quality: 0.7 }
  const screening = { verdicts: { brand: { signals: 0.1, evidence: [] } } }
  const chosen = await translated({ originals: [{ ...rows[0]!, choice, screening }] })
  const plain = await translated({ originals: [rows[0]!] })
  assert.deepEqual(chosen.out, [{ ...plain.out[0]!, choice, screening }])
})

test('translate: an error of the generator is not swallowed', async () => {
  const said = () => {
    throw new Error('the machine is on fire')
  }
  await assert.rejects(translated({ originals: rows, said }), /on fire/)
})

const sourceOptions = z.object({ from: z.number().default(0).describe('rows left out at the front'), licence: z.string().default('MIT').describe('of all') })

const source = stream<Row, Original, typeof sourceOptions>({
  name: 'some-originals',
  description: 'some originals',
  options: sourceOptions,
  async *run(_rows, _context, { from, licence }) {
    for (const [i, row] of originals(6).slice(from).entries()) yield { ...row, source: { ...row.source, row: i + 1, licence } }
  },
})

async function built(folder: string, generator: Generator, options: Readonly<Record<string, unknown>> = {}) {
  const stages = [source.make(options), translate.make()] as Parameters<typeof build>[0]
  return build(stages, { folder, language: languageOf('fr'), models: modelsOf(generator, fakeEmbedder()), prompts: translatePrompts, seed: 0, signal: new AbortController().signal, work })
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'translate-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('translate: without the first row, or with another licence, no other row is translated again, and rows and rejects say where they now come from', async (t) => {
  const [folder, fresh] = [folderOf(t), folderOf(t)]
  const last = originals(6).at(-1)!.messages[0]!.content
  const refusing = () => translator((text) => (text === last ? '' : ended(text)))
  await built(folder, refusing())
  const [changed, again] = [{ from: 1, licence: 'CC0-1.0' }, refusing()]
  const [, resumed] = await built(folder, again, changed)
  assert.deepEqual([resumed!.manifest.resumed, resumed!.manifest.rowsOut, again.usage().calls], [5, 4, 0])
  await built(fresh, refusing(), changed)
  assert.deepEqual(bytesOf(folder), bytesOf(fresh))
  const rejected = JSON.parse(readFileSync(join(resumed!.folder, 'rejected-00000.jsonl'), 'utf8')) as { row: Original }
  assert.deepEqual([rejected.row.source.row, rejected.row.source.licence], [5, 'CC0-1.0'])
})

test('translate: a build killed at any call of the generator goes on to the same bytes, and translates no finished dialogue again', async (t) => {
  const [whole, generator] = [folderOf(t), translator()]
  await built(whole, generator)
  const calls = generator.usage().calls
  assert.ok(calls > 12)
  for (const killed of [0, 5, 9, calls - 1]) {
    const folder = folderOf(t)
    const dying = fakeGenerator({
      reply(messages, _, { index }) {
        if (index >= killed) throw new Error('killed')
        return ended(textOf(messages))
      },
    })
    await assert.rejects(built(folder, dying), /killed/)
    const again = translator()
    const [, manifest] = (await built(folder, again)).map((stage) => stage.manifest)
    assert.deepEqual(bytesOf(folder), bytesOf(whole))
    if (manifest!.resumed > 0) assert.ok(again.usage().calls < calls)
    else assert.ok(killed < 9, 'nothing was kept')
  }
})
