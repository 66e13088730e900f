import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { anyLanguageOf } from '../../src/languages/any.js'
import { packageRoot } from '../../src/package.js'
import { inLanguage, toldBy } from '../../src/text/language-id.js'
import { leastFit, trigramFit, trigramModel } from '../../src/text/trigrams.js'

const tsv = readFileSync(join(packageRoot, 'data/samples/parallel-sw.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t') as [string, string])
const [english, swahili] = [0, 1].map((side) => tsv.map((pair) => pair[side]!).join(' ')) as [string, string]

test('a language has the model of its code, of what is mostly written of it, and in its scripts only', () => {
  assert.deepEqual(['sw', 'mg', 'id', 'ceb', 'zu', 'ug', 'ti'].map((code) => trigramModel(anyLanguageOf(code))), ['swh', 'plt', 'ind', 'ceb', 'zul', 'uig', 'tir'])
  assert.deepEqual(['kk-Latn', 'km', 'dv'].map((code) => trigramModel(anyLanguageOf(code))), [undefined, undefined, undefined])
})

test('a language is told by its words before its trigrams, and by those before its script', () => {
  assert.deepEqual(['fr', 'zh-Hant', 'sw', 'mk', 'km', 'dv'].map((code) => toldBy(anyLanguageOf(code))), ['words', 'words', 'trigrams', 'trigrams', 'script', 'script'])
})

test('a text fits the model of its own language best, and one of another script not at all', () => {
  assert.equal(trigramFit(swahili, 'swh'), 1)
  assert.ok(trigramFit(swahili, 'hau') < leastFit(swahili.length))
  assert.ok(trigramFit(english, 'swh') < leastFit(english.length))
  assert.equal(trigramFit('Всю ночь шёл снег, и утром в деревне было тихо.', 'swh'), 0)
})

test('more is asked of a longer text, from 30 characters on', () => {
  const lengths = Array.from({ length: 60 }, (_, i) => 10 * i)
  const fits = lengths.map(leastFit)
  assert.deepEqual(fits, fits.toSorted((a, b) => a - b))
  assert.deepEqual([leastFit(1), leastFit(30), leastFit(80), leastFit(9000)], [0.55, 0.55, 0.72, 0.9])
  assert.equal(inLanguage('The girls draw boats.', anyLanguageOf('sw')).ok, true)
  assert.equal(inLanguage('The girls are drawing boats on the wall of the school.', anyLanguageOf('sw')).ok, false)
})
