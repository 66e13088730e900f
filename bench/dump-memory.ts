/**
 * Reads a dump repeated to some size, and prints speed and peak memory. The repeats are written to a
 * temporary file; bzip2 and gzip files can be put one behind the other, and so can .xml.
 *
 * usage: node dist/bench/dump-memory.js [dump, default the English sample] [MB of XML, default 500] [workers, default the cores] [--json]
 */
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Piscina } from 'piscina'
import coreCount from '../src/core-count.cjs'
import type { Bits, Unpacked } from '../src/io/bzip2.js'
import { openDump } from '../src/io/dump.js'
import { packageRoot } from '../src/package.js'
import type { Context } from '../src/types.js'

interface Measured {
  readonly fileMB: number
  readonly xmlMB: number
  readonly seconds: number
  readonly pages: number
  readonly textMB: number
  /** Highest resident size of the process, workers included; at the start of reading, and at its end. */
  readonly peakMB: number
  readonly startMB: number
  readonly damage: number
}

const [source = join(packageRoot, 'data/samples/ensample-pages-articles-multistream.xml.bz2'), megabytes = '500', threads = String(coreCount())] = process.argv.slice(2).filter((arg) => arg !== '--json')

const pool = new Piscina({ filename: new URL('../src/io/bzip2.js', import.meta.url).href, maxThreads: Number(threads) })
let unpackedBytes = 0

/** `Context['work']` on the pool, which also counts what is unpacked. */
const work = (async (name: 'bunzip2', input: Bits): Promise<Unpacked> => {
  const answer = (await pool.run(input, { name })) as Unpacked
  if ('bytes' in answer) unpackedBytes += answer.bytes.length
  return answer
}) as Context['work']

async function read(path: string): Promise<Measured> {
  const dump = await openDump(path, { work })
  unpackedBytes = 0
  const startMB = process.memoryUsage.rss() / 1e6
  const start = performance.now()
  let [pages, text, damage] = [0, 0, 0]
  for await (const batch of dump.batches()) {
    pages += batch.pages.length
    damage += batch.damage.length
    for (const page of batch.pages) text += page.text.length
  }
  const seconds = (performance.now() - start) / 1000
  const peakMB = (process.resourceUsage().maxRSS * 1024) / 1e6
  return { fileMB: dump.bytes / 1e6, xmlMB: (unpackedBytes || dump.bytes) / 1e6, seconds, pages, textMB: text / 1e6, peakMB, startMB, damage }
}

function* times<T>(item: T, count: number): Generator<T> {
  for (let i = 0; i < count; i++) yield item
}

const folder = mkdtempSync(join(tmpdir(), 'dump-memory-'))
try {
  const once = await read(source)
  const repeats = Math.ceil(Number(megabytes) / once.xmlMB)
  const long = join(folder, basename(source))
  await pipeline(times(readFileSync(source), repeats), createWriteStream(long))
  const many = await read(long)
  const results = { dump: basename(source), threads: Number(threads), repeats, once, many }
  const line = (name: string, one: Measured): string =>
    `${name.padEnd(10)} ${one.xmlMB.toFixed(1).padStart(8)} MB of XML ${(one.xmlMB / one.seconds).toFixed(1).padStart(7)} MB/s  peak ${one.peakMB.toFixed(0).padStart(5)} MB  ${one.pages} pages, ${one.damage} damaged\n`
  process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(results)}\n` : line('once', once) + line(`${repeats} times`, many))
} finally {
  rmSync(folder, { recursive: true, force: true })
  await pool.destroy()
}
