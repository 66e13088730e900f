import { dirname, join } from 'node:path'
import { build, type BuildEvent, type BuiltStage } from '../build.js'
import { shortages } from '../collection.js'
import { Interrupted, UserError } from '../errors.js'
import { openModels } from '../models/open-models.js'
import { openPool, type Pool } from '../pool.js'
import { checkReplaceable, finishedBuilds, sharedFolder, writeRelease, type Built } from '../release.js'
import { generates } from '../stage-run.js'
import { together } from '../together.js'
import type { Models } from '../types.js'
import { locks } from './lock.js'
import { madeBefore } from './made-before.js'
import { checkStages, limitOf, modelsWanted, partsOf, planOf, stagesOf, vectorsFolder, worldOf, type Part, type Plan } from './plan.js'
import { progressOf } from './progress.js'
import { example, summary } from './report.js'
import type { Config } from './settings.js'
import type { Streams } from './streams.js'

interface Building {
  readonly plan: Plan
  readonly models: Models
  readonly pool: Pool
  readonly streams: Streams
  readonly progress: ReturnType<typeof progressOf>
  readonly run: string
  /** Until nothing else generates. */
  readonly turn?: () => Promise<() => void>
  /** Called when the first stage that generates has begun. */
  readonly onGenerating?: () => void
}

/** Builds a dataset, or those of a collection, for each language; prints the closing table and one dialogue of each. */
export async function buildCommand(config: Config, streams: Streams): Promise<void> {
  const plan = planOf(config)
  const { out, err, signal } = streams
  using _ = locks([plan.out, ...(plan.collection ? plan.datasets.map(({ name }) => join(plan.out, name)) : [])])
  const release = join(plan.out, 'release')
  await checkReplaceable(release)
  const wanted = modelsWanted(config, (note) => err.write(`${note}\n`))
  await using models = await openModels({ ...wanted, vectors: join(plan.out, vectorsFolder) })
  await using pool = openPool()
  const parts = await partsOf(plan, pool, streams)
  checkStages(plan, parts, models)
  const building: Building = { plan, models, pool, streams, progress: progressOf(err), run: new Date().toISOString() }
  const isWritten = (language: string) => parts.some((part) => stagesOf(plan, part, { language }).some(({ uses }) => uses.generator))
  for (const language of plan.languages) if (isWritten(language)) warn(models, language, err)
  const none = plan.languages.flatMap((code) => parts.filter(({ dataset }) => limitOf(plan, dataset.name, code) === 0).map(({ dataset }) => `${code} ${dataset.name}`))
  if (none.length > 0) err.write(`note: --limit ${config.limit} has no dialogue for ${none.join(', ')}\n`)
  const built = await buildAll(parts, building)
  const short = plan.collection && config.limit ? shortages(plan.collection, built, config.limit) : undefined
  out.write(`\n${summary(built)}\n`)
  for (const each of built) out.write(`\n${(await example(each)) ?? nothingKept(plan, each)}\n`)
  if (short) throw new UserError(short)
  for (const each of built) noteShortage(plan, each, err)
  const finished = await Promise.all(parts.map(({ dataset, folder }) => finishedBuilds(folder, dataset)))
  // What an earlier build made of a dataset that has no rows now is none of this release.
  const released = finished.flat().filter(({ dataset, language }) => !none.includes(`${language} ${dataset.name}`))
  if (!released.some(hasRows)) {
    complainOfNothing(plan, built)
    throw new NothingKept(`${built.map(lossOf).join('; ')}; ${showing(plan, built[0]!.dataset.name, plan.languages, '--rejected')} tells more; no release was written`)
  }
  await writeRelease(release, plan.collection ?? plan.datasets[0]!, released, { signal, heldOut: config.heldOut })
  out.write(`\n${release}: JSONL, Parquet and a dataset card\n`)
  complainOfNothing(plan, built)
}

/** Rows were read, and none was kept in any language. */
export class NothingKept extends UserError {}

const hasRows = ({ stages }: Built): boolean => stages.at(-1)!.manifest.rowsOut > 0

/** Which stage kept no row of a language, and the reason it had most; or that its rows have gone since. */
export function lossOf({ dataset, language, stages }: Built): string {
  const empty = stages.find(({ manifest }) => manifest.rowsOut === 0)
  if (!empty) return `the ${dataset.name} dialogues that were kept for ${language} are no longer in ${dirname(stages.at(-1)!.folder)}`
  const { name, rowsIn, rejected } = empty.manifest
  const [reason, times] = Object.entries(rejected).toSorted(([, a], [, b]) => b - a)[0] ?? []
  return `no ${dataset.name} dialogue was kept for ${language}: ${name} took ${rowsIn} row${rowsIn === 1 ? '' : 's'} and let none through${reason ? ` (${reason} ${times})` : ''}`
}

/** Every dataset for every language. The generator works for one after the other; the next is begun as soon as one generates. */
async function buildAll(parts: readonly Part[], building: Building): Promise<Built[]> {
  const { plan, streams } = building
  const turn = turns()
  let before = Promise.resolve()
  const tasks = parts.flatMap((part) => {
    let shared: Promise<readonly BuiltStage[]> | undefined
    return plan.languages.filter((code) => limitOf(plan, part.dataset.name, code) !== 0).map((code) => {
      const ready = before
      let begin = () => {}
      before = new Promise((resolve) => (begin = resolve))
      return async (signal: AbortSignal): Promise<Built> => {
        try {
          await ready
          if (signal.aborted) throw new Interrupted()
          const own = { ...building, streams: { ...streams, signal }, turn, onGenerating: begin }
          return await buildLanguage(part, { ...own, code, shared: await (shared ??= buildShared(part, own)) })
        } finally {
          begin()
        }
      }
    })
  })
  return together(tasks, streams.signal)
}

/** The stages that all languages share. */
function buildShared(part: Part, building: Building): Promise<readonly BuiltStage[]> {
  const { dataset, folder } = part
  return buildStages(part, { ...building, folder: join(folder, sharedFolder), code: 'en', name: dataset.name, from: 0, to: dataset.shared, limit: undefined, after: undefined })
}

/** The stages of one language, after those that all share. */
async function buildLanguage(part: Part, { code, shared, ...building }: Building & { readonly code: string; readonly shared: readonly BuiltStage[] }): Promise<Built> {
  const { dataset, folder } = part
  const name = building.plan.collection ? `${dataset.name} ${code}` : code
  const range = { folder: join(folder, code), code, name, from: dataset.shared, to: dataset.kinds.length, limit: limitOf(building.plan, dataset.name, code), after: shared.at(-1) }
  const own = await buildEnough(part, { ...building, ...range })
  return { dataset, language: code, stages: [...shared, ...own] }
}

/** The command that shows what was built of a dataset. */
function showing({ collection, config: { out } }: Plan, dataset: string, codes: readonly string[], ...more: readonly string[]): string {
  return [`ultralink show ${collection ? `${collection.name}/` : ''}${dataset} -l ${codes.join(',')}`, ...more, ...(out === undefined ? [] : [`--out ${out}`])].join(' ')
}

/** Gives one after the other a turn, in the order in which they ask. */
function turns(): () => Promise<() => void> {
  let last = Promise.resolve()
  return () => {
    const before = last
    let end = () => {}
    last = new Promise((resolve) => (end = resolve))
    return before.then(() => end)
  }
}

/** Builds a language; where later stages drop rows, makes more until there are as many as were asked for or the input is used up. */
async function buildEnough(part: Part, range: Range): Promise<readonly BuiltStage[]> {
  const { limit, streams } = range
  const { plan, models, code, folder, from, to, after } = range
  const make = await madeBefore({ plan, part, models, code, folder, from, to, limit, before: after?.manifest.fingerprint ?? '' })
  for (let before: BuiltStage | undefined; ; ) {
    const built = await buildStages(part, { ...range, make, again: before !== undefined })
    const last = built.at(-1)
    const rows = last?.manifest.rowsOut ?? 0
    if (limit === undefined || rows >= limit || last?.manifest.fingerprint === before?.manifest.fingerprint) return built
    const reached = built.slice(0, -1).map(({ manifest }) => manifest).filter(({ options: { limit: most }, rowsOut }) => typeof most === 'number' && rowsOut >= most)
    if (reached.length === 0) return built
    const factor = Math.min(4, Math.max(1.2, (1.1 * limit) / Math.max(1, rows)))
    for (const { name } of reached) make[name] = Math.ceil((make[name] ?? limit) * factor)
    streams.err.write(`${range.name}: ${rows} of ${limit} so far, making more\n`)
    before = last
  }
}

interface Range extends Building {
  readonly folder: string
  /** Language to build for. */
  readonly code: string
  /** As progress calls it. */
  readonly name: string
  readonly from: number
  readonly to: number
  readonly limit: number | undefined
  /** Rows that a stage is to make, where it is not `limit`. */
  readonly make?: Readonly<Record<string, number>>
  /** Whether more is made after a first round. */
  readonly again?: boolean
  readonly after: BuiltStage | undefined
}

async function buildStages(part: Part, { plan, models, pool, streams, progress, run, folder, code, name, from, to, limit, make = {}, again = false, after, turn, onGenerating }: Range): Promise<readonly BuiltStage[]> {
  if (from === to) return []
  const stages = stagesOf(plan, part, { language: code, limit, make }).slice(from, to)
  const generating = new Set(stages.filter(generates).map((stage) => stage.name))
  const onEvent = (event: BuildEvent) => {
    // Of what is made in addition, what stays as it is was told before.
    if (event.type !== 'kept' || !again) progress(name, event)
    if (event.type === 'start' && generating.has(event.stage)) onGenerating?.()
  }
  return build(stages, { ...worldOf(plan, { dataset: part.dataset, code }, models), folder, signal: streams.signal, work: pool.work, onEvent, after, run, locked: true, ...(turn ? { turn } : {}) })
}

function nothingKept(plan: Plan, { dataset, language }: Built): string {
  return `${language}: no dialogue was kept; ${showing(plan, dataset.name, [language], '--rejected')} tells why`
}

/** A dataset ends with fewer rows than were asked for where its input is used up; no row of all is told elsewhere, and a collection has to be whole. */
function noteShortage(plan: Plan, { dataset, language, stages }: Built, err: Streams['err']): void {
  const limit = limitOf(plan, dataset.name, language)
  const rows = stages.at(-1)!.manifest.rowsOut
  if (limit === undefined || rows === 0 || rows >= limit) return
  err.write(`note: ${language} has ${rows} of the ${limit} dialogues that --limit asks for, and nothing is left to make more of; ${showing(plan, dataset.name, [language], '--rejected')} says what was dropped\n`)
}

/** A build that read nothing is an error, though it is finished. */
function complainOfNothing(plan: Plan, built: readonly Built[]): void {
  const empty = built.filter(({ stages }) => stages[0]?.manifest.rowsOut === 0)
  const first = empty[0]
  if (!first) return
  const { dataset: { name, kinds } } = first
  const codes = [...new Set(empty.map(({ language }) => language))]
  const what = kinds[0]?.flags.wiki ? 'article' : 'dialogue'
  throw new UserError(`no ${what} was read for ${codes.join(', ')}: ${showing(plan, name, codes, `--stage ${kinds[0]?.name}`, '--rejected')} tells why, or the ${what === 'article' ? 'dump' : 'file'} has none`)
}

function warn({ generatorEntry: { languages, name } }: Models, language: string, err: Streams['err']): void {
  if (!languages || languages.includes(language)) return
  err.write(`note: ${name} was not made for ${language} (it knows ${languages.join(', ')}); give another --generator for good results\n`)
}
