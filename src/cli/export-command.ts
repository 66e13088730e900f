import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { collections } from '../datasets/index.js'
import { UserError } from '../errors.js'
import { formats, type Format } from '../io/formats.js'
import { parquetTables, type TableName } from '../io/parquet-tables.js'
import { holdsWorkingFolder } from '../io/replace-folder.js'
import { anyLanguageOf } from '../languages/any.js'
import { builtFor, checkReplaceable, exportParquet, finishedBuilds, exportRows, writeRelease, type Built } from '../release.js'
import { datasetsOf } from './built-datasets.js'
import type { Streams } from './streams.js'

/** What `--format` takes. */
export const exportable = [...Object.keys(formats), 'parquet', 'hub']

/** What `--columns` takes. */
export const columnSets = Object.keys(parquetTables)

export interface ExportOptions {
  readonly format: string
  /** Every language that is built where not given. */
  readonly languages?: readonly string[]
  /** Where runs are. */
  readonly out: string
  readonly to?: string
  readonly withDocument?: boolean
  /** Columns of Parquet. */
  readonly columns?: TableName
  /** Share of the rows for a test split. */
  readonly heldOut?: number
}

/** What is to be done where the folder cannot be written. */
const advice = 'mend that or choose another --to, then run the same command again'

/** Writes a finished build in another format; prints the files it wrote. */
export async function exportCommand(dataset: string, options: ExportOptions, streams: Streams): Promise<void> {
  checkOptions(options)
  const { format, out, withDocument = false, columns: table, heldOut } = options
  const folder = options.to ?? join(out, dataset, 'export', format)
  checkFolder(folder)
  if (format === 'hub') await checkReplaced(folder)
  const built = await finished(dataset, options)
  const named = (Object.hasOwn(collections, dataset) ? collections[dataset] : undefined) ?? built[0]!.dataset
  const exporting = { signal: streams.signal, advice, onNote: (text: string) => streams.err.write(`note: ${text}\n`) }
  const files =
    format === 'parquet' ? await exportParquet(folder, built, { ...exporting, table })
    : format === 'hub' ? await writeRelease(folder, named, built, { ...exporting, table, heldOut, jsonl: false }).then(() => [folder])
    : await exportRows(folder, format as Format, built, { ...exporting, withDocument })
  streams.out.write(files.map((file) => `${file}\n`).join(''))
}

function checkOptions({ format, withDocument, columns, heldOut, languages: codes }: ExportOptions): void {
  if (withDocument && format !== 'ultralink') throw new UserError(`--with-document is for --format ultralink, not ${format}: only the original's shape has a place for the passage`)
  if (columns && format !== 'parquet' && format !== 'hub') throw new UserError(`--columns is for --format parquet or hub; ${format} has its own fields`)
  if (heldOut !== undefined && format !== 'hub') throw new UserError(`--held-out is for --format hub, not ${format}; build takes it too, and its release has both splits`)
  codes?.forEach(anyLanguageOf)
}

/** A path that files can be written below. @throws UserError when a file is where a folder has to be */
export function checkFolder(to: string): void {
  let path = resolve(to)
  while (!existsSync(path)) path = dirname(path)
  if (!statSync(path).isDirectory()) throw new UserError(`--to ${to}: ${path === resolve(to) ? 'this' : path} is a file, and a folder is wanted; give another --to`)
}

/** @throws UserError where a folder cannot be replaced as a whole */
async function checkReplaced(to: string): Promise<void> {
  if (await holdsWorkingFolder(to)) throw new UserError(`--to ${to} holds the folder you are in, and a release takes the place of a whole folder; give the name of another, such as --to upload`)
  await checkReplaceable(to)
}

async function finished(dataset: string, { languages: codes, out }: ExportOptions): Promise<Built[]> {
  const built: Built[] = []
  for (const { kind, folder } of datasetsOf(dataset, out)) {
    if (!codes) built.push(...(await finishedBuilds(folder, kind)))
    for (const language of new Set(codes)) {
      // A collection of few rows has none of some dataset.
      if (dataset in collections && !existsSync(join(folder, language))) continue
      const done = await builtFor(folder, kind, language)
      if (done.stages.length < kind.kinds.length) throw new UserError(`${join(folder, language)} is not finished: ultralink build ${dataset} -l ${language} finishes it`)
      built.push(done)
    }
  }
  const missing = codes?.find((code) => !built.some(({ language }) => language === code))
  if (missing) throw new UserError(`nothing is built of ${dataset} for ${missing} in ${out}: ultralink build ${dataset} -l ${missing} builds it`)
  if (built.length === 0) throw new UserError(`no finished build of ${dataset} in ${out}: build it first, or give --out where the runs are`)
  return built
}
