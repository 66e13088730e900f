import { randomOf } from '../src/text/random.js'
import { vectorsOf, type Vectors } from '../src/text/vectors.js'

/** Rows around √n directions, the i-th of them about 1 / i as often as the first. */
export function syntheticVectors(rows: number, dimensions = 256): Vectors {
  const random = randomOf('bench', 'vectors', rows)
  const topics = Math.ceil(Math.sqrt(rows))
  const centres = Array.from({ length: topics }, () => Float32Array.from({ length: dimensions }, () => random() - 0.5))
  const vectors = vectorsOf(dimensions, rows)
  const vector = new Float32Array(dimensions)
  for (let row = 0; row < rows; row++) {
    const centre = centres[Math.min(topics - 1, Math.floor(topics ** random()) - 1)]!
    for (let d = 0; d < dimensions; d++) vector[d] = centre[d]! + 0.6 * (random() - 0.5)
    vectors.add(vector)
  }
  return vectors
}
