import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { UserError } from '../errors.js'

/** A file of rows, and the path that what stays of it gets, in the folder it is written to. */
export interface InputFile {
  readonly path: string
  readonly name: string
}

/**
 * The files behind what was given: a file; or those of a release (its JSONL, which is whole), of the folder of a build with a
 * release, or of any folder with .jsonl, .json, .parquet or .gz files of these, save empty ones.
 * @throws UserError when there is none
 */
export async function inputFiles(given: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = []
  for (const path of given) {
    const found = await stat(path).catch(() => undefined)
    if (!found) throw new UserError(`cannot read ${path}: there is no such file or folder; check the path`)
    if (!found.isDirectory()) files.push({ path, name: asJsonl(basename(path)) })
    else for (const name of await filesIn(path)) files.push({ path: join(path, name), name: join(given.length > 1 ? basename(path) : '', asJsonl(name)) })
  }
  return files
}

const data = /\.(?:jsonl|json|parquet)(?:\.gz)?$/

const asJsonl = (name: string) => `${name.replace(data, '')}.jsonl`

/** Paths in a folder: of a release only its JSONL, for its Parquet holds the same rows. */
async function filesIn(folder: string): Promise<string[]> {
  const part = ['release', 'jsonl'].find((name) => existsSync(join(folder, name)))
  if (part) return (await filesIn(join(folder, part))).map((name) => join(part, name))
  const names = (await readdir(folder, { recursive: true })).filter((name) => data.test(name) && !/(?:^|[\\/])(?:package|stage|models\.lock|index|dropped)\.jsonl?$/.test(name)).sort()
  const filled = (await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).size] as const))).filter(([, size]) => size > 0)
  if (filled.length === 0) throw new UserError(`${folder} has no rows: a release, the folder of a build that has one, or .jsonl, .json or .parquet files in a folder are wanted`)
  return filled.map(([name]) => name)
}
