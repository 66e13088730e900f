/**
 * Speed of `readArticle` over the articles of a real dump.
 *
 *   node dist/bench/wikitext.js [language] [dump, default the English sample] [rounds, default 5] [--wikiextractor FOLDER]
 *
 * A line per round on one core, pages held in memory (the first compiles): MB/s of wikitext (UTF-8 bytes, 10^6) by the clock and by
 * CPU time, the share of it that became prose, sentences lost to templates, and the slowest page. Then the pool of the
 * build, one thread against one a core: by the clock, which needs an idle machine, and what the threads cost each other. With a folder that holds the package `wikiextractor` (attardi/wikiextractor; as published it stops on
 * Python ≥ 3.11: take the two `(?i)` out of extract.py), both read the same XML file, of all rounds, to prose: the ratio is of
 * CPU time, without what an empty file takes, and with our compiling.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import coreCount from '../src/core-count.cjs'
import { bunzip2 } from '../src/io/bzip2.js'
import { openDump } from '../src/io/dump.js'
import { languageOf } from '../src/languages/index.js'
import { packageRoot } from '../src/package.js'
import { openPool } from '../src/pool.js'
import { readArticle } from '../src/text/wikitext.js'
import type { Context } from '../src/types.js'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { wikiextractor: { type: 'string' } } })
const [code = 'en', file = join(packageRoot, 'data/samples/ensample-pages-articles-multistream.xml.bz2'), times = '5'] = positionals
const [language, rounds] = [languageOf(code), Number(times)]
const print = (line: string) => process.stdout.write(`${line}\n`)
const rate = (bytes: number, seconds: number) => (bytes / 1e6 / seconds).toFixed(1)

type Page = Readonly<Record<'title' | 'wikitext', string>>

async function* pagesOf(path: string): AsyncGenerator<Page> {
  const work = ((_: string, input: Parameters<typeof bunzip2>[0]) => bunzip2(input)) as unknown as Context['work']
  for await (const { pages } of (await openDump(path, { work })).batches()) for (const { title, text } of pages) yield { title, wikitext: text }
}

/** Seconds of the processor since an earlier reading. */
function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}

function benchCore(pages: readonly Page[], bytes: number): void {
  for (let round = 1; round <= rounds; round++) {
    let [prose, lost, slowest] = [0, 0, 0]
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    for (const page of pages) {
      const from = performance.now()
      const article = readArticle({ ...page, language })
      slowest = Math.max(slowest, performance.now() - from)
      lost += article.lost.length
      for (const { text } of article.paragraphs) prose += Buffer.byteLength(text)
    }
    const [seconds, used] = [(performance.now() - start) / 1000, cpuSeconds(cpu)]
    print(`round ${round}: ${rate(bytes, seconds)} MB/s, ${rate(bytes, used)} MB per CPU second, ${((100 * prose) / bytes).toFixed(0)} % prose, ${lost} sentences lost, slowest page ${slowest.toFixed(0)} ms`)
  }
}

/** Seconds of all rounds on that many threads, once each has compiled what it runs, which takes several rounds: by the clock, and of the processor. */
async function secondsOn(threads: number, pages: readonly Page[]): Promise<{ clock: number; used: number }> {
  await using pool = openPool({ threads })
  const round = () => Promise.all(pages.map((page) => pool.work('article', { ...page, language: code })))
  for (let i = 0; i < threads * rounds; i++) await round()
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  for (let i = 0; i < rounds; i++) await round()
  return { clock: (performance.now() - start) / 1000, used: cpuSeconds(cpu) }
}

async function benchPool(pages: readonly Page[], bytes: number): Promise<void> {
  const threads = coreCount()
  const [one, all] = [await secondsOn(1, pages), await secondsOn(threads, pages)]
  const done = bytes * rounds
  print(`pool: 1 thread ${rate(done, one.clock)} MB/s, ${threads} threads ${rate(done, all.clock)} MB/s: × ${(one.clock / all.clock).toFixed(2)}, with ${(all.used / one.used).toFixed(2)} of the CPU time`)
}

const header = '<mediawiki xml:lang="en">\n  <siteinfo>\n    <sitename>Wikipedia</sitename>\n    <dbname>enwiki</dbname>\n    <base>https://en.wikipedia.org/wiki/Main_Page</base>\n  </siteinfo>\n'
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

function* xmlOf(pages: readonly Page[]): Generator<string> {
  yield header
  for (const [i, { title, wikitext }] of pages.entries()) {
    yield `  <page>\n    <title>${escaped(title)}</title>\n    <ns>0</ns>\n    <id>${i + 1}</id>\n    <revision>\n      <id>${i + 1}</id>\n      <text xml:space="preserve">${escaped(wikitext)}</text>\n    </revision>\n  </page>\n`
  }
  yield '</mediawiki>\n'
}

const timing = 'import os,subprocess,sys; subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL); t=os.times(); print(t.children_user+t.children_system)'

async function benchAgainst(folder: string, pages: readonly Page[], bytes: number): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'wikitext-'))
  try {
    const [empty, full] = [join(work, 'empty.xml'), join(work, 'full.xml')]
    writeFileSync(empty, [...xmlOf([])].join(''))
    writeFileSync(full, [...xmlOf(Array.from({ length: rounds }, () => pages).flat())].join(''))
    const theirs = (path: string) => Number(execFileSync('python3', ['-c', timing, 'python3', '-W', 'ignore', '-m', 'wikiextractor.WikiExtractor', path, '--processes', '1', '--no-templates', '-q', '-o', '-'], { cwd: folder }))
    const [started, used] = [theirs(empty), theirs(full)]
    const cpu = process.cpuUsage()
    let prose = 0
    for await (const page of pagesOf(full)) for (const { text } of readArticle({ ...page, language }).paragraphs) prose += text.length
    const ours = cpuSeconds(cpu)
    const all = bytes * rounds
    print(`XML to prose: ${rate(all, ours)} MB per CPU second (${prose} characters), wikiextractor ${rate(all, used - started)} (its start takes ${started.toFixed(2)} s): × ${((used - started) / ours).toFixed(2)}`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const pages: Page[] = []
for await (const page of pagesOf(file)) pages.push(page)
const bytes = pages.reduce((sum, { wikitext }) => sum + Buffer.byteLength(wikitext), 0)
print(`${pages.length} pages, ${(bytes / 1e6).toFixed(1)} MB of wikitext, ${cpus()[0]?.model.trim()}`)
if (values.wikiextractor) await benchAgainst(values.wikiextractor, pages, bytes)
benchCore(pages, bytes)
await benchPool(pages, bytes)
