import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { resolveModel } from '../../../src/models/registry.js'
import { readThresholds, thresholdsFile } from '../../../src/translation/verify/thresholds-file.js'
import { bucketOf, completeness, lengthOf, limitAt, outside, rangeOf, shares } from '../../../src/translation/verify/thresholds.js'
import type { Bucket } from '../../../src/translation/verify/thresholds.js'
import { thresholds } from './world.js'

test('thresholds: quantiles are those of the values, and between two known shares the limit lies between theirs', () => {
  const range = rangeOf(Array.from({ length: 1001 }, (_, i) => i))
  assert.deepEqual([range.median, range.low[3], range.high[3]], [500, 10, 990])
  const limit = limitAt(range.low, 0.015)
  assert.ok(limit > limitAt(range.low, 0.01) && limit < limitAt(range.low, 0.02))
  assert.equal(limitAt(range.low, shares[0] / 10), range.low[0])
})

test('thresholds: texts are compared with texts of their length', () => {
  assert.deepEqual(['x'.repeat(10), 'x'.repeat(100), 'x'.repeat(400), 'x'.repeat(4000)].map(lengthOf), ['phrase', 'sentence', 'paragraph', 'long'])
})

test('thresholds: a direction without its own falls back on all together, and says so', () => {
  assert.equal(bucketOf(thresholds, 'en-de', 'phrase')?.pooled, true)
  assert.equal(bucketOf({ ...thresholds, directions: { 'en-de': thresholds.directions['*']! } }, 'en-de', 'phrase')?.pooled, false)
  assert.equal(bucketOf({ ...thresholds, directions: {} }, 'en-de', 'phrase'), undefined)
})

const usual = (bucket: Bucket) => Object.fromEntries(Object.entries(bucket.signals).map(([name, { median }]) => [name, median]))

test('thresholds: a signal is outside below its low limit, and above its high one only where too much is wrong too', () => {
  const bucket = thresholds.directions['*']!['phrase']!
  const names = (changed: Record<string, number>) => outside({ ...usual(bucket), ...changed }, bucket, { single: 0.01, similar: 0.01, complete: 0.01 }).map(({ name }) => name)
  assert.deepEqual(names({}), [])
  assert.deepEqual(names({ cosine: 0.2 }), ['cosine'])
  assert.deepEqual(names({ length: 0.5 }), ['length'])
  assert.deepEqual(names({ margin: 1000 }), [])
  assert.deepEqual(names({ cosine: NaN }), ['cosine'])
})

test('thresholds: what speaks for a sentence left out or added is nought for the usual, and grows with every signal of its side', () => {
  const bucket = thresholds.directions['*']!['phrase']!
  const of = (changed: Record<string, number>) => completeness({ ...usual(bucket), ...changed }, bucket.signals)
  assert.deepEqual(of({}), { 'left-out': 0, added: 0 })
  const [some, more] = [of({ length: -0.3 }), of({ length: -0.3, 'source-claimed': -0.4 })]
  assert.ok(more['left-out']! > some['left-out']! && some['left-out']! > 0)
  assert.ok(some['added']! < 0)
})

test('thresholds: those of the default embedder are of its very file and of every language it knows', { skip: !existsSync(thresholdsFile('nano-embedder')) && 'not calibrated yet' }, async () => {
  const entry = await resolveModel('nano-embedder', 'embedder')
  const own = readThresholds(entry)
  assert.ok(own, 'models/similarity/nano-embedder.json is of another embedder: run bench/calibrate')
  assert.ok(entry.languages!.length > 4)
  for (const code of entry.languages!) if (code !== 'en') assert.deepEqual(Object.keys(own.directions[`en-${code}`] ?? {}).sort(), ['long', 'paragraph', 'phrase', 'sentence'], code)
  assert.equal(readThresholds({ ...entry, sha256: '0'.repeat(64) }), undefined)
})
