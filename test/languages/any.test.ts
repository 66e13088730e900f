import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyLanguageOf, canonicalCodes, isLanguage, nameOf, writtenFrom } from '../../src/languages/any.js'
import { languages } from '../../src/languages/index.js'
import { inLanguage, toldAs } from '../../src/text/language-id.js'
import { sentences } from '../../src/text/sentences.js'

/** More than a hundred languages, in the order of their codes. */
const many = (
  'af am ar as ast az be bg bn bs ca ceb ckb cs cy da de el en eo es et eu fa fi fil fo fr fy ga gd gl gn gu ha haw he hi hmn hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky lb lg ln lo lt lv ' +
  'mg mi mk ml mn mr ms mt my nb ne nl nn nso ny om or pa pl ps pt qu ro ru rw sa sd si sk sl sm sn so sq sr st su sv sw ta te tg th ti tk tn to tr ts tt ug uk ur uz vi wo xh yi yo yue zh zu pt-BR sr-Latn zh-Hant'
).split(' ')

test('any language of more than a hundred has a name, a script that its own name is written in, and marks', () => {
  assert.ok(many.length > 110)
  for (const code of many) {
    const language = anyLanguageOf(code)
    assert.equal(language.code, code)
    assert.ok(language.name !== code && language.endonym !== '', code)
    const own = new RegExp(`[${language.scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u')
    if (language.endonym !== language.name) assert.match(language.endonym, own, code)
    assert.equal(language.months.length, 12)
    assert.equal(sentences('A. B', language).join(language.gap), 'A. B')
  }
})

test('a language with a file of its own is that file, also by another code; a language is made once', () => {
  for (const code of Object.keys(languages)) assert.equal(anyLanguageOf(code), languages[code])
  assert.equal(anyLanguageOf('fra'), languages['fr'])
  assert.equal(anyLanguageOf('sw'), anyLanguageOf('SW'))
})

test('a code that Intl does not know is an error that says what a code looks like', () => {
  for (const code of ['xx', 'qaa', '', 'english', 'e', 'constructor']) assert.throws(() => anyLanguageOf(code), { name: 'UserError', message: /BCP 47/ }, code)
})

test('names of languages come in the language that is asked for', () => {
  assert.deepEqual(['en', 'fr', 'ru', 'zh', 'sw'].map((own) => nameOf('sw', own)), ['Swahili', 'swahili', 'суахили', '斯瓦希里语', 'Kiswahili'])
})

test('a language is named by any spelling of its code, and what Intl refuses by the code itself', () => {
  assert.equal(nameOf('zh_Hant', 'en'), nameOf('zh-Hant', 'en'))
  assert.equal(nameOf('sw', 'FR_fr'), 'swahili')
  for (const code of ['not a code', 'e', '', 'en_US.UTF-8', 'x-y']) assert.deepEqual([nameOf(code, 'en'), nameOf(code, code)], [code, code])
})

test('codes are written as BCP 47 has them, each once; what is no code stays as it is', () => {
  assert.deepEqual(canonicalCodes(['pt-br', 'zh_Hant', 'PT-br', 'fra', 'fr', 'not a code', 'xx']), ['pt-BR', 'zh-Hant', 'fr', 'not a code', 'xx'])
})

test('a code of a file is of a language when language and script are the same', () => {
  for (const [found, wanted] of [['EN-US', 'en'], ['fra', 'fr'], ['zh-CN', 'zh'], ['zh_Hans', 'zh'], ['pt-BR', 'pt'], ['no', 'nb'], ['nob', 'no'], ['iw', 'he'], ['tl', 'fil'], ['cmn', 'zh']] as const) assert.ok(isLanguage(found, wanted), found)
  for (const [found, wanted] of [['zh-TW', 'zh'], ['sr-Latn', 'sr'], ['nn', 'no'], ['id', 'en'], ['not a code', 'en'], ['text', 'en']] as const) assert.ok(!isLanguage(found, wanted), found)
})

test('languages of Arabic and Hebrew script are written from the right, also where Intl does not say so', () => {
  assert.deepEqual(['ar', 'arz', 'fa', 'he', 'ur', 'dv'].map(writtenFrom), Array(6).fill('right'))
  assert.deepEqual(['en', 'hi', 'zh', 'az'].map(writtenFrom), Array(4).fill('left'))
})

test('a language that cannot be told by its words is told by its letter trigrams; one that can is told as before', () => {
  assert.deepEqual(['fr', 'nb', 'fil', 'zh-Hant', 'ckb', 'ku', 'sw', 'sr-Latn', 'ceb'].map((code) => toldAs({ code })), ['fr', 'no', 'tl', 'zh', undefined, undefined, undefined, undefined, undefined])
  const swahili = 'Mvua ilinyesha usiku kucha, na asubuhi barabara zote zilikuwa zimejaa maji.'
  assert.equal(inLanguage(swahili, anyLanguageOf('sw')).ok, true)
  assert.equal(inLanguage('Min duh li bazarê nan û penêr kirî, û em bi hev re çûn malê.', anyLanguageOf('ku')).ok, true)
  assert.equal(inLanguage('Il a plu toute la nuit, et au matin les rues étaient pleines d’eau.', anyLanguageOf('sw')).ok, false)
  assert.equal(inLanguage('Всю ночь шёл снег, и утром в деревне было тихо.', anyLanguageOf('sw')).ok, false)
  assert.equal(inLanguage('Das Haus am See ist seit vielen Jahren unbewohnt.', anyLanguageOf('de')).ok, true)
  assert.equal(inLanguage(swahili, anyLanguageOf('de')).ok, false)
})
