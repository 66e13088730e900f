import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writable } from '../build.js'
import { fileOf, formats, lossOf, type Format, type FormatOptions } from '../io/formats.js'
import type { TableName } from '../io/parquet-tables.js'
import type { Built } from '../release.js'
import { writeLines } from './files.js'
import { byLanguage, firstOf, rowsOf } from './rows.js'
import { bytesPerShard, writeShards } from './shards.js'

export interface ExportOptions extends Omit<FormatOptions, 'index'> {
  /** Called with what a format had no place for. */
  readonly onNote?: (text: string) => void
}

/** Writes the rows of finished builds in a trainer's format and says which files. */
export function exportRows(folder: string, format: Format, built: readonly Built[], options: ExportOptions = {}): Promise<string[]> {
  return writable(folder, () => writeRows(folder, format, built, options))
}

/** One file a language, or a language and kind in UltraLink's own format. */
async function writeRows(folder: string, format: Format, built: readonly Built[], { onNote, ...options }: ExportOptions): Promise<string[]> {
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
    const lost = new Map<string, number>()
    await writeLines(file, rowsOf(own), (row) => {
      const loss = lossOf(format, row)
      if (loss) lost.set(loss, (lost.get(loss) ?? 0) + 1)
      return formats[format](row, { ...options, index: index++ })
    })
    for (const [loss, rows] of lost) onNote?.(`${file}: ${rows} of ${index} rows had ${loss}, which the format ${format} has no place for; it was left out`)
  }
  return [...files.keys()]
}

/** Writes Parquet shards per language, in the layout hubs read, and says in which folders. */
export async function exportParquet(folder: string, built: readonly Built[], { table = 'release', shard = bytesPerShard }: { readonly table?: TableName | undefined; readonly shard?: number } = {}): Promise<string[]> {
  const folders: string[] = []
  for (const [language, own] of byLanguage(built)) {
    if (!(await firstOf(rowsOf(own)))) continue
    folders.push(join(folder, language))
    await writable(folder, () => writeShards(join(folder, language), rowsOf(own), { split: 'train', table, shard }))
  }
  return folders
}
