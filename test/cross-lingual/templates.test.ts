import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyLanguageOf } from '../../src/languages/any.js'
import { languages } from '../../src/languages/index.js'
import { askedIn, drawn, templateLanguages, templatesOf, variablesOf } from '../../src/cross-lingual/templates.js'
import { inLanguage } from '../../src/text/language-id.js'

/** Names of each task's templates. */
const byTask: Readonly<Record<string, readonly string[]>> = {
  translation: ['translation'],
  constrained: ['words', 'keep', 'glossary', 'formal', 'informal'],
  interactive: ['first', 'all-but-last', 'numbered', 'table', 'back', 'add', 'explain'],
  'cross-lingual-answer': ['answer'],
  'pivot-guided': ['pivot'],
  mixed: ['translate-then-answer', 'answer-twice', 'json', 'sentences'],
}

/** What every template of that name says, and what it may say beside. */
const variables: Readonly<Record<string, readonly [must: readonly string[], may: readonly string[]]>> = {
  translation: [['target', 'text'], ['source']],
  words: [['target', 'text', 'words'], ['source']],
  keep: [['target', 'text', 'terms'], ['source']],
  glossary: [['target', 'text', 'terms'], ['source']],
  formal: [['target', 'text'], ['source']],
  informal: [['target', 'text'], ['source']],
  first: [[], []],
  'all-but-last': [[], []],
  numbered: [[], []],
  table: [[], ['source', 'target']],
  back: [['source'], []],
  add: [['text'], ['target']],
  explain: [['term'], []],
  'explain-reply': [['term', 'translation'], []],
  answer: [['question', 'target'], ['source']],
  pivot: [['question', 'pivot', 'target'], []],
  'pivot-reply': [['pivotQuestion', 'pivotAnswer', 'targetAnswer'], ['pivotName', 'targetName']],
  'translate-then-answer': [['question', 'target'], ['source']],
  'answer-twice': [['question', 'first', 'second'], []],
  json: [['text', 'from', 'to', 'target'], ['source']],
  sentences: [['text', 'target'], ['source']],
  'ask-formal': [[], []],
  'ask-shorter': [[], []],
  'ask-why': [[], []],
}

/** A translation out of “source → target” has no words. */
const wordless = /^(?:[{}a-zA-Z\s→.:0-9]|\d)*$/

test('templates are in languages of src/languages, English and Chinese among them', () => {
  assert.deepEqual(templateLanguages.filter((code) => !(code in languages)), [])
  assert.ok(['en', 'zh'].every((pivot) => templateLanguages.includes(pivot)))
})

for (const language of templateLanguages) {
  const { texts } = templatesOf(language)

  test(`${language}: the names are the known ones, and each task has at least eight ways to be asked`, () => {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(variables).sort())
    for (const [task, names] of Object.entries(byTask)) assert.ok(names.reduce((sum, name) => sum + texts[name]!.length, 0) >= 8, task)
  })

  test(`${language}: every template has the variables of its name, braces are those of variables, and none is said twice`, () => {
    for (const [name, [must, may]] of Object.entries(variables)) {
      for (const text of texts[name]!) {
        const own = variablesOf(text)
        assert.deepEqual(must.filter((variable) => !own.includes(variable)), [], `${name}: ${text}`)
        assert.deepEqual(own.filter((variable) => !must.includes(variable) && !may.includes(variable) && name !== 'table'), [], `${name}: ${text}`)
        assert.doesNotMatch(text.replace(/\{\{\w+\}\}/g, '').replace(/\{"": …, "": …\}/, ''), /[{}]/, `${name}: ${text}`)
        assert.equal(text, text.trim())
      }
      assert.equal(new Set(texts[name]).size, texts[name]!.length, name)
    }
  })

  test(`${language}: the words are those of the language`, () => {
    const all = Object.values(texts).flat()
    const words = (text: string) => text.replace(/\{\{\w+\}\}|JSON|Markdown/g, ' ')
    assert.ok(inLanguage(all.map(words).join('\n'), anyLanguageOf(language)).ok)
    for (const text of all.filter((each) => !wordless.test(words(each)) && words(each).length > 60)) assert.ok(inLanguage(words(text), anyLanguageOf(language)).ok, text)
  })
}

test('turns about a translation say so, for what comes before them may be a table or a remark', () => {
  const words: Readonly<Record<string, RegExp>> = { en: /translation/, fr: /traduction/, es: /traducción/, ru: /перевод/i, zh: /译文/ }
  for (const language of templateLanguages) for (const name of ['first', 'all-but-last', 'numbered']) for (const text of templatesOf(language).texts[name]!) assert.match(text, words[language]!)
})

test('ru: a name, which has the nominative alone, stands behind no preposition but “на” with the accusative, at the end of a sentence', () => {
  for (const text of Object.values(templatesOf('ru').texts).flat()) {
    assert.doesNotMatch(text, /(?<![а-яё])(?:с|со|из|по|в|о|об|для|от|до|к) \{\{(?:source|target|pivot|first|second)/iu, text)
    for (const [, next] of text.matchAll(/ на \{\{\w+\}\}(.?)/gsu)) assert.match(next!, /^[.?:\n]?$/, text)
  }
})

test('a task is asked in a language of the direction that has templates, else in the first pivot that has, else in English', () => {
  assert.deepEqual(askedIn({ from: 'fr', to: 'zh' }, ['en', 'zh']), ['fr', 'zh'])
  assert.deepEqual(askedIn({ from: 'sw', to: 'en' }, ['en', 'zh']), ['en'])
  assert.deepEqual(askedIn({ from: 'sw', to: 'ar' }, ['ar', 'zh']), ['zh'])
  assert.deepEqual(askedIn({ from: 'sw', to: 'ar' }, ['ar']), ['en'])
})

test('a template is chosen by the random alone, every one of them at some time, and says which it was', () => {
  const at = (value: number) => drawn('translation', 'fr', () => value)
  assert.equal(at(0).name, 'translation.fr.1')
  const names = new Set(Array.from({ length: 100 }, (_, i) => at(i / 100).name))
  assert.equal(names.size, templatesOf('fr').texts['translation']!.length)
})

test('values are put in as they stand, and a missing one is an error', () => {
  const phrase = drawn('translation', 'en', () => 0)
  assert.match(phrase.fill({ target: 'French', text: '$& {{target}}', source: 'English' }), /\$& \{\{target\}\}/)
  assert.throws(() => phrase.fill({ text: 'x' }), { name: 'UserError', message: /\{\{target\}\}/ })
})
