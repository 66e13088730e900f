import { join } from 'node:path'
import coreCount from '../core-count.cjs'
import { quotas } from '../collection.js'
import type { Collection, DatasetKind } from '../dataset.js'
import { collections, datasets } from '../datasets/index.js'
import { UserError } from '../errors.js'
import { openDump } from '../io/dump.js'
import { rowFilesIn, type RowFilesOptions } from '../io/row-files.js'
import { anyLanguageOf } from '../languages/any.js'
import { languageOf } from '../languages/index.js'
import { readChoice } from '../models/choice.js'
import type { ModelsWanted } from '../models/open-models.js'
import type { Pool } from '../pool.js'
import { promptsIn } from '../prompt.js'
import type { Language, Models, Stage } from '../types.js'
import { isFolder } from '../writable.js'
import { mergeOptions, readSft, type Config } from './settings.js'
import type { Streams } from './streams.js'

/** Where the vectors of all texts are kept, in the folder of what is built. */
export const vectorsFolder = 'vectors'

/** What is to be built, all defaults in place. */
export interface Plan {
  /** The dataset, or those of a collection. */
  readonly datasets: readonly DatasetKind[]
  readonly collection?: Collection
  readonly languages: readonly string[]
  readonly config: Config
  readonly out: string
  readonly seed: number
}

/** One dataset of a plan. */
export interface Part {
  readonly dataset: DatasetKind
  /** Where its languages are built. */
  readonly folder: string
  /** Dump per language, where it reads dumps. */
  readonly wikis: Readonly<Record<string, string>>
  /** Files of supervised fine-tuning data, where it reads those. */
  readonly sft: readonly string[]
  /** Files of parallel text, where it reads those. */
  readonly parallel: readonly string[]
}

/** @throws UserError when something is missing or unknown */
export function planOf(config: Config): Plan {
  const name = config.dataset
  const known = [...Object.keys(datasets), ...Object.keys(collections)].join(', ')
  if (!name) throw new UserError(`which dataset? known are ${known}`)
  const collection = Object.hasOwn(collections, name) ? collections[name] : undefined
  const single = Object.hasOwn(datasets, name) ? datasets[name] : undefined
  const chosen = collection?.parts.map(({ dataset }) => dataset) ?? (single && [single])
  if (!chosen) throw new UserError(`dataset "${name}" is not known; known are ${known}`)
  if (collection && !config.limit) throw new UserError(`how many? --limit N: dialogues of each language, shared out over ${chosen.map(({ name }) => name).join(', ')}`)
  const { languages = [] } = config
  if (languages.length === 0) throw new UserError('which language? give one or several codes: -l en,fr')
  for (const code of languages) for (const kind of chosen) languageIn(kind, code)
  checkInputs(name, chosen, config)
  if (collection) checkLabels(name, chosen, config)
  const stages = [...new Set(chosen.flatMap(({ kinds }) => kinds.map((kind) => kind.name)))]
  const unknown = Object.keys(config.set ?? {}).find((stage) => !stages.includes(stage))
  if (unknown) throw new UserError(`dataset ${name} has no stage "${unknown}"; its stages are ${stages.join(', ')}`)
  return { datasets: chosen, ...(collection ? { collection } : {}), languages, config, out: join(config.out ?? join('data', 'runs'), name), seed: config.seed ?? 0 }
}

/** Options that say what to read, each with the flag of a stage that takes it. */
const inputs = [['wiki', 'wiki'], ['sft', 'sft'], ['format', 'sft'], ['parallel', 'parallel'], ['pivots', 'pivots']] as const

/** @throws UserError for an input that no stage of what is to be built takes */
function checkInputs(name: string, chosen: readonly DatasetKind[], config: Config): void {
  for (const [option, flag] of inputs) {
    const takes = ({ kinds }: DatasetKind) => kinds.some(({ flags }) => flags[flag])
    if (!config[option]?.length || chosen.some(takes)) continue
    throw new UserError(`--${option} is for ${Object.values(datasets).filter(takes).map((kind) => kind.name).join(', ')}: no stage of ${name} takes it; leave it out`)
  }
}

/** @throws UserError for a file of a collection that none of its datasets takes */
function checkLabels(name: string, chosen: readonly DatasetKind[], { sft = [] }: Config): void {
  const labels = chosen.filter((kind) => first(kind)?.sft).map((kind) => kind.name)
  const stray = sft.find((file) => !labels.includes(readSft(file).dataset ?? ''))
  if (stray !== undefined) throw new UserError(`--sft ${stray} is for no dataset of ${name}: give it as ${labels.map((label) => `${label}=FILE`).join(', ')}`)
}

/** The datasets of a plan, each with its inputs; says what is passed over in a folder. @throws UserError when an input is missing */
export async function partsOf(plan: Plan, pool: Pool, { signal, err }: Pick<Streams, 'signal' | 'err'>): Promise<Part[]> {
  const wikis = plan.datasets.some(readsDumps) ? await wikisOf(plan, pool, signal) : {}
  const parts: Part[] = []
  for (const dataset of plan.datasets) {
    parts.push({
      dataset,
      folder: plan.collection ? join(plan.out, dataset.name) : plan.out,
      wikis,
      sft: first(dataset)?.sft ? await sftFiles(sftOf(plan, dataset), { without: plan.out, onNote: (note) => err.write(`note: ${note}\n`) }) : [],
      parallel: first(dataset)?.parallel ? parallelOf(plan) : [],
    })
  }
  return parts
}

/** Flags of the stage that reads. */
const first = ({ kinds }: DatasetKind) => kinds[0]?.flags

const readsDumps = (kind: DatasetKind) => first(kind)?.wiki !== undefined

/** The facts about a language that a dataset is to be built for. @throws UserError when it has to have a file and has none */
export const languageIn = ({ anyLanguage }: DatasetKind, code: string): Language => (anyLanguage ? anyLanguageOf(code) : languageOf(code))

/** The stages of a part with their options; `limit`: rows to end with, `make`: rows that a stage makes for that, where they are more. */
export function stagesOf({ config }: Plan, { dataset, wikis, sft, parallel }: Part, { language, limit, make = {} }: { language?: string; limit?: number | undefined; make?: Readonly<Record<string, number>> } = {}): Stage[] {
  const { format, pivots } = config
  const general = dataset.kinds.map(({ name, flags }) => ({
    [name]: { ...flags.wiki?.((language && wikis[language]) ?? ''), ...flags.sft?.(sft, format), ...flags.parallel?.(parallel), ...(pivots && flags.pivots?.(pivots)), ...(limit === undefined ? {} : { ...flags.limit?.(make[name] ?? limit), ...flags.take?.(limit) }) },
  }))
  const own = Object.fromEntries(Object.entries(config.set ?? {}).filter(([stage]) => dataset.kinds.some(({ name }) => name === stage)))
  return dataset.stages(mergeOptions(...general, own))
}

/** @throws UserError when the options of a stage do not go with the models */
export function checkStages(plan: Plan, parts: readonly Part[], models: Models): void {
  for (const part of parts) {
    for (const language of plan.languages.filter((code) => limitOf(plan, part.dataset.name, code) !== 0)) {
      for (const stage of stagesOf(plan, part, { language })) stage.check?.(models, languageIn(part.dataset, language))
    }
  }
}

/** Rows of a language to end with; none: all. In a collection of few rows a dataset may have none of them. */
export function limitOf({ collection, config: { limit } }: Pick<Plan, 'collection' | 'config'>, dataset: string, code: string): number | undefined {
  return collection && limit ? quotas(collection, code, limit)[dataset] : limit
}

/** Language, models, prompts and seed of a build. */
export function worldOf({ seed }: Plan, { dataset, code }: { readonly dataset: DatasetKind; readonly code: string }, models: Models) {
  const [set, judgeSet] = [models.generatorEntry.prompts, models.judgeEntry.prompts]
  const prompts = promptsIn({ language: code, ...(set ? { set } : {}), ...(judgeSet ? { judgeSet } : {}) })
  return { language: languageIn(dataset, code), models, prompts, seed }
}

/** Which dump is which language's: by its siteinfo, or the only one for the only language. */
async function wikisOf({ languages, config }: Plan, pool: Pool, signal: AbortSignal): Promise<Record<string, string>> {
  const files = config.wiki ?? []
  if (files.length === 0) throw new UserError('no Wikipedia dump given: --wiki frwiki-…-pages-articles-multistream.xml.bz2')
  if (files.length === 1 && languages.length === 1) return { [languages[0]!]: files[0]! }
  const found: Record<string, string> = {}
  for (const file of files) {
    const { siteinfo } = await openDump(file, { work: pool.work, signal })
    const language = siteinfo?.language.split('-')[0] ?? ''
    if (found[language]) throw new UserError(`${file} and ${found[language]} are both ${language || 'without siteinfo'}: give one dump per language`)
    found[language] = file
  }
  const missing = languages.find((language) => !found[language])
  if (missing) throw new UserError(`no dump for ${missing}: those given are ${Object.entries(found).map(([language, file]) => `${language || '?'} (${file})`).join(', ')}`)
  return found
}

/** What is given for a dataset: all, or in a collection what is given as `math=FILE`. */
function sftOf({ config, collection }: Plan, { name }: DatasetKind): string[] {
  const files = config.sft ?? []
  const own = collection ? files.map(readSft).filter(({ dataset }) => dataset === name).map(({ path }) => path) : files
  if (own.length === 0) throw new UserError(`no English data given for ${name}: --sft ${collection ? `${name}=` : ''}FILE.jsonl (repeatable; .json, .jsonl.gz and .parquet too, or a folder of such files)`)
  return own
}

/** Files, with those of a folder in its place, save what this build wrote there. @throws UserError when a folder has none */
async function sftFiles(given: readonly string[], options: Pick<RowFilesOptions, 'without' | 'onNote'>): Promise<string[]> {
  const files: string[] = []
  for (const path of given) {
    if (!isFolder(path)) {
      files.push(path) // what is wrong with it is said by reading it
      continue
    }
    const names = await rowFilesIn(path, { ...options, heldOut: false })
    if (names.length === 0) throw new UserError(`--sft ${path} is a folder without English data: give one with .jsonl, .json or .parquet files (or .gz of them) that are not named as a test split, or files`)
    files.push(...names.map((name) => join(path, name)))
  }
  return files
}

function parallelOf({ config }: Plan): string[] {
  const files = config.parallel ?? []
  if (files.length === 0) throw new UserError('no parallel text given: --parallel FILE (TMX, JSONL, rows of a release, en-fr=FILE.tsv, or en-fr=corpus for corpus.en and corpus.fr; repeatable)')
  return files
}

/** Names and settings of the models. */
export function modelsWanted(config: Config, onNote: (text: string) => void): Required<Pick<ModelsWanted, 'generator' | 'embedder' | 'options'>> & Pick<ModelsWanted, 'judge'> {
  const choice = readChoice()
  const [generator, embedder] = (['generator', 'embedder'] as const).map((role) => {
    if (!config[role] && choice[role]) onNote(`note: ${role} ${choice[role]}, as "ultralink models use" chose`)
    return config[role] ?? choice[role] ?? `nano-${role}`
  }) as [string, string]
  const { gpu, threads, sequences, batchSize, contextSize, replicas, flashAttention, kvType } = config
  // llama.cpp's threads wait for one another awake: more of them than cores bring everything to a halt.
  const capped = { threads: noMoreThanCores('threads', threads, onNote), replicas: noMoreThanCores('replicas', replicas, onNote) }
  const given = Object.fromEntries(Object.entries({ gpu, sequences, batchSize, contextSize, flashAttention, kvType, ...capped }).filter(([, value]) => value !== undefined))
  return { generator, embedder, judge: config.judge, options: { ...given, onNote } }
}

function noMoreThanCores(option: string, wanted: number | undefined, onNote: (text: string) => void): number | undefined {
  const cores = coreCount()
  if (wanted === undefined || wanted <= cores) return wanted
  onNote(`note: ${option} ${wanted} is more than the ${cores} cores of this machine: ${cores} are taken`)
  return cores
}
