import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { fakeGenerator, type FakeGeneratorOptions } from '../../src/models/fake-generator.js'
import { promptOf } from '../../src/prompt.js'
import { criteria } from '../../src/screening/criteria.js'
import { generatorJudge, readVerdicts, verdictGrammar } from '../../src/screening/generator-judge.js'

const reply = (...met: string[]) => criteria.map((criterion) => `${criterion}: ${met.includes(criterion) ? 'yes' : 'no'}`).join('\n')

function judgeOf(options: Partial<FakeGeneratorOptions>) {
  const generator = fakeGenerator({ reply: () => reply(), ...options })
  const prompt = promptOf('screen', 'screen.md', 'JUDGE <text>{{text}}</text>')
  return { generator, judge: generatorJudge({ generator, prompt, language: languageOf('en'), seed: 3 }) }
}

test('one call says all criteria, held by the grammar and at temperature 0', async () => {
  const seen: unknown[] = []
  const { generator, judge } = judgeOf({
    reply(messages, { grammar, temperature }) {
      seen.push([messages, grammar, temperature])
      return reply('place', 'brand')
    },
  })
  const verdicts = await judge.judge('A text.')
  assert.equal(generator.usage().calls, 1)
  assert.deepEqual(seen, [[[{ role: 'user', content: 'JUDGE <text>A text.</text>' }], verdictGrammar, 0]])
  assert.deepEqual(criteria.filter((criterion) => verdicts[criterion].probability === 1), ['place', 'brand'])
})

test('the grammar fixes seven lines in order, each yes or no', () => {
  assert.match(verdictGrammar, /^root ::= "name: " answer "\\ncode: " answer .*"\\nbrand: " answer\nanswer ::= "yes" \| "no"$/)
})

test('a reply of another form is no verdict, whatever words are in it', () => {
  for (const text of ['', 'yes', reply().replace('place: no', 'place: maybe'), `${reply()}\nname: yes`, `Sure! ${reply()}`, reply().split('\n').reverse().join('\n')]) assert.throws(() => readVerdicts(text), { name: 'Unjudged' }, text)
})

test('a text that the context cannot hold is judged by pieces; a criterion that one meets is met', async () => {
  const { generator, judge } = judgeOf({ contextSize: 400, reply: (messages) => reply(...(messages[0]!.content.includes('needle') ? ['code'] : [])) })
  const verdicts = await judge.judge(`${'Some words stand here. '.repeat(120)}\n\nA needle.`)
  assert.ok(generator.usage().calls > 2)
  assert.equal(verdicts.code.probability, 1)
  assert.equal(verdicts.name.probability, 0)
})

test('no prompt is longer than the context, however many short paragraphs a text has', async () => {
  const long: number[] = []
  const { generator, judge } = judgeOf({ contextSize: 400, count: (text) => text.length, reply: (messages) => (long.push(generator.count(messages[0]!.content)), reply()) })
  await judge.judge(Array(200).fill('Aye.').join('\n\n'))
  assert.ok(long.length > 2 && Math.max(...long) <= 400 - 96, `${Math.max(...long)}`)
})

test('a context without room for any text is a check that could not be made', async () => {
  await assert.rejects(judgeOf({ contextSize: 200 }).judge.judge('A text.'), { name: 'Unjudged', message: /no room/ })
})
