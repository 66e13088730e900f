import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { manifestOf, writable } from '../build.js'
import type { DatasetKind } from '../dataset.js'
import { UserError } from '../errors.js'
import { size } from '../models/bytes.js'
import { sharedFolder } from '../release.js'
import { datasetsOf } from './built-datasets.js'
import { locks } from './lock.js'
import { vectorsFolder } from './plan.js'
import type { Streams } from './streams.js'
import { table } from './table.js'

/** Adds `ultralink clean`. */
export function addClean(program: Command, streams: Streams): void {
  program
    .command('clean')
    .description('remove what builds with other settings left; never rows of the last build, nor a release')
    .argument('<dataset>', 'see: ultralink list datasets')
    .option('--all', 'also the journals of finished stages and the kept vectors, once there is a release')
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .option('--out <folder>', 'where runs are kept', join('data', 'runs'))
    .addHelpText('after', `
A stage that generates or embeds keeps a journal of what became of each row, one for each of its settings. By these a build goes on where
it was stopped, a higher --limit makes only what is missing, and an option put back costs nothing. Without the journals of other settings
an option put back costs all its rows again. After --all, any further build of other rows costs them all.

Examples:
  $ ultralink clean math --dry-run
  $ ultralink clean ultralink --all`)
    .action((dataset: string, options: CleanOptions) => cleanCommand(dataset, options, streams))
}

export interface CleanOptions {
  readonly out: string
  readonly all?: boolean
  readonly dryRun?: boolean
}

/** Something to be removed. */
interface Found {
  readonly path: string
  readonly why: string
}

/** Removes what the last builds of a dataset do not use, and says what. @throws UserError when it is not built, or is being built */
async function cleanCommand(dataset: string, { out: folder, all = false, dryRun = false }: CleanOptions, { out }: Streams): Promise<void> {
  const built = datasetsOf(dataset, folder)
  const root = join(folder, dataset.split('/')[0]!)
  if (!existsSync(root)) throw new UserError(`nothing is built in ${root}: give --out where the runs are`)
  using _ = dryRun ? undefined : locks([root, ...built.map((each) => each.folder).filter((own) => own !== root && existsSync(own))])
  const runs = (await Promise.all(built.map(async ({ kind, folder: own }) => (await runsIn(own)).map((run) => ({ kind, run }))))).flat()
  const finished = all && existsSync(join(root, 'release')) && (await Promise.all(runs.map(({ kind, run }) => isFinished(kind, run)))).every(Boolean)
  const found = (await Promise.all(runs.map(({ kind, run }) => unused(kind, run, finished)))).flat()
  if (finished && !dataset.includes('/') && existsSync(join(root, vectorsFolder))) found.push({ path: join(root, vectorsFolder), why: 'kept vectors' })
  const bytes = await Promise.all(found.map(({ path }) => bytesOf(path)))
  if (!dryRun) for (const { path } of found) await writable(root, () => rm(path, { recursive: true }), 'mend that, then run the same command again')
  const rows = found.map(({ path, why }, i) => [relative(root, path), why, size(bytes[i]!)])
  if (rows.length > 0) out.write(`${table(['file or folder', 'what', 'size'], rows)}\n\n`)
  out.write(`${root}: ${size(bytes.reduce((sum, each) => sum + each, 0))} ${dryRun ? 'would be removed' : 'removed'}\n`)
  if (all && !finished) out.write('not everything of it is finished and released: what the next build goes on from is kept\n')
}

/** The folders of a dataset with stages in them: of its languages, and of what they share. */
async function runsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const stages = await Promise.all(names.map(async (name) => (await readdir(join(folder, name)).catch(() => [])).some(isStage)))
  return names.filter((_, i) => stages[i]).map((name) => join(folder, name))
}

const isStage = (name: string) => /^\d\d-/.test(name)

/** The folders of the stages of a run, as the dataset has them now. */
function stagesOf({ kinds, shared }: DatasetKind, run: string): string[] {
  const own = run.endsWith(sharedFolder) ? kinds.slice(0, shared) : kinds.slice(shared)
  return own.map(({ name }, index) => `${String(index).padStart(2, '0')}-${name}`)
}

async function isFinished(kind: DatasetKind, run: string): Promise<boolean> {
  return (await Promise.all(stagesOf(kind, run).map((name) => manifestOf(join(run, name))))).every(Boolean)
}

/** What a run does not use: folders of stages that it has no more, and journals other than that of each finished stage; of one that is to be as it is, that too. */
async function unused(kind: DatasetKind, run: string, finished: boolean): Promise<Found[]> {
  const known = stagesOf(kind, run)
  const found: Found[] = []
  for (const name of (await readdir(run)).filter(isStage)) {
    const path = join(run, name)
    if (!known.includes(name)) found.push({ path, why: `no stage of ${kind.name}` })
    else for (const journal of await journalsIn(path, finished)) found.push(journal)
  }
  return found
}

async function journalsIn(folder: string, finished: boolean): Promise<Found[]> {
  const manifest = await manifestOf(folder)
  // Manifests of earlier versions do not name their journal, and which one an unfinished stage goes on from is not known.
  const all = (await readdir(folder)).filter((name) => /^journal-.*\.jsonl$/.test(name))
  const others = manifest?.journal === undefined ? [] : all.filter((name) => name !== manifest.journal)
  return (finished ? all : others).map((name) => ({ path: join(folder, name), why: others.includes(name) ? 'journal of other settings' : 'journal' }))
}

async function bytesOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined // a build at work took it away, which --dry-run does not keep out
    throw error
  })
  if (!found) return 0
  if (!found.isDirectory()) return found.size
  return (await Promise.all((await readdir(path)).map((name) => bytesOf(join(path, name))))).reduce((sum, each) => sum + each, 0)
}
