import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { languageOf } from '../../../src/languages/index.js'
import { packageRoot } from '../../../src/package.js'
import { fixedFindings } from '../../../src/translation/verify/fixed.js'
import { languageVerdict, residueVerdict } from '../../../src/translation/verify/language.js'
import { sideOf } from '../../../src/translation/verify/pair.js'
import { structureFindings, structureOf } from '../../../src/translation/verify/structure.js'

interface Fixture {
  readonly name: string
  readonly kind: string
  readonly texts: Readonly<Record<string, string>>
}

const fixtures = JSON.parse(readFileSync(join(packageRoot, 'test/fixtures/translations.json'), 'utf8')) as Fixture[]
const codes = ['zh', 'ru', 'fr', 'es']
const pair = (english: string, other: string, code: string) => ({ role: 'assistant', source: sideOf(english, languageOf('en')), target: sideOf(other, languageOf(code)) }) as const
const reasons = (english: string, other: string, code: string) => fixedFindings(pair(english, other, code), { answer: false }).map(({ reason }) => reason)

test('fixed: translations by hand of texts with code, formulas and tables have nothing wrong', () => {
  assert.ok(fixtures.length >= 12)
  for (const { name, kind, texts } of fixtures) {
    for (const code of codes) {
      const both = pair(texts['en']!, texts[code]!, code)
      const found = [...fixedFindings(both, { answer: kind === 'math' }), ...structureFindings(both), ...languageVerdict(both).findings, ...residueVerdict(both, { most: 0.1, longest: 7 }).findings]
      assert.deepEqual(found, [], `${name} ${code}`)
    }
  }
})

test('fixed: a span that is missing, changed or new is found', () => {
  const english = 'Use `reduce` and see https://example.org/a for more.'
  assert.deepEqual(reasons(english, 'Utilisez `reduce` et voyez https://example.org/a pour en savoir plus.', 'fr'), [])
  assert.deepEqual(reasons(english, 'Utilisez `réduire` et voyez https://example.org/a pour en savoir plus.', 'fr'), ['kept-text-changed'])
  assert.deepEqual(reasons(english, 'Utilisez `reduce` et voyez la page.', 'fr'), ['kept-text-changed'])
  assert.deepEqual(reasons(english, 'Utilisez `reduce`, `map` et voyez https://example.org/a.', 'fr'), ['kept-text-changed'])
})

test('fixed: a subtraction told the wrong way round is found, with its words', () => {
  assert.deepEqual(reasons('If you take 36 away from 38, you get 2.', '38减去36得2。', 'zh'), [])
  assert.deepEqual(fixedFindings(pair('If you take 36 away from 38, you get 2.', '36减去38得2。', 'zh'), { answer: false }), [{ reason: 'subtraction-differs', detail: { said: '36减去38得2' } }])
})

test('fixed: blocks of code keep their order', () => {
  const [one, two] = ['```\na = 1\n```', '```\nb = 2\n```']
  assert.deepEqual(reasons(`First:\n\n${one}\n\nThen:\n\n${two}`, `D’abord :\n\n${two}\n\nPuis :\n\n${one}`, 'fr'), ['kept-text-changed'])
})

test('structure: paragraphs, lines, items, rows and headings are counted', () => {
  assert.deepEqual(structureOf('# Title\n\nText\n\n- one\n- two\n\n| a |\n| b |'), { paragraphs: 4, lines: 6, items: 2, rows: 2, headings: 1 })
  assert.deepEqual(structureOf(''), { paragraphs: 0, lines: 0, items: 0, rows: 0, headings: 0 })
})

test('structure: what differs is told with both figures', () => {
  const [finding] = structureFindings(pair('One:\n\n- a\n- b', 'Un :\n\n- a, b', 'fr'))
  assert.deepEqual([finding?.reason, finding?.detail], ['structure-changed', { lines: [3, 2], items: [2, 1] }])
})
