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

test('letters in apostrophes stand for a parameter that is empty', () => {
  assert.equal(render(`{1}{2|'e'} siècle`, 'XIX', fr), 'XIXe siècle')
  assert.equal(render(`{1}{2|'e'} siècle`, 'I|er', fr), 'Ier siècle')
  assert.equal(render(`[{1}{2|'e'}][ {3}]`, '', fr), '')
})

test('a test keeps its group only for exactly that value, in that case', () => {
  const century = '[{3=s}siglo ][{3=S}Siglo ]{1}[{2=a} a. C.]'
  assert.equal(render(century, 'XX||s', es), 'siglo XX')
  assert.equal(render(century, 'III|a|S', es), 'Siglo III a. C.')
  assert.equal(render(century, 'XX', es), 'XX')
  assert.equal(render('[{2=}{1} only][{1} and {2}]', 'a'), 'a only')
  assert.equal(render('[{2=}{1} only][{1} and {2}]', 'a|b'), 'a and b')
})

test('days and dates are written as the language does', () => {
  assert.equal(render('{1:day}', '1', fr), '1er')
  assert.equal(render('{1:day}', '01 mai 1900', fr), '1er mai 1900')
  assert.equal(render('{1:day}', '11', fr), '11')
  assert.equal(render('{1:day}', 'octobre 2018', fr), 'octobre 2018')
  assert.equal(render('{1:date}', '1.4.1765', fr), '1er avril 1765')
  assert.equal(render('{1:date}', '1765-04-08', es), '8 abril 1765')
  assert.equal(render('{1:date}', '8.14.1765', es), '8.14.1765')
  assert.equal(render('{1:date}', 'abril', es), 'abril')
})

test('figures are raised, lowered, or set as in a formula', () => {
  assert.equal(render('10{1:raised}', '-3'), '10⁻³')
  assert.equal(render('{1:raised}', 'th'), 'th')
  assert.equal(render('{1}{2:formula}{3}{4:formula}{5:formula}', 'H|2|SO|4|2-'), 'H₂SO₄²⁻')
  assert.equal(render('{1:quantity}', '4203 hab./km 2', fr), `4${fr.numbers.group}203 hab./km²`)
  assert.equal(render('{1:quantity}', '5 m s-1', es), '5 m s⁻¹')
})

test('a name that stands for every template is refused, since unknown ones would read as nothing', () => {
  for (const name of ['*', ' * ', '']) {
    const own = { ...en, wikitext: { ...en.wikitext, templates: { [name]: '' } } }
    assert.throws(() => templateOf('anything', own), { name: 'UserError', message: /language 'en'.*stands for every template/ })
  }
})

test('names that differ by case only are told apart where the language lists them so', () => {
  const own = { ...en, wikitext: { ...en.wikitext, templates: { bd: '{1}' }, templatesByCase: { BD: '({1})' } } }
  assert.equal(templateOf('BD', own)?.render(new Map([['1', '1900']]), own), '(1900)')
  assert.equal(templateOf('Bd', own)?.render(new Map([['1', '1900']]), own), '1900')
})

test('a pattern with a mistake says where it is', () => {
  assert.throws(() => compilePattern('{1}[ {2}'), /'\[' at 3 is not closed/)
  assert.throws(() => compilePattern('{1}]'), /']' at 3 closes nothing/)
  assert.throws(() => compilePattern('{1:upper}'), /unknown format 'upper', known: number, quantity, month/)
})

test('every pattern of every language compiles', () => {
  for (const language of Object.values(languages)) for (const [name, pattern] of Object.entries({ ...language.wikitext.templates, ...language.wikitext.templatesByCase })) assert.doesNotThrow(() => compilePattern(pattern), `${language.code} ${name}`)
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
  assert.equal(convert('5|e6acre|km2'), '5 million acres')
  assert.equal(convert('400|koilbbl/d'), '400 thousand barrels per day')
  assert.equal(convert('3|constructor'), '3 constructor')
})

test('quantities are in the words of a language that has them', () => {
  const { zh } = languages as { zh: (typeof languages)[string] }
  const convert = (parts: string) => templateOf('convert', zh)?.render(parametersOf(parts.split('|')), zh)
  assert.equal(convert('5|to|7|km|mi'), '5至7公里')
  assert.equal(convert('12000|m|ft'), '12,000米')
  assert.equal(convert('7|furlong'), '7furlong')
})
