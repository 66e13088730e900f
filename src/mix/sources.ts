import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { UserError } from '../errors.js'
import { rowFilesIn } from '../io/row-files.js'
import { canonicalOf } from '../languages/any.js'
import { readProblem } from '../read-problem.js'

/** A file of rows, with what its label says of them. */
export interface Source {
  readonly path: string
  /** Path below what was given, with the name of that: `release/jsonl/fr.jsonl`. */
  readonly name: string
  readonly task?: string
  readonly language?: string
  readonly bytes: number
  readonly sha256: string
}

interface Label {
  readonly path: string
  readonly task?: string
  readonly language?: string
}

/** What may stand before a source: its task, or task and language, as in `math:fr=PATH`. */
export const sourceLabel = /^([a-z][\w-]*)(?::([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*))?=(?=.)/s

/** Reads `PATH`, `task=PATH` and `task:lang=PATH`; a path that is there as it stands has no label. */
export function readLabel(text: string): Label {
  const [label = '', task, language] = (existsSync(text) ? undefined : sourceLabel.exec(text)) ?? []
  return { path: text.slice(label.length), ...(task ? { task } : {}), ...(language ? { language: canonicalOf(language) } : {}) }
}

/**
 * The files behind what was given: a release, a dataset's run folder (its release), an earlier mixture's run, a folder of
 * .jsonl, .json and .parquet files and folders of them, or a file. Of a folder test and validation splits and what was dropped are
 * left out, by their names. In an order that does not depend on that of the arguments.
 * @throws UserError when there is nothing to read, or a folder holds the same rows several times
 */
export async function sourcesOf(given: readonly string[], onNote?: (text: string) => void): Promise<Source[]> {
  if (given.length === 0) throw new UserError('mix what? --from RELEASE or --from FILE, repeatable; a file whose rows do not say what they are is labelled: --from math:fr=FILE')
  const sources: Source[] = []
  for (const text of given) {
    const { path, ...label } = readLabel(text)
    const files = statOf(path).isDirectory() ? await filesIn(path, onNote) : [path]
    const nameOf = (file: string) => [basename(resolve(path)), relative(path, file).replaceAll('\\', '/')].filter((part) => part !== '').join('/')
    for (const file of files) sources.push({ path: file, name: nameOf(file), ...label, bytes: statOf(file).size, sha256: await sha256(file) })
  }
  return sources.toSorted((a, b) => (keyOf(a) + a.name < keyOf(b) + b.name ? -1 : 1)).filter((source, i, all) => i === 0 || keyOf(all[i - 1]!) !== keyOf(source))
}

const keyOf = ({ sha256, task = '', language = '' }: Source) => `${sha256} ${task} ${language}`

function statOf(path: string) {
  try {
    return statSync(path)
  } catch (error) {
    throw new UserError(`cannot read ${path}: ${readProblem(error, path, 'file or folder')}; check the path`)
  }
}

async function filesIn(folder: string, onNote: ((text: string) => void) | undefined): Promise<string[]> {
  const names = await rowFilesIn(folder, { heldOut: false, onNote })
  if (names.length === 0) throw new UserError(`${folder} has no rows to mix: a release, the folder of a build that has one, or .jsonl, .json and .parquet files in a folder are wanted`)
  return names.map((name) => join(folder, name))
}

/** Hex sha256 of a file. */
async function sha256(file: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) digest.update(chunk as Buffer)
  return digest.digest('hex')
}
