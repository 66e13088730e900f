import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { languages } from '../../src/languages/index.js'
import { packageRoot } from '../../src/package.js'
import { kindsOf, questionsFor, type QuestionSheet } from '../../src/text/question-frames.js'

const sheetOf = (code: string) => JSON.parse(readFileSync(join(packageRoot, 'models', 'nano-generator.questions', `${code}.json`), 'utf8')) as QuestionSheet

const small: QuestionSheet = {
  quoted: '"{{subject}}"',
  names: [['^(.*)$', '$1'], ['^(\\w+) (\\w+)$', '$2']],
  near: { within: 40, names: [['^(.*)$', '$1']], spaced: true, behind: 20, head: '(?:The )?', owned: '\\bof [A-Z]' },
  kinds: [['^HMS ', 'thing']],
  starts: ['(?:In \\d+, )?'],
  after: '(?!\\w)',
  pronoun: 'She',
  predicate: { direct: '(?: was| is)? ?', coupled: ' is .* and ?', begins: ' (?:was|is).*' },
  other: '\\b(?:who|but)\\b',
  reach: 60,
  sections: [
    { name: 'born', subject: 'start', when: ['\\bborn\\b'], not: ['\\bsister\\b'], questions: [['When was {{subject}} born?', '\\d{4}'], ['Where was {{subject}} born?', '\\bin [A-Z]'], ['What is known about the birth of {{subject}}?']] },
    { name: 'ship', subject: 'any', when: ['\\bship\\b'], not: [], questions: [['Which ship belongs to {{subject}}?']] },
    { name: 'crew', subject: 'any', of: 'person', when: ['\\bcrew\\b'], not: [], questions: [['Who sailed with {{subject}}?']] },
    { name: 'rain', subject: 'topic', when: [['\\bRain\\b', 'u']], not: [], questions: [['When does it rain in {{subject}}?']] },
    { name: 'any', subject: 'start', when: [], not: [], questions: [['What about {{subject}}?']] },
  ],
}
const putting = (subject: string) => (question: string) => question.replaceAll('{{subject}}', () => subject)
const asked = (subject: string, ...sentences: string[]) => questionsFor({ subject, sentences, put: putting(subject) }, small).questions

test('a sentence about its subject calls for the questions of its sections, less those it does not answer', () => {
  assert.deepEqual(asked('Ada Quill', 'Ada Quill was born in 1810.'), ['When was Ada Quill born?', 'What is known about the birth of Ada Quill?'])
  assert.deepEqual(asked('Ada Quill', 'Quill was born in Velder in 1810.'), ['When was Ada Quill born?', 'Where was Ada Quill born?', 'What is known about the birth of Ada Quill?'])
  assert.deepEqual(asked('Ada Quill', 'In 1810, Ada Quill was born.'), ['When was Ada Quill born?', 'What is known about the birth of Ada Quill?'])
})

test('the questions that nearly any sentence answers are told from the others, wherever they stand', () => {
  const open = (sheet: QuestionSheet, sentence: string) => questionsFor({ subject: 'Ada Quill', sentences: [sentence], put: putting('Ada Quill') }, sheet).open
  assert.equal(open(small, 'Ada Quill was born in 1810.'), false)
  assert.equal(open(small, 'The house is old.'), true)
  const painter: QuestionSheet['sections'][number] = { name: 'painter', subject: 'any', when: ['painter'], not: [], questions: [['What about {{subject}}?']] }
  assert.equal(open({ ...small, sections: [painter, ...small.sections] }, 'Ada Quill is a painter.'), true)
})

test('what is said of another than the subject calls for nothing but the open questions', () => {
  assert.deepEqual(asked('Ada Quill', 'Her father was born in 1780.'), ['What about Ada Quill?'])
  assert.deepEqual(asked('Ada Quill', 'Ada Quill is the woman who was born in 1810.'), ['What about Ada Quill?'])
  assert.deepEqual(asked('Ada Quill', 'Ada Quill was born in 1810, as was her sister.'), ['What about Ada Quill?'])
})

test('a pronoun stands for the subject of the sentence before it, and only then', () => {
  const born = ['When was Ada Quill born?', 'What is known about the birth of Ada Quill?']
  assert.deepEqual(asked('Ada Quill', 'Ada Quill is a painter.', 'She was born in 1810.'), born)
  assert.deepEqual(asked('Ada Quill', 'The house is old.', 'She was born in 1810.'), ['What about Ada Quill?'])
})

test('sections may ask for the subject anywhere before the match, or not at all', () => {
  assert.deepEqual(asked('Velder', 'The people of Velder built a ship.'), ['Which ship belongs to Velder?'])
  assert.deepEqual(asked('Velder', 'They built a ship.'), ['What about Velder?'])
  assert.deepEqual(asked('Velder', 'The ship was built in May.'), ['Which ship belongs to Velder?'])
  assert.deepEqual(asked('Velder', 'The ship of Norby was built in May.'), ['What about Velder?'])
  assert.deepEqual(asked('Velder', 'The Veldermen and, far from any coast, their friends built a ship.'), ['What about Velder?'], 'a part of a word is no name')
  assert.deepEqual(asked('Ada Quill', 'The crew liked Ada Quill.'), ['Who sailed with Ada Quill?'])
  assert.deepEqual(asked('HMS Quill', 'The crew liked HMS Quill.'), ['What about HMS Quill?'], 'a ship is no person')
  assert.deepEqual(asked('Velder', 'Rain comes in May.'), ['When does it rain in Velder?'])
  assert.deepEqual(asked('Velder', 'The rain comes in May.'), ['What about Velder?'], 'case counts where the expression says so')
})

test('signs in a subject that mean something in expressions are taken as they are', () => {
  assert.deepEqual(asked('C++ (1.0) $1', 'C++ (1.0) $1 was born in 1983.'), ['When was C++ (1.0) $1 born?', 'What is known about the birth of C++ (1.0) $1?'])
})

test('a question brings all of its section, but an open one only itself', () => {
  const kinds = (...questions: string[]) => kindsOf(questions, putting('Ada Quill'), small)
  const birth = ['When was Ada Quill born?', 'Where was Ada Quill born?', 'What is known about the birth of Ada Quill?']
  assert.deepEqual(kinds('Where was Ada Quill born?'), birth)
  assert.deepEqual(kinds('Who sailed with Ada Quill?', 'When was Ada Quill born?'), [...birth, 'Who sailed with Ada Quill?'])
  assert.deepEqual(kinds('What about Ada Quill?', 'Where was Cid Brook born?'), [])
})

/** The made-up sentences of models/nano/questions/<lang>.txt by section, with a title and the slots filled. */
function saidIn(code: string, title: string): { section: string; sentence: string }[] {
  const [open, close] = languages[code]!.quotes
  const found: { section: string; sentence: string }[] = []
  let section = ''
  for (const line of readFileSync(join(packageRoot, 'models', 'nano', 'questions', `${code}.txt`), 'utf8').split('\n')) {
    section = /^\[([\w. -]+)\]$/.exec(line.trim())?.[1] ?? section
    const said = /^say:\s*(.+)$/.exec(line.trim())?.[1]
    if (said) found.push({ section, sentence: said.replaceAll('{Q}', `${open}${title}${close}`).replaceAll('{T}', title).replaceAll('{y}', '1887').replaceAll('{n}', '14').replaceAll('{p}', { zh: '青田', ru: 'Дубна' }[code] ?? 'Marden') })
  }
  return found
}

for (const code of Object.keys(languages)) {
  test(`${code}: the sentences that the question files make up call for questions of their section`, () => {
    const title = code === 'zh' ? '龘靐' : 'Xq'
    const sheet = sheetOf(code)
    const said = saidIn(code, title)
    assert.ok(said.length > 200)
    const missed = said.filter(({ section, sentence }) => {
      const own = new Set(sheet.sections.find(({ name }) => name === section)?.questions.map(([text]) => text))
      return !questionsFor({ subject: title, sentences: [sentence], put: (question) => question }, sheet).questions.some((question) => own.has(question))
    })
    // A question may need more than its section does, so a sentence may call for none of those that were kept.
    assert.ok(missed.length <= said.length * 0.03, `${missed.length} of ${said.length}: ${JSON.stringify(missed.slice(0, 5))}`)
  })

  test(`${code}: there are questions enough, each names its subject, and every expression can be read`, () => {
    const sheet = sheetOf(code)
    const texts = new Set(sheet.sections.flatMap(({ questions }) => questions.map(([text]) => text)))
    assert.ok(texts.size >= 200, String(texts.size))
    for (const text of texts) assert.match(text, /\{\{(?:subject|named)\}\}.*[?？]$/)
    const all = [...sheet.starts, sheet.after, sheet.pronoun, sheet.other, ...Object.values(sheet.predicate), ...sheet.sections.flatMap(({ when, not, questions }) => [...when, ...not, ...questions.flatMap(([, needs]) => (needs ? [needs] : []))])]
    for (const one of all) assert.doesNotThrow(() => (typeof one === 'string' ? new RegExp(one, 'iu') : new RegExp(one[0], one[1])))
  })
}
