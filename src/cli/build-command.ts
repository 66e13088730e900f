import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { build, writable } from '../build.js'
import { datasets } from '../datasets/index.js'
import type { DatasetKind } from '../dataset.js'
import { UserError } from '../errors.js'
import { openDump } from '../io/dump.js'
import { languageOf } from '../languages/index.js'
import { readChoice } from '../models/choice.js'
import { lockName, writeLock } from '../models/lock.js'
import { openModels, type ModelsWanted } from '../models/open-models.js'
import { lockOf } from '../models/run-lock.js'
import { packageRoot } from '../package.js'
import { openPool, type Pool } from '../pool.js'
import { promptsIn } from '../prompt.js'
import { finishedBuilds, writeRelease, type Built } from '../release.js'
import type { Models } from '../types.js'
import { lock as lockFolder } from './lock.js'
import { progressOf } from './progress.js'
import { example, summary } from './report.js'
import { mergeOptions, type Config } from './settings.js'
import type { Streams } from './streams.js'

/** Articles read for each dialogue asked for, since culture ranking and checks drop some. */
const articlesPerDialogue = 4

export interface Plan {
  readonly dataset: DatasetKind
  readonly languages: readonly string[]
  readonly config: Config
  readonly out: string
  readonly seed: number
}

/** Builds a dataset for each language, prints the closing table and one dialogue of each. */
export async function buildCommand(config: Config, { out, err, signal }: Streams): Promise<void> {
  const plan = planOf(config)
  using _ = lockFolder(join(plan.out, plan.dataset.name))
  const wanted = modelsWanted(config, (note) => err.write(`${note}\n`))
  await using models = await openModels(wanted)
  const lock = await lockOf(wanted)
  await using pool = openPool()
  const wikis = await wikisOf(plan, pool, signal)
  const built: Built[] = []
  for (const language of plan.languages) {
    const { written } = warnings(models, language)
    if (written) err.write(`${written}\n`)
    const stages = await build(stagesOf(plan, wikis[language]), {
      ...worldOf(plan, language, models),
      folder: join(plan.out, plan.dataset.name, language),
      signal,
      work: pool.work,
      onEvent: progressOf(err, language),
    })
    await writable(plan.out, () => writeLock(join(plan.out, plan.dataset.name, language, lockName), lock))
    built.push({ language, stages })
  }
  const release = join(plan.out, plan.dataset.name, 'release')
  await writeRelease(release, plan.dataset, await finishedBuilds(join(plan.out, plan.dataset.name), plan.dataset))
  out.write(`\n${summary(built)}\n`)
  for (const each of built) out.write(`\n${(await example(each)) ?? `${each.language}: no dialogue was kept; ultralink show ${plan.dataset.name} -l ${each.language} --rejected tells why`}\n`)
  out.write(`\n${release}: JSONL, Parquet and a dataset card\n`)
  const empty = built.filter(({ stages }) => stages[0]?.manifest.rowsOut === 0).map(({ language }) => language)
  if (empty.length > 0) throw new UserError(`no article was read for ${empty.join(', ')}: ultralink show ${plan.dataset.name} -l ${empty.join(',')} --stage ${plan.dataset.kinds[0]?.name} --rejected tells why, or the dump has none`)
}

/** What is to be built, all defaults in place. @throws UserError when something is missing or unknown */
export function planOf(config: Config): Plan {
  const name = config.dataset
  const known = Object.keys(datasets).join(', ')
  if (!name) throw new UserError(`which dataset? known are ${known}`)
  const dataset = Object.hasOwn(datasets, name) ? datasets[name] : undefined
  if (!dataset) throw new UserError(`dataset "${name}" is not known; known are ${known}`)
  const languages = [...new Set(config.languages ?? [])]
  if (languages.length === 0) throw new UserError('which language? give one or several codes: -l en,fr')
  languages.forEach(languageOf)
  const unknown = Object.keys(config.set ?? {}).find((stage) => !dataset.kinds.some((kind) => kind.name === stage))
  if (unknown) throw new UserError(`dataset ${name} has no stage "${unknown}"; its stages are ${dataset.kinds.map((kind) => kind.name).join(', ')}`)
  return { dataset, languages, config, out: config.out ?? join('data', 'runs'), seed: config.seed ?? 0 }
}

/** The stages of a plan with their options. */
export function stagesOf({ dataset, config }: Plan, wiki: string | undefined) {
  const limits: Record<string, Record<string, unknown>> = config.limit ? { articles: { limit: config.limit * articlesPerDialogue }, dialogues: { limit: config.limit } } : {}
  return dataset.stages(mergeOptions({ articles: { wiki: wiki ?? '' } }, limits, config.set))
}

/** Language, models, prompts and seed of a build. */
export function worldOf({ seed }: Plan, code: string, models: Models) {
  const set = models.generatorEntry.prompts
  const prompts = promptsIn({ folder: join(packageRoot, 'prompts'), language: code, ...(set ? { set } : {}) })
  return { language: languageOf(code), models, prompts, seed }
}

/** Which dump is which language's: by its siteinfo, or the only one for the only language. */
export async function wikisOf({ languages, config }: Plan, pool: Pool, signal: AbortSignal): Promise<Record<string, string>> {
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

/** Names and settings of the two models. */
export function modelsWanted(config: Config, onNote: (text: string) => void): Required<ModelsWanted> {
  const choice = readChoice()
  const [generator, embedder] = (['generator', 'embedder'] as const).map((role) => {
    if (!config[role] && choice[role]) onNote(`note: ${role} ${choice[role]}, as "ultralink models use" chose`)
    return config[role] ?? choice[role] ?? `nano-${role}`
  }) as [string, string]
  const { gpu, threads, sequences, batchSize, contextSize, replicas } = config
  // llama.cpp's threads wait for one another awake: more of them than cores bring everything to a halt.
  const capped = { threads: noMoreThanCores('threads', threads, onNote), replicas: noMoreThanCores('replicas', replicas, onNote) }
  const given = Object.fromEntries(Object.entries({ gpu, sequences, batchSize, contextSize, ...capped }).filter(([, value]) => value !== undefined))
  return { generator, embedder, options: { ...given, onNote } }
}

function noMoreThanCores(option: string, wanted: number | undefined, onNote: (text: string) => void): number | undefined {
  const cores = availableParallelism()
  if (wanted === undefined || wanted <= cores) return wanted
  onNote(`note: ${option} ${wanted} is more than the ${cores} cores of this machine: ${cores} are taken`)
  return cores
}

function warnings({ generatorEntry }: Models, language: string): { written?: string } {
  const { languages, name } = generatorEntry
  if (!languages || languages.includes(language)) return {}
  return { written: `note: ${name} was not made for ${language} (it knows ${languages.join(', ')}); give another --generator for good results` }
}
