import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kmeans } from '../../src/text/kmeans.js'
import { randomOf } from '../../src/text/random.js'
import { methods, nearestKept, select, type Choosing } from '../../src/text/selection.js'
import { vectorsOf } from '../../src/text/vectors.js'

/** Rows around eight directions, the first far more often than the others. */
function choosing(count: number, changed: Partial<Choosing> = {}): Choosing {
  const random = randomOf('selection', count)
  const vectors = vectorsOf(8)
  for (let i = 0; i < count; i++) {
    const topic = i % 20 < 13 ? 0 : (i % 20) - 12
    vectors.add(Float32Array.from({ length: 8 }, (_, d) => (d === topic ? 1 : 0) + 0.15 * (random() - 0.5)))
  }
  return { vectors, clusters: kmeans(vectors, 8, randomOf('clusters')), quality: Float32Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 0.2 : 1)), keep: Math.ceil(count / 5), threshold: 0.999, random: randomOf('draw'), ...changed }
}

for (const method of methods) {
  test(`${method} chooses each row once at most, as many as asked for`, () => {
    const order = select(method, choosing(200))
    assert.equal(order.length, 40)
    assert.equal(new Set(order).size, 40)
  })
}

test('kmeans gives every cluster the same share as far as it goes, random its size', () => {
  const given = choosing(400)
  const sizes = (order: Int32Array) => given.clusters.members.map((_, cluster) => [...order].filter((row) => given.clusters.of[row] === cluster).length)
  assert.deepEqual(sizes(select('kmeans', given)), Array.from({ length: 8 }, () => 10))
  assert.ok(sizes(select('random', given))[0]! > 35)
})

test('kmeans prefers good rows without taking them alone', () => {
  const given = choosing(400)
  const poor = [...select('kmeans', given)].filter((row) => given.quality[row]! < 0.5).length
  assert.ok(poor < 12, `${poor} of 80 are poor, of all rows a third`)
  assert.ok([...select('kmeans', choosing(400, { keep: 400 }))].length === 400)
})

test('kmeans takes what says the same at the end of its cluster', () => {
  const vectors = vectorsOf(4)
  for (let i = 0; i < 12; i++) vectors.add(Float32Array.of(1, i < 8 ? 0 : i / 10, 0, 0))
  const clusters = { of: new Int32Array(12), members: [Int32Array.from({ length: 12 }, (_, i) => i)], centres: Float32Array.of(1, 0, 0, 0) }
  const order = [...select('kmeans', choosing(12, { vectors, clusters, quality: new Float32Array(12).fill(1), keep: 12, threshold: 0.9999 }))]
  assert.equal(order.slice(0, 5).filter((row) => row < 8).length, 1)
  assert.equal(new Set(order).size, 12)
})

test('semdedup keeps the better of two alike, and gives the rows least alike first', () => {
  const vectors = vectorsOf(3)
  for (const vector of [[1, 0, 0], [1, 0.01, 0], [0, 1, 0], [0.5, 0.5, 0.7]]) vectors.add(Float32Array.from(vector))
  const clusters = { of: new Int32Array(4), members: [Int32Array.of(0, 1, 2, 3)], centres: Float32Array.of(1, 0, 0) }
  const given = choosing(4, { vectors, clusters, quality: Float32Array.of(0.5, 0.9, 0.8, 0.7), keep: 4, threshold: 0.9 })
  assert.deepEqual([...select('semdedup', given)], [1, 2, 3])
  assert.deepEqual([...select('semdedup', { ...given, threshold: 1 })].at(-1), 0)
})

test('kcenter begins with the best row and goes to the farthest', () => {
  const vectors = vectorsOf(2)
  for (const angle of [0, 0.1, 0.5, 1.2, 1.5]) vectors.add(Float32Array.of(Math.cos(angle), Math.sin(angle)))
  const order = select('kcenter', choosing(5, { vectors, quality: Float32Array.of(0.5, 1, 0.5, 0.5, 0.5), keep: 3 }))
  assert.deepEqual([...order], [1, 4, 2])
})

test('kmeans reaches directions that a random choice of the same size misses', () => {
  const topics = (order: Int32Array) => new Set([...order].map((row) => (row % 20 < 13 ? 0 : (row % 20) - 12))).size
  assert.equal(topics(select('kmeans', choosing(400, { keep: 8 }))), 8)
  assert.ok(topics(select('random', choosing(400, { keep: 8 }))) < 8)
})

test('the nearest kept row is the nearest of all, and a kept row has none', () => {
  const given = choosing(200)
  const order = select('kmeans', given)
  const { keeper, similarity } = nearestKept(given, order)
  for (let row = 0; row < 200; row++) {
    if (order.includes(row)) assert.equal(keeper[row], -1)
    else assert.ok(Math.abs(Math.max(...[...order].map((other) => given.vectors.cosine(row, other))) - similarity[row]!) < 1e-6)
  }
})
