import type { Embedder, Message } from '../types.js'
import { batches } from '../text/batches.js'
import { readBenchmark } from './benchmark-file.js'
import { hashed, indexOf, overlapOf, type GramIndex } from './grams.js'
import { keptItems, keptNgram } from './hash-file.js'
import { neighboursOf, type Neighbours } from './neighbours.js'

/** Benchmarks that rows are compared with. */
export interface Benchmarks {
  /** Their names and sizes. */
  readonly benchmarks: readonly { readonly benchmark: string; readonly items: number }[]
  readonly indexes: readonly GramIndex[]
  readonly neighbours?: Neighbours
}

export interface BenchmarkOptions {
  /** Looks for paraphrases and translations too. */
  readonly embedder?: Embedder | undefined
  /** Words of an n-gram; default 8. */
  readonly ngram?: number | undefined
  /** Share (0 to 1) of an item's words from which a text holds it; default 0.5. */
  readonly covered?: number | undefined
  /** Least cosine of a neighbour; default 0.45, which is low where an embedder's cosines are all high. */
  readonly similar?: number | undefined
  /** Field of the files that holds the question, where it goes by another name than those known. */
  readonly field?: string | undefined
  /** Told which column of a table is compared. */
  readonly onNote?: ((text: string) => void) | undefined
}

/** What is looked at of a row. */
export interface Checked {
  readonly messages: readonly Message[]
  /** The English messages of a translation. */
  readonly original?: readonly Message[] | undefined
}

/** An item of a benchmark in a row. */
export interface Leak {
  readonly how: 'ngram' | 'neighbour'
  readonly benchmark: string
  /** Line or row of the benchmark, from 1. */
  readonly item: number
  /** Of n-grams: share (0 to 1) of the item's words that the text holds. */
  readonly shared?: number
  /** Of neighbours: cosine, and how far the item stands out (0 to 1). */
  readonly similarity?: number
  readonly lead?: number
  /** The message of the row. */
  readonly text: string
  /** The item's text; not given where only its hashes are kept. */
  readonly against?: string
}

/**
 * Reads benchmarks, and adds those that are kept as hashes: GSM8K's test split and MGSM, the ones that mathematics is usually
 * measured by. They cost next to nothing, so every row is compared with them, of whatever kind it says it is.
 * @throws UserError when a file cannot be read, or has an item without a question
 */
export async function openBenchmarks(files: readonly string[], { embedder, ngram = 8, covered = 0.5, similar = 0.45, field, onNote }: BenchmarkOptions = {}): Promise<Benchmarks> {
  const read = await Promise.all(files.map((file) => readBenchmark(file, field, onNote)))
  const items = read.flat()
  const kept = keptItems()
  const sizes = new Map<string, number>()
  for (const { benchmark } of [...items, ...kept]) sizes.set(benchmark, (sizes.get(benchmark) ?? 0) + 1)
  return {
    benchmarks: [...sizes].map(([benchmark, size]) => ({ benchmark, items: size })),
    // Those whose text is known come first, so that a report shows it.
    indexes: [indexOf(items.map((item) => hashed(item, ngram)), ngram, covered), indexOf(kept, keptNgram, covered)],
    ...(embedder && items.length > 0 ? { neighbours: await neighboursOf(items, embedder, similar) } : {}),
  }
}

/** The item of a benchmark that a row holds, whole or nearly so, or is a version of. For many rows `leaks` is faster. */
export async function leak(row: Checked, benchmarks: Benchmarks): Promise<Leak | undefined> {
  return (await leaksOf([row], benchmarks))[0]
}

/** Rows that are embedded together. */
const together = 256

/** Goes through rows and says of each what it holds, in their order. */
export async function* leaks<Row extends Checked>(rows: AsyncIterable<Row>, benchmarks: Benchmarks): AsyncIterable<{ readonly row: Row; readonly leak: Leak | undefined }> {
  for await (const batch of batches(rows, together)) {
    const found = await leaksOf(batch, benchmarks)
    for (const [i, row] of batch.entries()) yield { row, leak: found[i] }
  }
}

async function leaksOf(rows: readonly Checked[], benchmarks: Benchmarks): Promise<(Leak | undefined)[]> {
  const found = rows.map((row) => verbatim(row, benchmarks))
  const { neighbours } = benchmarks
  if (!neighbours) return found
  const open = rows.flatMap((row, position) => (found[position] ? [] : questionsOf(row).map((text) => ({ position, text }))))
  const near = open.length === 0 ? [] : await neighbours.of(open.map(({ text }) => text))
  open.forEach(({ position, text }, i) => {
    const neighbour = near[i]
    if (neighbour && neighbour.similarity > (found[position]?.similarity ?? -1)) {
      const { item: { benchmark, item, text: against }, similarity, lead } = neighbour
      found[position] = { how: 'neighbour', benchmark, item, similarity, lead, text, against }
    }
  })
  return found
}

/** By n-grams: of the original first, which is what English benchmarks are found in, then of the row's own messages. */
function verbatim({ messages, original = [] }: Checked, { indexes }: Benchmarks): Leak | undefined {
  for (const index of indexes) {
    for (const { content: text } of [...original, ...messages]) {
      const overlap = overlapOf(text, index)
      if (!overlap) continue
      const { item: { benchmark, item, text: against }, shared } = overlap
      return { how: 'ngram', benchmark, item, shared, text, ...(against === undefined ? {} : { against }) }
    }
  }
  return undefined
}

/** What is compared by meaning: questions, in the row's language and in English. */
function questionsOf({ messages, original = [] }: Checked): string[] {
  return [...new Set([...original, ...messages].filter(({ role }) => role === 'user').map(({ content }) => content))]
}
