import type { Vectors } from './vectors.js'

/** Most clusters that are found at once; more are found in levels, clusters within clusters. */
const flat = 128
/** Rows per cluster that its centres are learnt from, and rounds of learning. */
const learnt = 64
const rounds = 10

export interface Clusters {
  /** Row → cluster; 0 is the largest. */
  readonly of: Int32Array
  /** Members of each cluster, in the order of the rows. */
  readonly members: readonly Int32Array[]
  /** Centres at length 1, one behind the other. */
  readonly centres: Float32Array
}

/**
 * Groups directions around centres (spherical k-means, seeded as k-means++). Centres are learnt from a sample of 64 rows a
 * cluster; above 128 clusters, the rows are first grouped into about the root of k parts and each part by itself, so that the
 * effort is about rows × √k. Gives k clusters or fewer: none is empty.
 */
export function kmeans(vectors: Vectors, k: number, random: () => number): Clusters {
  const groups = grouped(vectors, Int32Array.from({ length: vectors.length }, (_, i) => i), Math.max(1, Math.min(k, vectors.length)), random)
  const members = groups.sort((a, b) => b.length - a.length || a[0]! - b[0]!)
  const of = new Int32Array(vectors.length)
  members.forEach((rows, cluster) => rows.forEach((row) => (of[row] = cluster)))
  const centres = new Float32Array(members.length * vectors.dimensions)
  members.forEach((rows, cluster) => rows.forEach((row) => vectors.addTo(row, centres, cluster * vectors.dimensions)))
  members.forEach((_, cluster) => normalise(centres, cluster * vectors.dimensions, vectors.dimensions))
  return { of, members, centres }
}

/** Rows in groups of `most` at most, alike ones together: for work on pairs, which must not grow with the square of the rows. */
export function blocks(vectors: Vectors, rows: Int32Array, most: number, random: () => number): Int32Array[] {
  if (rows.length <= most) return [rows]
  const parts = grouped(vectors, rows, Math.min(flat, Math.ceil((2 * rows.length) / most)), random)
  if (parts.length === 1) return slices(rows, most)
  return parts.flatMap((part) => blocks(vectors, part, most, random))
}

function grouped(vectors: Vectors, rows: Int32Array, k: number, random: () => number): Int32Array[] {
  if (k <= 1 || rows.length <= 1) return rows.length > 0 ? [rows] : []
  if (k <= flat) return split(vectors, rows, k, random)
  const parts = split(vectors, rows, Math.ceil(Math.sqrt(k)), random)
  if (parts.length === 1) return parts
  return shares(parts.map((part) => part.length), k).flatMap((share, i) => grouped(vectors, parts[i]!, share, random))
}

/** k shared out in proportion to the sizes, one each at least. */
function shares(sizes: readonly number[], k: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let [seen, given] = [0, 0]
  return sizes.map((size) => {
    seen += size
    const share = Math.max(1, Math.round((seen / total) * k) - given)
    given += share
    return share
  })
}

function split(vectors: Vectors, rows: Int32Array, k: number, random: () => number): Int32Array[] {
  const sample = sampleOf(rows, k * learnt, random)
  const centres = learn(vectors, sample, k, random)
  const nearest = rows.map((row) => nearestTo(vectors, row, centres, k).centre)
  const sizes = new Int32Array(k)
  for (const centre of nearest) sizes[centre]!++
  const parts = Array.from(sizes, (size) => new Int32Array(size))
  const filled = new Int32Array(k)
  rows.forEach((row, i) => (parts[nearest[i]!]![filled[nearest[i]!]!++] = row))
  return parts.filter((part) => part.length > 0)
}

function learn(vectors: Vectors, sample: Int32Array, k: number, random: () => number): Float32Array {
  const { dimensions } = vectors
  let centres = seeds(vectors, sample, k, random)
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array(k * dimensions)
    const sizes = new Int32Array(k)
    let worst = { row: sample[0]!, similarity: Infinity }
    for (const row of sample) {
      const { centre, similarity } = nearestTo(vectors, row, centres, k)
      vectors.addTo(row, sums, centre * dimensions)
      sizes[centre]!++
      if (similarity < worst.similarity) worst = { row, similarity }
    }
    const empty = sizes.indexOf(0)
    if (empty >= 0) vectors.addTo(worst.row, sums, empty * dimensions)
    for (let centre = 0; centre < k; centre++) normalise(sums, centre * dimensions, dimensions)
    centres = sums
  }
  return centres
}

/** First centres: rows drawn with the distance to the centres before them as their weight (k-means++, Arthur and Vassilvitskii 2007). */
function seeds(vectors: Vectors, sample: Int32Array, k: number, random: () => number): Float32Array {
  const centres = new Float32Array(k * vectors.dimensions)
  const distances = new Float32Array(sample.length).fill(2)
  for (let centre = 0; centre < k; centre++) {
    const offset = centre * vectors.dimensions
    vectors.addTo(sample[drawn(distances, random)]!, centres, offset)
    normalise(centres, offset, vectors.dimensions)
    sample.forEach((row, i) => (distances[i] = Math.min(distances[i]!, Math.max(0, 1 - vectors.cosineTo(row, centres, offset)))))
  }
  return centres
}

/** Index drawn with these weights. */
function drawn(weights: Float32Array, random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0)
  for (let i = 0; i < weights.length; i++) if ((left -= weights[i]!) < 0) return i
  return weights.length - 1
}

/** The most similar of k centres. */
export function nearestTo(vectors: Vectors, row: number, centres: Float32Array, k: number): { centre: number; similarity: number } {
  let centre = 0
  let similarity = -Infinity
  for (let i = 0; i < k; i++) {
    const other = vectors.cosineTo(row, centres, i * vectors.dimensions)
    if (other <= similarity) continue
    centre = i
    similarity = other
  }
  return { centre, similarity }
}

/** Rows at even steps from a random start: cheap, and fair to any order of the rows but a periodic one. */
function sampleOf(rows: Int32Array, most: number, random: () => number): Int32Array {
  if (rows.length <= most) return rows
  const step = rows.length / most
  const start = random() * step
  return Int32Array.from({ length: most }, (_, i) => rows[Math.floor(start + i * step)]!)
}

function slices(rows: Int32Array, most: number): Int32Array[] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, i) => rows.subarray(i * most, (i + 1) * most))
}

function normalise(values: Float32Array, offset: number, dimensions: number): void {
  let norm = 0
  for (let d = offset; d < offset + dimensions; d++) norm += values[d]! * values[d]!
  const shrink = norm === 0 ? 0 : 1 / Math.sqrt(norm)
  for (let d = offset; d < offset + dimensions; d++) values[d]! *= shrink
}
