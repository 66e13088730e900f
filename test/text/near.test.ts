import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bandIndex } from '../../src/text/band-index.js'
import { bandingFor, bandKeys, bandsOf } from '../../src/text/minhash.js'
import { candidatePairs, dropAlike } from '../../src/text/near.js'
import { randomOf } from '../../src/text/random.js'
import { codeKey, identity, jaccardOf, normalised, numbersKey, shingles } from '../../src/text/shingles.js'

test('n-grams and their Jaccard similarity are those of sets of strings', () => {
  const [a, b] = ['the bees dance at noon, the bees dance at dusk', 'the bees danced at noon and rested at dusk'].map(normalised) as [string, string]
  const sets = [a, b].map((letters) => new Set(Array.from({ length: letters.length - 4 }, (_, i) => letters.slice(i, i + 5))))
  assert.equal(shingles(a, 5).length, sets[0]!.size)
  const shared = [...sets[0]!].filter((gram) => sets[1]!.has(gram)).length
  assert.ok(Math.abs(jaccardOf(shingles(a, 5), shingles(b, 5)) - shared / (sets[0]!.size + sets[1]!.size - shared)) < 1e-12)
  assert.equal(jaccardOf(shingles('', 5), shingles('', 5)), 1)
  assert.equal(jaccardOf(shingles('ab', 5), shingles('abc', 5)), 0)
})

test('normalised leaves letters, marks and digits, in one case and width', () => {
  assert.equal(normalised('  Café, “４２” Ёлка—是! '), 'café42ёлка是')
})

test('the same text has the same identity, others have others', () => {
  const texts = Array.from({ length: 20_000 }, (_, i) => `text number ${i}`)
  assert.equal(new Set(texts.map(identity)).size, texts.length)
  assert.equal(identity('text'), identity('te' + 'xt'))
  assert.ok(Number.isSafeInteger(identity(texts[7]!)))
})

test('the numbers of a text are told whatever their order and grouping', () => {
  assert.equal(numbersKey('1,000.5 km in 3 days'), numbersKey('in 3 days 1 000,5 km'))
  assert.notEqual(numbersKey('5 apples and 7 pears'), numbersKey('5 apples and 8 pears'))
  assert.equal(numbersKey('no numbers'), '')
})

test('the code of a text is what stands between fences', () => {
  assert.equal(codeKey('Do this:\n```js\nlet a = 1\n```\nor that'), codeKey('Faites ceci :\n```\nlet a  =  1\n```'))
  assert.equal(codeKey('no `code` here'), '')
})

test('bands are chosen so that a pair at the threshold is found', () => {
  for (const threshold of [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1]) {
    const { bands, rows } = bandingFor(threshold)
    assert.ok(bands * rows <= 256)
    assert.ok(1 - (1 - threshold ** rows) ** bands >= 0.999, `${threshold}: ${bands} of ${rows}`)
  }
})

test('pairs at the threshold share a band, unlike ones hardly ever', () => {
  const random = randomOf('bands')
  const drawn = () => Math.floor(random() * 2 ** 32)
  const keys = bandKeys(bandingFor(0.8))
  for (let pair = 0; pair < 300; pair++) {
    const items = Uint32Array.from({ length: 200 }, drawn)
    keys.add(items.slice(0, 180))
    keys.add(items.slice(20))
  }
  const share = (a: number, b: number) => Array.from({ length: keys.bands }, (_, band) => band).some((band) => keys.keyAt(a, band) === keys.keyAt(b, band))
  const indices = Array.from({ length: 300 }, (_, i) => 2 * i)
  assert.equal(indices.filter((i) => share(i, i + 1)).length, 300)
  assert.ok(indices.every((i) => keys.likeness(i, i + 1) > 0.5 && keys.likeness(i, (i + 2) % 600) < 0.3))
  assert.ok(indices.filter((i) => i > 1 && share(i, i - 1)).length <= 1)
})

test('the share of pairs that MinHash finds follows its formula', () => {
  const random = randomOf('formula')
  const banding = { bands: 32, rows: 4 }
  const pairs = 600
  let found = 0
  for (let pair = 0; pair < pairs; pair++) {
    const items = Uint32Array.from({ length: 60 }, () => Math.floor(random() * 2 ** 32))
    const [a, b] = [items.slice(0, 45), items.slice(15)].map((set) => bandsOf(set, banding))
    if (a!.some((key, band) => key === b![band])) found++
  }
  const expected = 1 - (1 - 0.5 ** 4) ** 32
  assert.ok(Math.abs(found / pairs - expected) < 0.06, `${found / pairs} found, ${expected} expected`)
})

test('an index of bands finds the sets that share one, while it grows', () => {
  const random = randomOf('index')
  const banding = { bands: 8, rows: 2 }
  const index = bandIndex(banding)
  const sets: Uint32Array[] = []
  for (let i = 0; i < 1_500; i++) {
    const items = i % 3 === 2 ? sets[Math.floor(random() * i)]!.map((item) => (random() < 0.3 ? Math.floor(random() * 2 ** 32) : item)) : Uint32Array.from({ length: 12 }, () => Math.floor(random() * 2 ** 32))
    const own = bandsOf(items, banding)
    if (i % 10 === 0) assert.deepEqual(index.near(items), sets.flatMap((set, other) => (bandsOf(set, banding).some((key, band) => key === own[band]) ? [other] : [])))
    index.add(items)
    sets.push(items)
  }
})

test('of thousands that share a frame an index gives a few of each band, of another mark none, and the same set always', () => {
  const random = randomOf('frame')
  const banding = { bands: 20, rows: 2 }
  const drawn = (n: number) => Array.from({ length: n }, () => Math.floor(random() * 2 ** 32))
  const frame = drawn(30)
  const sets = Array.from({ length: 3_000 }, () => Uint32Array.from([...frame, ...drawn(4)]).sort())
  const index = bandIndex(banding, 16)
  for (const [i, set] of sets.entries()) index.add(set, i === 2_500 ? 'other' : '')
  for (const i of [0, 1_400, 2_999]) {
    const near = index.near(sets[i]!)
    assert.ok(near.length > 0 && near.length <= 16 * (banding.bands + 1), `${near.length}`)
    assert.ok(near.includes(i) && !near.includes(2_500))
  }
  assert.deepEqual(index.near(sets[1]!, 'other'), [2_500])
})

test('candidate pairs that may be alike are given once, the later position first, and large groups give few', () => {
  const key = (position: number, band: number) => (band === 0 ? Math.floor(position / 3) : position < 2 ? 7 : 100 + position)
  const pairing = { bands: 2, length: 9, keyAt: key, mayBeAlike: (a: number, b: number) => a + b !== 2, used: (position: number) => position !== 5, sortBy: () => 0 }
  assert.deepEqual([...candidatePairs([pairing, pairing])].map((pair) => [Math.floor(pair / 9), pair % 9]), [[1, 0], [2, 1], [4, 3], [7, 6], [8, 6], [8, 7]])
  const many = { bands: 1, length: 2_000, keyAt: () => 1, mayBeAlike: () => true, used: () => true, sortBy: (position: number) => position % 50 }
  const pairs = candidatePairs([many])
  assert.ok(pairs.length <= 2_000 * 32 && pairs.length > 2_000 * 16)
})

test('pairs that many bands find take the place of one', (t) => {
  const { mock } = t.mock.method(globalThis, 'Float64Array')
  const pairing = { bands: 20, length: 4_000, keyAt: (position: number) => Math.floor(position / 40), mayBeAlike: () => true, used: () => true, sortBy: () => 0 }
  const pairs = candidatePairs([pairing])
  const largest = Math.max(...mock.calls.map((call) => Number((call.arguments as readonly unknown[])[0])))
  assert.equal(pairs.length, (4_000 * 39) / 2)
  assert.ok(largest >= pairs.length && largest <= 4 * pairs.length, `${largest} places for ${pairs.length} pairs`)
})

test('what is alike is dropped for one that stays, the most alike; the rest stay', () => {
  const values = [0, 10, 1, 2, 11, 30]
  const alike = (later: number, earlier: number) => {
    const distance = Math.abs(values[later]! - values[earlier]!)
    return distance <= 1 ? { similarity: 1 - distance / 2, by: 'value' } : undefined
  }
  const expected = [[2, { keeper: 0, similarity: 0.5, by: 'value' }], [4, { keeper: 1, similarity: 0.5, by: 'value' }]]
  assert.deepEqual([...dropAlike(6, 'all', alike)], expected)
  assert.deepEqual([...dropAlike(6, Float64Array.of(2 * 6 + 0, 3 * 6 + 2, 4 * 6 + 1), alike)], expected)
})
