import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { UserError } from '../errors.js'

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

/** Reads `PATH`, `task=PATH` and `task:lang=PATH`; a path that is there as it stands has no label. */
export function readLabel(text: string): Label {
  const match = /^([a-z][\w-]*)(?::([a-z]{2,3}(?:-[A-Za-z0-9]+)*))?=(.+)$/s.exec(text)
  if (!match || existsSync(text)) return { path: text }
  const [, task, language, path] = match
  return { path: path!, task: task!, ...(language ? { language } : {}) }
}

/**
 * The files behind what was given: a release, a dataset's run folder (its release), an earlier mixture's run, a folder of
 * .jsonl and .parquet files, or a file. Test and validation splits and what was dropped are left out. In an order that does not depend on that of
 * the arguments. @throws UserError when there is nothing to read
 */
export async function sourcesOf(given: readonly string[]): Promise<Source[]> {
  if (given.length === 0) throw new UserError('mix what? --from RELEASE or --from FILE, repeatable; a file whose rows do not say what they are is labelled: --from math:fr=FILE')
  const sources: Source[] = []
  for (const text of given) {
    const { path, ...label } = readLabel(text)
    const stat = statOf(path)
    // A language of which nothing was kept has an empty file.
    const files = stat.isDirectory() ? (await filesIn(path)).filter((file) => statOf(file).size > 0) : [path]
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
    throw new UserError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file or folder; check the path' : (error as Error).message}`)
  }
}

/** What rows are in, by name; a release has them twice, as JSONL and as Parquet. */
const isData = (name: string) => /\.(jsonl|jsonl\.gz|parquet)$/.test(name) && !/(^|[._-])(test|validation|valid|dev|eval|rejected|dropped)([._-]|$)/i.test(name)

async function filesIn(folder: string): Promise<string[]> {
  if (existsSync(join(folder, 'release'))) return filesIn(join(folder, 'release'))
  if (existsSync(join(folder, 'jsonl'))) return dataIn(join(folder, 'jsonl'))
  if (existsSync(join(folder, 'index.json')) && existsSync(join(folder, 'README.md'))) throw new UserError(`${folder} is a sweep of mixtures, whose runs share rows; give one of the runs in it`)
  const own = await dataIn(folder)
  const below = await Promise.all((await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => dataIn(join(folder, name))))
  const files = [...own, ...below.flat()]
  if (files.length === 0) throw new UserError(`${folder} has no rows to mix: a release, the folder of a build that has one, or .jsonl and .parquet files in a folder are wanted`)
  return files
}

async function dataIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(isData).sort().map((name) => join(folder, name))
}

/** Hex sha256 of a file. */
export async function sha256(file: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) digest.update(chunk as Buffer)
  return digest.digest('hex')
}
