/**
 * What a choice of rows covers, by method, over 20 seeds: the figures behind `prune.method`, and the plot `bench/coverage.svg`.
 *
 *   node dist/bench/coverage.js [share to keep, default 0.1] [seeds, default 20] [plot, default bench/coverage.svg]
 *
 * Two sets: the training problems of GSM8K (../shared/data, left out where they are not there) in the vectors of the default
 * embedder, judged by 150 clusters found with a seed of their own; and 6,000 synthetic rows of 200 topics, the i-th 1 / i as
 * frequent as the first, judged by the topics, of which one row in 20 is a near-copy of another. Distances are 1 − cosine.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { languageOf } from '../src/languages/index.js'
import { openEmbedder } from '../src/models/embedder.js'
import { resolveModel } from '../src/models/registry.js'
import { packageRoot } from '../src/package.js'
import { kmeans } from '../src/text/kmeans.js'
import { qualityOf } from '../src/text/quality.js'
import { randomOf } from '../src/text/random.js'
import { methods, select, type Method } from '../src/text/selection.js'
import { vectorsOf, type Vectors } from '../src/text/vectors.js'
import { dotPlot, type Panel } from './dot-plot.js'

interface Set {
  readonly name: string
  readonly vectors: Vectors
  readonly quality: Float32Array
  /** What rows are judged by: the cluster or topic of each. */
  readonly topics: Int32Array
}

const measures = {
  clusters: { title: 'Clusters covered', axis: '% of clusters', better: 'higher' },
  rare: { title: 'Rare clusters covered', axis: '% of the smallest fifth', better: 'higher' },
  mean: { title: 'Distance to nearest kept row', axis: 'mean of 1 − cosine', better: 'lower' },
  high: { title: 'Largest such distances', axis: '95th percentile of 1 − cosine', better: 'lower' },
  alike: { title: 'Near-duplicates kept', axis: '% of kept rows (cosine ≥ .9)', better: 'lower' },
  quality: { title: 'Quality of kept rows', axis: 'mean score', better: 'higher' },
} as const satisfies Record<string, Pick<Panel, 'title' | 'axis' | 'better'>>

type Measures = Record<keyof typeof measures, number>

const [share = '0.1', seeds = '20', plot = join(packageRoot, 'bench/coverage.svg')] = process.argv.slice(2)
/** Dropped rows whose distance is measured, at even steps. */
const measured = 2_500

async function wordProblems(): Promise<Set | undefined> {
  const file = join(packageRoot, '../shared/data/sft-english/openai__grade-school-math/train.jsonl')
  if (!existsSync(file)) return void process.stderr.write(`left out: ${file} is not there\n`)
  const rows = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { question: string; answer: string })
  await using embedder = await openEmbedder(await resolveModel('nano-embedder', 'embedder'))
  const vectors = vectorsOf(embedder.dimensions, rows.length)
  for (let start = 0; start < rows.length; start += 256) for (const vector of await embedder.embed(rows.slice(start, start + 256).map(({ question }) => question))) vectors.add(vector)
  const quality = Float32Array.from(rows, ({ question, answer }) => qualityOf({ kind: 'math', messages: [{ role: 'user', content: question }, { role: 'assistant', content: answer }] }, languageOf('en')))
  return { name: `GSM8K train, ${rows.length} rows`, vectors, quality, topics: kmeans(vectors, 150, randomOf('judge')).of }
}

function syntheticTopics(rows = 6_000, topics = 200, dimensions = 64): Set {
  const random = randomOf('coverage')
  const noise = () => Float32Array.from({ length: dimensions }, () => random() + random() - 1)
  const centres = Array.from({ length: topics }, noise)
  const vectors = vectorsOf(dimensions, rows)
  const made: { topic: number; vector: Float32Array }[] = []
  for (let row = 0; row < rows; row++) {
    const copied = row % 20 === 19 ? made[Math.floor(random() * row)] : undefined
    const topic = copied?.topic ?? Math.min(topics - 1, Math.floor((topics + 1) ** random()) - 1)
    const [from, much] = copied ? [copied.vector, 0.15] : [centres[topic]!, 0.7]
    const away = noise()
    made.push({ topic, vector: from.map((value, d) => value + much * away[d]!) })
    vectors.add(made[row]!.vector)
  }
  return { name: `synthetic, ${rows} rows`, vectors, quality: Float32Array.from({ length: rows }, () => 0.4 + 0.6 * random()), topics: Int32Array.from(made, ({ topic }) => topic) }
}

function judge({ vectors, quality, topics }: Set, order: Int32Array): Measures {
  const kept = new Uint8Array(vectors.length)
  for (const row of order) kept[row] = 1
  const dropped = Array.from(kept.keys()).filter((row) => !kept[row])
  const step = Math.max(1, dropped.length / measured)
  const distances = Array.from({ length: Math.floor(dropped.length / step) }, (_, i) => 1 - nearest(vectors, dropped[Math.floor(i * step)]!, order)).sort((a, b) => a - b)
  const sizes = new Map<number, number>()
  for (const topic of topics) sizes.set(topic, (sizes.get(topic) ?? 0) + 1)
  const covered = new Set(Array.from(order, (row) => topics[row]!))
  const bySize = [...sizes].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([topic]) => topic)
  const rare = bySize.slice(0, Math.round(bySize.length / 5))
  return {
    clusters: (100 * covered.size) / sizes.size,
    rare: (100 * rare.filter((topic) => covered.has(topic)).length) / rare.length,
    mean: mean(distances),
    high: distances[Math.floor(distances.length * 0.95)]!,
    alike: (100 * [...order].filter((row) => nearest(vectors, row, order) >= 0.9).length) / order.length,
    quality: mean(Array.from(order, (row) => quality[row]!)),
  }
}

/** Cosine to the most similar of some rows, itself left out. */
function nearest(vectors: Vectors, row: number, among: Int32Array): number {
  let most = -1
  for (const other of among) if (other !== row) most = Math.max(most, vectors.cosine(row, other))
  return most
}

function measuresOf(set: Set): Map<Method, Measures[]> {
  const results = new Map<Method, Measures[]>(methods.map((method) => [method, []]))
  const keep = Math.round(Number(share) * set.vectors.length)
  for (let seed = 0; seed < Number(seeds); seed++) {
    const clusters = kmeans(set.vectors, Math.ceil(Math.sqrt(set.vectors.length)), randomOf('clusters', seed))
    for (const method of methods) {
      const known = method === 'kcenter' ? results.get(method)![0] : undefined // it draws nothing
      results.get(method)!.push(known ?? judge(set, select(method, { ...set, clusters, keep, threshold: 0.9, random: randomOf(method, seed) })))
    }
    process.stderr.write(`${set.name}: seed ${seed}\n`)
  }
  return results
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))
const shown = (value: number) => (value >= 10 ? value.toFixed(1) : value.toFixed(3))

const sets = [await wordProblems(), syntheticTopics()].filter((set) => set !== undefined)
const panels = sets.flatMap((set): Panel[] => {
  const results = measuresOf(set)
  const keys = Object.keys(measures) as (keyof typeof measures)[]
  process.stdout.write(`\n${set.name}, ${share} kept, mean ± standard deviation of ${seeds} seeds\n\n| method | ${keys.map((key) => `${measures[key].title.toLowerCase()} (${measures[key].axis})`).join(' | ')} |\n|${' --- |'.repeat(keys.length + 1)}\n`)
  for (const [method, found] of results) process.stdout.write(`| ${method} | ${keys.map((key) => `${shown(mean(found.map((each) => each[key])))} ± ${shown(deviation(found.map((each) => each[key])))}`).join(' | ')} |\n`)
  const valuesOf = (key: keyof typeof measures) => [...results].map(([name, found]) => ({ name, mean: mean(found.map((each) => each[key])), deviation: deviation(found.map((each) => each[key])) }))
  return keys.map((key) => ({ ...measures[key], title: `${measures[key].title}, ${set.name.split(/[ ,]/)[0]!}`, values: valuesOf(key) }))
})
writeFileSync(plot, dotPlot(`What ${Number(share) * 100} % of the rows cover: ${sets.map(({ name }) => name).join('; ')}`, panels, 3))
