import { readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from './errors.js'
import { recipeOf, rowFingerprint, stageFingerprint, type Ingredients, type Recipe } from './fingerprint.js'
import { begun, follow } from './io/follow.js'
import { clearParts, parts, PartWriter, readParts, rebuilding, writeWhole } from './io/jsonl.js'
import { Journal, type TokenCounts } from './io/journal.js'
import { lockBuild } from './lock-file.js'
import { lockName, writeLock } from './models/lock.js'
import { lockOf } from './models/run-lock.js'
import { usageSince } from './models/usage.js'
import { generates, stageRun } from './stage-run.js'
import { together } from './together.js'
import type { Context, GeneratorUsage, Models, Row, Stage } from './types.js'
import { createFolder, writable as writableAt } from './writable.js'

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
  /** Name of that file, which is kept beside the rows where these cost much; another one is of other settings. */
  readonly journal?: string
  /** From its first row that came in, or could have, to its last that went out. */
  readonly seconds: number
  /** Of these, waiting for rows of the stage before it. */
  readonly waited: number
  /** When the build began of which this is a part, and when the stage did; ISO 8601. */
  readonly run: string
  readonly started: string
  /** Of all runs with these settings, as far as the journal holds them; `perSecond`: of the last, where it generated. */
  readonly tokens?: TokenCounts & { readonly perSecond?: number }
  /** What the generator did while the stage ran. */
  readonly engine?: Engine
  readonly done: true
}

/** How full a generator's batches were. */
export interface Engine extends Pick<GeneratorUsage, 'batches' | 'batchFill' | 'fillers' | 'promptBatches' | 'forcedTokens'> {
  /** Shares of the batches of text generation: without one of the sequences held, and evaluated in several passes. */
  readonly oddShare: number
  readonly splitShare: number
  /** Prompt tokens that were in a cache. */
  readonly savedTokens: number
  /** Share of its time in which it neither decoded nor drew tokens although there was work. */
  readonly idleShare: number
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
  /** Whether the caller keeps other builds out of the folder; else it is locked. */
  readonly locked?: boolean
  /** The stage whose rows the first of the list takes. */
  readonly after?: BuiltStage | undefined
  /** Waits until no other build generates, and gives back what ends this one's turn. Default: there is no other. */
  readonly turn?: () => Promise<() => void>
  /** When the run began that this build is a part of; ISO 8601. */
  readonly run?: string
  onEvent?(event: BuildEvent): void
}

/** A finished stage: its folder and its manifest. */
export interface BuiltStage {
  readonly folder: string
  readonly manifest: StageManifest
}

/**
 * Runs the stages of a dataset for one language. Stages whose manifests show the same fingerprint are kept; the others run
 * anew, side by side, each as soon as there are rows for it, except for the inputs that their journals hold. The folder then
 * holds the lock of the models too, which a release takes over.
 * @throws Interrupted when the signal was aborted; the same call goes on from there; UserError when another build has the folder
 */
export async function build(stages: readonly Stage[], options: BuildOptions): Promise<readonly BuiltStage[]> {
  for (const stage of stages) stage.check?.(options.models, options.language)
  const lock = await lockOf(options.models)
  using _ = options.locked ? undefined : await writable(options.folder, async () => lockBuild(options.folder, 'another folder'))
  const steps = await stepsOf(stages, options)
  const kept: BuiltStage[] = []
  for (const { folder, kept: manifest } of steps) {
    if (!manifest) break
    kept.push({ folder, manifest })
  }
  for (const { manifest } of kept) options.onEvent?.({ type: 'kept', stage: manifest.name, manifest })
  const left = steps.slice(kept.length)
  await writable(options.folder, async () => {
    for (const { folder } of left.toReversed()) await forget(folder)
    for (const { folder } of left) {
      createFolder(folder)
      await clearParts(folder)
    }
  })
  const built = [...kept, ...(await runSteps(left, { ...options, after: kept.at(-1) ?? options.after }))]
  const models = join(options.folder, lockName)
  await writable(options.folder, () => (lock.length > 0 ? writeLock(models, lock) : rm(models, { force: true })))
  return built
}

/** A stage of this build: what it is known by, and its manifest where that is of the same. */
interface Step {
  readonly stage: Stage
  readonly folder: string
  readonly recipe: Recipe
  readonly fingerprint: string
  readonly kept: StageManifest | undefined
}

async function stepsOf(stages: readonly Stage[], options: BuildOptions): Promise<Step[]> {
  const steps: Step[] = []
  let before = options.after?.manifest.fingerprint ?? ''
  for (const [index, stage] of stages.entries()) {
    const folder = stageFolder(options.folder, stages, index)
    const recipe = await recipeOf(stage, options)
    const fingerprint = stageFingerprint(stage, recipe, before)
    const manifest = await manifestOf(folder)
    const same = manifest?.fingerprint === fingerprint && (manifest.rowsOut === 0 || (await parts(folder)).length > 0)
    steps.push({ stage, folder, recipe, fingerprint, kept: same ? manifest : undefined })
    before = fingerprint
  }
  return steps
}

/** Runs stages side by side. Those that generate wait for the build's turn, which ends with the last of them. */
async function runSteps(steps: readonly Step[], options: BuildOptions): Promise<BuiltStage[]> {
  const writers = steps.map(({ folder }) => new PartWriter(folder))
  let turn: Promise<() => void> | undefined
  let generating = steps.filter(({ stage }) => generates(stage)).length
  const tasks = steps.map((step, index) => async (signal: AbortSignal) => {
    const { folder, stage } = step
    const before = writers[index - 1]
    const { after } = options
    const input: Input = {
      rows: before ? follow<Row>(before, signal) : after ? builtRows<Row>(after) : none(),
      total: () => (before ? (before.written.ended ? before.rows : undefined) : after?.manifest.rowsOut),
      fingerprint: steps[index - 1]?.fingerprint ?? after?.manifest.fingerprint,
    }
    try {
      if (before) await begun(before, 0, signal)
      if (generates(stage)) await (turn ??= options.turn?.() ?? Promise.resolve(() => {}))
      const manifest = await writable(folder, () => runStage(step, { ...options, signal, input, out: writers[index]! }))
      options.onEvent?.({ type: 'end', stage: stage.name, manifest })
      return { folder, manifest }
    } finally {
      if (generates(stage) && --generating === 0) await turn?.then((end) => end())
    }
  })
  return together(tasks, options.signal)
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
    const manifest = JSON.parse(text) as StageManifest | null
    return manifest?.done === true ? manifest : undefined
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

/** The rows of a finished stage; can be gone over again. @throws UserError at the end where there are fewer than it made, or more */
export function builtRows<R extends Row>({ folder, manifest: { rowsOut } }: BuiltStage): AsyncIterable<R> {
  return {
    async *[Symbol.asyncIterator]() {
      let rows = 0
      for await (const row of readParts<R>(folder)) {
        rows++
        yield row
      }
      if (rows !== rowsOut) throw new UserError(`${folder} has ${rows} rows, and its stage.json says that it made ${rowsOut}: files were lost or changed; ${rebuilding}`)
    },
  }
}

/** What comes in. */
interface Input {
  readonly rows: AsyncIterable<Row>
  /** How many, once that is known. */
  total(): number | undefined
  /** Of the stage they are of. */
  readonly fingerprint: string | undefined
}

interface StageOptions extends BuildOptions {
  readonly input: Input
  readonly out: PartWriter
}

async function runStage({ stage, folder, recipe, fingerprint }: Step, options: StageOptions): Promise<StageManifest> {
  const { input, models } = options
  const journalFile = `journal-${rowFingerprint(stage, recipe)}.jsonl`
  await using journal = await Journal.open(join(folder, journalFile))
  await using out = options.out
  await using rejects = new PartWriter(folder, 'rejected-')
  const generator = stage.uses.generator ? await models.generator() : undefined // loading is no time of the stage's
  const usage = generator?.usage()
  options.onEvent?.({ type: 'start', stage: stage.name })
  const [started, startedAt] = [new Date().toISOString(), performance.now()]
  const run = stageRun(stage, { ...options, journal, rejects, total: input.total, startedAt })
  try {
    for await (const row of stage.run(run.input(input.rows), run.context)) {
      run.emitted()
      await out.write(row)
    }
  } catch (error) {
    await run.settle().catch(() => {}) // nothing is written behind the back of who builds again
    throw error
  }
  await run.settle()
  await rejects.close()
  const seconds = (performance.now() - startedAt) / 1000
  const { tokens, made, waited, ...figures } = run.figures()
  const manifest: StageManifest = {
    name: stage.name,
    fingerprint,
    ...(input.fingerprint === undefined ? {} : { after: input.fingerprint }),
    ...recipe,
    ...figures,
    rowsOut: out.rows,
    journal: journalFile,
    seconds: round(seconds),
    waited: round(waited),
    run: options.run ?? started,
    started,
    ...(tokens.prompt > 0 ? { tokens: { ...tokens, ...(made > 0 ? { perSecond: round(made / Math.max(seconds - waited, 0.001)) } : {}) } } : {}),
    ...(generator && usage && made > 0 ? { engine: engineOf(usageSince(usage, generator.usage())) } : {}),
    done: true,
  }
  await out.close()
  await writeWhole(join(folder, 'stage.json'), JSON.stringify(manifest, null, 2) + '\n')
  if (!keepsJournal(stage)) await rm(join(folder, journalFile)) // one of other settings may hold what was generated with these
  return manifest
}

function engineOf({ batches, batchFill, fillers, promptBatches, oddBatches, splitBatches, promptTokens, evaluatedTokens, forcedTokens, decodingSeconds, drawingSeconds, idleSeconds }: GeneratorUsage): Engine {
  const share = (part: number, whole: number) => (whole > 0 ? round(part / whole) : 0)
  return {
    ...{ batches, batchFill: round(batchFill), oddShare: share(oddBatches, batches), splitShare: share(splitBatches, batches), fillers, promptBatches },
    ...{ savedTokens: promptTokens - evaluatedTokens, forcedTokens, idleShare: share(idleSeconds, decodingSeconds + drawingSeconds + idleSeconds) },
  }
}

/** Takes away the manifest of a stage, which would look finished and rest on other rows. */
const forget = (folder: string) => rm(join(folder, 'stage.json'), { force: true })

/** A full disk or a folder that may not be written is the user's to mend; everything finished is kept. */
export function writable<T>(folder: string, work: () => Promise<T>, advice = 'mend that or choose another --out, then run the same command again: nothing finished is lost'): Promise<T> {
  return writableAt(folder, advice, work)
}

/** Whether its rows cost so much that they are worth keeping for another run. */
const keepsJournal = (stage: Stage): boolean => generates(stage) || stage.uses.embedder === true

async function* none(): AsyncIterable<Row> {}

const round = (value: number) => Math.round(value * 100) / 100
