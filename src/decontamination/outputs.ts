import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../errors.js'

/**
 * Looks before anything is written, through links too, under the temporary names as well.
 * @throws UserError where a file would be written over one that is read, over another that is written, or over a folder
 */
export async function checkOutputs(outputs: readonly string[], read: readonly string[]): Promise<void> {
  const sources = new Map<string, string>()
  for (const path of read) sources.set(await identityOf(path), path)
  const written = new Set<string>()
  for (const output of outputs) {
    if ((await stat(output).catch(() => undefined))?.isDirectory()) throw new UserError(`${output} is a folder; a file is to be written there`)
    for (const identity of [await identityOf(output), await identityOf(`${output}.tmp`)]) {
      const source = sources.get(identity)
      if (source !== undefined) throw new UserError(`${source} would be written over itself, as ${output}; choose another folder with --to, or another file with --report`)
      if (written.has(identity)) throw new UserError(`two files would be written to ${output}; give them one at a time, or name the report with --report`)
      written.add(identity)
    }
  }
}

/** The same for all paths that lead to a file, whether it is there or not. */
async function identityOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  return found ? `${found.dev}:${found.ino}` : realPath(resolve(path))
}

/** A path without links, as far as it is there. */
async function realPath(path: string): Promise<string> {
  return realpath(path).catch(async () => (dirname(path) === path ? path : join(await realPath(dirname(path)), basename(path))))
}
