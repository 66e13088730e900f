import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PromptTooLong } from '../../src/errors.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { fakeGenerator, type FakeGeneratorOptions } from '../../src/models/fake-generator.js'
import { dialogues } from '../../src/stages/dialogues.js'
import { passageSentences } from '../../src/text/spans.js'
import type { Passage, Models } from '../../src/types.js'
import { harbourGenerator, harbourReply, harbours } from '../harbours.js'
import { everything, stageLaws } from '../stage-laws.js'
import { promptsOf, worldOf, type WorldOptions } from '../world.js'

const rows = harbours(44)

stageLaws(dialogues, { rows, context: (signal) => worldOf({ signal, generator: harbourGenerator() }), options: { stop: 0.5 } })

/** Dialogues about some passages, by a generator that answers so. */
async function talk(options: Record<string, unknown> = {}, given: Partial<FakeGeneratorOptions> & WorldOptions & { passages?: Passage[] } = {}) {
  const { passages = rows.slice(0, 12), reply = (messages, sampling) => harbourReply(messages, sampling), ...rest } = given
  const generator = fakeGenerator({ reply, ...rest })
  const world = worldOf({ ...rest, generator })
  const { out } = await everything(dialogues.make(options), passages, world)
  return { out, world, generator, reasons: world.rejected.map(({ reason }) => reason) }
}

test('dialogues: a row has alternating questions and answers, its passage, its source and what made it', async () => {
  const { out } = await talk()
  for (const row of out) {
    assert.deepEqual(row.messages.map(({ role }) => role), row.messages.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')))
    assert.equal(row.checks.length * 2, row.messages.length)
    assert.ok(row.passage.text.includes(row.messages[1]!.content))
    assert.equal(row.kind, 'chat_specific')
    assert.match(row.made.generator, /^fake-generator@f{12}$/)
    assert.match(row.made.embedder ?? '', /^fake-embedder@e{12}$/)
    assert.equal(row.id, `${row.passage.id}-en`)
    for (const hash of Object.values(row.made.prompts)) assert.match(hash, /^[0-9a-f]{12}$/)
  }
  assert.ok(out.some((row) => row.messages.length > 2), 'no dialogue had a follow-up')
})

test('dialogues: the replies may take any time, the bytes are the same', async () => {
  const slow = async (messages: Parameters<typeof harbourReply>[0], sampling: Parameters<typeof harbourReply>[1]) => {
    await new Promise((resolve) => setTimeout(resolve, sampling.seed % 5))
    return harbourReply(messages, sampling)
  }
  const [quick, jittered] = [await talk(), await talk({}, { reply: slow, concurrency: 7 })]
  assert.equal(JSON.stringify(quick.out), JSON.stringify(jittered.out))
})

test('dialogues: another seed makes other dialogues', async () => {
  const [zero, one] = [await talk(), await talk({}, { seed: 1 })]
  assert.notEqual(JSON.stringify(zero.out.map((row) => row.messages)), JSON.stringify(one.out.map((row) => row.messages)))
})

test('dialogues: all calls about a passage run on one sequence and begin with the same words', async () => {
  const prompts = new Map<string, string[]>()
  await talk({}, {
    reply(messages, sampling, { turn, sequence }) {
      const text = messages.map(({ content }) => content).join('\n')
      if (turn === 0) prompts.set(String(sequence), [])
      const [first = text] = prompts.get(String(sequence))!
      prompts.get(String(sequence))!.push(text)
      const passage = first.slice(0, first.indexOf('</>'))
      assert.ok(passage.length > 100 && text.startsWith(passage))
      return harbourReply(messages, sampling)
    },
  })
})

test('dialogues: follow-ups are in depth or in width, about as often', async () => {
  const { out } = await talk({ stop: 0 }, { passages: harbours(60) })
  const moves = out.flatMap((row) => row.checks.slice(1).map((check) => check['move']))
  const depth = moves.filter((move) => move === 'depth').length
  assert.ok(moves.length > 80, `${moves.length} follow-ups`)
  assert.ok(depth > moves.length * 0.35 && depth < moves.length * 0.65, `${depth} of ${moves.length} in depth`)
})

test('dialogues: with a stop probability of 1 there is one follow-up', async () => {
  const { out } = await talk({ stop: 1 })
  assert.ok(out.every((row) => row.messages.length <= 4))
  assert.ok(out.some((row) => row.messages.length === 4))
})

test('dialogues: answer-first and extractive gives answers that are sentences of the passage, in order, none twice', async () => {
  const { out } = await talk({ order: 'answer-first', answers: 'extractive', stop: 0 })
  assert.ok(out.length > 0)
  for (const row of out) {
    const answers = row.messages.filter(({ role }) => role === 'assistant').map(({ content }) => content)
    const sentences = passageSentences(row.passage.text, worldOf().context.language).map(({ text }) => text)
    for (const answer of answers) assert.ok(row.passage.text.includes(answer), answer)
    const used = answers.flatMap((answer) => sentences.filter((sentence) => answer.includes(sentence)))
    assert.equal(new Set(used).size, used.length)
  }
})

test('dialogues: answer first, an open question is asked once in a dialogue, and only where no span has a better one', async () => {
  const subjectOf = (prompt: string) => harbours(44).map(({ title }) => title).sort((a, b) => b.length - a.length).find((title) => prompt.includes(title))!
  const open = (prompt: string) => `What is worth knowing about "${subjectOf(prompt)}"?`
  const textOf = (messages: readonly { content: string }[]) => messages.map(({ content }) => content).join('\n')
  const only = await talk({ order: 'answer-first', answers: 'extractive', stop: 0, attempts: 8 }, { reply: (messages) => open(textOf(messages)) })
  assert.ok(only.out.length > 0)
  for (const row of only.out) assert.equal(row.messages.length, 2)
  let calls = 0
  const often = await talk({ order: 'answer-first', answers: 'extractive', stop: 0, attempts: 8 }, {
    concurrency: 1,
    reply: (messages, sampling) => (calls++ % 2 === 0 ? open(textOf(messages)) : harbourReply(messages, sampling)),
  })
  const questions = often.out.flatMap((row) => row.messages.filter(({ role }) => role === 'user').map(({ content }) => content))
  const opened = questions.filter((question) => question.startsWith('What is worth')).length
  assert.ok(questions.length > 12 && opened < questions.length / 5, `${opened} of ${questions.length} questions are open`)
})

test('dialogues: question-first and extractive hands the generator a grammar of the sentences that are left', async () => {
  const grammars: string[] = []
  const { out } = await talk({ order: 'question-first', answers: 'extractive', stop: 0 }, {
    reply(messages, sampling) {
      if (sampling.grammar) grammars.push(sampling.grammar)
      return harbourReply(messages, sampling)
    },
  })
  assert.ok(out.length > 0 && grammars.length > 0)
  for (const grammar of grammars) assert.match(grammar, /^root ::= /)
  const long = out.find((row) => row.messages.length > 2)!
  const of = grammars.filter((grammar) => grammar.includes(long.source.title))
  assert.ok(new Set(of).size > 1, 'the grammar never lost a sentence')
})

test('dialogues: a passage of one sentence has one extractive answer, and no grammar without sentences is made', async () => {
  const [first] = harbours(1)
  const passage = { ...first!, text: passageSentences(first!.text, worldOf().context.language)[0]!.text }
  const { out, reasons } = await talk({ order: 'question-first', answers: 'extractive', stop: 0 }, {
    passages: [passage],
    reply(messages, sampling) {
      if (sampling.grammar) assert.match(sampling.grammar, /^s0 ::= /m)
      return harbourReply(messages, { seed: 1 })
    },
  })
  assert.deepEqual([out.length, out[0]!.messages.length, out[0]!.made['stopped']], [1, 2, 'no-span'])
  assert.deepEqual(reasons, [])
})

test('dialogues: a score that cannot be computed rejects', async () => {
  const embedder = { ...fakeEmbedder(), embed: async (texts: readonly string[]) => texts.map(() => new Float32Array(64).fill(NaN)) }
  const { out, reasons } = await talk({}, { embedder, passages: harbours(1), reply: (messages) => harbourReply(messages, { seed: 1 }) })
  assert.equal(out.length, 0)
  assert.deepEqual(reasons, ['ungrounded'])
})

test('dialogues: the defaults come from the model, the options win', async () => {
  const entry = { defaults: { answers: 'extractive', order: 'answer-first' } } as const
  const own = await talk({}, { entry })
  assert.ok(own.out.every(({ made }) => made['answers'] === 'extractive' && made['order'] === 'answer-first'))
  const chosen = await talk({ answers: 'free' }, { entry })
  assert.ok(chosen.out.length > 0 && chosen.out.every(({ made }) => made['answers'] === 'free'))
})

test('dialogues: document=omit answers the same questions without the passage in view', async () => {
  const seen: string[] = []
  const { out } = await talk({ document: 'omit' }, {
    reply(messages, sampling) {
      const prompt = messages.map(({ content }) => content).join('\n')
      if (prompt.includes('ALONE')) seen.push(prompt)
      return harbourReply(messages, sampling)
    },
  })
  assert.ok(seen.length > 0)
  for (const prompt of seen) assert.ok(!prompt.includes('</>'), 'the passage was in view')
  assert.ok(out.length > 0)
  for (const row of out) {
    assert.equal(row.made['document'], 'omit')
    assert.ok(row.made.prompts['answer-without-document'])
  }
})

test('dialogues: document=omit with extractive answers is an error before anything runs, also where the model brings them', () => {
  const models = (answers?: 'extractive') => ({ generatorEntry: { defaults: answers ? { answers } : {} } }) as unknown as Models
  const error = { name: 'UserError', message: /document=omit/ }
  assert.throws(() => dialogues.make({ document: 'omit', answers: 'extractive' }).check?.(models()), error)
  assert.throws(() => dialogues.make({ document: 'omit' }).check?.(models('extractive')), error)
  dialogues.make({ document: 'omit', answers: 'free' }).check?.(models('extractive'))
})

test('dialogues: limit stops after so many', async () => {
  const { out } = await talk({ limit: 3 })
  assert.equal(out.length, 3)
})

const broken: readonly (readonly [reason: string, replies: { question?: string; answer?: string }])[] = [
  ['empty', { question: '' }],
  ['empty', { answer: '  \n' }],
  ['control-token', { answer: 'The quays are made of grey granite that is cut on two small islands.<|im_end|>' }],
  ['control-token', { question: 'Why was the lighthouse moved </document> to the rock?' }],
  ['foreign-script', { answer: 'Старый маяк перенесли на северную скалу, потому что песчаная отмель ушла от устья реки.' }],
  ['wrong-language', { answer: 'Le vieux phare fut transporté sur le rocher du nord parce que le banc de sable s’était éloigné.' }],
  ['foreign-script', { answer: 'The old lighthouse was moved to the northern rock because the sand bar had 移动 away.' }],
  ['no-question', { question: 'The old lighthouse of Velderhaven was moved.' }],
  ['garbled-name', { question: 'Why was the lighthouse of “Velderhven” moved to the rock?' }],
  ['answer-repeats-question', { answer: 'The old lighthouse of Velderhaven was moved to the northern rock.', question: 'Was the old lighthouse of Velderhaven moved to the northern rock?' }],
  ['too-short', { answer: 'In the bay.' }],
  ['unfinished', { answer: 'The old lighthouse was moved to the northern rock because the sand bar had' }],
  ['refers-to-text', { answer: 'According to the text, the old lighthouse was moved to the northern rock long ago.' }],
  ['dependent-opening', { answer: 'It was moved to the northern rock because the sand bar had wandered away from the mouth.' }],
  ['several-questions', { question: 'Why was the lighthouse moved? Who moved the lighthouse?' }],
  ['question-without-subject', { question: 'Why did people like elephants so much?' }],
  ['ungrounded', { answer: 'Elephants remember the waterholes of their childhood and lead their herds back in years of drought.' }],
]

for (const [reason, { question, answer }] of broken) {
  test(`dialogues: a passage whose ${answer === undefined ? 'question' : 'answer'} is ${JSON.stringify(answer ?? question)} is rejected as ${reason}`, async () => {
    const { out, world, reasons } = await talk({}, {
      passages: harbours(1),
      reply: (messages) => {
        const isAnswer = messages.at(-1)!.content.split('\n').at(-1)!.startsWith('ANSWER')
        return (isAnswer ? answer : question) ?? harbourReply(messages, { seed: 1 })
      },
    })
    assert.equal(out.length, 0)
    assert.deepEqual(reasons, [reason])
    assert.equal(world.rejected[0]!.row.id, harbours(1)[0]!.id)
  })
}

test('dialogues: a number the passage does not have is rejected, one it has is kept', async () => {
  const say = (year: string) => talk({ stop: 1 }, {
    passages: harbours(1),
    reply: (messages) => {
      const last = messages.at(-1)!.content.split('\n').at(-1)!
      return last.startsWith('ANSWER') ? `A ship’s carpenter named Henrik Abel drew the first reliable map of the shallows near Velderhaven in ${year}.` : 'Who drew the first reliable map of the shallows near Velderhaven?'
    },
  })
  assert.deepEqual((await say('1841')).reasons, ['unsupported-number'])
  assert.equal((await say('1741')).out.length, 1)
})

test('dialogues: a reply cut at its limit is rejected', async () => {
  const { reasons } = await talk({}, { passages: harbours(1), reply: (messages) => ({ text: harbourReply(messages, { seed: 1 }), finish: 'length' }) })
  assert.deepEqual(reasons, ['cut-off'])
})

test('dialogues: words of the prompt in a reply are rejected', async () => {
  const { reasons } = await talk({}, {
    passages: harbours(1),
    prompts: { get: (name) => ({ ...worldOf().context.prompts.get(name), ...(name === 'answer' ? { fill: (values: Record<string, string>) => `Answer exactly what is asked, in several complete sentences that follow.\nANSWER ${values['question']}` } : {}) }) },
    reply: (messages) => (messages.at(-1)!.content.includes('ANSWER') ? 'Velderhaven: answer exactly what is asked. Answer exactly what is asked, in several complete sentences that follow.' : harbourReply(messages, { seed: 1 })),
  })
  assert.deepEqual(reasons, ['prompt-leak'])
})

test('dialogues: words of the prompt of a follow-up are rejected too', async () => {
  const rule = 'Build on what was said before, and put it in several complete sentences.'
  const { out, reasons } = await talk({ stop: 0 }, {
    passages: harbours(1),
    prompts: promptsOf({ 'follow-up-answer': `{{dialogue}}\n${rule}\nANSWER {{question}}` }),
    reply: (messages) => (messages.at(-1)!.content.includes(rule) ? `The quays of Velderhaven. ${rule}` : harbourReply(messages, { seed: 1 })),
  })
  assert.equal(out[0]!.messages.length, 2)
  assert.deepEqual(reasons, ['prompt-leak'])
})

test('dialogues: a failed attempt is made again with another seed, as often as `attempts` says', async () => {
  const seeds: number[] = []
  const { reasons } = await talk({ attempts: 3 }, {
    passages: harbours(1),
    reply(_, { seed }) {
      seeds.push(seed)
      return ''
    },
  })
  assert.equal(new Set(seeds).size, 3)
  assert.deepEqual(reasons, ['empty'])
})

test('dialogues: a follow-up that repeats the question ends the dialogue and keeps the turns before it', async () => {
  const { out, world } = await talk({ stop: 0 }, {
    passages: harbours(1),
    reply: (messages) => (messages.at(-1)!.content.split('\n').at(-1)!.startsWith('ANSWER') ? harbourReply(messages, { seed: 1 }) : 'Why was the old lighthouse of Velderhaven moved to the northern rock?'),
  })
  assert.equal(out[0]!.messages.length, 2)
  assert.equal(world.rejected[0]!.reason, 'repeated-question')
  assert.equal(world.rejected[0]!.row.id, `${harbours(1)[0]!.id}#2`)
  assert.equal(out[0]!.made['stopped'], 'check: repeated-question')
})

test('dialogues: a full context ends a dialogue without a reject; one that has no room for the first turn rejects', async () => {
  const ends = async (contextSize: number) => talk({ stop: 0, questionTokens: 32, answerTokens: 64 }, { passages: harbours(1), contextSize, reply: (messages) => harbourReply(messages, { seed: 1 }) })
  const tight = await ends(330)
  assert.equal(tight.out.length, 1)
  assert.equal(tight.out[0]!.made['stopped'], 'context-full')
  assert.deepEqual(tight.reasons, [])
  assert.deepEqual((await ends(150)).reasons, ['context-full'])
})

test('dialogues: where a template adds so much that a follow-up does not fit, the turns before it stay', async () => {
  let calls = 0
  const { out, reasons } = await talk({ stop: 0 }, {
    passages: harbours(1),
    reply: (messages) => {
      if (++calls > 2) throw new PromptTooLong('a prompt of 9,000 tokens does not fit')
      return harbourReply(messages, { seed: 1 })
    },
  })
  assert.deepEqual([out[0]!.messages.length, out[0]!.made['stopped'], reasons], [2, 'context-full', []])
})

test('dialogues: an error of the generator is not swallowed', async () => {
  const crash = () => {
    throw new Error('the machine is on fire')
  }
  await assert.rejects(talk({}, { reply: crash }), /on fire/)
})
