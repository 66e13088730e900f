/**
 * What `decontaminate` finds of planted items, and what it takes of clean rows.
 *
 *   node dist/bench/decontaminate.js <GSM8K test.jsonl> [embedder, default nano-embedder]
 *
 * Planted: every other item of GSM8K's test split as it is; in other words by rule (names and some words changed, sentences in
 * another order, numbers kept); every other problem of MGSM in French, Spanish, Russian and Chinese, against the English; and
 * HumanEval in these languages, whose code is that of the English.
 * Clean: GSM8K's train split from row 3,001 on, and Alpaca. The settings of neighbours were chosen on MGSM and the rows before;
 * the paraphrases, HumanEval and the clean rows were not looked at. Columns: n-grams of 8 and 13 words, neighbours, 8-grams and
 * neighbours together, and the cosine alone at the false alarms of these.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBenchmark } from '../src/decontamination/benchmark-file.js'
import { leaks, openBenchmarks, type Benchmarks } from '../src/decontamination/benchmarks.js'
import { openEmbedder } from '../src/models/embedder.js'
import { resolveModel } from '../src/models/registry.js'
import { packageRoot } from '../src/package.js'
import { randomOf } from '../src/text/random.js'
import { vectorsOf } from '../src/text/vectors.js'
import type { Embedder } from '../src/types.js'

const shared = join(packageRoot, '../shared/data')
const [gsm8k = '', model = 'nano-embedder'] = process.argv.slice(2)
const mgsm = (language: string) => join(shared, `multilingual-benchmarks/google-research__url-nlp/mgsm_${language}.tsv`)
const alpaca = join(shared, 'sft-english/hiyouga__LLaMA-Factory/alpaca_en_demo.json')
const train = join(shared, 'sft-english/openai__grade-school-math/train.jsonl')
const print = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

const odd = <T>(all: readonly T[]) => all.filter((_, i) => i % 2 === 1)
const questions = async (file: string) => (await readBenchmark(file)).map(({ text }) => text)

/** Words for words; both ways. */
const synonyms = new Map(
  'buys purchases, bought purchased, needs requires, gets receives, makes earns, gives hands, total altogether, left remaining, each every, many numerous, house home, friends pals, kids children, day evening, week month, store shop, starts begins, finds discovers, sells trades, large big, small little, works labors, walks strolls, eats consumes, money cash'
    .split(', ').flatMap((pair) => [pair.split(' '), pair.split(' ').reverse()] as [string, string][]),
)
const names = 'Amina, Boris, Chloe, Darius, Elif, Farid, Greta, Hugo, Ines, Jonas'.split(', ')

/** Names and some words changed, sentences before the question moved; the numbers stay. */
function paraphrased(text: string, seed: number): string {
  const random = randomOf('paraphrase', seed)
  const renamed = new Map<string, string>()
  const sentences = text.split(/(?<=[.?!])\s+/).map((sentence) =>
    sentence.replace(/[A-Za-z]+/g, (word, at: number) => {
      if (at > 0 && /^[A-Z][a-z]{2,}$/.test(word)) return renamed.get(word) ?? renamed.set(word, names[renamed.size % names.length]!).get(word)!
      const other = synonyms.get(word)
      return renamed.get(word) ?? (other && random() < 0.8 ? other : word)
    }),
  )
  const [question, ...before] = sentences.reverse()
  return [...before.toSorted(() => random() - 0.5), question].join(' ')
}

async function hits(texts: readonly string[], benchmarks: Benchmarks): Promise<number> {
  let found = 0
  const rows = texts.map((content) => ({ messages: [{ role: 'user' as const, content }, { role: 'assistant' as const, content: '…' }] }))
  for await (const { leak } of leaks((async function* () { yield* rows })(), benchmarks)) if (leak) found++
  return found
}

/** Highest cosine of each text with an item. */
async function cosines(texts: readonly string[], items: readonly string[], embedder: Embedder): Promise<number[]> {
  const vectors = vectorsOf(embedder.dimensions, items.length)
  for (const vector of await embedder.embed(items)) vectors.add(vector)
  const embedded = await embedder.embed(texts)
  return embedded.map((own) => items.reduce((best, _, item) => Math.max(best, vectors.cosineTo(item, own, 0)), -1))
}

const percent = (part: number, whole: number) => ((100 * part) / whole).toFixed(1)

interface Set {
  readonly name: string
  readonly texts: readonly string[]
}

async function table(against: string, { planted, clean }: { planted: readonly Set[]; clean: readonly Set[] }, embedder: Embedder): Promise<void> {
  const [eight, thirteen, both] = await Promise.all([openBenchmarks([against]), openBenchmarks([against], { ngram: 13 }), openBenchmarks([against], { embedder })])
  // What is kept as hashes would find GSM8K whatever is given.
  const [grams8, grams13, near, all] = [{ ...eight, indexes: eight.indexes.slice(0, 1) }, { ...thirteen, indexes: thirteen.indexes.slice(0, 1) }, { ...both, indexes: [] }, { ...both, indexes: both.indexes.slice(0, 1) }]
  const items = await questions(against)
  const cleanCosines = (await cosines(clean[0]!.texts, items, embedder)).sort((a, b) => b - a)
  const alarms = await hits(clean[0]!.texts, all)
  const threshold = cleanCosines[alarms] ?? 1
  print(`against ${against.split('/').at(-1)} (${items.length})`, 'rows', '8-grams', '13-grams', 'neighbours', 'both', `cosine > ${threshold.toFixed(2)}`)
  print(...Array.from({ length: 7 }, () => '---'))
  for (const { name, texts } of [...planted, ...clean]) {
    const found = []
    for (const each of [grams8, grams13, near, all]) found.push(await hits(texts, each))
    const above = (await cosines(texts, items, embedder)).filter((cosine) => cosine > threshold).length
    print(name, texts.length, ...[...found, above].map((n) => `${percent(n, texts.length)} %`))
  }
  process.stdout.write('\n')
}

if (!existsSync(gsm8k) || !existsSync(train)) throw new Error('GSM8K test.jsonl (github.com/openai/grade-school-math) and ../shared/data are needed')
const embedder = await openEmbedder(await resolveModel(model, 'embedder'))
const test = odd(await questions(gsm8k))
const trained = await questions(train)
const instructions = (JSON.parse(readFileSync(alpaca, 'utf8')) as { instruction: string; input: string }[]).map(({ instruction, input }) => `${instruction}\n${input}`.trim())
const clean = [{ name: 'clean: GSM8K train', texts: trained.slice(3_000) }, { name: 'clean: Alpaca', texts: instructions }]
const translated = await Promise.all(['fr', 'es', 'ru', 'zh'].map(async (language) => ({ name: `translated: ${language}`, texts: odd(await questions(mgsm(language))) })))
await table(gsm8k, { planted: [{ name: 'verbatim', texts: test }, { name: 'in other words', texts: test.map(paraphrased) }, ...translated], clean }, embedder)
await table(mgsm('en'), { planted: [{ name: 'in other words', texts: odd(await questions(mgsm('en'))).map(paraphrased) }, ...translated], clean }, embedder)
const humanEval = (language: string) => questions(join(shared, `multilingual-benchmarks/OpenBMB__UltraLink/humaneval_${language}`))
const code = await Promise.all(['fr.json', 'es.json', 'ru.json', 'zh.jsonl'].map(async (name) => ({ name: `translated: ${name.slice(0, 2)}`, texts: await humanEval(name) })))
await table(join(shared, 'sft-english/openai__human-eval/HumanEval.jsonl.gz'), { planted: code, clean }, embedder)
await embedder[Symbol.asyncDispose]()
