import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { quotedQuestion, questionsLeft } from '../../src/dialogue/chosen-questions.js'
import { fakeGenerator, type FakeCall } from '../../src/models/fake-generator.js'
import { dialogues } from '../../src/stages/dialogues.js'
import type { QuestionSheet } from '../../src/text/question-frames.js'
import type { Message, Sampling } from '../../src/types.js'
import { harbour, harbours } from '../harbours.js'
import { everything } from '../stage-laws.js'
import { worldOf } from '../world.js'

const folder = mkdtempSync(join(tmpdir(), 'questions-'))
after(() => rmSync(folder, { recursive: true }))

/** Questions without a common beginning, so that each is one literal of a grammar. */
const numbered = (words: readonly string[], text: string) => words.map((word): [string] => [`${word} ${text} of {{named}}?`])
const listed = (grammar: string) => [...grammar.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!)
const sheet: QuestionSheet = {
  quoted: '"{{subject}}"',
  names: [['^(.*)$', '$1']],
  near: { within: 40, names: [['^(.*)$', '$1']], spaced: true, behind: 20, head: '(?:The )?', owned: '\\bof [A-Z]', than: '\\bthan [^,]*$' },
  kinds: [],
  starts: [''],
  after: '(?!\\w)',
  pronoun: 'It',
  predicate: { direct: ' ?', coupled: ' is .* and ?', begins: ' is.*' },
  other: '\\bnone\\b',
  reach: 200,
  sections: [
    { name: 'light', subject: 'any', when: ['\\blighthouse\\b'], not: [], questions: numbered(['Who built', 'Did storms move', 'In what year was lit', 'Under whom burned', 'For whom shone', 'Along which bay stood', 'Behind which rock lay', 'On what rests', 'To whom belongs'], 'the lighthouse') },
    { name: 'bread', subject: 'any', when: ['\\bbread\\b'], not: [], questions: numbered(['How is dried', 'By whom is baked'], 'the bread') },
  ],
}
writeFileSync(join(folder, 'en.json'), JSON.stringify(sheet))

const chooser = (reply: (messages: readonly Message[], sampling: Sampling, call: FakeCall) => string) => fakeGenerator({ reply, entry: { questions: folder } })
const passage = harbour(0)
const [light, bread, rope] = passage.text.split(/(?<=\.)\s+/) as [string, string, string]
const about = { passage, context: worldOf({ generator: chooser(() => '') }).context }

test('an answer has the questions it calls for, less those of a kind that was asked', () => {
  const all = questionsLeft(about, [])!(light)
  const left = questionsLeft(about, [{ question: all[4]! }])!
  assert.equal(all.length, 9)
  assert.deepEqual(left(light), [])
  assert.equal(left(bread).length, 2)
  assert.deepEqual(left(rope), [])
})

test('a question names its subject as the article does; what it asks for is looked up with the subject in quotation marks', () => {
  const named = { ...about, passage: { ...passage, title: 'Velder Lighthouse', named: 'the Velder lighthouse' } }
  const [question] = questionsLeft(named, [])!('The Velder lighthouse burned oil.')
  assert.equal(question, 'Who built the lighthouse of the Velder lighthouse?')
  assert.equal(quotedQuestion(named, question!), 'Who built the lighthouse of "Velder Lighthouse"?')
  assert.equal(quotedQuestion(named, 'Who writes this?'), 'Who writes this?')
})

test('a generator that writes its own questions has none to choose from', () => {
  assert.equal(questionsLeft({ passage, context: worldOf({ generator: fakeGenerator({ reply: () => '' }) }).context }, []), undefined)
})

test('at most three of the questions are handed to the generator, other ones for other passages and the same in every run', async () => {
  const offered = async (): Promise<string[][]> => {
    const lists: string[][] = []
    const generator = chooser((_, { grammar }) => {
      const list = listed(grammar!)
      lists.push(list)
      return list[0]!
    })
    const towns = harbours(24).filter(({ text }) => text.includes('lighthouse'))
    await everything(dialogues.make({ order: 'answer-first', answers: 'extractive', stop: 1 }), towns, worldOf({ generator }))
    return lists
  }
  const lists = await offered()
  const drawn = lists.filter(([first]) => first!.includes('lighthouse'))
  assert.ok(drawn.length > 3)
  for (const list of drawn) assert.equal(list.length, 3)
  assert.ok(new Set(drawn.map((list) => list.map((text) => text.slice(0, 6)).sort().join())).size > 1, 'every passage was offered the same')
  assert.deepEqual(await offered(), lists)
})

test('a span whose questions were all asked is passed over: with one attempt a turn, every dialogue goes on to what can be asked', async () => {
  const towns = harbours(8).map((town) => ({ ...town, named: town.title, text: told.join('\n\n').replaceAll('TOWN', town.title) }))
  const world = worldOf({ generator: chooser((_, { grammar }) => listed(grammar!)[0]!) })
  const { out } = await everything(dialogues.make({ order: 'answer-first', answers: 'extractive', stop: 0, attempts: 1, supportMin: 0, repeat: 1, repeatCosine: 1 }), towns, world)
  assert.ok(out.length > 4)
  for (const row of out) {
    const questions = row.messages.filter(({ role }) => role === 'user').map(({ content }) => content)
    assert.deepEqual(questions.map((question) => /lighthouse|bread/.exec(question)![0]).sort(), ['bread', 'lighthouse'])
  }
})

const told = [
  'The old lighthouse of TOWN was moved to the northern rock because the sand bar had wandered away from the river mouth.',
  'The lighthouse of TOWN burned whale oil until the first gas works opened on the quay.',
  'The lighthouse of TOWN is painted in red and white bands since the great storm of that century.',
  'The lighthouse of TOWN had four keepers, who took turns in watching the lamp and the fog bell.',
  'Sailors of TOWN trusted its bread more than the biscuits of the navy in every port they reached.',
]
