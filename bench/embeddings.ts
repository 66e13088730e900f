/**
 * Speed of the embedder in batches against one text at a time, and of vectors that are kept against computing them.
 *
 *   node dist/bench/embeddings.js [embedder, default nano-embedder] [texts, default 1200] [rounds, default 3]
 *
 * Texts of 4 to 128 words in mixed order, no two the same, made of the words of a sample dump. Each round embeds the same number by
 * each way, in turn, and the ratios are of the medians: one by one; 16 at a time as they come; all at once, which is how the
 * stages ask (sorted by length, tokens per batch capped); and all again from the file of an earlier run.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import coreCount from '../src/core-count.cjs'
import { bunzip2 } from '../src/io/bzip2.js'
import { openDump } from '../src/io/dump.js'
import { languageOf } from '../src/languages/index.js'
import { openEmbedder } from '../src/models/embedder.js'
import { resolveModel } from '../src/models/registry.js'
import { packageRoot } from '../src/package.js'
import { randomOf } from '../src/text/random.js'
import { readArticle } from '../src/text/wikitext.js'
import type { Context } from '../src/types.js'

const [name = 'nano-embedder', count = '1200', rounds = '3'] = process.argv.slice(2)
const print = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

async function wordsOf(path: string): Promise<string[]> {
  const work = ((_: string, input: Parameters<typeof bunzip2>[0]) => bunzip2(input)) as unknown as Context['work']
  const words: string[] = []
  for await (const { pages } of (await openDump(path, { work })).batches()) {
    for (const { title, text } of pages) {
      for (const paragraph of readArticle({ title, wikitext: text, language: languageOf('en') }).paragraphs) words.push(...paragraph.text.split(' '))
    }
  }
  return words
}

const words = await wordsOf(join(packageRoot, 'data/samples/ensample-pages-articles-multistream.xml.bz2'))
const random = randomOf('bench', 'embeddings')
let made = 0

/** A text that was not made before: its length is drawn so that short ones are as frequent as long ones on a scale of doublings. */
function text(): string {
  const length = Math.round(4 * 32 ** random())
  const start = Math.floor(random() * (words.length - length))
  return `${made++} ${words.slice(start, start + length).join(' ')}`
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

const folder = mkdtempSync(join(tmpdir(), 'embeddings-'))
try {
  const entry = await resolveModel(name, 'embedder')
  await using embedder = await openEmbedder(entry)
  const texts = () => Array.from({ length: Number(count) }, text)
  const ways: Readonly<Record<string, () => Promise<number>>> = {
    'one by one': async () => {
      const own = texts()
      return seconds(async () => {
        for (const each of own) await embedder.embed([each])
      })
    },
    '16 as they come': async () => {
      const own = texts()
      return seconds(async () => {
        for (let start = 0; start < own.length; start += 16) await embedder.embed(own.slice(start, start + 16))
      })
    },
    'all at once': async () => {
      const own = texts()
      return seconds(() => embedder.embed(own))
    },
    'all at once, and kept': async () => {
      const own = texts()
      await using keeping = await openEmbedder(entry, { vectors: folder })
      const taken = await seconds(() => keeping.embed(own))
      last = own
      return taken
    },
    'from the file': async () => {
      await using again = await openEmbedder(entry, { vectors: folder })
      return await seconds(() => again.embed(last))
    },
  }
  let last: string[] = []
  await embedder.embed(texts().slice(0, 64))
  const taken = Object.fromEntries(Object.keys(ways).map((way) => [way, [] as number[]]))
  for (let round = 0; round < Number(rounds); round++) for (const [way, run] of Object.entries(ways)) taken[way]!.push(await run())
  const base = median(taken['one by one']!)
  process.stdout.write(`${entry.name}, ${embedder.dimensions} dimensions, ${count} texts of 4 to 128 words, ${Math.max(1, Math.floor(coreCount() / 2))} threads\n`)
  print('way', 'texts/s', '÷ one by one')
  print('---', '---', '---')
  for (const [way, times] of Object.entries(taken)) print(way, (Number(count) / median(times)).toFixed(0), (base / median(times)).toFixed(2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
