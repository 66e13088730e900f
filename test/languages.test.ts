import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { languageOf, languages } from '../src/languages/index.js'
import { inLanguage } from '../src/text/language-id.js'
import { compilePattern } from '../src/text/templates.js'
import { converter } from '../src/text/convert.js'
import type { Language } from '../src/types.js'

const all = Object.values(languages)

test('every file of src/languages is in the index, under its own code', () => {
  const files = readdirSync(new URL('../src/languages/', import.meta.url)).filter((name) => name.endsWith('.js') && !['any.js', 'index.js'].includes(name)).map((name) => name.replace(/\.js$/, ''))
  assert.deepEqual(files.sort(), Object.keys(languages).sort())
  for (const [code, language] of Object.entries(languages)) assert.equal(language.code, code)
})

test('codes, names and wikis are unique', () => {
  for (const field of ['code', 'name', 'endonym', 'wiki'] as const) assert.equal(new Set(all.map((language) => language[field])).size, all.length, field)
})

test('an unknown language is an error that lists the known ones', () => {
  for (const code of ['tlh', '', 'constructor', 'EN']) assert.throws(() => languageOf(code), { name: 'UserError', message: /en, zh, ru, fr, es/ })
})

/** Beginnings of titles, and endings, of which a space may be part. */
const keepsSpaces = new Set(['listTitles', 'disambiguationTitles'])

for (const language of all) {
  const { code } = language

  test(`${code}: code, wiki, scripts and marks are well-formed`, () => {
    assert.equal(Intl.getCanonicalLocales(code)[0], code)
    assert.match(language.wiki, /^[a-z_]+wiki$/)
    for (const script of language.scripts) assert.ok(new RegExp(`\\p{Script=${script}}`, 'u'))
    assert.ok(language.scripts.length > 0 && language.terminators.length > 1)
    assert.equal(language.quotes.length, 2)
    assert.ok(language.gap === '' || language.gap === ' ')
    for (const name of [language.endonym, ...language.months]) assert.ok(language.scripts.some((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)), name)
  })

  test(`${code}: there are twelve months, all different`, () => {
    assert.equal(new Set(language.months).size, 12)
  })

  test(`${code}: lists that are compared in lower case are in lower case, trimmed, without repeats`, () => {
    const { wikitext, dialogue } = language
    const all = { abbreviations: language.abbreviations, endings: language.endings ?? [], templates: Object.keys(wikitext.templates), ...dialogue, ...Object.fromEntries(Object.entries(wikitext).filter(([name]) => name !== 'templates')) }
    const lists = Object.entries(all).filter((entry): entry is [string, readonly string[]] => Array.isArray(entry[1]) && entry[1].every((item) => typeof item === 'string'))
    assert.ok(lists.length >= 11)
    for (const [name, list] of lists) {
      for (const entry of list) {
        assert.equal(entry, entry.toLowerCase(), `${name}: ${entry}`)
        assert.ok(entry.trim() !== '', `${name} has an empty entry`)
        if (!keepsSpaces.has(name)) assert.equal(entry, entry.trim(), `${name}: "${entry}"`)
      }
      assert.deepEqual(list.filter((entry, i) => list.indexOf(entry) !== i), [], `${name} repeats itself`)
    }
  })

  test(`${code}: phrases are compared with straight apostrophes, so none has a curly one`, () => {
    for (const phrase of [...language.dialogue.forbidden, ...language.dialogue.dependentOpenings, ...language.dialogue.requests]) assert.doesNotMatch(phrase, /’/, phrase)
  })

  test(`${code}: abbreviations have no full stop at their end`, () => {
    for (const word of language.abbreviations) assert.doesNotMatch(word, /\.$/, word)
  })

  test(`${code}: negations are an expression that compiles, and no text matches it by being empty`, () => {
    if (language.negations !== undefined) assert.ok(!new RegExp(language.negations, 'iu').test(''))
  })

  test(`${code}: every template pattern compiles`, () => {
    for (const [name, pattern] of Object.entries(language.wikitext.templates)) assert.doesNotThrow(() => compilePattern(pattern), name)
  })

  test(`${code}: what questions ask for is found by expressions that compile, and no text matches them by being empty`, () => {
    for (const { kind, question, answer } of language.dialogue.asks) {
      assert.match(kind, /^[a-z]+(-[a-z]+)*$/)
      for (const source of [question, answer]) assert.ok(!new RegExp(source, 'iu').test(''), `${kind}: ${source}`)
    }
  })

  test(`${code}: boxes lie on the globe, south before north, west before east`, () => {
    assert.ok(language.culture.boxes.length > 0)
    for (const box of language.culture.boxes) {
      const [south, west, north, east] = box
      assert.ok(south < north && west < east && south >= -90 && north <= 90 && west >= -180 && east <= 180, JSON.stringify(box))
    }
  })

  test(`${code}: names of the culture are many, different, and long enough to tell something`, () => {
    const { names } = language.culture
    assert.ok(names.length >= 50, `${names.length}`)
    assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), [])
    for (const name of names) {
      assert.ok([...name.replace(/\*$/, '')].length >= (language.gap === '' ? 1 : 2), name)
      assert.doesNotMatch(name.slice(0, -1), /\*/, `${name}: the asterisk goes last`)
    }
  })

  test(`${code}: there are as many texts of the culture as universal ones, all different and in the language`, () => {
    const { own, universal } = language.culture
    assert.equal(own.length, universal.length)
    assert.ok(own.length >= 8)
    assert.equal(new Set([...own, ...universal]).size, own.length * 2)
    assert.deepEqual([...own, ...universal].filter((text) => !inLanguage(text, language).ok), [])
  })

  test(`${code}: stop words do not swallow the names of the culture`, () => {
    const stop = new Set(language.dialogue.stopWords)
    assert.deepEqual(language.culture.names.filter((name) => stop.has(name.toLowerCase())), [])
  })
}

test('a language with variants names a conversion that exists, and the Chinese one changes text', () => {
  const converted = all.filter((language): language is Language & Required<Pick<Language, 'convert'>> => language.convert !== undefined)
  assert.ok(converted.length > 0)
  for (const language of converted) {
    assert.ok(language.convert.variants.length > 0)
    assert.doesNotThrow(() => converter(language)('漢語'), language.code)
  }
  assert.equal(converter(languageOf('zh'))('漢語'), '汉语')
})
