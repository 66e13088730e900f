import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { checked } from '../checked.js'
import { UserError } from '../errors.js'
import { canonicalOf } from '../languages/any.js'
import { behindLabel } from '../path-option.js'
import { readProblem } from '../read-problem.js'
import { sourceLabel } from './sources.js'

/** What a preset or a line of the printed table rests on. */
export type Evidence = 'paper' | 'second-hand' | 'ours'

/** A caution with what it rests on. */
export interface Caution {
  readonly evidence: Evidence
  readonly text: string
}

const error = (wanted: string) => ({ error: `${wanted} is wanted` })
const count = z.number().int().min(0)
const code = z.string().transform((text) => canonicalOf(text.trim())).pipe(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, error('a language code such as fr')))
const name = z.string().regex(/^[a-z0-9][\w-]*$/i, error('a name of letters, digits, - and _'))
const one = <T extends z.ZodType>(item: T, least = 0) => z.union([item, z.array(item).min(least)]).transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[])

const mixtureSchema = z.strictObject({
  preset: z.string().optional().describe('begin with this preset; what else is said takes its place'),
  name: name.optional().describe('of the folder'),
  tasks: z.union([one(name, 1), z.record(name, one(name, 1))]).optional().describe('names, or each with the kinds of rows it takes: {if: [chat_agnostic]}'),
  multi: z.boolean().optional().describe('all tasks in each run; else each task has its own runs'),
  languages: one(code).optional().describe('seen languages, without English'),
  unseen: one(code).optional().describe('languages no row may be in, kept for evaluation'),
  english: count.optional().describe('English rows of each task, the same in all runs'),
  k: z.union([one(count, 1), z.record(name, count)]).optional().describe('rows of each non-English language and task: one run a number; or one run with a number a task'),
  shares: z.array(z.strictObject({ task: name, languages: z.union([z.literal('all'), one(code, 1)]), share: z.number().positive() })).min(1).optional().describe('in place of english and k: what parts of the total'),
  total: count.min(1).optional().describe('rows of a run with shares'),
  seeds: one(count, 1).optional().describe('one sweep a seed'),
  align: z.boolean().optional().describe('the same originals in every seen language'),
  validation: z.number().min(0).refine((value) => value < 1 || Number.isInteger(value), error('a share below 1, or a whole number')).optional().describe('rows of each task and language set aside, or their share'),
  from: one(z.string().min(1)).optional().describe('releases, folders and files, each may be labelled: math:fr=FILE'),
  against: one(z.string().min(1)).optional().describe('benchmarks whose items no row may hold; GSM8K and MGSM are looked for in any case'),
  field: z.string().min(1).optional().describe('field or column of these with the question, where it goes by an unusual name'),
  embedder: z.string().optional().describe('finds items of benchmarks in other words and languages'),
  tokenizer: z.string().optional().describe('model whose tokens are counted'),
  model: z.string().optional().describe('model that the training configurations name'),
  out: z.string().optional().describe('where mixtures are kept'),
})

/** A mixture as it is written down: nothing has to be said. */
export type MixtureInput = z.output<typeof mixtureSchema>

/** Checks values from the command line or a file. @throws UserError which names the first value that will not do */
export function checkMixture(values: unknown, where: string): MixtureInput {
  const result = checked(mixtureSchema, values)
  if (result.problem === undefined) return result.data
  throw new UserError(`${where}: ${result.problem}`)
}

/** Reads a YAML file; relative paths are taken from its own folder. */
export function readMixture(file: string): MixtureInput {
  const mixture = checkMixture(parsed(file) ?? {}, file)
  const from = (path: string) => (isAbsolute(path) ? path : join(dirname(file), path))
  return {
    ...mixture,
    ...(mixture.from ? { from: mixture.from.map((source) => behindLabel(source, sourceLabel, from)) } : {}),
    ...(mixture.against ? { against: mixture.against.map(from) } : {}),
    ...(mixture.out ? { out: from(mixture.out) } : {}),
    ...Object.fromEntries((['tokenizer', 'embedder'] as const).flatMap((key) => (mixture[key] && /[/\\]/.test(mixture[key]) ? [[key, from(mixture[key])]] : []))),
  }
}

function parsed(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (thrown) {
    throw new UserError(`cannot read the mixture ${file}: ${readProblem(thrown, file)}; give a YAML file, or a preset with --preset`)
  }
  try {
    return parse(text)
  } catch (thrown) {
    throw new UserError(`${file} is no YAML: ${(thrown as Error).message.split('\n')[0]?.replace(/:$/, '')}`)
  }
}
