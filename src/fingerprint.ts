import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from './errors.js'
import { sha256Of } from './models/sha256.js'
import { readProblem } from './read-problem.js'
import type { Language, ModelEntry, Models, Prompts, Stage } from './types.js'

export interface Ingredients {
  readonly language: Language
  readonly models: Pick<Models, 'generatorId' | 'embedderId' | 'judgeId' | 'generatorEntry' | 'judgeEntry'>
  readonly prompts: Prompts
  readonly seed: number
}

/** What a stage's output depends on beside its input, as it goes into the manifest. */
export interface Recipe {
  readonly options: Readonly<Record<string, unknown>>
  readonly generator?: string
  /** Tokens of the generator's context, where its entry says so. */
  readonly contextSize?: number
  /** Settings that the generator's entry brings along. */
  readonly defaults?: ModelEntry['defaults']
  /** Of the questions that the generator chooses from. */
  readonly questions?: string
  readonly embedder?: string
  readonly judge?: string
  /** What the judge's entry says of its context and of how it is best run. */
  readonly judgeSettings?: Pick<ModelEntry, 'contextSize' | 'defaults'>
  readonly prompts?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly language: string
  readonly seed?: number
}

/** The recipe of a stage. @throws UserError when a prompt or a file is missing */
export async function recipeOf(stage: Stage, { language, models, prompts, seed }: Ingredients): Promise<Recipe> {
  const { uses } = stage
  const { contextSize, questions } = models.generatorEntry
  const sheet = uses.generator && questions ? join(questions, `${language.code}.json`) : undefined
  const files = await Promise.all((uses.files ?? []).map(async (file) => [file, await fileMark(file)] as const))
  return {
    options: stage.options,
    ...(uses.generator || uses.tokenizer ? { generator: models.generatorId, ...(contextSize === undefined ? {} : { contextSize }) } : {}),
    ...(uses.generator && models.generatorEntry.defaults ? { defaults: models.generatorEntry.defaults } : {}),
    ...(sheet && existsSync(sheet) ? { questions: await fileMark(sheet) } : {}),
    ...(uses.embedder ? { embedder: models.embedderId } : {}),
    ...(uses.judge ? judgeOf(models) : {}),
    ...(uses.prompts || uses.judge ? { prompts: Object.fromEntries([...(uses.prompts ?? []).map((name) => prompts.get(name)), ...(uses.judge ?? []).map((name) => prompts.get(name, 'judge'))].map(({ name, hash }) => [name, hash])) } : {}),
    ...(files.length > 0 ? { files: Object.fromEntries(files) } : {}),
    language: hash(language),
    ...(uses.seed ? { seed } : {}),
  }
}

function judgeOf({ judgeId: judge, judgeEntry: { contextSize, defaults } }: Ingredients['models']): Pick<Recipe, 'judge' | 'judgeSettings'> {
  return { judge, ...(contextSize === undefined && !defaults ? {} : { judgeSettings: { ...(contextSize === undefined ? {} : { contextSize }), ...(defaults ? { defaults } : {}) } }) }
}

/** Of everything that decides what becomes of one row: names the journal. */
export function rowFingerprint(stage: Stage, recipe: Recipe): string {
  const { files = {} } = recipe
  const isFile = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 && value.every(isFile) : typeof value === 'string' && value in files)
  const decides = ([name, value]: [string, unknown]) => !stage.volatile?.includes(name) && !isFile(value)
  const options = Object.fromEntries(Object.entries(recipe.options).filter(decides))
  return hash([stage.name, { ...recipe, options, files: Object.values(files) }])
}

/** Of everything that decides a stage's output: what it does and all stages before it. */
export function stageFingerprint(stage: Stage, recipe: Recipe, before: string): string {
  return hash([rowFingerprint(stage, recipe), stage.volatile?.map((name) => recipe.options[name]), before])
}

/** First 12 hex digits of the sha256 of a value's JSON. */
function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)
}

/** Bytes up to which a file is read whole. */
const most = 2 ** 30

/** Of a larger one so many blocks are read, each of so many bytes. */
const blocks = 64
const blockBytes = 1 << 16

/** Tells a file from another: its size and sha256, of one larger than 1 GiB that of blocks spread evenly from its first byte to its last. */
async function fileMark(path: string): Promise<string> {
  const fail = (problem: string) => new UserError(`cannot read ${path}: ${problem}`)
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw fail(`${readProblem(error, path)}; check the path`)
  })
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw fail(`it is ${stat.isDirectory() ? 'no file but a folder; give the file in it' : 'a pipe or a device, and a file is wanted; write it to one first'}`)
    const digest = stat.size <= most ? await sha256Of(path) : await blocksOf(handle, stat.size)
    return `${stat.size}-${digest.slice(0, 12)}`
  } finally {
    await handle.close()
  }
}

/** Hex sha256 of a file's blocks. */
async function blocksOf(handle: FileHandle, size: number): Promise<string> {
  const digest = createHash('sha256')
  const bytes = Buffer.alloc(blockBytes)
  for (let block = 0; block < blocks; block++) {
    const { bytesRead } = await handle.read(bytes, 0, blockBytes, Math.floor(((size - blockBytes) * block) / (blocks - 1)))
    digest.update(bytes.subarray(0, bytesRead))
  }
  return digest.digest('hex')
}
