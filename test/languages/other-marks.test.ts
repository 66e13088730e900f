import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkQuestion } from '../../src/dialogue/checks.js'
import { anyLanguageOf } from '../../src/languages/any.js'
import { languageOf } from '../../src/languages/index.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { numberAs } from '../../src/text/numbers.js'
import { numberDifference } from '../../src/text/number-sets.js'
import { sentences } from '../../src/text/sentences.js'
import { answerSpans, passageSentences } from '../../src/text/spans.js'
import { balanced, endsProperly } from '../../src/text/standalone.js'
import { subjectOf } from '../../src/text/title.js'
import { readArticle } from '../../src/text/wikitext.js'
import type { Language } from '../../src/types.js'

// Languages that src/languages has no file for: what Intl knows of them, and the facts that a contributor would add.
const base = (code: string, facts: Partial<Language>, dialogue: Partial<Language['dialogue']> = {}): Language => ({ ...anyLanguageOf(code), ...facts, dialogue: { ...anyLanguageOf(code).dialogue, ...dialogue } })
const german = base('de', { quotes: ['„', '“'], numbers: { decimal: ',', group: '.', ordinalStop: true } }, { stopWords: ['der', 'die', 'das'], dependentOpenings: ['danach'], requests: ['erkläre'] })
const swedish = base('sv', { quotes: ['”', '”'] })
const danish = base('da', { quotes: ['»', '«'] })
const japanese = base('ja', { quotes: ['「', '」'] }, { requests: ['説明', '*ください', '*ですか'] })
const korean = base('ko', {}, { requests: ['*주세요'] })
const arabic = base('ar', { quotes: ['«', '»'], questionMarks: '؟', numbers: { decimal: '٫', group: '٬' } }, { requests: ['اشرح'] })
const burmese = base('my', { gap: '', terminators: '။' })

const article = (wikitext: string, language: Language) => readArticle({ title: 'X', wikitext, language }).paragraphs.map(({ text }) => text)

test('an ordinal with a full stop ends no sentence, save before a word that opens one; a year does', () => {
  const split = (text: string) => sentences(text, german)
  assert.deepEqual(split('Am 3. Oktober 1990 endete es. König Ludwig XIV. Herr von Paris starb im 18. Jahrhundert.').length, 2)
  assert.deepEqual(split('Er wurde Ludwig XIV. Die Stadt wuchs. Das war 1990. Berlin wuchs. Sie kam auf Platz 3. Danach ging sie.').length, 6)
  assert.deepEqual(sentences('He was 3. October came.', languageOf('en')).length, 2)
})

test('the language’s own closing mark ends a quotation that ends a sentence, though others open with it', () => {
  assert.deepEqual(sentences('Sie sagte: „Ich komme.“ Dann ging sie.', german), ['Sie sagte: „Ich komme.“', 'Dann ging sie.'])
  assert.deepEqual(sentences('Hun sagde: »Jeg kommer.« Så gik hun.', danish), ['Hun sagde: »Jeg kommer.«', 'Så gik hun.'])
  assert.ok(endsProperly('Sie sagte: „Ich komme.“', german) && endsProperly('Hun sagde: »Jeg kommer.«', danish))
  const text = 'Die Stadt liegt am Fluss. Ihr Name heißt auf Deutsch: „Der Ort am Wasser.“'
  assert.deepEqual(article(text, german), [text])
})

test('quotation marks come in the pairs of the language', () => {
  const german2 = ['Der „alte Fritz“ war König.', 'Er las „Die Räuber“ und „Faust“.']
  for (const text of german2) assert.ok(balanced(text, german), text)
  assert.ok(balanced('Boken ”Röda rummet” kom 1879.', swedish) && balanced('Bogen »Tine« udkom.', danish))
  assert.ok(!balanced('Der „alte Fritz war König.', german) && !balanced('Boken ”Röda rummet kom.', swedish) && !balanced('Bogen «Tine».', danish))
  const spans = answerSpans(passageSentences('Der Maler schuf 1887 das Bild „Die Quelle am Fluss“ für das Rathaus der Stadt.', german), german)
  assert.equal(spans.length, 1)
  assert.equal(subjectOf('„Faust“ (Drama)', german), 'Faust')
})

test('a paragraph keeps its last sentence, whatever mark of the language it ends in', () => {
  const text = 'ရန်ကုန်သည် မြန်မာနိုင်ငံ၏ အကြီးဆုံးမြို့ ဖြစ်သည်။'
  assert.deepEqual(article(text, burmese), [text])
})

async function reasonFor(question: string, title: string, text: string, language: Language): Promise<string | undefined> {
  const limits = { questionMin: 1, answerMin: 1, repeat: 2, repeatCosine: 2, supportMin: 0, groundedMin: -1 }
  const checking = { language, embedder: fakeEmbedder(), limits, passage: { title, text }, sentenceVectors: [], promptTexts: [], quoted: (each: string) => each, turns: [] }
  return (await checkQuestion({ text: question, finish: 'stop' }, checking)).reason
}

const asked: readonly (readonly [question: string, reason: string | undefined, language: Language, title: string])[] = [
  ['متى بنيت مدينة بغداد على نهر دجلة؟', undefined, arabic, 'بغداد'],
  ['متى بنيت مدينة بغداد؟ ومن بناها على نهر دجلة؟', 'several-questions', arabic, 'بغداد'],
  ['مدينة بغداد تقع على نهر دجلة.', 'no-question', arabic, 'بغداد'],
  ['東京タワーの歴史について教えてください。', undefined, japanese, '東京タワー'],
  ['東京タワーはどのような建物ですか。', undefined, japanese, '東京タワー'],
  ['東京タワーは東京にある高い塔である。', 'no-question', japanese, '東京タワー'],
  ['수도 서울 근처의 오랜 역사를 자세히 설명해 주세요.', undefined, korean, '서울'],
  ['수도 서울 근처의 오랜 역사를 말한다.', 'no-question', korean, '서울'],
  ['Was ist über „Berlin“ und „Köln“ in der Geschichte bekannt?', undefined, german, 'Berlin'],
  ['Was ist über „Berlim“ in der Geschichte von Berlin bekannt?', 'garbled-name', german, 'Berlin'],
  ['Was ist über „Berlin in der deutschen Geschichte bekannt?', 'unpaired-quotes', german, 'Berlin'],
]

for (const [question, reason, language, title] of asked) {
  test(`${language.code}: a question is ${reason ? `rejected as ${reason}` : 'kept'}: ${question}`, async () => assert.equal(await reasonFor(question, title, `${title}. Köln.`, language), reason))
}

test('numbers in the digits and marks of another script are read', () => {
  const differ = (english: string, text: string, language: Language) => numberDifference({ text: english, language: languageOf('en') }, { text, language })
  const hindi = base('hi', {})
  for (const [english, text, language] of [['12 books', '١٢ كتابا', arabic], ['1,234.5 litres', '١٬٢٣٤٫٥ لتر', arabic], ['12 books', '12 كتابا', arabic], ['25 books', '२५ किताबें', hindi], ['There are 7', 'มี ๗', base('th', {})]] as const) assert.equal(differ(english, text, language), undefined, text)
  assert.deepEqual(differ('12 books', '١٣ كتابا', arabic), { missing: ['12'], extra: ['13'] })
  assert.equal(differ('12345.5', numberAs('12345.5', arabic), arabic), undefined)
})
