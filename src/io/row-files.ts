import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { UserError } from '../errors.js'

/** Names of files that rows are read from. */
export const rowFile = /\.(?:jsonl|json|parquet)(?:\.gz)?$/i

export interface RowFilesOptions {
  /** Takes test and validation splits too, and files that are named after rejected rows. */
  readonly heldOut: boolean
  /** A folder that the rows are written to, there or not: no input, where it is in this one. */
  readonly without?: string | undefined
  /** Told what was passed over and why, in one line. */
  readonly onNote?: ((text: string) => void) | undefined
}

/**
 * The files of rows in a folder and the folders in it, links included, by their paths below it, in order. Of a release only its
 * JSONL, for its Parquet holds the same rows; of the folder of a build its release; of a run of a mixture its data.
 * @throws UserError for the stages of a build without a release, for a sweep of mixtures, and for a folder that cannot be read
 */
export async function rowFilesIn(folder: string, { heldOut, without, onNote }: RowFilesOptions): Promise<string[]> {
  const found: Found = { files: [], passedOver: new Map() }
  const written = without === undefined ? undefined : await realpath(without).catch(() => undefined)
  await walk({ top: folder, heldOut, written, found }, '', [])
  if (found.passedOver.size > 0) onNote?.(`${folder}: passed over ${[...found.passedOver].map(([why, paths]) => `${listed(paths)} (${why})`).join(', ')}; to have a file of these read, give its own path`)
  return found.files.sort()
}

interface Found {
  readonly files: string[]
  /** Reason → paths. */
  readonly passedOver: Map<string, string[]>
}

interface Walk {
  readonly top: string
  readonly heldOut: boolean
  /** Folder that is no input, as it is without links. */
  readonly written: string | undefined
  readonly found: Found
}

async function walk(given: Walk, below: string, above: readonly string[]): Promise<void> {
  const { top, heldOut, written, found } = given
  const folder = join(top, below)
  const passOver = (path: string, why: string) => {
    const paths = found.passedOver.get(why)
    if (paths) paths.push(path)
    else found.passedOver.set(why, [path])
  }
  const [real, entries] = [await realpath(folder), await entriesOf(folder)]
  if (below !== '' && real === written) return passOver(below, 'what is written here')
  if (above.includes(real)) return passOver(below, 'a link to a folder that it is in')
  await checkWhole(folder, { top, below, entries })
  const part = partOf(entries)
  for (const entry of entries) {
    const path = join(below, entry.name)
    const why = part === undefined || part === entry.name ? whyNot(entry, heldOut) : whyBeside(entry, part)
    if (why === 'expected') continue
    if (why !== undefined) passOver(path, why)
    else if (entry.kind === 'folder') await walk(given, path, [...above, real])
    else found.files.push(path)
  }
}

interface Entry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'neither'
  readonly size: number
}

/** What is in a folder, links as what they lead to. */
async function entriesOf(folder: string): Promise<Entry[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`cannot read the folder ${folder}: ${error.code === 'EACCES' ? "it is another user's" : error.message}; mend that, or give the files one by one`)
  })
  const kindOf = async (name: string): Promise<Entry> => {
    const found = await stat(join(folder, name)).catch(() => undefined)
    return { name, kind: found?.isDirectory() ? 'folder' : found?.isFile() ? 'file' : 'neither', size: found?.size ?? 0 }
  }
  return Promise.all(names.sort().map(kindOf))
}

/** @throws UserError where several files of a folder hold the same rows */
async function checkWhole(folder: string, { top, below, entries }: { top: string; below: string; entries: readonly Entry[] }): Promise<void> {
  const has = (name: string) => entries.some((entry) => entry.name === name)
  if (below !== '' && /^\d\d-/.test(basename(folder)) && has('stage.json')) throw new UserError(`${top} has ${below}, a stage of a build without a release, and other stages hold the same rows; finish the build, which writes a release, or give the folder of one stage`)
  if (has('README.md') && has('index.json') && /"mixture"/.test(await readFile(join(folder, 'index.json'), 'utf8'))) throw new UserError(`${folder} is a sweep of mixtures, whose runs share rows; give one of the runs in it`)
}

/** The folder that holds all rows of a build, a release or a run of a mixture. */
function partOf(entries: readonly Entry[]): string | undefined {
  const parts = ['release', 'jsonl', ...(entries.some(({ name }) => name === 'manifest.json') ? ['data'] : [])]
  return parts.find((part) => entries.some(({ name, kind }) => name === part && kind === 'folder'))
}

/** Files that are no rows, or rows that were left out, of ours and of the Hub. */
const noRows = /^(?:(?:package|package-lock|stage|models\.lock|index|manifest|dataset_infos?)\.json|(?:dropped|leaks|journal-.*|rejected-\d{5})\.jsonl)$/

/** Splits that are not trained on, and what was dropped. */
const aside = /(^|[._-])(test|validation|valid|dev|eval|rejected|dropped)([._-]|$)/i

function whyNot({ name, kind, size }: Entry, heldOut: boolean): string | undefined {
  if (kind === 'neither') return 'a link to nothing, or no file'
  if (name.startsWith('.')) return 'hidden'
  if (name.endsWith('.tmp')) return 'not finished'
  if (kind === 'file' && !rowFile.test(name)) return 'no .jsonl, .json or .parquet'
  if (kind === 'file' && noRows.test(name)) return 'no rows, or rows that were left out'
  if (!heldOut && aside.test(name)) return 'held out or dropped, by its name'
  return kind === 'file' && size === 0 ? 'empty' : undefined
}

/** What a release has beside its JSONL: the same rows as Parquet, by language. */
const ofRelease = /^(?:attribution|[a-z]{2,3}(?:-[A-Za-z0-9]+)*)$/

/** Beside the rows of a build or a run its other folders are expected, and no files of rows. */
function whyBeside({ name, kind }: Entry, part: string): string | undefined {
  const stray = kind === 'folder' ? part === 'jsonl' && !ofRelease.test(name) : rowFile.test(name) && !noRows.test(name)
  return stray ? `beside ${part}, which is taken alone` : 'expected'
}

/** Paths that are named before the others are counted. */
const named = 5

function listed(paths: readonly string[]): string {
  const rest = paths.length - named
  return `${paths.slice(0, named).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
