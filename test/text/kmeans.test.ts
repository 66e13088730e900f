import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocks, kmeans } from '../../src/text/kmeans.js'
import { randomOf } from '../../src/text/random.js'
import { vectorsOf, type Vectors } from '../../src/text/vectors.js'

/** Rows around so many directions, in turn. */
function topics(count: number, directions: number, noise = 0.15): Vectors {
  const random = randomOf('topics', directions)
  const vectors = vectorsOf(directions)
  for (let i = 0; i < count; i++) vectors.add(Float32Array.from({ length: directions }, (_, d) => (d === i % directions ? 1 : 0) + noise * (random() - 0.5)))
  return vectors
}

test('kmeans finds the groups that are there', () => {
  const { of, members } = kmeans(topics(300, 10), 10, randomOf('seed', 3))
  assert.equal(members.length, 10)
  for (const rows of members) assert.equal(new Set([...rows].map((row) => row % 10)).size, 1)
  members.forEach((rows, cluster) => rows.forEach((row) => assert.equal(of[row], cluster)))
})

test('kmeans puts every row into one cluster, none empty, the largest first', () => {
  for (const [rows, k] of [[200, 14], [50, 50], [7, 100], [600, 150], [1, 1]] as const) {
    const { members } = kmeans(topics(rows, 5), k, randomOf(rows, k))
    assert.deepEqual(members.flatMap((group) => [...group]).sort((a, b) => a - b), Array.from({ length: rows }, (_, i) => i))
    assert.ok(members.length <= k && members.every((group, i) => group.length > 0 && (i === 0 || group.length <= members[i - 1]!.length)))
  }
})

test('kmeans finds many clusters in levels', () => {
  const { members } = kmeans(topics(2_000, 40), 160, randomOf('levels'))
  assert.ok(members.length > 120 && members.length <= 160, `${members.length}`)
  assert.ok(members.filter((rows) => new Set([...rows].map((row) => row % 40)).size === 1).length > 0.9 * members.length)
})

test('kmeans lives with rows that are all the same', () => {
  const vectors = vectorsOf(2)
  for (let i = 0; i < 30; i++) vectors.add(Float32Array.of(1, 1))
  assert.equal(kmeans(vectors, 5, randomOf('same')).members.reduce((sum, rows) => sum + rows.length, 0), 30)
  assert.ok(blocks(vectors, Int32Array.from({ length: 30 }, (_, i) => i), 8, () => 0.5).every((block) => block.length <= 8))
})

test('blocks hold at most so many rows, and every row once', () => {
  const vectors = topics(500, 6)
  const parts = blocks(vectors, Int32Array.from({ length: 500 }, (_, i) => i), 40, () => 0.5)
  assert.ok(parts.every((part) => part.length <= 40))
  assert.equal(new Set(parts.flatMap((part) => [...part])).size, 500)
})
