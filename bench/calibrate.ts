/**
 * Writes the thresholds of the verify stage for an embedder: quantiles of every signal over good translations, by direction
 * and length, and over all directions together.
 *
 *   node dist/bench/calibrate.js [--embedder nano-embedder] [--out models/similarity/<name>.json]
 *
 * The good translations are half of the documents of NTREX-128 (news, translated by people): lines by themselves, and runs of
 * two to twelve of them; half of the word problems of MGSM, and for phrases half of Tatoeba. Nothing of their text is kept. The other halves are left for
 * bench/injected-errors.ts, which measures.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { languageOf } from '../src/languages/index.js'
import { openEmbedder } from '../src/models/embedder.js'
import { resolveModel } from '../src/models/registry.js'
import { sideOf, type Pair } from '../src/translation/verify/pair.js'
import { measurePairs } from '../src/translation/verify/similarity.js'
import { thresholdsFile } from '../src/translation/verify/thresholds-file.js'
import { completeness, lengthOf, rangeOf, type Bucket, type Thresholds } from '../src/translation/verify/thresholds.js'
import type { Signals } from '../src/translation/verify/signals.js'
import { available, blocks, halves, mgsm, ntrexDocuments, targets, tatoeba, type Parallel } from './parallel-texts.js'

const { values: flags } = parseArgs({ options: { embedder: { type: 'string', default: 'nano-embedder' }, out: { type: 'string' } } })
if (!available) throw new Error('../shared/data/multilingual-benchmarks is not here: there is nothing to calibrate on')

/** Fewer pairs than this say nothing about quantiles. */
const leastPairs = 100

const embedder = await openEmbedder(await resolveModel(flags.embedder, 'embedder'))
const out = flags.out ?? thresholdsFile(embedder.entry.name)
const documents = halves(ntrexDocuments())[0]
const news = documents.flatMap((document) => [...document, ...[3, 5].flatMap((size) => blocks(document, size, 2)), ...[8, 12].flatMap((size) => blocks(document, size, 3))])

const byDirection: Record<string, Record<string, Signals[]>> = {}
for (const target of targets) {
  for (const { length, signals } of await signalsOf([...news, ...halves(mgsm())[0], ...halves(tatoeba(target))[0]], target)) {
    for (const direction of [`en-${target}`, '*']) ((byDirection[direction] ??= {})[length] ??= []).push(signals)
  }
}

const directions = Object.fromEntries(Object.entries(byDirection).map(([direction, lengths]) => [direction, Object.fromEntries(Object.entries(lengths).filter(([, found]) => found.length >= leastPairs).map(([length, found]) => [length, bucketOf(found)]))]))
const thresholds: Thresholds = {
  embedder: embedder.entry.name,
  sha256: embedder.entry.sha256,
  text: `NTREX-128, ${documents.length} documents (every other one), lines and runs of up to 12; MGSM and Tatoeba, every other pair`,
  directions,
}
mkdirSync(dirname(out), { recursive: true })
writeFileSync(out, `${JSON.stringify(thresholds, null, 1).replace(/\[\s+([^\]]*?)\s+\]/g, (_, list: string) => `[${list.replace(/\s+/g, ' ')}]`)}\n`)
for (const [direction, lengths] of Object.entries(directions)) {
  for (const [length, { pairs, signals }] of Object.entries(lengths)) {
    process.stdout.write(`${direction} ${length}: ${pairs} pairs, cosine ${signals['cosine']!.median} (lowest 1 %: ${signals['cosine']!.low[3]}), margin ${signals['margin']!.median} (${signals['margin']!.low[3]})\n`)
  }
}
await embedder[Symbol.asyncDispose]()

async function signalsOf(texts: readonly Parallel[], target: string): Promise<{ length: string; signals: Signals }[]> {
  const [from, to] = [languageOf('en'), languageOf(target)]
  const pairs: Pair[] = texts.map(({ texts: both }) => ({ role: 'user', source: sideOf(both['en']!, from), target: sideOf(both[target]!, to) }))
  const measured = await measurePairs(pairs, embedder)
  return pairs.flatMap(({ source }, i) => (measured[i] ? [{ length: lengthOf(source.prose), signals: measured[i].signals }] : []))
}

/** Quantiles of every signal, and then of what these make of the same pairs: how much speaks for sentences left out or added. */
function bucketOf(found: readonly Signals[]): Bucket {
  const signals = quantiles(found)
  return { pairs: found.length, signals: { ...signals, ...quantiles(found.map((each) => completeness(each, signals))) } }
}

function quantiles(found: readonly Signals[]): Bucket['signals'] {
  return Object.fromEntries(Object.keys(found[0]!).map((name) => [name, rangeOf(found.map((each) => each[name]!))]))
}
