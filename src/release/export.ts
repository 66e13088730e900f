import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writable } from '../build.js'
import { fileOf, formats, lossOf, type Format, type FormatOptions } from '../io/formats.js'
import type { TableName } from '../io/parquet-tables.js'
import type { Built } from '../release.js'
import { createFolder } from '../writable.js'
import { writeLines } from './files.js'
import { byLanguage, firstOf, rowsOf } from './rows.js'
import { bytesPerShard, writeShards } from './shards.js'

interface Exporting {
  /** Called with what a format had no place for, and with what an earlier export left. */
  readonly onNote?: (text: string) => void
  /** Aborted: what is not finished is not there. */
  readonly signal?: AbortSignal | undefined
  /** What is to be done where the folder cannot be written; default: another --out, as `build` has it. */
  readonly advice?: string | undefined
}

export interface ExportOptions extends Omit<FormatOptions, 'index'>, Exporting {}

export interface ParquetExportOptions extends Exporting {
  readonly table?: TableName | undefined
  /** Most bytes of one shard; default 500 MB. */
  readonly shard?: number
}

/** Writes the rows of finished builds in a trainer's format and says which files. @throws Interrupted when the signal is aborted */
export function exportRows(folder: string, format: Format, built: readonly Built[], options: ExportOptions = {}): Promise<string[]> {
  return writable(folder, () => writeRows(folder, format, built, options), options.advice)
}

/** One file a language, or a language and kind in UltraLink's own format. */
async function writeRows(folder: string, format: Format, built: readonly Built[], { onNote, signal, advice: _, ...options }: ExportOptions): Promise<string[]> {
  createFolder(folder)
  const files = new Map<string, Built[]>()
  for (const each of built) {
    const first = await firstOf(rowsOf([each], signal))
    if (!first) continue
    const file = join(folder, fileOf(format, each.language, first.kind))
    files.set(file, [...(files.get(file) ?? []), each])
  }
  for (const [file, own] of files) {
    let index = 0
    const lost = new Map<string, number>()
    await writeLines(file, rowsOf(own, signal), (row) => {
      const loss = lossOf(format, row)
      if (loss) lost.set(loss, (lost.get(loss) ?? 0) + 1)
      return formats[format](row, { ...options, index: index++ })
    })
    for (const [loss, rows] of lost) onNote?.(`${file}: ${rows} of ${index} rows had ${loss}, which the format ${format} has no place for; it was left out`)
  }
  await noteEarlier(folder, [...files.keys()], { onNote, isOwn: (name) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*(_[a-z_]+)?\.jsonl$/.test(name) })
  return [...files.keys()]
}

/** Writes Parquet shards per language, in the layout hubs read, and says in which folders. @throws Interrupted when the signal is aborted */
export function exportParquet(folder: string, built: readonly Built[], options: ParquetExportOptions = {}): Promise<string[]> {
  return writable(folder, () => writeTables(folder, built, options), options.advice)
}

async function writeTables(folder: string, built: readonly Built[], { table = 'release', shard = bytesPerShard, onNote, signal }: ParquetExportOptions): Promise<string[]> {
  const folders: string[] = []
  createFolder(folder)
  for (const [language, own] of byLanguage(built)) {
    if (!(await firstOf(rowsOf(own, signal)))) continue
    await writeShards(join(folder, language), rowsOf(own, signal), { split: 'train', table, shard })
    folders.push(join(folder, language))
  }
  const holdsShards = async (name: string) => (await readdir(join(folder, name)).catch(() => [])).some((file) => /^train-\d+(-of-\d+)?\.parquet$/.test(file))
  await noteEarlier(folder, folders, { onNote, isOwn: async (name) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(name) && (await holdsShards(name)) })
  return folders
}

interface Noting extends Pick<Exporting, 'onNote'> {
  readonly isOwn: (name: string) => boolean | Promise<boolean>
}

/** Names what an export made before and this one did not: whoever loads the folder reads it too. It stays, for it may have been wanted: languages can be exported one at a time. */
async function noteEarlier(folder: string, written: readonly string[], { onNote, isOwn }: Noting): Promise<void> {
  const others = (await readdir(folder)).map((name) => ({ name, path: join(folder, name) })).filter(({ path }) => !written.includes(path))
  for (const { name, path } of others) if (await isOwn(name)) onNote?.(`${path} is of an earlier export and not of this one, and who loads ${folder} reads it too; delete it if it is not wanted`)
}
