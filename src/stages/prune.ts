import { z } from 'zod'
import { stream } from '../stage.js'
import { batches } from '../text/batches.js'
import { kmeans } from '../text/kmeans.js'
import { qualityOf } from '../text/quality.js'
import { randomOf } from '../text/random.js'
import { methods, nearestKept, select, type Choosing } from '../text/selection.js'
import { bytesOf, inBytes, textOf, vectorsOf, type Vectors } from '../text/vectors.js'
import type { Choice, Context, Original, Row } from '../types.js'

const options = z.object({
  keep: z.number().gt(0).default(0.5).describe('share of the rows to keep, or how many when above 1'),
  method: z.enum(methods).default('kmeans').describe('kmeans: from each cluster in turn, drawn by quality; semdedup: the rows least like a better one; kcenter: the rows farthest from each other; random'),
  clusters: z.number().int().min(0).default(0).describe('clusters to group the rows into (0: the square root of the rows)'),
  threshold: z.number().gt(0).max(1).default(0.9).describe('cosine from which two rows of a cluster say the same: semdedup drops one of them, kmeans takes it last'),
})

/** Characters of the questions that are embedded, rows embedded at once, and characters of kept rows held at a time. */
const mostCharacters = 2_000
const batchSize = 64
const windowSize = 1 << 27

/** A vector in the journal. */
interface Embedded extends Row {
  readonly vector: string
}

/**
 * Chooses rows that stand for all: their questions are embedded and clustered, and a method chooses. Rows come out in the
 * order of choice (`choice.rank`), and the first n are themselves a choice of n: a language that takes fewer takes the first.
 * A row dropped names the kept row nearest to it, their cosine, and its cluster. Vectors are journaled by question, a byte a
 * dimension, so that another `keep` or `method` embeds nothing.
 * Held in memory: a vector (256 bytes with the default embedder) and some 300 bytes a row, and kept rows of 128 million
 * characters at a time, which are read from the input once more for each such part.
 */
export const prune = stream<Original, Original, typeof options>({
  name: 'prune',
  description: 'keeps a choice of rows that stands for all, by clusters of their embeddings and by quality; each row dropped names its nearest keeper',
  options,
  volatile: ['keep', 'method', 'clusters', 'threshold'],
  whole: true,
  uses: () => ({ embedder: true, seed: true }),
  async *run(rows, context, { keep, method, clusters: wanted, threshold }) {
    const survey = await surveyed(rows, context)
    if (!survey) return
    const { vectors, quality } = survey
    const clusters = kmeans(vectors, wanted || Math.ceil(Math.sqrt(vectors.length)), randomOf('prune', 'clusters', context.seed))
    const count = Math.min(vectors.length, keep > 1 ? Math.floor(keep) : Math.ceil(keep * vectors.length))
    const choosing: Choosing = { vectors, clusters, quality: Float32Array.from(quality), keep: count, threshold, random: randomOf('prune', method, context.seed) }
    const order = select(method, choosing)
    context.count('clusters', clusters.members.length)
    context.count('clusters-kept', new Set(order.map((row) => clusters.of[row]!)).size)
    await rejectOthers(rows, survey, { context, choosing, order })
    yield* inOrder(rows, survey, { choosing, order })
  },
})

interface Survey {
  readonly ids: readonly string[]
  readonly vectors: Vectors
  readonly quality: readonly number[]
  /** Characters of each row. */
  readonly sizes: readonly number[]
}

interface Chosen {
  readonly choosing: Choosing
  readonly order: Int32Array
}

/** Embeds and scores each row; undefined where there is none, so that the embedder is not loaded. */
async function surveyed(rows: AsyncIterable<Original>, context: Context): Promise<Survey | undefined> {
  const [ids, quality, sizes]: [string[], number[], number[]] = [[], [], []]
  let vectors: Vectors | undefined
  for await (const batch of batches(rows, batchSize)) {
    vectors ??= vectorsOf((await context.models.embedder()).dimensions)
    for (const vector of await vectorsIn(batch, context)) vectors.add(vector)
    for (const row of batch) {
      ids.push(row.id)
      quality.push(qualityOf(row, context.language))
      sizes.push(row.messages.reduce((sum, { content }) => sum + content.length, 0))
    }
  }
  return vectors && { ids, vectors, quality, sizes }
}

/** Vectors from the journal where it has them; the others are embedded together. */
async function vectorsIn(batch: readonly Original[], context: Context): Promise<Int8Array[]> {
  const embed = together<string, Float32Array>(async (texts) => (await context.models.embedder()).embed(texts))
  return Promise.all(
    batch.map(async ({ id, messages }) => {
      const text = messages.filter(({ role }) => role === 'user').map(({ content }) => content).join('\n').slice(0, mostCharacters)
      const [row] = await context.once<Embedded>({ id, text } as Row, async () => [{ id, vector: textOf(inBytes(await embed(text))) }])
      return bytesOf(row!.vector)
    }),
  )
}

/** Asks once for what is asked for one by one in the same turn of the event loop. */
function together<In, Out>(work: (inputs: readonly In[]) => Promise<readonly Out[]>): (input: In) => Promise<Out> {
  let asked: In[] = []
  let answers: Promise<readonly Out[]> | undefined
  return async (input) => {
    const place = asked.push(input) - 1
    answers ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      const inputs = asked
      ;[asked, answers] = [[], undefined]
      return work(inputs)
    })
    return (await answers)[place]!
  }
}

async function rejectOthers(rows: AsyncIterable<Original>, { ids, quality }: Survey, { context, choosing, order }: Chosen & { context: Context }): Promise<void> {
  const kept = new Set(order)
  const { keeper, similarity } = nearestKept(choosing, order)
  let index = 0
  for await (const row of rows) {
    const at = index++
    if (kept.has(at)) continue
    const nearest = keeper[at]! < 0 ? {} : { keeper: ids[keeper[at]!], similarity: round(similarity[at]!) }
    context.reject(row, 'not-chosen', { ...nearest, cluster: choosing.clusters.of[at], quality: quality[at] })
  }
}

/** Kept rows by rank, in as many passes over the input as their size takes. */
async function* inOrder(rows: AsyncIterable<Original>, { quality, sizes }: Survey, { choosing, order }: Chosen): AsyncIterable<Original> {
  const { vectors, clusters } = choosing
  const choiceOf = (row: number, rank: number): Choice => {
    const cluster = clusters.of[row]!
    return { cluster, rank, similarity: round(vectors.cosineTo(row, clusters.centres, cluster * vectors.dimensions)), quality: quality[row]! }
  }
  for (let start = 0; start < order.length; ) {
    let [end, size] = [start, 0]
    while (end < order.length && (end === start || size + sizes[order[end]!]! <= windowSize)) size += sizes[order[end++]!]!
    const held = await rowsAt(rows, order.subarray(start, end))
    for (let rank = start; rank < end; rank++) yield { ...held.get(order[rank]!)!, choice: choiceOf(order[rank]!, rank) }
    start = end
  }
}

async function rowsAt(rows: AsyncIterable<Original>, wanted: Int32Array): Promise<ReadonlyMap<number, Original>> {
  const places = new Set(wanted)
  const held = new Map<number, Original>()
  let index = 0
  for await (const row of rows) {
    if (places.has(index)) held.set(index, row)
    index++
  }
  return held
}

const round = (value: number) => Math.round(value * 1e4) / 1e4
