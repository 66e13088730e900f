import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writable, type BuiltStage, builtStages } from './build.js'
import { cardOf, type CardLanguage } from './card.js'
import type { DatasetKind } from './dataset.js'
import { fileOf, formats, type Format, type FormatOptions } from './io/formats.js'
import { readParts, writeWhole } from './io/jsonl.js'
import { languages as languageFiles } from './languages/index.js'
import { writeParquet } from './io/parquet.js'
import { lockName, writeLock } from './models/lock.js'
import { locksIn } from './models/run-lock.js'
import type { Dialogue } from './types.js'

/** What was built for one language. */
export interface Built {
  readonly language: string
  readonly stages: readonly BuiltStage[]
}

/** Rows of one Parquet shard; with the passage in each row far below the 500 MB that hubs like. */
const rowsPerShard = 50_000

/** The languages of a dataset whose builds are finished, in the order of the list of languages. */
export async function finishedBuilds(folder: string, dataset: DatasetKind): Promise<Built[]> {
  const built: Built[] = []
  for (const language of Object.keys(languageFiles)) {
    const stages = await builtStages(join(folder, language))
    if (stages.length === dataset.kinds.length) built.push({ language, stages })
  }
  return built
}

/** Writes `release/`: JSONL and Parquet per language, the pages to attribute, the models that made it, a card. Replaces an earlier release. */
export function writeRelease(folder: string, dataset: DatasetKind, built: readonly Built[]): Promise<void> {
  return writable(folder, () => writeAll(folder, dataset, built))
}

/** Writes beside the earlier release and takes its place when all is there. */
async function writeAll(release: string, dataset: DatasetKind, built: readonly Built[]): Promise<void> {
  await mkdir(release, { recursive: true })
  const folder = `${release}.tmp`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const languages: CardLanguage[] = []
  for (const { language, stages } of built) {
    const last = stages.at(-1)!
    const rows = last.manifest.rowsOut
    if (rows > 0) {
      const source = readParts<Dialogue>(last.folder)
      await writeLines(join(folder, 'jsonl', `${language}.jsonl`), source, (row) => row)
      await writeShards(join(folder, language), source, rows)
      await writeAttribution(join(folder, 'attribution', `${language}.tsv`), source)
    }
    languages.push({ language, stages, sample: await firstOf(readParts<Dialogue>(last.folder)), ...(await sizesOf(join(folder, language))) })
  }
  await writeWhole(join(folder, 'README.md'), cardOf(dataset, languages))
  const models = await locksIn(built.map(({ stages }) => dirname(stages.at(-1)!.folder)))
  if (models.length > 0) await writeLock(join(folder, lockName), models)
  await rm(release, { recursive: true, force: true })
  await rename(folder, release)
}

/** Writes the rows of a finished build in a trainer's format, one file a language, and says which files. */
export function exportRows(folder: string, format: Format, built: readonly Built[], options: Omit<FormatOptions, 'index'> = {}): Promise<string[]> {
  return writable(folder, () => writeRows(folder, format, built, options))
}

async function writeRows(folder: string, format: Format, built: readonly Built[], options: Omit<FormatOptions, 'index'>): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const files: string[] = []
  for (const { language, stages } of built) {
    const rows = readParts<Dialogue>(stages.at(-1)!.folder)
    const first = await firstOf(rows)
    if (!first) continue
    const file = join(folder, fileOf(format, language, first.kind))
    let index = 0
    await writeLines(file, rows, (row) => formats[format](row, { ...options, index: index++ }))
    files.push(file)
  }
  return files
}

/** Writes Parquet shards per language, in the layout hubs read, and says in which folders. */
export async function exportParquet(folder: string, built: readonly Built[]): Promise<string[]> {
  const folders: string[] = []
  for (const { language, stages } of built) {
    const { folder: from, manifest } = stages.at(-1)!
    if (manifest.rowsOut === 0) continue
    folders.push(join(folder, language))
    await writable(folder, () => writeShards(join(folder, language), readParts<Dialogue>(from), manifest.rowsOut))
  }
  return folders
}

async function writeLines(file: string, rows: AsyncIterable<Dialogue>, write: (row: Dialogue) => unknown): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true })
  const handle = await open(`${file}.tmp`, 'w')
  try {
    for await (const row of rows) await handle.appendFile(JSON.stringify(write(row)) + '\n')
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.tmp`, file)
}

async function writeShards(folder: string, rows: AsyncIterable<Dialogue>, total: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  // Of another number of shards none may stay: whoever reads the folder would read rows twice.
  for (const name of await readdir(folder)) if (/^train-\d+-of-\d+\.parquet(\.tmp)?$/.test(name)) await rm(join(folder, name))
  const shards = Math.max(1, Math.ceil(total / rowsPerShard))
  const number = (n: number) => String(n).padStart(5, '0')
  const iterator = rows[Symbol.asyncIterator]()
  for (let shard = 0; shard < shards; shard++) {
    await writeParquet(join(folder, `train-${number(shard)}-of-${number(shards)}.parquet`), take(iterator, rowsPerShard))
  }
}

async function* take<T>(iterator: AsyncIterator<T>, most: number): AsyncIterable<T> {
  for (let taken = 0; taken < most; taken++) {
    const next = await iterator.next()
    if (next.done) return
    yield next.value
  }
}

/** One line per page used: title, revision, address, licence. */
async function writeAttribution(file: string, rows: AsyncIterable<Dialogue>): Promise<void> {
  const pages = new Map<string, string>()
  for await (const { source } of rows) pages.set(source.url, [source.title, source.revision, source.url, source.licence].join('\t'))
  await writeWhole(file, ['title\trevision\turl\tlicence', ...[...pages.values()].sort()].join('\n') + '\n')
}

async function sizesOf(folder: string): Promise<{ bytes: number; sha256: Record<string, string> }> {
  const sha256: Record<string, string> = {}
  let bytes = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name)
    bytes += (await stat(file)).size
    const digest = createHash('sha256')
    const handle = await open(file)
    for await (const chunk of handle.createReadStream()) digest.update(chunk as Buffer)
    sha256[name] = digest.digest('hex')
  }
  return { bytes, sha256 }
}

async function firstOf<T>(rows: AsyncIterable<T>): Promise<T | undefined> {
  for await (const row of rows) return row
  return undefined
}
