/**
 * Speed of `readArticle` on one core, over the articles of a real dump held in memory.
 *
 *   node dist/bench/wikitext.js [language] [dump, default the English sample] [rounds, default 3]
 *
 * A line per round (the first compiles): MB/s of wikitext (UTF-8 bytes, 10^6) by the clock and by CPU time, the share of it
 * that became prose, sentences lost to templates, and the slowest page.
 */
import { cpus } from 'node:os'
import { join } from 'node:path'
import { bunzip2 } from '../src/io/bzip2.js'
import { openDump } from '../src/io/dump.js'
import { languageOf } from '../src/languages/index.js'
import { packageRoot } from '../src/package.js'
import { readArticle } from '../src/text/wikitext.js'
import type { Context } from '../src/types.js'

const [code = 'en', file = join(packageRoot, 'data/samples/ensample-pages-articles-multistream.xml.bz2'), rounds = '3'] = process.argv.slice(2)
const language = languageOf(code)

const work = ((_: string, input: Parameters<typeof bunzip2>[0]) => bunzip2(input)) as unknown as Context['work']
const pages: { title: string; wikitext: string }[] = []
for await (const batch of (await openDump(file, { work })).batches()) {
  for (const { title, text } of batch.pages) pages.push({ title, wikitext: text })
}
const bytes = pages.reduce((sum, { wikitext }) => sum + Buffer.byteLength(wikitext), 0)
process.stdout.write(`${pages.length} pages, ${(bytes / 1e6).toFixed(1)} MB of wikitext, ${cpus()[0]?.model.trim()}\n`)

for (let round = 1; round <= Number(rounds); round++) {
  let [prose, lost, slowest] = [0, 0, 0]
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
  const { user, system } = process.cpuUsage(cpu)
  const rate = (time: number) => (bytes / 1e6 / time).toFixed(1)
  process.stdout.write(
    `round ${round}: ${rate(seconds)} MB/s, ${rate((user + system) / 1e6)} MB per CPU second, ${((100 * prose) / bytes).toFixed(0)} % prose, ${lost} sentences lost, slowest page ${slowest.toFixed(0)} ms\n`,
  )
}
