import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomOf } from '../../src/text/random.js'
import { bytesOf, inBytes, textOf, vectorsOf } from '../../src/text/vectors.js'

const random = randomOf('vectors')
const drawn = (dimensions: number) => Float32Array.from({ length: dimensions }, () => random() - 0.5)

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

test('vectors in bytes keep their cosines, whatever their length and dimensions', () => {
  for (const dimensions of [1, 3, 64, 251, 768]) {
    const given = Array.from({ length: 12 }, () => drawn(dimensions))
    const vectors = vectorsOf(dimensions, 2)
    given.forEach((vector, i) => vectors.add(i % 2 === 0 ? vector : vector.map((value) => value * 1_000)))
    assert.equal(vectors.length, 12)
    for (const [i, a] of given.entries()) for (const [j, b] of given.entries()) assert.ok(Math.abs(vectors.cosine(i, j) - cosine(a, b)) < 0.012, `${dimensions}: ${vectors.cosine(i, j)} for ${cosine(a, b)}`)
  }
})

test('a cosine to a centre is that to the vector itself', () => {
  const vectors = vectorsOf(10)
  for (let i = 0; i < 4; i++) vectors.add(drawn(10))
  const sums = new Float32Array(20)
  vectors.addTo(2, sums, 10)
  for (let i = 0; i < 4; i++) assert.ok(Math.abs(vectors.cosineTo(i, sums, 10) - vectors.cosine(i, 2)) < 1e-5)
})

test('bytes come back from text as they were', () => {
  const bytes = inBytes(drawn(77))
  assert.deepEqual(bytesOf(textOf(bytes)), bytes)
  assert.equal(Math.max(...bytes.map(Math.abs)), 127)
})

test('a vector of zeros is like no other', () => {
  const vectors = vectorsOf(3)
  vectors.add(new Float32Array(3))
  vectors.add(Float32Array.of(1, 2, 3))
  assert.equal(vectors.cosine(0, 1), 0)
})
