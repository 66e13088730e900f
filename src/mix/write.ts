import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { licenceName } from '../card/licence-names.js'
import { Interrupted, UserError } from '../errors.js'
import { writeWhole } from '../io/jsonl.js'
import { replaceFolder, strangerIn } from '../io/replace-folder.js'
import { version } from '../package.js'
import { createFolder } from '../writable.js'
import type { OnProgress } from './census.js'
import { configFiles, configNames } from './configs.js'
import type { Drawn } from './draw.js'
import { amountsBy, byTask, readManifest, sourcesOf, sumOf, type Deciding, type Manifest } from './manifest.js'
import type { Cell, Mixture, Run } from './runs.js'
import type { Spool } from './spool.js'

/** All that goes into a run's folder. */
export interface Writing extends Deciding {
  readonly run: Run
  readonly mixture: Mixture
  /** The cells of the run, its languages filled in. */
  readonly cells: readonly Cell[]
  readonly train: readonly Drawn[]
  readonly validation: readonly Drawn[]
  readonly fingerprint: string
  readonly spool: Spool
  readonly signal?: AbortSignal
  /** Told of rows whose tokens are counted, of all rows. */
  readonly onProgress?: OnProgress
}

/** What a run's folder holds. */
const ownNames: readonly string[] = ['data', 'manifest.json', ...configNames]

/** Writes beside an earlier run and takes its place when all is there. @throws UserError when something else is in the way */
export async function writeRun(folder: string, writing: Writing): Promise<Manifest> {
  if (existsSync(folder) && !(await readManifest(folder))) throw new UserError(`${folder} is in the way and no mixture; move it, or choose another --out`)
  await checkStrangers(folder)
  return replaceFolder(folder, (own) => writeInto(own, writing))
}

/** @throws UserError when a run's folder holds anything that is not of a run */
export async function checkStrangers(folder: string): Promise<void> {
  const stranger = await strangerIn(folder, ({ name }) => ownNames.includes(name))
  if (stranger !== undefined) throw new UserError(`${folder} holds ${stranger} beside a mixture that was made otherwise, and would be lost with it; move ${stranger === 'outputs' ? 'what was trained there' : 'that'}, or choose another --out`)
}

async function writeInto(own: string, writing: Writing): Promise<Manifest> {
  const { train, validation, spool, signal } = writing
  const files: Record<string, Manifest['files'][string]> = { 'data/train.jsonl': await writeRows(join(own, 'data', 'train.jsonl'), train, { spool, signal }) }
  if (validation.length > 0) files['data/validation.jsonl'] = await writeRows(join(own, 'data', 'validation.jsonl'), validation, { spool, signal })
  const { run, mixture, model } = writing
  const known = mixture.preset !== undefined && run.k !== undefined
  const configs = configFiles({ run: run.name, model, seed: run.seed, validates: validation.length > 0, rows: train.length, known })
  for (const [name, text] of Object.entries(configs)) await writeWhole(join(own, name), text)
  await countTokens([...train, ...validation], writing)
  const manifest = manifestOf(writing, files)
  await writeWhole(join(own, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
  return manifest
}

/** Milliseconds of counting before anything else has a turn. */
const turn = 50

/** Counts what the manifest tells, so that it can be stopped and watched: a tokenizer reads a few hundred rows a second. */
async function countTokens(rows: readonly Drawn[], { spool, signal, onProgress }: Pick<Writing, 'spool' | 'signal' | 'onProgress'>): Promise<void> {
  let began = performance.now()
  for (const [i, row] of rows.entries()) {
    spool.tokens(row)
    if (performance.now() - began < turn) continue
    onProgress?.(i + 1, rows.length)
    await immediate()
    if (signal?.aborted) throw new Interrupted()
    began = performance.now()
  }
  onProgress?.(rows.length, rows.length)
}

function manifestOf({ run, mixture, cells, train, validation, fingerprint, spool, tokenizer, sources, benchmarks }: Writing, files: Manifest['files']): Manifest {
  const tokens = (row: Drawn) => spool.tokens(row)
  const languages = amountsBy(train, ({ language }) => language, tokens)
  const licences: Record<string, number> = {}
  for (const { id } of [...train, ...validation].map((row) => licenceName(spool.licence(row)))) licences[id] = (licences[id] ?? 0) + 1
  return {
    run: run.name,
    mixture: mixture.name,
    ...(mixture.preset ? { preset: mixture.preset } : {}),
    fingerprint,
    ultralink: version,
    seed: run.seed,
    ...(run.k === undefined ? {} : { k: run.k }),
    align: mixture.align,
    seen: mixture.languages,
    unseen: mixture.unseen,
    asked: byTask(cells),
    got: byTask(train.map(({ task, language }) => ({ task, language, rows: 1 }))),
    tokenizer,
    total: sumOf(Object.values(languages)),
    languages,
    tasks: amountsBy(train, ({ task }) => task, tokens),
    validation: sumOf(Object.values(amountsBy(validation, ({ language }) => language, tokens))),
    licences,
    files,
    sources: sourcesOf(sources),
    benchmarks,
    cautions: mixture.cautions,
  }
}

/** Bytes written at once. */
const stretch = 1 << 20

async function writeRows(file: string, rows: readonly Drawn[], { spool, signal }: { spool: Spool; signal: AbortSignal | undefined }): Promise<Manifest['files'][string]> {
  createFolder(dirname(file))
  const digest = createHash('sha256')
  let [bytes, held] = [0, [] as Buffer[]]
  await using handle = await open(file, 'w')
  const flush = async (): Promise<void> => {
    const chunk = Buffer.concat(held)
    held = []
    digest.update(chunk)
    await handle.appendFile(chunk)
  }
  let inHeld = 0
  for (const row of rows) {
    const line = spool.line(row)
    held.push(line)
    bytes += line.length
    if ((inHeld += line.length) < stretch) continue
    if (signal?.aborted) throw new Interrupted()
    await flush()
    inHeld = 0
  }
  await flush()
  await handle.sync()
  return { rows: rows.length, bytes, sha256: digest.digest('hex') }
}
