/**
 * How `near-duplicates` and `prune` grow, and what MinHash misses. Seconds are those of the processor, of one thread, so that
 * a busy machine does not matter; the last column is the time a row, against that of the smallest size.
 *
 *   node --max-old-space-size=8192 dist/bench/prune.js vectors [sizes, default 10000,100000,1000000] [methods, default kmeans]
 *   node --max-old-space-size=8192 dist/bench/prune.js texts [sizes]
 *   node dist/bench/prune.js recall [rows, default 10000] [threshold, default 0.75]
 *
 * `vectors`: synthetic ones of 256 dimensions around directions of unequal size; clusters, choice of half, nearest keepers.
 * `texts`: the whole stage on synthetic rows of which a tenth are near-copies of earlier ones. `recall`: all pairs of questions
 * compared exactly (of 10,000: 50 million), and how many of those at the threshold or above MinHash proposes.
 */
import { nearDuplicates } from '../src/stages/near-duplicates.js'
import { languageOf } from '../src/languages/index.js'
import { kmeans } from '../src/text/kmeans.js'
import { bandingFor, bandKeys } from '../src/text/minhash.js'
import { candidatePairs } from '../src/text/near.js'
import { randomOf } from '../src/text/random.js'
import { nearestKept, select, type Method } from '../src/text/selection.js'
import { identity, jaccardOf, normalised, shingles } from '../src/text/shingles.js'
import type { Context, Original } from '../src/types.js'
import { syntheticVectors } from './synthetic-vectors.js'

const [what = 'vectors', first, second] = process.argv.slice(2)
const sizes = (first ?? '10000,100000,1000000').split(',').map(Number)
const print = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

/** Seconds of the processor that work takes. */
function timed<T>(work: () => T): { result: T; seconds: number } {
  const start = process.cpuUsage()
  const result = work()
  return { result, seconds: secondsSince(start) }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

const peak = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`

function benchVectors(chosen: readonly Method[]): void {
  print('rows', 'clusters', 'method', 'k-means s', 'choice s', 'keepers s', 'peak', 'time a row')
  print(...Array.from({ length: 8 }, () => '---'))
  const base = new Map<Method, number>()
  for (const rows of sizes) {
    const vectors = syntheticVectors(rows)
    const quality = Float32Array.from({ length: rows }, (_, i) => 0.5 + ((i * 7919) % 100) / 200)
    const grouped = timed(() => kmeans(vectors, Math.ceil(Math.sqrt(rows)), randomOf('bench', rows)))
    for (const method of chosen) {
      const choosing = { vectors, clusters: grouped.result, quality, keep: rows / 2, threshold: 0.9, random: randomOf('bench', method) }
      const choice = timed(() => select(method, choosing))
      const keepers = timed(() => nearestKept(choosing, choice.result))
      const perRow = (grouped.seconds + choice.seconds + keepers.seconds) / rows
      base.set(method, base.get(method) ?? perRow)
      print(rows, grouped.result.members.length, method, grouped.seconds.toFixed(1), choice.seconds.toFixed(1), keepers.seconds.toFixed(1), peak(), `× ${(perRow / base.get(method)!).toFixed(2)}`)
    }
  }
}

/** Sentences of made-up words, common ones more often; every tenth row is an earlier one with up to one word in 25 changed. */
function* syntheticRows(rows: number): Generator<Original> {
  const random = randomOf('bench', 'texts')
  const syllables = Array.from({ length: 90 }, (_, i) => 'bcdfghklmnprstvz'[i % 16]! + 'aeiou'[i % 5]! + 'nrslt '[i % 6]!.trim())
  const word = () => {
    let rank = Math.floor(20_000 ** random())
    let text = ''
    do text += syllables[rank % 90]!
    while ((rank = Math.floor(rank / 9)) > 0)
    return text
  }
  const recent: string[][] = []
  for (let row = 0; row < rows; row++) {
    const planted = row % 10 === 9
    const words = planted ? recent[Math.floor(random() * recent.length)]!.map((old) => (random() < 0.04 * random() ? word() : old)) : Array.from({ length: 60 }, word)
    if (!planted) recent[recent.length < 500 ? recent.length : row % 500] = words
    const [question, answer] = [words.slice(0, 30).join(' '), words.slice(30).join(' ')]
    yield { id: `${row}`, language: 'en', kind: 'chat_agnostic', messages: [{ role: 'user', content: question }, { role: 'assistant', content: answer }], source: { dataset: 'bench', row, format: 'bench' } }
  }
}

async function benchTexts(): Promise<void> {
  print('rows', 'dropped', 'seconds', 'peak', 'time a row')
  print(...Array.from({ length: 5 }, () => '---'))
  let base: number | undefined
  for (const rows of sizes) {
    const start = process.cpuUsage()
    let dropped = 0
    const context = { language: languageOf('en'), signal: new AbortController().signal, reject: () => void dropped++ } as unknown as Context
    const input = { [Symbol.asyncIterator]: async function* () { yield* syntheticRows(rows) } }
    for await (const _ of nearDuplicates.make().run(input, context)) void _
    const seconds = secondsSince(start)
    base ??= seconds / rows
    print(rows, dropped, seconds.toFixed(1), peak(), `× ${(seconds / rows / base).toFixed(2)}`)
  }
}

/** Whether two sets reach a Jaccard similarity; stops where too many members have no partner for it. */
function alike(a: Uint32Array, b: Uint32Array, threshold: number): boolean {
  let alone = ((a.length + b.length) * (1 - threshold)) / (1 + threshold)
  let i = 0
  let j = 0
  while (i < a.length && j < b.length && alone >= 0) {
    const left = a[i]!
    const right = b[j]!
    if (left !== right) alone--
    if (left <= right) i++
    if (right <= left) j++
  }
  return alone >= 0 && jaccardOf(a, b) >= threshold
}

function benchRecall(rows: number, threshold: number): void {
  const letters = [...syntheticRows(rows)].map(({ messages }) => normalised(messages[0]!.content))
  const sets = letters.map((text) => shingles(text, 5))
  const keys = bandKeys(bandingFor(threshold))
  const numbers = letters.map(identity)
  const hashed = timed(() => {
    for (const set of sets) keys.add(set)
    return candidatePairs([{ bands: keys.bands, length: rows, keyAt: keys.keyAt, mayBeAlike: (a, b) => keys.likeness(a, b) >= threshold - 0.3, used: () => true, sortBy: (i) => numbers[i]! }])
  })
  const proposed = new Set(hashed.result)
  const exact = timed(() => {
    const pairs: number[] = []
    for (let i = 1; i < rows; i++) {
      for (let j = 0; j < i; j++) {
        if (alike(sets[i]!, sets[j]!, threshold)) pairs.push(i * rows + j)
      }
    }
    return pairs
  })
  const found = exact.result.filter((pair) => proposed.has(pair)).length
  print('rows', 'bands × rows', 'pairs compared', `alike (≥ ${threshold})`, 'found', 'recall', 'candidates', 'MinHash s', 'all pairs s')
  print(...Array.from({ length: 9 }, () => '---'))
  print(rows, Object.values(bandingFor(threshold)).join(' × '), (rows * (rows - 1)) / 2, exact.result.length, found, (found / exact.result.length).toFixed(5), proposed.size, hashed.seconds.toFixed(1), exact.seconds.toFixed(1))
}

if (what === 'recall') benchRecall(Number(first ?? 10_000), Number(second ?? 0.75))
else if (what === 'texts') await benchTexts()
else benchVectors((second ?? 'kmeans').split(',') as Method[])
