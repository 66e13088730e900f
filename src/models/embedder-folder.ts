import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { checked } from '../checked.js'
import { UserError } from '../errors.js'
import type { ModelEntry } from '../types.js'
import { embedderRule } from './embedder-rules.js'

/** What the folder of an embedder says of it. */
export interface FolderSettings {
  /** Where it was made from, when the folder says so. */
  readonly name?: string
  readonly pooling?: ModelEntry['pooling']
  readonly prefix?: ModelEntry['prefix']
}

const configSchema = z.object({ _name_or_path: z.string(), architectures: z.array(z.string()), num_attention_heads: z.number() }).partial()
const poolingSchema = z.record(z.string(), z.unknown())
const promptsSchema = z.object({ prompts: z.record(z.string(), z.string().nullable()).nullish() })

/** Names of the prompts of sentence-transformers that mean one or the other side of a search. */
const PROMPTS = { query: ['query', 'search_query', 's2p_query'], passage: ['passage', 'document', 'search_document'] }

/** The modes of 1_Pooling/config.json that are known here. */
const POOLINGS = [['pooling_mode_cls_token', 'cls'], ['pooling_mode_lasttoken', 'last'], ['pooling_mode_mean_tokens', 'mean']] as const

/**
 * Reads the folder of an embedder for transformers.js, and makes sure that it can be one.
 * @throws UserError when a file is missing or no JSON, or when the model writes text or scores pairs
 */
export function readSettings(path: string): FolderSettings {
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    if (!existsSync(join(path, name))) throw new UserError(`embedder ${path} has no ${name}; is it a folder for transformers.js?`)
    readJson(path, name, z.record(z.string(), z.unknown()))
  }
  const config = readJson(path, 'config.json', configSchema) ?? {}
  checkKind(path, config)
  const prompts = readJson(path, 'config_sentence_transformers.json', promptsSchema)?.prompts ?? {}
  const [query, passage] = [PROMPTS.query, PROMPTS.passage].map((names) => names.map((name) => prompts[name]).find((text) => text != null))
  return {
    name: config._name_or_path,
    pooling: poolingOf(path),
    ...(query || passage ? { prefix: { query: query ?? '', passage: passage ?? '' } } : {}),
  }
}

/** A file of the folder; undefined when it is not there. @throws UserError when it is no JSON, or of another shape */
function readJson<Schema extends z.ZodType>(path: string, name: string, schema: Schema): z.output<Schema> | undefined {
  const file = join(path, name)
  if (!existsSync(file)) return undefined
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (thrown) {
    throw new UserError(`embedder ${path}: ${name} is no JSON (${(thrown as Error).message}); get the file again`, { cause: thrown })
  }
  const parsed = checked(schema, value)
  if (parsed.problem === undefined) return parsed.data
  throw new UserError(`embedder ${path}: ${name} is not as expected (${parsed.problem}); get the file again`)
}

/** Embedders made of language models carry their class, but then they say how they are pooled, or their family is known. */
function checkKind(path: string, { architectures = [], _name_or_path }: z.output<typeof configSchema>): void {
  const [kind = ''] = architectures
  if (/ForSequenceClassification$/.test(kind))
    throw new UserError(`embedder ${path} scores pairs of texts (${kind}) and gives no vectors; give an embedding model`)
  const known = existsSync(join(path, '1_Pooling', 'config.json')) || embedderRule(basename(path), _name_or_path)
  if (/For(CausalLM|ConditionalGeneration)$|LMHeadModel$/.test(kind) && !known)
    throw new UserError(`embedder ${path} writes text (${kind}) and gives no vectors; give an embedding model`)
}

function poolingOf(path: string): ModelEntry['pooling'] {
  const config = readJson(path, join('1_Pooling', 'config.json'), poolingSchema)
  if (!config) return undefined
  // A layer after the pooling is part of the model: its own pooled output has it, the token vectors do not.
  if (existsSync(join(path, '2_Dense', 'config.json'))) return 'pooler'
  const found = POOLINGS.find(([mode]) => config[mode] === true)
  if (found) return found[1]
  const asked = Object.keys(config).filter((mode) => config[mode] === true).join(', ')
  throw new UserError(`embedder ${path} pools its tokens in a way that is not known here (1_Pooling/config.json: ${asked || 'none'}); known are cls, mean and last token`)
}
