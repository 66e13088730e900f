import { join } from 'node:path'
import { bunzip2 } from '../io/bzip2.js'
import { openDump } from '../io/dump.js'
import { languageOf } from '../languages/index.js'
import { packageRoot } from '../package.js'
import { readArticle } from '../text/wikitext.js'
import type { Context } from '../types.js'
import { repeated, type Repeats } from './repeat.js'
import type { Measured } from './result.js'

/** Bytes of wikitext read at the most, and in a repetition at the least: the sample is small. */
const SIZE = { most: 8e6, least: 2e6 }

const sample = join(packageRoot, 'data', 'samples', 'ensample-pages-articles-multistream.xml.bz2')

/** Prose of the articles of a dump, held in memory: one core. MB (10^6 bytes) of wikitext. */
export async function measureWikitext({ file = sample, ...options }: Repeats & { readonly file?: string | undefined }): Promise<Measured> {
  const { pages, bytes, code } = await read(file, options.signal)
  const language = languageOf(code)
  const times = Math.max(1, Math.ceil(SIZE.least / bytes))
  const values = await repeated(async () => {
    for (let time = 0; time < times; time++) for (const page of pages) readArticle({ ...page, language })
    return (times * bytes) / 1e6
  }, options)
  return { test: 'wikitext', unit: 'MB', values, settings: { language: code, pages: pages.length, bytes, threads: 1 } }
}

async function read(file: string, signal: AbortSignal): Promise<{ pages: { title: string; wikitext: string }[]; bytes: number; code: string }> {
  const work = (async (_: string, input: Parameters<typeof bunzip2>[0]) => bunzip2(input)) as unknown as Context['work']
  const dump = await openDump(file, { work, signal })
  const pages: { title: string; wikitext: string }[] = []
  let bytes = 0
  for await (const batch of dump.batches()) {
    for (const { title, text } of batch.pages) {
      pages.push({ title, wikitext: text })
      bytes += Buffer.byteLength(text)
    }
    if (bytes >= SIZE.most) break
  }
  return { pages, bytes, code: dump.siteinfo?.language.split('-')[0] ?? 'en' }
}
