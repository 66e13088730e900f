import { mkdir, readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from './errors.js'
import { recipeOf, rowFingerprint, stageFingerprint, type Ingredients, type Recipe } from './fingerprint.js'
import { clearParts, parts, PartWriter, readParts, writeWhole } from './io/jsonl.js'
import { Journal } from './io/journal.js'
import { stageRun } from './stage-run.js'
import type { Context, GeneratorUsage, Models, Row, Stage } from './types.js'

/** What stands in a stage's `stage.json`. */
export interface StageManifest extends Recipe {
  readonly name: string
  readonly fingerprint: string
  /** Fingerprint of the stage whose rows it took. */
  readonly after?: string
  readonly rowsIn: number
  readonly rowsOut: number
  /** Reason → rows. */
  readonly rejected: Readonly<Record<string, number>>
  /** Figures the stage counted beside rows. */
  readonly counts: Readonly<Record<string, number>>
  /** Inputs whose result was taken from the journal. */
  readonly resumed: number
  readonly seconds: number
  readonly tokens?: { readonly prompt: number; readonly evaluated: number; readonly generated: number; readonly perSecond: number }
  readonly done: true
}

export type BuildEvent =
  | { readonly type: 'start' | 'kept' | 'end'; readonly stage: string; readonly manifest?: StageManifest }
  | { readonly type: 'progress'; readonly stage: string; readonly done: number; readonly total?: number; readonly tokens: number; readonly seconds: number }

export interface BuildOptions extends Ingredients {
  readonly models: Models
  /** Folder of this dataset and language; a folder per stage is made in it. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly work: Context['work']
  /** The stage whose rows the first of the list takes. */
  readonly after?: BuiltStage | undefined
  onEvent?(event: BuildEvent): void
}

/** A finished stage: its folder and its manifest. */
export interface BuiltStage {
  readonly folder: string
  readonly manifest: StageManifest
}

/**
 * Runs the stages of a dataset for one language, in order. A stage whose manifest shows the same fingerprint is kept;
 * others run anew, except for the inputs that their journal holds.
 * @throws Interrupted when the signal was aborted; the same call goes on from there
 */
export async function build(stages: readonly Stage[], options: BuildOptions): Promise<readonly BuiltStage[]> {
  for (const stage of stages) stage.check?.(options.models)
  const built: BuiltStage[] = []
  const folders = stages.map((_, index) => stageFolder(options.folder, stages, index))
  for (const [index, stage] of stages.entries()) {
    const folder = folders[index]!
    const recipe = await recipeOf(stage, options)
    const before = built.at(-1) ?? options.after
    const fingerprint = stageFingerprint(stage, recipe, before?.manifest.fingerprint ?? '')
    const kept = await manifestOf(folder)
    if (kept?.fingerprint === fingerprint && (kept.rowsOut === 0 || (await parts(folder)).length > 0)) {
      options.onEvent?.({ type: 'kept', stage: stage.name, manifest: kept })
      built.push({ folder, manifest: kept })
      continue
    }
    options.onEvent?.({ type: 'start', stage: stage.name })
    const manifest = await writable(folder, async () => {
      await forget(folders.slice(index))
      return runStage(stage, { ...options, recipe, fingerprint, folder, before })
    })
    options.onEvent?.({ type: 'end', stage: stage.name, manifest })
    built.push({ folder, manifest })
  }
  return built
}

/** Where a stage of a list is kept, in the folder of its build. */
export function stageFolder(folder: string, stages: readonly Stage[], index: number): string {
  return join(folder, `${String(index).padStart(2, '0')}-${stages[index]!.name}`)
}

/** The manifest of a finished stage; undefined when there is none. */
export async function manifestOf(folder: string): Promise<StageManifest | undefined> {
  const text = await readFile(join(folder, 'stage.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as StageManifest
  } catch {
    return undefined
  }
}

/** The finished stages of a build, in order, up to the first that is not finished. */
export async function builtStages(folder: string): Promise<readonly BuiltStage[]> {
  const names = await readdir(folder).catch(() => [])
  const built: BuiltStage[] = []
  for (const name of names.filter((candidate) => /^\d\d-/.test(candidate)).sort()) {
    const manifest = await manifestOf(join(folder, name))
    if (!manifest) break
    built.push({ folder: join(folder, name), manifest })
  }
  return built
}

interface StageOptions extends BuildOptions {
  readonly recipe: Recipe
  readonly fingerprint: string
  readonly before?: BuiltStage | undefined
}

async function runStage(stage: Stage, options: StageOptions): Promise<StageManifest> {
  const { folder, before, recipe, fingerprint } = options
  await mkdir(folder, { recursive: true })
  await clearParts(folder)
  const journalFile = `journal-${rowFingerprint(stage, recipe)}.jsonl`
  const startedAt = performance.now()
  const usage = await usageOf(stage, options.models)
  await using journal = await Journal.open(join(folder, journalFile))
  await using out = new PartWriter(folder)
  await using rejects = new PartWriter(folder, 'rejected-')
  const run = stageRun(stage, { ...options, journal, rejects, total: before?.manifest.rowsOut, startedAt, usage })
  try {
    for await (const row of stage.run(run.input(before ? readParts<Row>(before.folder) : none()), run.context)) {
      run.emitted()
      await out.write(row)
    }
  } catch (error) {
    await run.settle().catch(() => {}) // nothing is written behind the back of who builds again
    throw error
  }
  await run.settle()
  await out.close()
  await rejects.close()
  const seconds = (performance.now() - startedAt) / 1000
  const manifest: StageManifest = {
    name: stage.name,
    fingerprint,
    ...(before ? { after: before.manifest.fingerprint } : {}),
    ...recipe,
    ...run.figures(),
    rowsOut: out.rows,
    seconds: round(seconds),
    ...(stage.uses.generator ? { tokens: tokensOf(usage?.(), seconds) } : {}),
    done: true,
  }
  await writeWhole(join(folder, 'stage.json'), JSON.stringify(manifest, null, 2) + '\n')
  if (!stage.uses.generator && !stage.uses.embedder) await removeJournals(folder)
  return manifest
}

/** Figures of the generator since now; loads it, since the stage is about to use it. */
async function usageOf(stage: Stage, models: Models): Promise<(() => GeneratorUsage) | undefined> {
  if (!stage.uses.generator) return undefined
  const generator = await models.generator()
  const start = generator.usage()
  return () => {
    const now = generator.usage()
    const since = (key: keyof GeneratorUsage) => now[key] - start[key]
    return {
      calls: since('calls'),
      promptTokens: since('promptTokens'),
      evaluatedTokens: since('evaluatedTokens'),
      generatedTokens: since('generatedTokens'),
      batches: since('batches'),
      batchFill: now.batchFill,
    }
  }
}

function tokensOf(usage: GeneratorUsage | undefined, seconds: number): NonNullable<StageManifest['tokens']> {
  const generated = usage?.generatedTokens ?? 0
  return {
    prompt: usage?.promptTokens ?? 0,
    evaluated: usage?.evaluatedTokens ?? 0,
    generated,
    perSecond: round(generated / seconds),
  }
}

/** Takes away the manifests of a stage and those after it, the last first: none may look finished that rests on other rows. */
async function forget(folders: readonly string[]): Promise<void> {
  for (const folder of folders.toReversed()) await rm(join(folder, 'stage.json'), { force: true })
}

/** A full disk or a folder that may not be written is the user's to mend; everything finished is kept. */
export async function writable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException
    const problem = { ENOSPC: 'the disk is full', EDQUOT: 'the quota is used up', EACCES: 'it may not be written', EROFS: 'the disk is read-only', ENOTDIR: 'a file is in its way', EEXIST: 'a file is in its way' }[code ?? '']
    if (!problem) throw error
    throw new UserError(`cannot write ${path ?? folder}: ${problem}; mend that or choose another --out, then run the same command again: nothing finished is lost`)
  }
}

async function removeJournals(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith('journal-')) await rm(join(folder, name))
}

async function* none(): AsyncIterable<Row> {}

const round = (value: number) => Math.round(value * 100) / 100
