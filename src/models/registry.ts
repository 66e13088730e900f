import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { UserError } from '../errors.js'
import { packageRoot } from '../package.js'
import type { ModelEntry } from '../types.js'
import { sha256Of } from './sha256.js'

const folder = join(packageRoot, 'models')

const entrySchema = z.strictObject({
  name: z.string(),
  role: z.enum(['generator', 'embedder']),
  description: z.string(),
  file: z.string().describe('GGUF file or folder of an embedder, relative to models/ or absolute'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: z.string(),
  contextSize: z.number().int().positive().optional(),
  languages: z.array(z.string()).optional(),
  defaults: z.strictObject({ answers: z.enum(['free', 'extractive']).optional(), order: z.enum(['question-first', 'answer-first']).optional(), attempts: z.number().int().positive().optional() }).optional(),
  prompts: z.string().optional(),
  prefix: z.strictObject({ query: z.string(), passage: z.string() }).optional(),
  pooling: z.enum(['mean', 'cls']).optional(),
  source: z.string().describe('where the file is to be had'),
})

/** What models/<name>.json says. */
export type RegistryEntry = z.output<typeof entrySchema>

/** All entries of the registry, by name. */
export function registry(): RegistryEntry[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.lock.json'))
  return names.sort().map((name) => readEntry(join(folder, name)))
}

/**
 * The model behind a name of the registry, a GGUF file or an embedder's folder. The hash is computed once per file and remembered.
 * @throws UserError when nothing is there, when it is no model of this role, or when a registered hash differs
 */
export async function resolveModel(reference: string, role: ModelEntry['role']): Promise<ModelEntry> {
  const registered = join(folder, `${reference}.json`)
  if (existsSync(registered)) return fromRegistry(readEntry(registered), role)
  const path = resolve(reference)
  if (!existsSync(path)) {
    const names = registry().filter((entry) => entry.role === role).map((entry) => entry.name)
    throw new UserError(`${role} "${reference}" is neither a name in models/ (${names.join(', ')}) nor a file or folder`)
  }
  return role === 'generator' ? generatorAt(path) : embedderAt(path)
}

/** The file whose hash stands for a model: the GGUF, or the ONNX file of an embedder. */
export function weightsOf(path: string): string {
  if (!statSync(path).isDirectory()) return path
  const candidates = ['onnx/model_quantized.onnx', 'onnx/model.onnx'].map((name) => join(path, name))
  const found = candidates.find((candidate) => existsSync(candidate))
  if (!found) throw new UserError(`embedder ${path} has no onnx/model_quantized.onnx and no onnx/model.onnx; export it to ONNX first`)
  return found
}

async function fromRegistry(entry: RegistryEntry, role: ModelEntry['role']): Promise<ModelEntry> {
  if (entry.role !== role) throw new UserError(`model "${entry.name}" is no ${role} but of the role ${entry.role}; another model is wanted here`)
  const { file, source, description: _, ...rest } = entry
  const path = isAbsolute(file) ? file : join(folder, file)
  if (!existsSync(path)) throw new UserError(`model "${entry.name}" is not there: ${path} is missing; get it from ${source}`)
  const sha256 = await sha256Of(weightsOf(path))
  if (sha256 !== entry.sha256) {
    throw new UserError(`model "${entry.name}" has changed: the sha256 of ${weightsOf(path)} is ${sha256}, models/${entry.name}.json says ${entry.sha256}`)
  }
  return { ...rest, path }
}

async function generatorAt(path: string): Promise<ModelEntry> {
  if (statSync(path).isDirectory()) throw new UserError(`generator ${path} is a folder; a .gguf file is wanted`)
  return { name: basename(path).replace(/\.gguf$/i, ''), role: 'generator', path, sha256: await sha256Of(path) }
}

async function embedderAt(path: string): Promise<ModelEntry> {
  if (!statSync(path).isDirectory()) throw new UserError(`embedder ${path} is a file; a folder with config.json, tokenizer.json and onnx/ is wanted`)
  for (const name of ['config.json', 'tokenizer.json']) {
    if (!existsSync(join(path, name))) throw new UserError(`embedder ${path} has no ${name}; is it a folder for transformers.js?`)
  }
  const name = basename(path)
  const e5 = /(^|[-_])e5([-_]|$)/i.test(name)
  return {
    ...{ name, role: 'embedder', path, sha256: await sha256Of(weightsOf(path)), pooling: poolingOf(path) },
    ...(e5 ? { prefix: { query: 'query: ', passage: 'passage: ' } } : {}),
  }
}

/** Read off the folder of sentence-transformers where it is there; mean otherwise. */
function poolingOf(path: string): 'mean' | 'cls' {
  const file = join(path, '1_Pooling', 'config.json')
  if (!existsSync(file)) return 'mean'
  return (JSON.parse(readFileSync(file, 'utf8')) as { pooling_mode_cls_token?: boolean }).pooling_mode_cls_token ? 'cls' : 'mean'
}

function readEntry(file: string): RegistryEntry {
  const parsed = entrySchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new UserError(`${file}: ${issue?.path.join('.')} ${issue?.message}`)
}
