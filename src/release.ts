import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writable, type BuiltStage, builtStages } from './build.js'
import { cardOf, type CardLanguage, type Named } from './card.js'
import type { DatasetKind } from './dataset.js'
import { fileOf, formats, type Format, type FormatOptions } from './io/formats.js'
import { readParts, writeWhole } from './io/jsonl.js'
import { languages as languageFiles } from './languages/index.js'
import { writeParquet } from './io/parquet.js'
import { lockName, writeLock } from './models/lock.js'
import { locksIn } from './models/run-lock.js'
import type { Dialogue } from './types.js'

/** What was built of a dataset for one language. */
export interface Built {
  readonly dataset: DatasetKind
  readonly language: string
  /** Those that all languages share first. */
  readonly stages: readonly BuiltStage[]
}

/** Rows of one Parquet shard; with the passage in each row far below the 500 MB that hubs like. */
const rowsPerShard = 50_000

/** Where the stages that all languages share are kept, in the folder of a dataset. */
export const sharedFolder = 'originals'

/** The finished stages of a dataset for one language, those that all languages share first; one that rests on other rows than the one before it ends the list. */
export async function builtFor(folder: string, dataset: DatasetKind, language: string): Promise<Built> {
  const shared = dataset.shared === 0 ? [] : await builtStages(join(folder, sharedFolder))
  const own = shared.length === dataset.shared ? await builtStages(join(folder, language)) : []
  const rests = own.length === 0 || shared.length === 0 || own[0]!.manifest.after === shared.at(-1)!.manifest.fingerprint
  return { dataset, language, stages: [...shared, ...(rests ? own : [])] }
}

/** The languages of a dataset whose builds are finished, in the order of the list of languages. */
export async function finishedBuilds(folder: string, dataset: DatasetKind): Promise<Built[]> {
  const built = await Promise.all(Object.keys(languageFiles).map((language) => builtFor(folder, dataset, language)))
  return built.filter(({ stages }) => stages.length === dataset.kinds.length)
}

/** Writes `release/`: JSONL and Parquet per language, what to attribute, the models that made it, a card. Replaces an earlier release. */
export function writeRelease(folder: string, named: Named, built: readonly Built[], { heldOut = 0 }: ReleaseOptions = {}): Promise<void> {
  return writable(folder, () => writeAll(folder, named, { built, heldOut }))
}

export interface ReleaseOptions {
  /** Share of the originals and pages whose rows go to a test split; all versions of one stay together. */
  readonly heldOut?: number
}

/** Writes beside the earlier release and takes its place when all is there. */
async function writeAll(release: string, named: Named, { built, heldOut }: { built: readonly Built[]; heldOut: number }): Promise<void> {
  await mkdir(release, { recursive: true })
  const folder = `${release}.tmp`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const languages: CardLanguage[] = []
  for (const [language, own] of byLanguage(built)) {
    const splits: CardLanguage['splits'][number][] = []
    for (const name of heldOut > 0 ? (['train', 'test'] as const) : (['train'] as const)) {
      const source = splitOf(rowsOf(own), name, heldOut)
      const rows = await sizeOf(source)
      if (rows === 0) continue
      await writeLines(join(folder, 'jsonl', `${language}${name === 'test' ? '.test' : ''}.jsonl`), source, (row) => row)
      await writeShards(join(folder, language), source, { rows, split: name })
      splits.push({ name, rows, bytes: await bytesOf(join(folder, language), name) })
    }
    if (splits.length > 0) await writeAttribution(join(folder, 'attribution', `${language}.tsv`), rowsOf(own))
    const samples = await Promise.all(own.map((each) => firstOf(rowsOf([each]))))
    languages.push({ language, built: own, splits, samples: samples.filter((sample) => sample !== undefined), ...(await sizesOf(join(folder, language))) })
  }
  await writeWhole(join(folder, 'README.md'), cardOf(named, languages))
  const models = await locksIn([...new Set(built.flatMap(({ stages }) => stages.map((stage) => dirname(stage.folder))))])
  if (models.length > 0) await writeLock(join(folder, lockName), models)
  await rm(release, { recursive: true, force: true })
  await rename(folder, release)
}

/** What was built, language by language. */
function byLanguage(built: readonly Built[]): Map<string, Built[]> {
  const found = new Map<string, Built[]>()
  for (const each of built) found.set(each.language, [...(found.get(each.language) ?? []), each])
  return found
}

/** The rows of the last stages, one dataset after another; may be gone over again. */
function rowsOf(built: readonly Built[]): AsyncIterable<Dialogue> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const { stages } of built) yield* readParts<Dialogue>(stages.at(-1)!.folder)
    },
  }
}

/** The rows of one split. What decides is the original or the page, so that no version of it is in the other split. */
function splitOf(rows: AsyncIterable<Dialogue>, split: 'train' | 'test', heldOut: number): AsyncIterable<Dialogue> {
  if (heldOut === 0) return rows
  return {
    async *[Symbol.asyncIterator]() {
      for await (const row of rows) if (isHeldOut(row, heldOut) === (split === 'test')) yield row
    },
  }
}

function isHeldOut(row: Dialogue, share: number): boolean {
  const key = row.kind === 'chat_specific' ? `${row.source.wiki} ${row.source.page}` : row.id
  return parseInt(createHash('sha256').update(key).digest('hex').slice(0, 8), 16) / 2 ** 32 < share
}

async function sizeOf(rows: AsyncIterable<unknown>): Promise<number> {
  let size = 0
  for await (const _ of rows) size++
  return size
}

/** Writes the rows of finished builds in a trainer's format and says which files. */
export function exportRows(folder: string, format: Format, built: readonly Built[], options: Omit<FormatOptions, 'index'> = {}): Promise<string[]> {
  return writable(folder, () => writeRows(folder, format, built, options))
}

/** One file a language, or a language and kind in UltraLink's own format. */
async function writeRows(folder: string, format: Format, built: readonly Built[], options: Omit<FormatOptions, 'index'>): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const files = new Map<string, Built[]>()
  for (const each of built) {
    const first = await firstOf(rowsOf([each]))
    if (!first) continue
    const file = join(folder, fileOf(format, each.language, first.kind))
    files.set(file, [...(files.get(file) ?? []), each])
  }
  for (const [file, own] of files) {
    let index = 0
    await writeLines(file, rowsOf(own), (row) => formats[format](row, { ...options, index: index++ }))
  }
  return [...files.keys()]
}

/** Writes Parquet shards per language, in the layout hubs read, and says in which folders. */
export async function exportParquet(folder: string, built: readonly Built[]): Promise<string[]> {
  const folders: string[] = []
  for (const [language, own] of byLanguage(built)) {
    const rows = own.reduce((sum, { stages }) => sum + stages.at(-1)!.manifest.rowsOut, 0)
    if (rows === 0) continue
    folders.push(join(folder, language))
    await writable(folder, () => writeShards(join(folder, language), rowsOf(own), { rows, split: 'train' }))
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

async function writeShards(folder: string, dialogues: AsyncIterable<Dialogue>, { rows, split }: { rows: number; split: string }): Promise<void> {
  await mkdir(folder, { recursive: true })
  // Of another number of shards none may stay: whoever reads the folder would read rows twice.
  for (const name of await readdir(folder)) if (new RegExp(`^${split}-\\d+-of-\\d+\\.parquet(\\.tmp)?$`).test(name)) await rm(join(folder, name))
  const shards = Math.max(1, Math.ceil(rows / rowsPerShard))
  const number = (n: number) => String(n).padStart(5, '0')
  const iterator = dialogues[Symbol.asyncIterator]()
  for (let shard = 0; shard < shards; shard++) {
    await writeParquet(join(folder, `${split}-${number(shard)}-of-${number(shards)}.parquet`), take(iterator, rowsPerShard))
  }
}

async function* take<T>(iterator: AsyncIterator<T>, most: number): AsyncIterable<T> {
  for (let taken = 0; taken < most; taken++) {
    const next = await iterator.next()
    if (next.done) return
    yield next.value
  }
}

/** One line per page or file used: title, revision, address, licence. */
async function writeAttribution(file: string, rows: AsyncIterable<Dialogue>): Promise<void> {
  const lines = new Set<string>()
  for await (const { source } of rows) {
    lines.add(('wiki' in source ? [source.title, source.revision, source.url, source.licence] : [source.dataset, '', '', source.licence ?? 'unknown']).join('\t'))
  }
  await writeWhole(file, ['title\trevision\turl\tlicence', ...[...lines].sort()].join('\n') + '\n')
}

async function bytesOf(folder: string, split: string): Promise<number> {
  const own = (await readdir(folder)).filter((name) => name.startsWith(`${split}-`))
  const sizes = await Promise.all(own.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
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
