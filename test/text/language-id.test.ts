import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { anyLanguageOf } from '../../src/languages/any.js'
import { languages } from '../../src/languages/index.js'
import { identify, inLanguage } from '../../src/text/language-id.js'

const questions: Readonly<Record<string, string>> = {
  en: 'Why did the harbour towns of the north decline after the railway came?',
  zh: '为什么铁路开通以后，北方的港口城市反而衰落了？',
  ru: 'Почему северные портовые города пришли в упадок после постройки железной дороги?',
  fr: 'Pourquoi les ports du nord ont-ils décliné après l’arrivée du chemin de fer ?',
  es: '¿Por qué decayeron los puertos del norte después de la llegada del ferrocarril?',
}

test('a short question is in its own language and in no other', () => {
  for (const [code, question] of Object.entries(questions)) {
    assert.equal(identify(question).language, code)
    for (const language of Object.values(languages)) assert.equal(inLanguage(question, language).ok, language.code === code, `${code} as ${language.code}`)
  }
})

test('Han characters alone are no Japanese, unless that is asked for', () => {
  for (const text of ['约250万人居住在30个区。', '东京都知事选举投票结束。']) {
    assert.equal(identify(text).language, 'zh', text)
    assert.equal(inLanguage(text, languages['zh']!).ok, true, text)
  }
  for (const text of ['約250万人が30の区に住んでいる。', '東京都知事選挙の投票終了、結果発表']) assert.equal(inLanguage(text, languages['zh']!).ok, false, text)
  assert.equal(inLanguage('東京都知事選挙投票終了。', anyLanguageOf('ja')).language, 'ja')
})

test('names in another script do not make a text foreign, a foreign sentence does', () => {
  assert.equal(inLanguage('Microsoft Office 的 Excel 是一种怎样的软件？', languages['zh']!).ok, true)
  assert.equal(inLanguage('What is Excel? 它是软件。 It is a program of Microsoft Office for tables.', languages['zh']!).ok, false)
})

test('Latin names glued to Chinese characters are words of their own', () => {
  for (const text of ['在Python中，list是可变的，tuple是不可变的。', '请用Java的ArrayList类实现。', '使用Python的list.append()方法。', 'iPhone和Android手机都支持WiFi和Bluetooth。', '在Windows上安装Docker。']) assert.equal(inLanguage(text, languages['zh']!).ok, true, text)
})

test('a text without letters is in no language', () => {
  assert.deepEqual(inLanguage('1914 – 1918', languages['en']!), { ok: false, language: '', score: 0, scriptShare: 0 })
})

test('Ukrainian is not Russian, Catalan is not Spanish', () => {
  assert.equal(inLanguage('Місто розташоване на березі великої річки, де живе багато людей.', languages['ru']!).ok, false)
  assert.equal(inLanguage("La ciutat és a la vora d'un riu gran on viu molta gent i hi ha moltes escoles.", languages['es']!).ok, false)
})

const sentencesOf = (code: string) => `../shared/data/langid/pemistahl__lingua/sentences/${code}.txt`

for (const code of Object.keys(languages)) {
  test(`at least 99 % of ${code} sentences of 40 characters and more are recognised`, { skip: !existsSync(sentencesOf(code)) && 'shared data is not here' }, () => {
    const texts = readFileSync(sentencesOf(code), 'utf8').trim().split('\n').filter((text) => text.length >= 40)
    const right = texts.filter((text) => inLanguage(text, languages[code]!).ok).length
    assert.ok(right / texts.length >= 0.985, `${right} of ${texts.length}`)
  })
}
