import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { checked } from '../checked.js'
import { collections, datasets } from '../datasets/index.js'
import { UserError } from '../errors.js'
import { languagesLabel } from '../io/parallel/open.js'
import { canonicalCodes } from '../languages/any.js'
import { hubReference, ollamaReference } from '../models/reference.js'
import { behindLabel, withPaths } from '../path-option.js'
import { readProblem } from '../read-problem.js'

/** Language codes: a list, or a text with commas between them. */
const codes = z.union([z.string(), z.array(z.string())]).transform((value) => canonicalCodes((typeof value === 'string' ? value.split(',') : value).map((code) => code.trim()).filter((code) => code !== '')))

/** A number, or a text that reads as one: neither an empty text, as of a shell variable that is not set, nor `true`. */
const numeric = (schema: z.ZodNumber) => z.preprocess((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value), schema)

const whole = (least: number) => {
  const error = `a whole number from ${least} is wanted`
  return numeric(z.number({ error }).int({ error }).min(least, { error })).optional()
}

const shareWanted = { error: 'a share from 0 to 0.5 is wanted' }

/** Share of originals and pages for a test split. */
export const heldOut = numeric(z.number(shareWanted).min(0, shareWanted).max(0.5, shareWanted))

const configSchema = z.strictObject({
  dataset: z.string().optional(),
  languages: codes.optional(),
  wiki: z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value)).optional(),
  sft: z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value)).optional(),
  format: z.string().optional(),
  parallel: z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value)).optional(),
  heldOut: heldOut.optional(),
  pivots: codes.optional(),
  generator: z.string().optional(),
  embedder: z.string().optional(),
  judge: z.string().optional(),
  limit: whole(1),
  seed: whole(0),
  out: z.string().optional(),
  set: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  gpu: z.union([z.enum(['auto', 'cuda', 'vulkan', 'metal']), z.literal(false)]).optional(),
  threads: whole(1),
  sequences: whole(1),
  batchSize: whole(1),
  contextSize: whole(1),
  replicas: whole(1),
  flashAttention: z.enum(['auto', 'off']).optional(),
  kvType: z.enum(['f16', 'q8_0']).optional(),
})

/** Everything a build can be told, from the command line or from a file. */
export type Config = z.output<typeof configSchema>

/** Checks values that came from the command line or from a file. @throws UserError which names the first value that will not do */
function checkConfig(values: unknown, where: string): Config {
  const result = checked(configSchema, values)
  if (result.problem === undefined) return result.data
  throw new UserError(`${where}: ${result.problem}`)
}

/** Flags over file. */
export function configOf(dataset: string | undefined, { config: file, dryRun: _, set, gpu, ...flags }: Record<string, unknown>): Config {
  const fromFile = typeof file === 'string' ? readConfig(file, dataset) : {}
  const given = checkConfig({ ...flags, ...(dataset ? { dataset } : {}), ...(gpu === undefined ? {} : { gpu: gpu === 'false' ? false : gpu }) }, 'command line')
  const options = mergeOptions(fromFile.set, readAssignments((set as string[] | undefined) ?? []))
  return { ...fromFile, ...given, set: options }
}

/** Reads a YAML file, for its own dataset or the one given. Relative paths of dumps and data, models given as paths, files that stages read, and `out` are taken from the file's own folder. */
function readConfig(file: string, dataset?: string): Config {
  const text = readText(file)
  let values: unknown
  try {
    values = parse(text)
  } catch (error) {
    throw new UserError(`${file} is no YAML: ${(error as Error).message.split('\n')[0]?.replace(/:$/, '')}`)
  }
  const config = checkConfig(values ?? {}, file)
  const from = (path: string) => (isAbsolute(path) ? path : join(dirname(file), path))
  const isCollection = Object.hasOwn(collections, dataset ?? config.dataset ?? '')
  const sft = (given: string) => {
    const { label, path } = isCollection ? readSft(given) : { label: '', path: given }
    return `${label}${from(path)}`
  }
  const options = ([stage, values]: [string, Readonly<Record<string, unknown>>]) => [stage, Object.fromEntries(Object.entries(values).map(([option, value]) => [option, withPaths(value, schemaOf(stage, option), from)]))] as const
  const model = (reference: string) => (!/[/\\]/.test(reference) || isName(reference, from(reference)) ? reference : from(reference))
  return {
    ...config,
    ...(config.wiki ? { wiki: config.wiki.map(from) } : {}),
    ...(config.sft ? { sft: config.sft.map(sft) } : {}),
    ...(config.parallel ? { parallel: config.parallel.map((path) => behindLabel(path, languagesLabel, from)) } : {}),
    ...(config.out ? { out: from(config.out) } : {}),
    ...(config.generator ? { generator: model(config.generator) } : {}),
    ...(config.embedder ? { embedder: model(config.embedder) } : {}),
    ...(config.judge ? { judge: model(config.judge) } : {}),
    ...(config.set ? { set: Object.fromEntries(Object.entries(config.set).map(options)) } : {}),
  }
}

/** What `math=FILE` says: the dataset of a collection, and its file. */
export function readSft(given: string): { readonly label: string; readonly dataset?: string; readonly path: string } {
  const [label = '', dataset] = /^([a-z-]+)=(?=.)/s.exec(given) ?? []
  return { label, ...(dataset ? { dataset } : {}), path: given.slice(label.length) }
}

/** Whether a model with a slash is a name of the Hub's or of Ollama's; `folder/file.gguf` is a file, there or not. */
function isName(reference: string, path: string): boolean {
  if (/^(?:hf:|https?:)/.test(reference)) return true
  return !/^[^/]+\/[^/]+\.gguf$/i.test(reference) && (hubReference(reference) ?? ollamaReference(reference)) !== undefined && !existsSync(path)
}

/** What an option of a stage may be. */
function schemaOf(stage: string, option: string): z.core.$ZodType | undefined {
  return Object.values(datasets).flatMap(({ kinds }) => kinds).find(({ name }) => name === stage)?.schema.shape[option]
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UserError(`cannot read the configuration ${file}: ${readProblem(error, file)}; give a YAML file`)
  }
}

/** `stage.option=value` as `{ stage: { option: value } }`; the value is JSON where it reads as such, else text. */
function readAssignments(assignments: readonly string[]): Record<string, Record<string, unknown>> {
  const options: Record<string, Record<string, unknown>> = {}
  for (const assignment of assignments) {
    const match = /^([a-z-]+)\.(\w+)=(.*)$/s.exec(assignment)
    if (!match) throw new UserError(`--set ${assignment}: stage.option=value is wanted, such as culture.keep=0.5`)
    const [, stage, option, value] = match as unknown as [string, string, string, string]
    ;(options[stage] ??= {})[option] = readValue(value)
  }
  return options
}

/** The later of two sets of options wins, option by option. */
export function mergeOptions(...all: readonly (Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined)[]): Record<string, Record<string, unknown>> {
  const merged: Record<string, Record<string, unknown>> = {}
  for (const options of all) {
    for (const [stage, values] of Object.entries(options ?? {})) merged[stage] = { ...merged[stage], ...values }
  }
  return merged
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
