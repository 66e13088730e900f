import { createHash } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeWhole } from '../io/jsonl.js'
import type { Dialogue } from '../types.js'
import { createFolder } from '../writable.js'

/** Writes a line of JSON for each row, under a temporary name until all are there; of a file that is not finished nothing stays. */
export async function writeLines(file: string, rows: AsyncIterable<Dialogue>, write: (row: Dialogue) => unknown): Promise<void> {
  createFolder(dirname(file))
  const handle = await open(`${file}.tmp`, 'w')
  try {
    for await (const row of rows) await handle.appendFile(JSON.stringify(write(row)) + '\n')
    await handle.sync()
    await handle.close()
    await rename(`${file}.tmp`, file)
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(`${file}.tmp`, { force: true }).catch(() => {}) // what went wrong first is said
    throw error
  }
}

/** One line per page or file used: title, revision, address, licence. */
export async function writeAttribution(file: string, rows: AsyncIterable<Dialogue>): Promise<void> {
  const lines = new Set<string>()
  for await (const { source } of rows) {
    lines.add(('wiki' in source ? [source.title, source.revision, source.url, source.licence] : [source.dataset, '', '', source.licence ?? 'unknown']).join('\t'))
  }
  await writeWhole(file, ['title\trevision\turl\tlicence', ...[...lines].sort()].join('\n') + '\n')
}

/** The sha256 of the files of a folder, by name. */
export async function hashesOf(folder: string): Promise<Record<string, string>> {
  const sha256: Record<string, string> = {}
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    const digest = createHash('sha256')
    await using handle = await open(join(folder, name))
    for await (const chunk of handle.createReadStream({ autoClose: false })) digest.update(chunk as Buffer)
    sha256[name] = digest.digest('hex')
  }
  return sha256
}

