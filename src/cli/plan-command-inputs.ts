import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { UserError } from '../errors.js'
import { openDump, type Dump, type Page } from '../io/dump.js'
import type { SftFormat } from '../io/sft/formats.js'
import { openSft } from '../io/sft/read.js'
import { sizeOf } from '../io/sft/text.js'
import type { Context, Message } from '../types.js'
import { createFolder } from '../writable.js'
import type { Part, Plan } from './plan.js'
import { mergeOptions, type Config } from './settings.js'

/** Rows of a source, as far as is known. */
export interface Total {
  readonly rows: number
  /** Told by the share of the input that was read. */
  readonly estimated: boolean
}

/** A little of every input. */
export interface Inputs {
  /** Pages by dump, dialogues by dataset. */
  readonly totals: Readonly<Record<string, Total>>
  /** Writes files with `size` rows of each input, evenly spaced, or of the lines given for it, and gives what builds from them. */
  write(size: number, folder: string, lines?: Lines): Promise<Head>
}

/** Lines of a file of dialogues by input: a choice of its rows. */
export type Lines = Readonly<Record<string, readonly string[]>>

/** A build from a few rows of every input. */
export interface Head {
  /** As the command line would have it, save for where it is built and how many dialogues are wanted. */
  readonly config: Config
  /** In the order of the plan's, each with its own files. */
  readonly parts: readonly Part[]
  /** Rows that were written: pages by dump, dialogues by dataset. */
  readonly rows: Readonly<Record<string, number>>
}

interface Input {
  readonly total: Total
  readonly write: (size: number, folder: string, lines?: readonly string[]) => Promise<{ readonly file: string; readonly rows: number }>
}

/** Bytes of an input that are read: a file of no more is known whole. */
const READ = 16e6

/**
 * Reads into every input: the beginning of a file, of a dump with streams some of them drawn by chance, so that the rows are like all of it.
 * @throws UserError for an input that cannot be read, or that no plan is made for
 */
export async function openInputs({ config, collection }: Plan, parts: readonly Part[], { work, signal }: Pick<Context, 'work' | 'signal'>): Promise<Inputs> {
  const whole = parts.find(({ parallel }) => parallel.length > 0)
  if (whole) throw new UserError(`${whole.dataset.name} is not planned: it generates nothing, so a build of it takes minutes; ultralink build ${whole.dataset.name} --dry-run says what would run`)
  const dumps = [...new Set(parts.flatMap(({ wikis }) => Object.values(wikis)))]
  const inputs: Record<string, Input> = {}
  for (const path of dumps) inputs[path] = await dumpInput(await openDump(path, { work, signal }))
  for (const { dataset, sft } of parts) if (sft.length > 0) inputs[dataset.name] = await sftInput(dataset.name, sft, { format: config.format as SftFormat | undefined, signal })
  return {
    totals: Object.fromEntries(Object.entries(inputs).map(([name, { total }]) => [name, total])),
    async write(size, folder, lines = {}) {
      createFolder(folder)
      const written: Record<string, { file: string; rows: number }> = {}
      for (const [name, input] of Object.entries(inputs)) written[name] = await input.write(size, folder, lines[name])
      const heads = parts.map((part): Part => ({
        ...part,
        wikis: Object.fromEntries(Object.entries(part.wikis).map(([language, path]) => [language, written[path]!.file])),
        sft: part.sft.length > 0 ? [written[part.dataset.name]!.file] : [],
      }))
      return { config: configOf(config, { heads, dumps: dumps.map((path) => written[path]!.file), collection: collection !== undefined }), parts: heads, rows: Object.fromEntries(Object.entries(written).map(([name, { rows }]) => [name, rows])) }
    },
  }
}

/** The options with the files of a head in the place of their own; how many dialogues, and what is held out, is none of its business. */
function configOf({ format: _, heldOut: __, limit: ___, wiki, ...rest }: Config, { heads, dumps, collection }: { readonly heads: readonly Part[]; readonly dumps: readonly string[]; readonly collection: boolean }): Config {
  const sft = heads.flatMap(({ dataset, sft: files }) => files.map((file) => (collection ? `${dataset.name}=${file}` : file)))
  const { limit: ____, order: _____, ...articles } = rest.set?.['articles'] ?? {}
  return { ...rest, ...(wiki ? { wiki: [...dumps] } : {}), ...(sft.length > 0 ? { sft } : {}), set: mergeOptions({ ...rest.set, ...(rest.set?.['articles'] ? { articles } : {}) }) }
}

async function sftInput(name: string, files: readonly string[], { format, signal }: { readonly format: SftFormat | undefined; readonly signal: AbortSignal }): Promise<Input> {
  const sizes = await Promise.all(files.map(sizeOf))
  const all = sizes.reduce((sum, each) => sum + each, 0)
  const lines: string[] = []
  let [rows, estimated] = [0, false]
  let rejected: string | undefined
  for (const [i, path] of files.entries()) {
    const size = sizes[i]!
    // Of each file as much as it has of all.
    const begun = await beginningOf(path, { most: Math.max(1, (READ * size) / all), ...(format ? { format } : {}), signal })
    for (const line of begun.lines) lines.push(line)
    rows += begun.ended ? begun.lines.length : (begun.lines.length * size) / Math.max(1, begun.position)
    estimated ||= !begun.ended
    rejected ??= begun.rejected && (files.length > 1 ? `in ${path} ${begun.rejected}` : begun.rejected)
  }
  if (lines.length === 0) throw new UserError(`${files[0]!}${files.length > 1 ? ` and the other ${files.length - 1}` : ''} has no dialogue in what was read of it${rejected ? `: ${rejected}` : ''}; mend its rows, or give another --sft`)
  const total = { rows: Math.round(rows), estimated }
  return {
    total,
    async write(size, folder, chosen = lines) {
      const path = join(folder, `${name}-${basename(files[0]!).replace(/\.(?:jsonl?|parquet)(?:\.gz)?$/, '')}.jsonl`)
      const some = spaced(chosen, size)
      await writeFile(path, some.map((line) => `${line}\n`).join(''))
      return { file: path, rows: some.length }
    },
  }
}

/** The dialogues in the first bytes of a file. */
async function beginningOf(path: string, { most, ...options }: { readonly most: number; readonly format?: SftFormat; readonly signal: AbortSignal }): Promise<{ readonly lines: readonly string[]; readonly position: number; readonly ended: boolean; readonly rejected?: string | undefined }> {
  const lines: string[] = []
  let position = 0
  let rejected: string | undefined
  await using file = await openSft(path, options)
  for await (const { row, messages, problem, id, licence, position: at } of file.rows) {
    // Rows of one stretch of the file all have its end: it is taken whole.
    if (at > most && at > position && position > 0) return { lines, position, ended: false, rejected }
    position = at
    if (messages) lines.push(lineOf({ messages, id, licence }))
    else rejected ??= `row ${row} is rejected as ${problem!.reason}`
  }
  return { lines, position, ended: true, rejected }
}

/** A dialogue as a line of a file. */
export function lineOf({ messages, id, licence }: { readonly messages: readonly Message[]; readonly id?: string | undefined; readonly licence?: string | undefined }): string {
  return JSON.stringify({ messages, ...(id === undefined ? {} : { id }), ...(licence ? { licence } : {}) })
}

async function dumpInput(dump: Dump): Promise<Input> {
  const pages: Page[] = []
  let [bytes, position, ended] = [0, 0, true]
  // A file without streams is read from its beginning: that is no error here.
  for await (const batch of dump.batches({ order: 'shuffled', onNote() {} })) {
    if (bytes > READ) {
      ended = false
      break
    }
    pages.push(...batch.pages)
    position = batch.position
    for (const { text } of batch.pages) bytes += text.length
  }
  return {
    total: { rows: ended ? pages.length : Math.round((pages.length * dump.bytes) / Math.max(1, position)), estimated: !ended },
    async write(size, folder) {
      const file = join(folder, `${basename(dump.path).replace(/\.(?:xml|bz2|gz)/g, '')}.xml`)
      const chosen = spaced(pages, size)
      await writeFile(file, dumpXml(dump, chosen))
      return { file, rows: chosen.length }
    },
  }
}

/** So many of them, as far apart as they can be. */
export function spaced<T>(items: readonly T[], count: number): T[] {
  const wanted = Math.min(count, items.length)
  return Array.from({ length: wanted }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / wanted)]!)
}

/** A dump of these pages that says of itself what the other does. */
function dumpXml({ siteinfo }: Dump, pages: readonly Page[]): string {
  const site = siteinfo ? `<siteinfo><dbname>${escaped(siteinfo.wiki)}</dbname><base>${escaped(siteinfo.base)}</base></siteinfo>` : ''
  const body = pages.map(({ id, title, revision, timestamp, text }) => `<page><title>${escaped(title)}</title><ns>0</ns><id>${id}</id><revision><id>${revision}</id><timestamp>${timestamp}</timestamp><model>wikitext</model><text xml:space="preserve">${escaped(text)}</text></revision></page>\n`)
  return `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="${siteinfo?.language ?? ''}">\n${site}\n${body.join('')}</mediawiki>\n`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
