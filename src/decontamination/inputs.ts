import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { UserError } from '../errors.js'
import { rowFile, rowFilesIn } from '../io/row-files.js'
import { readProblem } from '../read-problem.js'

/** A file of rows, and the path that what stays of it gets, in the folder it is written to. */
export interface InputFile {
  readonly path: string
  readonly name: string
}

/**
 * The files behind what was given: a file; or those of a release (its JSONL, which is whole), of the folder of a build with a
 * release, or of any folder with .jsonl, .json, .parquet or .gz files of these, save empty ones; test splits too.
 * @throws UserError when there is none, or a folder holds the same rows several times
 */
export async function inputFiles(given: readonly string[], onNote?: (text: string) => void): Promise<InputFile[]> {
  const files: InputFile[] = []
  for (const path of given) {
    const found = await stat(path).catch((error: unknown) => {
      throw new UserError(`cannot read ${path}: ${readProblem(error, path, 'file or folder')}; check the path`)
    })
    if (!found.isDirectory()) files.push({ path, name: asJsonl(basename(path)) })
    else for (const name of await filesIn(path, onNote)) files.push({ path: join(path, name), name: join(given.length > 1 ? basename(path) : '', asJsonl(name)) })
  }
  return files
}

const asJsonl = (name: string) => `${name.replace(rowFile, '')}.jsonl`

async function filesIn(folder: string, onNote: ((text: string) => void) | undefined): Promise<string[]> {
  const names = await rowFilesIn(folder, { heldOut: true, onNote })
  if (names.length === 0) throw new UserError(`${folder} has no rows: a release, the folder of a build that has one, or .jsonl, .json or .parquet files in a folder are wanted`)
  return names
}
