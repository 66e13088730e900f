import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../../src/languages/index.js'
import { compilePattern, parametersOf, templateOf } from '../../src/text/templates.js'

const { en, fr, es } = languages as { en: (typeof languages)[string]; fr: (typeof languages)[string]; es: (typeof languages)[string] }
const render = (pattern: string, parts: string, language = en) => compilePattern(pattern).render(parametersOf(parts === '' ? [] : parts.split('|')), language)

test('a placeholder takes the first of its parameters that is not empty', () => {
  assert.equal(render('{2|texte}', 'fr|texte=mot'), 'mot')
  assert.equal(render('{2|texte}', 'fr| mot |texte=autre'), 'mot')
})

test('a missing parameter outside brackets makes the reading undefined, inside them leaves them out', () => {
  assert.equal(render('{1} {2}', 'a'), undefined)
  assert.equal(render('{1}[ of {2}[, {3}]]', 'a'), 'a')
  assert.equal(render('{1}[ of {2}[, {3}]]', 'a|b'), 'a of b')
  assert.equal(render('{1}[ of {2}[, {3}]]', 'a|b|c'), 'a of b, c')
})

test('a pattern of optional groups drops the space before the first one that is there', () => {
  assert.equal(render('[{1}][ {2:month}][ {3}]', '|janvier|2005', fr), 'janvier 2005')
  assert.equal(render('[{1}][ {2:month}][ {3}]', '', fr), '')
})

test('numbers and months are written as the language does', () => {
  assert.equal(render('{1:number}', '1234567.25', fr), `1${fr.numbers.group}234${fr.numbers.group}567,25`)
  assert.equal(render('{1:number}', '1234', es), '1234')
  assert.equal(render('{1:number}', '1,234', en), '1,234')
  assert.equal(render('{1:number}', '-5', en), '−5')
  assert.equal(render('{1:number}', 'about 5', en), 'about 5')
  assert.equal(render('{1:month}', '7', fr), 'juillet')
  assert.equal(render('{1:month}', 'Juillet', fr), 'juillet')
  assert.equal(render('{1:month}', 'brumaire', fr), 'brumaire')
})

test('named and numbered parameters are found whatever their case, and the last one counts', () => {
  assert.deepEqual([...parametersOf(['a', 'Name= b ', '1=c', 'd'])], [['1', 'c'], ['name', 'b'], ['2', 'd']])
})

test('a pattern with a mistake says where it is', () => {
  assert.throws(() => compilePattern('{1}[ {2}'), /'\[' at 3 is not closed/)
  assert.throws(() => compilePattern('{1}]'), /']' at 3 closes nothing/)
  assert.throws(() => compilePattern('{1:upper}'), /unknown format 'upper', known: number, month/)
})

test('every pattern of every language compiles', () => {
  for (const language of Object.values(languages)) for (const [name, pattern] of Object.entries(language.wikitext.templates)) assert.doesNotThrow(() => compilePattern(pattern), `${language.code} ${name}`)
})

test('names are found in any case, with underscores, in the language before the common list, and by prefix', () => {
  assert.equal(templateOf('Cite_web ', en)?.blank, true)
  assert.equal(templateOf('Template:NoWrap', en)?.render(new Map([['1', 'x']]), en), 'x')
  assert.equal(templateOf('IPAc-en', en)?.blank, true)
  assert.equal(templateOf('no such thing', en), undefined)
  const own = { ...en, wikitext: { ...en.wikitext, templates: { nowrap: '<{1}>', 'box *': '' } } }
  assert.equal(templateOf('nowrap', own)?.render(new Map([['1', 'x']]), own), '<x>')
  assert.equal(templateOf('Box of apples', own)?.blank, true)
})

test('quantities keep the value and unit that their writer gave', () => {
  const convert = (parts: string) => templateOf('convert', en)?.render(parametersOf(parts.split('|')), en)
  assert.equal(convert('12000|km2|abbr=on'), '12,000 km²')
  assert.equal(convert('5|-|7|C'), '5–7 °C')
  assert.equal(convert('6|ft|2|in|m'), '6 ft 2 in')
  assert.equal(convert('some|km'), undefined)
})
