import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cosine } from '../../../src/text/terms.js'
import { embedded, vectorSignals } from '../../../src/translation/verify/signals.js'

const side = (vectors: readonly Float32Array[]) => embedded('a text', vectors.map(() => 'a text'), vectors)

/** By the definition: at the worst sentence, how far its best match prefers another one of its own side. */
const claimed = (own: readonly Float32Array[], other: readonly Float32Array[]): number => {
  const margin = (sentence: Float32Array, match: Float32Array) => cosine(sentence, match) - Math.max(-1, ...own.filter((each) => each !== sentence).map((each) => cosine(each, match)))
  return own.length < 2 ? 0 : Math.min(...own.map((sentence) => Math.max(...other.map((match) => margin(sentence, match)))))
}

const vectors = fc.array(fc.double({ min: 0, max: 6.3, noNaN: true }).map((angle) => Math.round(angle * 4) / 4), { minLength: 1, maxLength: 8 }).map((angles) => angles.map((angle) => Float32Array.of(Math.cos(angle), Math.sin(angle))))

test('signals: what claims a sentence is found as by its definition, among equals too', () => {
  fc.assert(
    fc.property(vectors, vectors, (own, other) => {
      const signals = vectorSignals(side(own), side(other), { source: own, target: other })
      assert.deepEqual([signals['source-claimed'], signals['target-claimed']], [claimed(own, other), claimed(other, own)])
    }),
  )
})

test('signals: a vector that is no number makes what is said of it none either', () => {
  const own = [Float32Array.of(1, 0), Float32Array.of(NaN, 0), Float32Array.of(0, 1)]
  const signals = vectorSignals(side(own), side(own), { source: own, target: own })
  assert.ok(Number.isNaN(signals['source-claimed']))
})
