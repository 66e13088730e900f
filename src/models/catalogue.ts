import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checked } from '../checked.js'
import { UserError } from '../errors.js'
import { packageRoot } from '../package.js'

const folder = join(packageRoot, 'models')

const entrySchema = z.strictObject({
  name: z.string(),
  role: z.enum(['generator', 'translator', 'embedder']).describe('a translator is a generator that was trained to translate'),
  description: z.string(),
  source: z.string().regex(/^(bundled|hf:[\w.-]+\/[\w.-]+([/:].+)?)$/, 'is neither "bundled" nor hf:owner/repository with a file, a quantization or nothing after it').describe('where the file is to be had; a repository alone is a folder for transformers.js'),
  file: z.string().optional().describe('bundled models: GGUF file or folder of an embedder, relative to models/'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/).optional().describe('of the GGUF, or of the ONNX file; absent where it is not known before the first download'),
  gigabytes: z.number().positive().optional().describe('size of all files, as the Hub shows it (10^9 bytes)'),
  parameters: z.string().optional(),
  licence: z.string(),
  gated: z.boolean().optional().describe('its licence is to be accepted on the Hub first; the download needs HF_TOKEN'),
  maxContext: z.number().int().positive().optional().describe('tokens it was trained on at a time'),
  contextSize: z.number().int().positive().optional().describe('tokens of a sequence that it is run with here'),
  languages: z.array(z.string()).optional().describe('absent: many, see the description'),
  ollama: z.string().optional().describe('what Ollama calls the same model'),
  defaults: z.strictObject({ answers: z.enum(['free', 'extractive']).optional(), order: z.enum(['question-first', 'answer-first']).optional(), attempts: z.number().int().positive().optional(), segment: z.number().int().positive().optional(), judge: z.enum(['both', 'signals', 'generator']).optional() }).optional(),
  prompts: z.string().optional(),
  questions: z.string().optional().describe('folder of the questions that the model chooses from, relative to models/'),
  prefix: z.strictObject({ query: z.string(), passage: z.string() }).optional(),
  pooling: z.enum(['mean', 'cls', 'last', 'pooler']).optional(),
})

/** What models/<name>.json says. */
export type CatalogueEntry = z.output<typeof entrySchema>

/** All models that are known by name: those that come along and those of the Hub. @throws UserError when a file is wrong */
export function catalogue(): CatalogueEntry[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.lock.json'))
  const belongs = (name: string) => names.includes(name.replace(/\.[^.]+\.json$/, '.json')) && /\.[^.]+\.json$/.test(name) // nano-embedder.similarity.json
  return names.filter((name) => !belongs(name)).sort().map((name) => readEntry(name))
}

/** The entry of a name; undefined when there is none. */
export function catalogueEntry(name: string): CatalogueEntry | undefined {
  return /^\w[\w.-]*$/.test(name) && existsSync(join(folder, `${name}.json`)) && !name.endsWith('.lock') ? readEntry(`${name}.json`) : undefined
}

/** Where a model that comes along is. */
export function bundledPath({ file, name }: CatalogueEntry): string {
  return join(folder, file ?? name)
}

/** Where what comes along with a model is. */
export function companionPath(name: string): string {
  return join(folder, name)
}

/** What a model of the catalogue is used as. */
export function usedAs({ role }: Pick<CatalogueEntry, 'role'>): 'generator' | 'embedder' {
  return role === 'embedder' ? 'embedder' : 'generator'
}

/**
 * Gigabytes of memory, of the GPU or of the machine, that a model of this size is comfortable with: its weights, and an eighth
 * of them and a gigabyte for the contexts. An estimate: long contexts and many sequences take more.
 */
export function memoryFor(gigabytes: number): number {
  return Math.ceil(gigabytes * 1.125 + (gigabytes > 0.5 ? 1 : 0.3))
}

function readEntry(file: string): CatalogueEntry {
  const text = readFileSync(join(folder, file), 'utf8')
  const parsed = checked(entrySchema, JSON.parse(text))
  if (parsed.problem === undefined && `${parsed.data.name}.json` === file) return parsed.data
  throw new UserError(`models/${file}: ${parsed.problem ?? `its name is "${parsed.data.name}"; name and file have to agree`}`)
}
