import { existsSync, statSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Interrupted } from '../errors.js'
import { writeWhole } from '../io/jsonl.js'
import { restoreFolder } from '../io/replace-folder.js'
import type { Benchmarks } from '../decontamination/index.js'
import { createFolder } from '../writable.js'
import { takeCensus, type Census, type OnProgress } from './census.js'
import { configNames, defaultModel } from './configs.js'
import { drawFrom, type Draw, type Drawn } from './draw.js'
import { drawClean, type FoundLeak } from './leaks.js'
import { fingerprintOf, readManifest, type Deciding, type Manifest } from './manifest.js'
import type { Mixture, Run } from './runs.js'
import { checkShortage } from './shortage.js'
import { sourcesOf } from './sources.js'
import { Spool } from './spool.js'
import { indexOf, writeIndex, type Index } from './sweep.js'
import type { Tokenizer } from './tokenizer.js'
import { checkStrangers, writeRun } from './write.js'

/** What was found in the sources, and the way to draw from it. */
export interface Survey {
  readonly census: Census
  readonly draw: Draw
}

export interface SurveyOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: OnProgress
  /** Told what of a folder was passed over. */
  readonly onNote?: (text: string) => void
}

/** Goes over the sources of a mixture without writing. @throws UserError when one cannot be read or does not say what it holds */
export async function survey(mixture: Mixture, from: readonly string[], options: SurveyOptions = {}): Promise<Survey> {
  const census = await takeCensus(await sourcesOf(from, options.onNote), mixture, options)
  return { census, draw: drawFrom(census, mixture) }
}

export interface MixOptions extends SurveyOptions {
  /** Where the folder of the mixture is made. */
  readonly out: string
  readonly tokenizer: Pick<Tokenizer, 'id' | 'count'>
  /** Model that the training configurations name; default: that of configs.ts. */
  readonly model?: string | undefined
  /** What no row may hold. */
  readonly benchmarks: Benchmarks
  /** Told of the rows that were left out for it. */
  readonly onLeaks?: (found: readonly FoundLeak[]) => void
  /** Told of each run when it is there; `kept`: it was there before. */
  readonly onRun?: (manifest: Manifest, kept: boolean) => void
}

/**
 * Writes the runs of a mixture and their index; a run that is there as it would be written is left alone.
 * Rows that hold an item of a benchmark are not drawn, others take their place. @throws UserError when rows are short
 */
export async function writeMixture(mixture: Mixture, { census, draw: first }: Survey, options: MixOptions): Promise<Index> {
  checkShortage(mixture, first)
  const { benchmarks, tokenizer, model = defaultModel, onRun, onProgress, signal } = options
  const top = join(options.out, mixture.name)
  createFolder(top)
  const spoolFile = join(top, '.rows.tmp')
  try {
    using spool = new Spool(spoolFile, tokenizer)
    const { draw, found } = await drawClean(census, mixture, { ...options, draw: first, spool })
    options.onLeaks?.(found)
    checkShortage(mixture, draw, found.length)
    const world = { mixture, tokenizer: tokenizer.id, model, sources: census.sources, benchmarks: benchmarks.benchmarks }
    const manifests: Manifest[] = []
    for (const run of mixture.runs) {
      if (signal?.aborted) throw new Interrupted()
      await restoreFolder(join(top, run.name), checkStrangers)
      const { kept, ...planned } = await plan(run, { ...world, draw, top })
      const manifest = kept ?? (await writeRun(planned.folder, { ...world, ...planned, run, cells: draw.cellsOf(run), spool, ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) }))
      manifests.push(manifest)
      onRun?.(manifest, kept !== undefined)
    }
    const index = indexOf(mixture, [...manifests, ...(await othersIn(top, manifests))])
    await writeIndex(top, index)
    await writeWhole(join(top, 'leaks.jsonl'), found.map((leak) => JSON.stringify(leak) + '\n').join(''))
    return index
  } finally {
    await rm(spoolFile, { force: true })
  }
}

/** Runs of the same sweep that were written before and are not written now. */
async function othersIn(top: string, written: readonly Manifest[]): Promise<Manifest[]> {
  const names = (await readdir(top, { withFileTypes: true })).filter((entry) => entry.isDirectory() && !entry.name.endsWith('.tmp')).map(({ name }) => name)
  const found = await Promise.all(names.filter((name) => !written.some(({ run }) => run === name)).map((name) => readManifest(join(top, name))))
  const same = ({ preset, ultralink, align, seen, unseen, tokenizer, sources, benchmarks }: Manifest) => JSON.stringify([preset, ultralink, align, seen, unseen, tokenizer, sources, benchmarks])
  return found.filter((manifest) => manifest !== undefined && same(manifest) === same(written[0]!)) as Manifest[]
}

interface Planned {
  readonly folder: string
  readonly train: readonly Drawn[]
  readonly validation: readonly Drawn[]
  readonly fingerprint: string
  /** The manifest of the run, where it is there as it would be written. */
  readonly kept: Manifest | undefined
}

async function plan(run: Run, { draw, top, mixture, ...deciding }: Deciding & { draw: Draw; top: string; mixture: Mixture }): Promise<Planned> {
  const folder = join(top, run.name)
  const [train, validation] = [draw.train(run), draw.validation(run)]
  const fingerprint = fingerprintOf(run, mixture, { ...deciding, train, validation })
  const before = await readManifest(folder)
  const whole = before?.fingerprint === fingerprint && Object.entries(before.files).every(([file, { bytes }]) => statSync(join(folder, file), { throwIfNoEntry: false })?.size === bytes) && configNames.every((name) => existsSync(join(folder, name)))
  return { folder, train, validation, fingerprint, kept: whole ? before : undefined }
}
