import { blocks, nearestTo, type Clusters } from './kmeans.js'
import type { Vectors } from './vectors.js'

export const methods = ['kmeans', 'semdedup', 'kcenter', 'random'] as const
export type Method = (typeof methods)[number]

export interface Choosing {
  readonly vectors: Vectors
  readonly clusters: Clusters
  /** Of each row, 0 to 1. */
  readonly quality: Float32Array
  /** Rows to choose at most. */
  readonly keep: number
  /** Cosine from which two rows of a cluster say the same. */
  readonly threshold: number
  readonly random: () => number
}

/** Rows of a block that are compared each with each. */
const blockSize = 512
/** Pairs of rows up to which a search goes over all of them. */
const mostPairs = 5e7
/** How much the better rows of a cluster are preferred: a row of quality .5 against one of 1 is drawn 1 to 8. */
const preference = 3
/** Rows drawn of which the one least like those taken is taken. */
const candidates = 4

/**
 * Rows in the order of choice, `keep` at most: the first n are themselves a choice of n.
 * - kmeans: each cluster in turn gives a row, drawn by quality; those at least `threshold` like one drawn before wait to the end of their cluster.
 * - semdedup: rows by their likeness to the nearest better row of their cluster, the least alike first, up to `threshold` (after Abbas et al. 2023).
 * - kcenter: each time the row farthest from all before it (Gonzalez 1985); per cluster where all pairs would be too many.
 * - random: any order.
 */
export const select = (method: Method, choosing: Choosing): Int32Array => selections[method](choosing)

const selections: Readonly<Record<Method, (choosing: Choosing) => Int32Array>> = {
  kmeans: (choosing) => inTurn(choosing, quotas(sizesOf(choosing), choosing.keep), picks),
  semdedup: leastAlike,
  kcenter: (choosing) => {
    const { vectors, clusters, keep } = choosing
    if (vectors.length * keep <= mostPairs) return farthest(choosing, every(vectors.length), keep)
    return inTurn(choosing, proportional(spreads(choosing), sizesOf(choosing), keep), (_, cluster, quota) => blocksIn(choosing, clusters.members[cluster]!).flatMap((rows) => [...farthest(choosing, rows, Math.ceil((quota * rows.length) / clusters.members[cluster]!.length))]).slice(0, quota))
  },
  random: ({ vectors, keep, random }) => shuffled(every(vectors.length), random).subarray(0, keep),
}

/** Each cluster's queue in turn, from the largest cluster on. */
function inTurn(choosing: Choosing, quota: readonly number[], queueOf: (choosing: Choosing, cluster: number, quota: number) => readonly number[]): Int32Array {
  const queues = quota.map((n, cluster) => (n > 0 ? queueOf(choosing, cluster, n) : []))
  const order = new Int32Array(Math.min(choosing.keep, queues.reduce((sum, queue) => sum + queue.length, 0)))
  let filled = 0
  for (let round = 0; filled < order.length; round++) {
    for (const queue of queues) if (round < queue.length && filled < order.length) order[filled++] = queue[round]!
  }
  return order
}

/**
 * A cluster's first rows, drawn by quality (Efraimidis and Spirakis 2006): each time, of the next few drawn, the one least like
 * those before it; those too like one of them at the end.
 */
function picks({ vectors, clusters, quality, threshold, random }: Choosing, cluster: number, quota: number): readonly number[] {
  const members = clusters.members[cluster]!
  const keys = new Map(Array.from(members, (row) => [row, Math.log(random() || Number.MIN_VALUE) / Math.max(1e-6, quality[row]! ** preference)]))
  const byKey = (a: number, b: number) => keys.get(b)! - keys.get(a)! || a - b
  const parts = blocks(vectors, members, blockSize, random).map((rows) => ({ size: rows.length, ...spreadOut({ vectors, threshold }, [...rows].sort(byKey), quota) }))
  const merged = (which: 'taken' | 'waiting') =>
    parts.flatMap(({ size, [which]: rows }) => rows.map((row, i) => ({ row, share: i / size }))).sort((a, b) => a.share - b.share || byKey(a.row, b.row)).map(({ row }) => row)
  return [...merged('taken'), ...merged('waiting')].slice(0, quota)
}

/** Takes rows in order, but of the next few each time the one least like those taken; what is too like one of them waits. */
function spreadOut({ vectors, threshold }: Pick<Choosing, 'vectors' | 'threshold'>, rows: readonly number[], quota: number): { taken: readonly number[]; waiting: readonly number[] } {
  const [taken, waiting]: [number[], number[]] = [[], []]
  let next: { readonly row: number; likeness: number }[] = []
  for (let drawn = 0; taken.length < quota; ) {
    while (next.length < candidates && drawn < rows.length) {
      const row = rows[drawn++]!
      const likeness = taken.reduce((most, other) => Math.max(most, vectors.cosine(row, other)), -1)
      if (likeness >= threshold) waiting.push(row)
      else next.push({ row, likeness })
    }
    if (next.length === 0) break
    const { row } = next.reduce((best, each) => (each.likeness < best.likeness ? each : best))
    taken.push(row)
    next = next.filter((each) => each.row !== row)
    for (const each of next) each.likeness = Math.max(each.likeness, vectors.cosine(each.row, row))
    for (const each of next) if (each.likeness >= threshold) waiting.push(each.row)
    next = next.filter(({ likeness }) => likeness < threshold)
  }
  return { taken, waiting }
}

/** Rows by the cosine to the nearest row of their block that is better; the best of each come first. */
function leastAlike(choosing: Choosing): Int32Array {
  const { vectors, clusters, quality, keep, threshold } = choosing
  const alike = new Float32Array(vectors.length).fill(-1)
  const better = (a: number, b: number) => quality[b]! - quality[a]! || a - b
  for (const members of clusters.members) {
    for (const block of blocksIn(choosing, members)) {
      const rows = Int32Array.from(block).sort(better)
      for (let i = 1; i < rows.length; i++) {
        let most = -1
        for (let j = 0; j < i; j++) most = Math.max(most, vectors.cosine(rows[i]!, rows[j]!))
        alike[rows[i]!] = most
      }
    }
  }
  const order = every(vectors.length).sort((a, b) => alike[a]! - alike[b]! || better(a, b))
  const end = order.findIndex((row) => alike[row]! >= threshold)
  return order.subarray(0, Math.min(keep, end < 0 ? order.length : end))
}

/** Starts with the best row, then takes each time the one whose most similar taken row is the least similar. */
function farthest({ vectors, quality }: Choosing, rows: Int32Array, count: number): Int32Array {
  const most = Math.min(count, rows.length)
  const order = new Int32Array(most)
  const closest = new Float32Array(rows.length).fill(-2)
  let next = rows.reduce((best, row, i) => (quality[row]! > quality[rows[best]!]! ? i : best), 0)
  for (let n = 0; n < most; n++) {
    const row = (order[n] = rows[next]!)
    closest[next] = Infinity
    next = 0
    for (let i = 0; i < rows.length; i++) {
      if (closest[i] !== Infinity) closest[i] = Math.max(closest[i]!, vectors.cosine(rows[i]!, row))
      if (closest[i]! < closest[next]!) next = i
    }
  }
  return order
}

export interface Kept {
  /** Row → the kept row most similar to it. */
  readonly keeper: Int32Array
  readonly similarity: Float32Array
}

/**
 * The nearest kept row of each row that is not kept. Exact up to 50 million pairs; above, it is looked for in the row's own
 * block of its cluster, or among the kept rows of the nearest cluster that has any.
 */
export function nearestKept(choosing: Choosing, order: Int32Array): Kept {
  const { vectors, clusters } = choosing
  const found: Kept = { keeper: new Int32Array(vectors.length).fill(-1), similarity: new Float32Array(vectors.length).fill(-2) }
  if (order.length === 0) return found
  const kept = new Uint8Array(vectors.length)
  for (const row of order) kept[row] = 1
  if (vectors.length * order.length <= mostPairs) {
    look(choosing, every(vectors.length).filter((row) => !kept[row]), order, found)
    return found
  }
  const keepers = clusters.members.map((members) => members.filter((row) => kept[row]))
  clusters.members.forEach((members, cluster) => {
    for (const block of blocksIn(choosing, members)) {
      const own = block.filter((row) => kept[row])
      look(choosing, block.filter((row) => !kept[row]), own.length > 0 ? own : nearbyKeepers(choosing, keepers, cluster), found)
    }
  })
  return found
}

function look({ vectors }: Choosing, dropped: Int32Array, keepers: Int32Array, found: Kept): void {
  for (const row of dropped) {
    for (const keeper of keepers) {
      const similarity = vectors.cosine(row, keeper)
      if (similarity <= found.similarity[row]!) continue
      found.similarity[row] = similarity
      found.keeper[row] = keeper
    }
  }
}

/** Some kept rows of the cluster itself, or else of the most similar cluster that has any. */
function nearbyKeepers({ clusters, vectors }: Choosing, keepers: readonly Int32Array[], cluster: number): Int32Array {
  if (keepers[cluster]!.length > 0) return keepers[cluster]!.subarray(0, blockSize)
  const row = clusters.members[cluster]![0]!
  const filled = keepers.map((_, i) => i).filter((i) => keepers[i]!.length > 0)
  const centres = new Float32Array(filled.length * vectors.dimensions)
  filled.forEach((from, to) => centres.set(clusters.centres.subarray(from * vectors.dimensions, (from + 1) * vectors.dimensions), to * vectors.dimensions))
  return keepers[filled[nearestTo(vectors, row, centres, filled.length).centre]!]!.subarray(0, blockSize)
}

/** Rows a cluster gives when each gives one in turn until `keep` are together. */
function quotas(sizes: readonly number[], keep: number): number[] {
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[a]! - sizes[b]! || b - a)
  const given = new Array<number>(sizes.length).fill(0)
  let left = Math.min(keep, sizes.reduce((sum, size) => sum + size, 0))
  order.forEach((cluster, i) => {
    given[cluster] = Math.min(sizes[cluster]!, Math.floor(left / (order.length - i)))
    left -= given[cluster]!
  })
  return given
}

/** Rows in proportion to weights, never more than there are. */
function proportional(weights: readonly number[], sizes: readonly number[], keep: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  return weights.map((weight, i) => Math.min(sizes[i]!, Math.ceil((weight / total) * keep)))
}

/** How far the rows of each cluster lie from its centre, added up. */
function spreads({ vectors, clusters }: Choosing): number[] {
  return clusters.members.map((members, cluster) => members.reduce((sum, row) => sum + 1 - vectors.cosineTo(row, clusters.centres, cluster * vectors.dimensions), 0))
}

/** Blocks of a cluster, the same at every call. */
const blocksIn = ({ vectors }: Choosing, members: Int32Array) => blocks(vectors, members, blockSize, () => 0.5)

const sizesOf = ({ clusters }: Choosing) => clusters.members.map((members) => members.length)

const every = (n: number) => Int32Array.from({ length: n }, (_, i) => i)

function shuffled(rows: Int32Array, random: () => number): Int32Array {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[rows[i], rows[j]] = [rows[j]!, rows[i]!]
  }
  return rows
}
