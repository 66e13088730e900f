import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAnswer, checkQuestion } from '../../src/dialogue/checks.js'
import { anyLanguageOf } from '../../src/languages/any.js'
import { languageOf } from '../../src/languages/index.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { duplicates } from '../../src/stages/duplicates.js'
import { cultureSignals } from '../../src/text/culture-signals.js'
import { nameIn } from '../../src/text/naming.js'
import { numberDifference, numbersOf } from '../../src/text/number-sets.js'
import { answerSpans, passageSentences } from '../../src/text/spans.js'
import { dependentOpening, forbiddenPhrase } from '../../src/text/standalone.js'
import { terms } from '../../src/text/terms.js'
import { hasName } from '../../src/text/title.js'
import { readArticle } from '../../src/text/wikitext.js'
import type { GroundedDialogue, Language } from '../../src/types.js'
import { harbour } from '../harbours.js'
import { everything } from '../stage-laws.js'
import { worldOf } from '../world.js'

// Languages that src/languages has no file for: what Intl knows of them, and the facts that a contributor would add.
const base = (code: string, facts: Partial<Language>, dialogue: Partial<Language['dialogue']> = {}): Language => ({ ...anyLanguageOf(code), ...facts, dialogue: { ...anyLanguageOf(code).dialogue, ...dialogue } })
const korean: Language = {
  ...base(
    'ko',
    { endings: ['은', '는', '이', '가', '을', '를', '의', '에', '에서', '로', '과', '도'], numerals: { words: {}, magnitudes: { '십*': 10, '백*': 100, '천*': 1e3, '만*': 1e4, '억*': 1e8 }, minus: ['마이너스'] } },
    { dependentOpenings: ['그는', '이는'], forbidden: ['이 글', '본문'], naming: {} },
  ),
  culture: { names: ['한국', '서울'], boxes: [], own: [], universal: [] },
}
const turkish = base('tr', { endings: ['nin', 'ler', 'yi', 'de'] }, { naming: { inflected: true } })
const khmer: Language = { ...base('km', { unspaced: true }, { naming: {}, requests: ['សូមពន្យល់'] }), culture: { names: ['កម្ពុជា'], boxes: [], own: [], universal: [] } }

test('a name is found with endings glued to it, and not in a longer word', () => {
  for (const text of ['서울은 크다.', '서울에서 산다.', '서울에서는 산다.', '서울.']) assert.ok(hasName(text, '서울', korean), text)
  for (const text of ['서울대는 크다.', '남서울은 크다.']) assert.ok(!hasName(text, '서울', korean), text)
  for (const text of ['Kahvenin tadı', 'Kahveler', 'Kahvelerde', "Kahve'nin"]) assert.ok(hasName(text, 'kahve', turkish), text)
  for (const text of ['Kahvesiz', 'Kahvehane']) assert.ok(!hasName(text, 'kahve', turkish), text)
  assert.ok(!hasName('Harbours', 'Harbour', languageOf('en')))
})

test('a text that repeats an ending is read at once', () => {
  const long = 'an'.repeat(5_000)
  assert.ok(!hasName(`kala${long}x`, 'kala', base('fi', { endings: ['a', 'n', 'an', 'ana'] })))
})

const seoul = { title: '서울', text: '서울은 대한민국의 수도이다. 서울에는 한강이 흐르고 경복궁이 있다. 2001년 5월 서울의 시장에서 3만 5천 명이 일했다.' }
const limits = { questionMin: 1, answerMin: 1, repeat: 2, repeatCosine: 2, supportMin: 0.35, groundedMin: -1 }
const checking = (passage: { title: string; text: string }) => ({ language: korean, embedder: fakeEmbedder(), limits, passage, sentenceVectors: [new Float32Array(64)], promptTexts: [], quoted: (each: string) => each, turns: [] })

const asked: readonly (readonly [question: string, reason: string | undefined, answer?: string])[] = [
  ['서울은 어떤 도시입니까?', undefined],
  ['부산은 어떤 도시입니까?', 'question-without-subject'],
  ['본문에서 서울은 어떤 도시입니까?', 'refers-to-text'],
  ['서울 시장에서 35,000명이 일한 때는 언제인가요?', undefined],
  ['서울 시장에서 3만명이 일한 때는 언제인가요?', 'unsupported-number'],
  ['서울에는 한강과 경복궁이 있나요?', 'question-gives-answer', '서울에 한강이, 경복궁이 있다.'],
]

for (const [question, reason, answer] of asked) {
  test(`ko: a question is ${reason ? `rejected as ${reason}` : 'kept'}: ${question}`, async () => assert.equal((await checkQuestion({ text: question, finish: 'stop' }, checking(seoul), answer)).reason, reason))
}

test('an answer in the words of its passage is grounded, whatever endings they have', async () => {
  const reasonOf = async (text: string) => (await checkAnswer({ text, finish: 'stop' }, checking(seoul), '서울은?')).reason
  assert.equal(await reasonOf('서울에서 한강은 경복궁과 수도의 자랑이다.'), undefined)
  assert.equal(await reasonOf('달에는 물이 없고 밤에는 몹시 춥다.'), 'ungrounded')
})

test('an article about what a pronoun is called too may open with it; phrases that point at a text are found with endings', () => {
  assert.equal(dependentOpening('이는 한국의 성씨이다.', korean, '이 (성씨)'), undefined)
  assert.equal(dependentOpening('이는 한국의 성씨이다.', korean, '김 (성씨)'), '이는')
  assert.equal(forbiddenPhrase('이 글에서는 무엇을 말합니까?', korean), '이 글')
  assert.equal(forbiddenPhrase('본문화는 무엇입니까?', korean), undefined)
})

test('words are compared without their endings, of which two letters stay', () => {
  assert.deepEqual(terms('경복궁이 경복궁에서는 회의가 회의 도로를', korean), ['경복궁', '경복궁', '회의', '회의', '도로'])
  assert.deepEqual(terms('Kahvenin kahve', turkish), ['kahve', 'kahve'])
})

test('a text names its subject, and its culture, with endings behind; a name counts once as evidence', () => {
  assert.equal(nameIn('사람들은 서울에서 산다. 그들은 서울을 안다.', '서울', korean), '서울')
  assert.equal(nameIn('Sonra kahvenin tadı.', 'Kahve', turkish), 'kahve')
  assert.deepEqual(cultureSignals({ ...harbour(0), title: '강', text: '한국의 서울은 한국에서 크다. 서울대.', categories: [] }, korean).evidence, ['한국', '서울'])
})

test('duplicates: one frame about subjects that each names with endings is as many questions', async () => {
  const about = (title: string, question: string): GroundedDialogue => ({
    ...{ id: title + question, language: 'ko', kind: 'chat_specific', passage: { id: title, title, text: seoul.text }, source: harbour(0).source },
    messages: [{ role: 'user', content: question }, { role: 'assistant', content: seoul.text }],
    ...{ made: { generator: 'g', embedder: 'e', prompts: {}, seed: 0 }, checks: [{}] },
  })
  const rest = '의 역사에서 가장 중요하게 여겨지는 사건은 무엇이며 그 까닭은 무엇인가요?'
  const rows = [...['서울', '부산', '대구'].map((city) => about(city, city + rest)), about('서울', `서울${rest} `)]
  const { out } = await everything(duplicates.make({}), rows, worldOf({ language: korean }))
  assert.deepEqual(out.map(({ passage }) => passage.title), ['서울', '부산', '대구'])
})

/** Text, and its numbers. */
const numbers: readonly (readonly [string, readonly string[]])[] = [
  ['950만명, 950만 명, 950만여 명', ['9500000', '9500000', '9500000']], ['3만 5천 명, 3만5천명을, 12만 3,456명', ['123456', '35000', '35000']], ['2억 3천5백만 원', ['235000000']],
  ['1.5만 명', ['15000']], ['3만5천억', ['3500000000000']], ['2001년 5월 3일', ['2001', '3', '5']], ['2020년 3만명', ['2020', '30000']], ['3만, 5천', ['30000', '5000']], ['3만 4만', ['30000', '40000']],
  ['5 만세, 만 5세, 서울만', ['5', '5']], [`3${'만'.repeat(9_000)}`, ['3000000000000']], ['-3만', ['-30000']], ['마이너스 3만 원', ['-30000']],
  ['사과 3만\n5천', ['30000', '5000']], ['0.5만 0.5만, 1.5만 3천', ['15000', '3000', '5000', '5000']], ['3만 2.5', ['2.5', '30000']], ['3만 2024.1.15', ['1', '15', '2024', '30000']],
  ['1천 2백3십만, 2천 3만', ['12300000', '20030000']], ['3만 0만', ['0', '30000']], ['1.2.3만', ['1', '2', '3']], ['1,234만, 12,34만', ['12.34', '12340000']],
]

test('magnitudes that are glued to what is counted are read, and what follows is added', () => {
  for (const [text, values] of numbers) assert.deepEqual(numbersOf(text, korean), values, text)
  const differ = (english: string, text: string) => numberDifference({ text: english, language: languageOf('en') }, { text, language: korean })
  assert.equal(differ('35,000 people on 5 May 2001', '2001년 5월 5일 3만 5천명'), undefined)
  assert.deepEqual(differ('35,000 people', '35만명'), { missing: ['35000'], extra: ['350000'] })
})

test('where sentences are spaced and words are not, names are found inside, and sentences keep their space', () => {
  const text = 'ភ្នំពេញជារាជធានី នគរ ខ្មែរ នៃប្រទេសកម្ពុជា។ ទីក្រុងនេះស្ថិតនៅមាត់ទន្លេមេគង្គ។'
  assert.deepEqual(readArticle({ title: 'X', wikitext: text, language: khmer }).paragraphs.map((paragraph) => paragraph.text), [text])
  assert.ok(answerSpans(passageSentences(text, khmer), khmer).some((span) => span.text === text))
  assert.ok(hasName(text, 'រាជធានី', khmer) && forbiddenPhrase(text, base('km', { unspaced: true }, { forbidden: ['ទីក្រុងនេះ'] })))
  assert.ok(terms(text, khmer).length > 40)
  assert.equal(nameIn(text, 'ទន្លេមេគង្គ', khmer), 'ទន្លេមេគង្គ')
  assert.deepEqual(cultureSignals({ ...harbour(0), title: 'X', text, categories: [] }, khmer).evidence, ['កម្ពុជា'])
})

test('where words are not spaced a request may go on without a space', async () => {
  const passage = { title: 'ភ្នំពេញ', text: 'ភ្នំពេញជារាជធានី។' }
  assert.equal((await checkQuestion({ text: 'សូមពន្យល់អំពីភ្នំពេញ។', finish: 'stop' }, { ...checking(passage), language: khmer })).reason, undefined)
})
