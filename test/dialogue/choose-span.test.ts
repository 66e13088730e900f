import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chooseSpan, type Choosing } from '../../src/dialogue/choose-span.js'
import { languageOf } from '../../src/languages/index.js'
import { answerSpans, passageSentences, type Span } from '../../src/text/spans.js'

const language = languageOf('en')

/** Sentences with vectors given by an angle. */
function choosing(sentences: readonly (readonly [text: string, degrees: number])[], title = 'Nothing'): Choosing {
  const all = passageSentences(sentences.map(([text]) => text).join(' '), language)
  assert.equal(all.length, sentences.length)
  const vectors = sentences.map(([, degrees]) => Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)))
  return { language, title, sentences: all, vectors, spans: answerSpans(all, language, { most: 3, least: 5 }), most: 3 }
}

const flat = choosing(Array.from({ length: 8 }, (_, i) => [`Ropes rot in the sea ${'very '.repeat(i)}fast.`, i * 20] as const))
const indices = ({ first, count }: Span) => Array.from({ length: count }, (_, i) => first + i)

test('a span is chosen once: no sentence is used twice, until none is left', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 20, maxLength: 20 }), (draws) => {
      const used: Span[] = []
      let draw = 0
      for (;;) {
        const span = chooseSpan(flat, used.length === 0 ? 'seed' : used.length % 2 ? 'depth' : 'width', { used, random: () => draws[draw++ % draws.length]! })
        if (!span) break
        used.push(span)
      }
      const taken = used.flatMap(indices)
      assert.equal(new Set(taken).size, taken.length)
      assert.equal(taken.length, 8)
    }),
    { numRuns: 30 },
  )
})

test('the same draws choose the same span', () => {
  const choose = () => chooseSpan(flat, 'seed', { used: [], random: () => 0.5 })
  assert.deepEqual(choose(), choose())
})

test('depth stays near the last answer, width goes away from it', () => {
  const three = choosing([['Ropes rot in the sea.', 0], ['Ropes rot in the sun.', 10], ['Bells ring in a storm.', 180]])
  const single = { ...three, spans: three.spans.filter(({ count }) => count === 1) }
  const used = [single.spans[0]!]
  assert.equal(chooseSpan(single, 'depth', { used, random: () => 0 })?.first, 1)
  assert.equal(chooseSpan(single, 'width', { used, random: () => 0 })?.first, 2)
})

test('an answer that names the subject is worth more, and so is one that speaks of the culture', () => {
  const named = choosing([['Ropes rot in the sea.', 0], ['Ropes rot in the bay.', 0], ['Velderhaven rots in the sea.', 0]], 'Velderhaven')
  const single = (all: Choosing) => ({ ...all, spans: all.spans.filter(({ count }) => count === 1) })
  assert.equal(chooseSpan(single(named), 'seed', { used: [], random: () => 0 })?.first, 2)
  const cultural = choosing([['Ropes rot in the sea.', 0], ['Ropes rot in the bay.', 0], ['England, Wales and Scotland make ropes.', 0]])
  assert.equal(chooseSpan(single(cultural), 'width', { used: [], random: () => 0 })?.first, 2)
})

test('without a span nothing is chosen', () => {
  assert.equal(chooseSpan({ ...flat, spans: [] }, 'seed', { used: [], random: () => 0 }), undefined)
})

test('a sentence that the article says twice is answered with once', () => {
  const twice = choosing([['Ropes rot in the sea.', 0], ['Bells ring in a storm.', 180], ['Ropes rot in the sea.', 0]])
  const single = { ...twice, spans: twice.spans.filter(({ count }) => count === 1) }
  const used = [single.spans[0]!, single.spans[1]!]
  assert.equal(chooseSpan(single, 'depth', { used, random: () => 0 }), undefined)
})
