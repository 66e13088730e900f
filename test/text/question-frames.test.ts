import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { languages } from '../../src/languages/index.js'
import { packageRoot } from '../../src/package.js'
import { kindsOf, questionsFor, type QuestionSheet } from '../../src/text/question-frames.js'

const sheets = join(packageRoot, 'models', 'nano-generator.questions')
const sheetOf = (code: string) => JSON.parse(readFileSync(join(sheets, `${code}.json`), 'utf8')) as QuestionSheet

const small: QuestionSheet = {
  quoted: '"{{subject}}"',
  names: [['^(.*)$', '$1'], ['^(\\w+) (\\w+)$', '$2']],
  near: { within: 40, names: [['^(.*)$', '$1']], spaced: true, behind: 20, head: '(?:The )?', owned: '\\bof [A-Z]', than: '\\bthan [^,]*$' },
  kinds: [['^HMS ', 'thing']],
  starts: ['(?:In \\d+, )?'],
  after: '(?!\\w)',
  pronoun: 'She',
  predicate: { direct: '(?: was| is)? ?', coupled: ' is .* and ?', begins: ' (?:was|is).*' },
  other: '\\b(?:who|but)\\b',
  relative: { opens: ', which\\b', own: '(?: is a \\w+)?', back: ';' },
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

test('what a relative clause says of another word is not asked of the subject at the head', () => {
  const ship = ['Which ship belongs to Velder?']
  assert.deepEqual(asked('Velder', 'Velder is close to Norby, which owns a ship.'), ['What about Velder?'])
  assert.deepEqual(asked('Velder', 'Velder, which owns a ship, is close to Norby.'), ship)
  assert.deepEqual(asked('Velder', 'Velder is a port, which owns a ship.'), ship)
  assert.deepEqual(asked('Velder', 'Velder owns a ship near Norby, which is old.'), ship)
  assert.deepEqual(asked('Velder', 'Velder is close to Norby, which is old; it owns a ship.'), ship)
  assert.deepEqual(asked('Velder', 'Velder is close to Norby, which owns a ship; it owns a ship.'), ship, 'the next match counts')
})

test('a name behind a match is not its owner where a comma or a comparison stands between', () => {
  assert.deepEqual(asked('Velder', 'Norby has a ship in Velder.'), ['Which ship belongs to Velder?'])
  assert.deepEqual(asked('Velder', 'Norby has a ship, unlike Velder.'), ['What about Velder?'])
  assert.deepEqual(asked('Velder', 'Norby has a ship larger than Velder.'), ['What about Velder?'])
  assert.deepEqual(asked('Velder', 'In Velder is a ship, not far from Velder.'), ['Which ship belongs to Velder?'], 'another name of it counts')
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

for (const code of readdirSync(sheets).map((file) => file.replace('.json', ''))) {
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
    const all = [...sheet.starts, sheet.after, sheet.pronoun, sheet.other, sheet.near.than, ...(sheet.near.adverbial ? [sheet.near.adverbial] : []), ...Object.values(sheet.relative ?? {}), ...Object.values(sheet.predicate), ...sheet.sections.flatMap(({ when, not, questions }) => [...when, ...not, ...questions.flatMap(([, needs]) => (needs ? [needs] : []))])]
    for (const one of all) assert.doesNotThrow(() => (typeof one === 'string' ? new RegExp(one, 'iu') : new RegExp(one[0], one[1])))
  })
}

/** Sentences with a section that they call for about the subject, or (`false`) do not. */
const golden: readonly (readonly [code: string, subject: string, sentence: string, section: string, isCalled: boolean])[] = [
  ['en', 'Paris', 'The population of London was 8 million, more than Paris.', 'population', false],
  ['en', 'Lyon', 'Lyon was the second most visited city after Paris, which has a population of 2 million.', 'population', false],
  ['en', 'Ghent', 'Ghent is smaller than Antwerp, which covers an area of 204 square kilometres.', 'area', false],
  ['en', 'Ghent', 'Ghent is close to Bruges, which has an oceanic climate.', 'climate', false],
  ['en', 'Ghent', 'Ghent is close to Bruges, which has canals, has a port and has an oceanic climate.', 'climate', false],
  ['en', 'Ghent', 'Ghent, a port near Bruges, which, according to the census, has a population of 118,000.', 'population', false],
  ['en', 'Ghent', 'Ghent is close to Bruges, the population of which is 118,000.', 'population', false],
  ['en', 'Ghent', 'Ghent is close to Bruges, which burnt down in 1854.', 'decade', false],
  ['en', 'Ghent', 'Ghent, which has a population of 260,000, is older than Brussels.', 'population', true],
  ['en', 'Ghent', 'Ghent is a Belgian city, which has a population of 260,000.', 'population', true],
  ['en', 'Ghent', 'Ghent, a port near Bruges, which lies inland, has a population of 260,000.', 'population', true],
  ['en', 'Ghent', 'Ghent, unlike Bruges, which has a population of 118,000, has a population of 260,000.', 'population', true],
  ['en', 'Ghent', 'Ghent has 260,000 inhabitants, of whom 40 percent are Catholic.', 'people-groups', true],
  ['en', 'Ghent', 'On September 3, 1838, Ghent was rebuilt.', 'decade', true],
  ['ru', 'Гент', 'Гент находится недалеко от Брюгге, население которого составляет 118 тысяч человек.', 'population', false],
  ['ru', 'Гент', 'Население Брюсселя составляет 1,2 млн человек, больше, чем Гент.', 'population', false],
  ['ru', 'Гент', 'Гент лежит недалеко от Брюгге, где мягкий климат.', 'climate', false],
  ['ru', 'Гент', 'Гент, население которого составляет 260 тысяч человек, стоит на Шельде.', 'population', true],
  ['ru', 'Гент', 'Гент — крупный город, население которого составляет 260 тысяч человек.', 'population', true],
  ['ru', 'Гент', 'Население Гента составляет 260 тысяч человек, больше, чем в Брюгге.', 'population', true],
  ['ru', 'Гент', 'Гент лежит недалеко от Брюгге, который славится каналами, и имеет мягкий климат.', 'climate', true],
  ['ru', 'Гент', 'Гент восстановили в 1946 году, а площадь, которую мостили заново, — позже.', 'decade', true],
  ['fr', 'Gand', 'Gand est proche de Bruges, qui a un climat océanique.', 'climate', false],
  ['fr', 'Gand', 'Gand est proche de Bruges, dont le climat est océanique.', 'climate', false],
  ['fr', 'Gand', 'Bruges a un climat océanique, plus doux que Gand.', 'climate', false],
  ['fr', 'Gand', 'Gand, qui a un climat océanique, est proche de Bruges.', 'climate', true],
  ['fr', 'Gand', 'Gand a un climat océanique, plus doux que Bruges.', 'climate', true],
  ['fr', 'Vauban', 'Nommé commissaire en 1678, Vauban passa une grande partie de sa vie sur les routes.', 'on-xviie-s', true],
  ['es', 'Gante', 'Gante está cerca de Brujas, que tiene un clima oceánico templado.', 'climate', false],
  ['es', 'Gante', 'Gante está cerca de Brujas, cuyo clima es templado.', 'climate', false],
  ['es', 'Gante', 'El clima de Brujas es más templado que el de Gante.', 'climate', false],
  ['es', 'Gante', 'Gante, cuyo clima es templado, está cerca de Brujas.', 'climate', true],
  ['es', 'Gante', 'Gante tiene un clima oceánico templado, más suave que Moscú.', 'climate', true],
  ['es', 'Gante', 'Según una teoría, Gante fue un puerto romano.', 'on-theories', true],
  ['zh', '根特', '这场战斗以失败告终，根特人逃走。', 'outcome', false],
  ['zh', '根特', '根特人的起义以失败告终。', 'outcome', true],
  ['zh', '布鲁日', '布鲁日的起义最终失败，城墙被拆除。', 'outcome', true],
]

test('figures of another thing are not asked of the subject', () => {
  for (const [code, subject, sentence, section, isCalled] of golden) {
    const sheet = sheetOf(code)
    const own = { ...sheet, sections: sheet.sections.filter(({ name }) => name === section) }
    assert.equal(questionsFor({ subject, sentences: [sentence], put: (question) => question }, own).questions.length > 0, isCalled, sentence)
  }
})
