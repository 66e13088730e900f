import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writable, type BuiltStage, builtStages } from './build.js'
import { cardOf, type CardLanguage, type Named } from './card.js'
import { countingFacts } from './card/facts.js'
import { licenceNote } from './card/licences.js'
import { isOwnCard } from './card/metadata.js'
import type { DatasetKind } from './dataset.js'
import { Interrupted, UserError } from './errors.js'
import { writeWhole } from './io/jsonl.js'
import { featuresOf, parquetTables, type TableName } from './io/parquet-tables.js'
import { replaceFolder, strangerIn } from './io/replace-folder.js'
import { canonicalOf } from './languages/any.js'
import { languages as languageFiles } from './languages/index.js'
import { lockName, writeLock } from './models/lock.js'
import { locksIn } from './models/run-lock.js'
import { hashesOf, writeAttribution, writeLines } from './release/files.js'
import { byLanguage, firstOf, rowsOf, splitOf } from './release/rows.js'
import { bytesPerShard, writeShards } from './release/shards.js'

export { exportParquet, exportRows, type ExportOptions, type ParquetExportOptions } from './release/export.js'

/** What was built of a dataset for one language. */
export interface Built {
  readonly dataset: DatasetKind
  readonly language: string
  /** Those that all languages share first. */
  readonly stages: readonly BuiltStage[]
}

/** Where the stages that all languages share are kept, in the folder of a dataset. */
export const sharedFolder = 'originals'

/** The finished stages of a dataset for one language, those that all languages share first; one that rests on other rows than the one before it ends the list. */
export async function builtFor(folder: string, dataset: DatasetKind, language: string): Promise<Built> {
  const shared = dataset.shared === 0 ? [] : await builtStages(join(folder, sharedFolder))
  const own = shared.length === dataset.shared ? await builtStages(join(folder, language)) : []
  const rests = own.length === 0 || shared.length === 0 || own[0]!.manifest.after === shared.at(-1)!.manifest.fingerprint
  return { dataset, language, stages: [...shared, ...(rests ? own : [])] }
}

/** The languages of a dataset whose builds are finished, in the order of the list of languages, others behind them by their codes. */
export async function finishedBuilds(folder: string, dataset: DatasetKind): Promise<Built[]> {
  const names = await readdir(folder).catch(() => [])
  // What is a folder is asked of where a link leads to: a language may be kept on another disk.
  const areFolders = await Promise.all(names.map((name) => stat(join(folder, name)).then((entry) => entry.isDirectory(), () => false)))
  const folders = names.filter((_, i) => areFolders[i])
  // `pt-br` of a version that kept codes as they were typed holds what `pt-BR` does.
  const found = folders.filter((name) => canonicalOf(name) === name || !folders.includes(canonicalOf(name)))
  const known = Object.keys(languageFiles)
  const codes = [...known.filter((code) => found.includes(code)), ...found.filter((name) => !known.includes(name) && name !== sharedFolder).sort()]
  const built = await Promise.all(codes.map((language) => builtFor(folder, dataset, language)))
  return built.filter(({ stages }) => stages.length === dataset.kinds.length)
}

/**
 * Writes `release/`: JSONL and Parquet per language, what to attribute, the models that made it, a card. Replaces an earlier release.
 * @throws UserError when the folder holds anything else; Interrupted when the signal was aborted: the earlier release stays
 */
export function writeRelease(folder: string, named: Named, built: readonly Built[], options: ReleaseOptions = {}): Promise<void> {
  return writable(folder, () => writeAll(folder, named, { built, options }), options.advice)
}

export interface ReleaseOptions {
  /** Share of the originals and pages whose rows go to a test split; all versions of one stay together. */
  readonly heldOut?: number | undefined
  /** Columns of the Parquet; default: everything there is. */
  readonly table?: TableName | undefined
  /** Whether the rows are there as JSONL too; default yes. */
  readonly jsonl?: boolean | undefined
  /** Most bytes of one shard; default 500 MB. */
  readonly shard?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** What is to be done where the folder cannot be written; default: another --out, as `build` has it. */
  readonly advice?: string | undefined
}

/** @throws UserError when a folder holds anything but an earlier release, which would be lost */
export async function checkReplaceable(folder: string): Promise<void> {
  const stranger = await strangerIn(folder, (entry) => isOfRelease(folder, entry))
  if (stranger !== undefined) throw new UserError(`${folder} holds ${stranger}, which is not of a release and would be lost: a release takes the place of the whole folder; move that, or have it written to another folder`)
}

/** Names of a release's folders and the files in them. */
const ofRelease: readonly (readonly [folder: RegExp, file: RegExp])[] = [[/^jsonl$/, /\.jsonl$/], [/^attribution$/, /\.tsv$/], [/^[a-z]{2,3}(-[a-z0-9]+)*$/i, /\.parquet$/]]

async function isOfRelease(release: string, entry: Dirent): Promise<boolean> {
  if (entry.name === 'README.md') return isOwnCard(await readFile(join(release, entry.name), 'utf8'))
  if (!entry.isDirectory()) return ['LICENSE.md', lockName].includes(entry.name)
  const file = ofRelease.find(([folder]) => folder.test(entry.name))?.[1]
  return file !== undefined && (await strangerIn(join(release, entry.name), ({ name }) => file.test(name))) === undefined
}

interface Writing {
  readonly built: readonly Built[]
  readonly options: ReleaseOptions
}

/** Takes the place of the earlier release when all is there. */
async function writeAll(release: string, named: Named, writing: Writing): Promise<void> {
  await checkReplaceable(release)
  await replaceFolder(release, (folder) => writeInto(folder, named, writing))
}

async function writeInto(folder: string, named: Named, { built, options }: Writing): Promise<void> {
  const { heldOut = 0, table = 'release', jsonl = true, shard = bytesPerShard, signal } = options
  const counting = countingFacts()
  const languages: CardLanguage[] = []
  for (const [language, own] of byLanguage(built)) {
    for await (const row of rowsOf(own, signal)) counting.add(row)
    const splits: CardLanguage['splits'][number][] = []
    for (const name of heldOut > 0 ? (['train', 'test'] as const) : (['train'] as const)) {
      const rows = splitOf(rowsOf(own, signal), name, heldOut)
      if (!(await firstOf(rows))) continue
      if (jsonl) await writeLines(join(folder, 'jsonl', `${language}${name === 'test' ? '.test' : ''}.jsonl`), rows, (row) => row)
      splits.push({ name, ...(await writeShards(join(folder, language), rows, { split: name, table, shard })) })
    }
    if (splits.length > 0) await writeAttribution(join(folder, 'attribution', `${language}.tsv`), rowsOf(own, signal))
    languages.push({ language, splits, features: featuresOf(parquetTables[table]), sha256: await hashesOf(join(folder, language)) })
  }
  if (signal?.aborted) throw new Interrupted()
  const facts = counting.facts()
  await writeWhole(join(folder, 'README.md'), cardOf({ ...named, facts, built }, languages))
  if (facts.rows > 0) await writeWhole(join(folder, 'LICENSE.md'), licenceNote(facts.licences))
  const models = await locksIn([...new Set(built.flatMap(({ stages }) => stages.map((stage) => dirname(stage.folder))))])
  if (models.length > 0) await writeLock(join(folder, lockName), models)
}
