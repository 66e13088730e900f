import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { languageOf } from '../src/languages/index.js'
import { readArticle } from '../src/text/wikitext.js'

/**
 * Speed of `readArticle` on one core. Usage: node bench/wikitext.js <language> <pages.jsonl> [rounds]
 * Each line of the file is `{ title, wikitext }`. Prints one JSON line per round: MB/s of wikitext (UTF-8 bytes, 10^6) by the clock and
 * by CPU time (garbage collection on other threads included; the first round compiles),
 * the share of it that became prose, sentences lost to templates and the slowest page in milliseconds.
 */
const [code = 'en', file = '', rounds = '3'] = process.argv.slice(2)
const language = languageOf(code)
const pages = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { title: string; wikitext: string })
const bytes = pages.reduce((sum, { wikitext }) => sum + Buffer.byteLength(wikitext), 0)

for (let round = 1; round <= Number(rounds); round++) {
  let prose = 0
  let lost = 0
  let slowest = 0
  const start = performance.now()
  const cpu = process.cpuUsage()
  for (const page of pages) {
    const from = performance.now()
    const article = readArticle({ ...page, language })
    slowest = Math.max(slowest, performance.now() - from)
    lost += article.lost.length
    for (const { text } of article.paragraphs) prose += Buffer.byteLength(text)
  }
  const seconds = (performance.now() - start) / 1000
  const used = process.cpuUsage(cpu)
  const cpuSeconds = (used.user + used.system) / 1e6
  const figures = { round, processor: cpus()[0]?.model, pages: pages.length, megabytes: bytes / 1e6, megabytesPerSecond: bytes / 1e6 / seconds, megabytesPerCpuSecond: bytes / 1e6 / cpuSeconds, proseShare: prose / bytes, lost, slowestMs: slowest }
  process.stdout.write(JSON.stringify(figures) + '\n')
}
