import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../../src/languages/index.js'
import { numberAs } from '../../src/text/numbers.js'

const written = (value: string, code: string) => numberAs(value, languages[code]!).replaceAll('\u00A0', ' ')

test("a mark that is the language's decimal mark is no grouping", () => {
  assert.equal(written('0,273', 'fr'), '0,273')
  assert.equal(written('1,234', 'ru'), '1,234')
  assert.equal(written('1,234', 'en'), '1,234')
  assert.equal(written('1.234', 'en'), '1.234')
})

test('English style is understood where it can mean one thing only', () => {
  assert.equal(written('1,234.5', 'fr'), '1 234,5')
  assert.equal(written('1,234,567', 'fr'), '1 234 567')
  assert.equal(written('1234.5', 'es'), '1234,5')
  assert.equal(written('12345.678', 'ru'), '12 345,678')
})

test('points, spaces and apostrophes between groups of three are read as groups', () => {
  assert.equal(written('1.234.567', 'es'), '1 234 567')
  assert.equal(written('1.234,5', 'fr'), '1 234,5')
  for (const gap of [' ', '\u00A0', '\u2009', '\u202F', "'"]) assert.equal(written(`25${gap}000`, 'fr'), '25 000')
})

test('numbers are grouped from as many digits as the language does', () => {
  assert.deepEqual(['en', 'fr', 'es', 'ru', 'zh'].map((code) => written('1852', code)), ['1,852', '1 852', '1852', '1852', '1,852'])
  assert.deepEqual(['en', 'fr', 'es', 'ru', 'zh'].map((code) => written('18520', code)), ['18,520', '18 520', '18 520', '18 520', '18,520'])
})

test('words after a number stay, and what is no number comes back as it is', () => {
  assert.equal(written('25000 km', 'fr'), '25 000 km')
  assert.equal(written('50%', 'fr'), '50%')
  assert.equal(written('-5', 'en'), '−5')
  for (const value of ['', 'about 5', '3,5', '12.5.1900', '1,23,456', '10 20', '6 1/2', '5–7', '1.2.3', '٣']) assert.equal(written(value, 'en'), value)
})
