import { existsSync } from 'node:fs'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { checked } from '../checked.js'
import { UserError } from '../errors.js'
import { readProblem } from '../read-problem.js'
import { createFolder } from '../writable.js'
import { catalogueEntry, type CatalogueEntry } from './catalogue.js'
import { combined, filesOf } from './model-files.js'
import { hubReference, isQuantization } from './reference.js'
import { sha256Of } from './sha256.js'

const safe = (path: string) => !/[\\:\0]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
const hex = z.string().regex(/^[0-9a-f]{64}$/, 'is no sha256')

const recordSchema = z.strictObject({
  name: z.string().regex(/^[\w][\w.-]*$/, 'is no name'),
  role: z.enum(['generator', 'embedder']),
  sha256: hex.describe('of the GGUF or the ONNX file; of a split GGUF, of the list of its parts’ hashes'),
  bytes: z.number().int().nonnegative().describe('of all files'),
  source: z.string().describe('bundled, hf:owner/repository/file, ollama:name, or file: with the name of a file that only its owner has'),
  revision: z.string().regex(/^[\w.-]+$/).optional().describe('commit of the repository'),
  asked: z.string().regex(/^[\w.-]+$/).optional().describe('branch, tag or commit that was asked for; none: main'),
  licence: z.string().optional(),
  files: z.array(z.strictObject({ file: z.string().refine(safe, 'leaves its folder'), bytes: z.number().int().nonnegative(), sha256: hex })).min(1),
})

const lockSchema = z.strictObject({ version: z.literal(1), models: z.array(recordSchema) })

/** A model as a lock pins it: enough to get the same bytes again and to know them. */
export type LockRecord = z.output<typeof recordSchema>

/** Name of the file that pins models. */
export const lockName = 'models.lock.json'

/** What a record is made from. */
export interface Recorded {
  readonly name: string
  readonly role: LockRecord['role']
  readonly path: string
  readonly source: string
  readonly revision?: string | undefined
  readonly asked?: string | undefined
  readonly licence?: string | undefined
  /** Hash again what was hashed before. */
  readonly fresh?: boolean
}

/** Hashes all files of a model and says what it is. */
export async function recordOf({ path, name, role, source, revision, asked, licence, fresh = false }: Recorded): Promise<LockRecord> {
  const files = await Promise.all(filesOf(path).map(async (file) => ({ path: file.path, bytes: (await stat(file.path)).size, file: nameIn(file.file, source) })))
  const hashed = []
  for (const { path: from, file, bytes } of files) hashed.push({ file, bytes, sha256: await sha256Of(from, { fresh }) })
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return { name: slug(name), role, sha256: weightsHash(hashed), bytes, source, ...(revision && { revision }), ...(asked && { asked }), ...(licence && { licence }), files: hashed }
}

/** A name that may stand in a path: `owner/model:8b` becomes `owner-model-8b`. */
export function slug(name: string): string {
  return name.replace(/^[^\w]+/, '').replace(/[^\w.-]+/g, '-')
}

/** The hash that stands for a model, of the hashes of its files. */
export function weightsHash(files: readonly { readonly file: string; readonly sha256: string }[]): string {
  const weights = files.filter(({ file }) => /\.(gguf|onnx)$/i.test(file))
  return combined((weights.length > 0 ? weights : files).map(({ sha256 }) => sha256))
}

/** Where the files of a record are kept, below a folder for models. */
export function folderOf({ name, source }: LockRecord): string {
  const hub = source.startsWith('hf:') ? hubReference(source) : undefined
  return hub ? `${hub.owner}/${hub.repo}` : `local/${name}`
}

/** What a record's model is loaded from, below a folder for models: its GGUF, or its folder. */
export function loadPathOf(root: string, record: LockRecord): string {
  const folder = join(root, folderOf(record))
  const first = record.files[0]!.file
  return record.files.some(({ file }) => file.endsWith('.onnx')) ? folder : join(folder, first)
}

/** Reads a lock. @throws UserError when it is not there or wrong */
export async function readLock(file: string): Promise<LockRecord[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError(`cannot read the lock ${file}: ${readProblem(error, file)}; a build writes one into its release`)
  })
  return parseLock(text, file)
}

/** The records of a lock's text. @throws UserError which names the first thing that is wrong */
export function parseLock(text: string, file: string): LockRecord[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UserError(`${file} is no JSON; a lock as ultralink writes it is wanted`)
  }
  const parsed = checked(lockSchema, value)
  if (parsed.problem === undefined) return parsed.data.models
  throw new UserError(`${file} is no lock of ultralink's: ${parsed.problem}`)
}

/** Whether a record's source is where the catalogue has an entry from. */
export function isOf(source: string, entry: Pick<CatalogueEntry, 'source' | 'ollama'>): boolean {
  if (source === entry.source || (entry.ollama && source === `ollama:${entry.ollama}`)) return true
  const [own, wanted] = [source, entry.source].map((text) => (text.startsWith('hf:') ? hubReference(text) : undefined))
  if (!own || !wanted || own.owner !== wanted.owner || own.repo !== wanted.repo) return false
  return wanted.quantization ? isQuantization(own.path ?? '', wanted.quantization) : own.path === wanted.path
}

/**
 * A record under a name that is free here: its own, or a longer one where that is another model's, of the catalogue or of
 * those known. A file that only its owner has is told by its hash.
 */
export function withFreeName(record: LockRecord, known: readonly LockRecord[]): LockRecord {
  const isTaken = (name: string): boolean => {
    const entry = catalogueEntry(name)
    return (entry !== undefined && !isOf(record.source, entry)) || known.some((each) => each.name === name && (each.source !== record.source || (record.source.startsWith('file:') && each.sha256 !== record.sha256)))
  }
  const hub = record.source.startsWith('hf:') ? hubReference(record.source) : undefined
  const long = slug(`${hub ? `${hub.owner}-${hub.repo}` : 'local'}-${record.name}`)
  const longest = `${long}-${record.sha256.slice(0, 8)}`
  return { ...record, name: [record.name, long].find((name) => !isTaken(name)) ?? longest }
}

/** Records that share no name, unless they are of the same model. */
export function namedApart(records: readonly LockRecord[]): LockRecord[] {
  const apart: LockRecord[] = []
  for (const record of records) apart.push(apart.some(({ name }) => name === record.name) ? withFreeName(record, apart) : record)
  return apart
}

/** Writes a lock, whole or not at all; records in the order of their names. */
export async function writeLock(file: string, records: readonly LockRecord[]): Promise<void> {
  createFolder(dirname(file))
  const temporary = `${file}.${process.pid}.tmp`
  await writeFile(temporary, lockText(records))
  await rename(temporary, file)
}

/** The text of a lock. */
export function lockText(records: readonly LockRecord[]): string {
  return `${JSON.stringify({ version: 1, models: merged(records) }, null, 2)}\n`
}

/** Adds records to a lock; those of the same name give way. */
export async function addToLock(file: string, records: readonly LockRecord[]): Promise<void> {
  const known = existsSync(file) ? await readLock(file) : []
  await writeLock(file, [...known.filter(({ name }) => !records.some((record) => record.name === name)), ...records])
}

/** Records without repetition, by name and hash. */
export function merged(records: readonly LockRecord[]): LockRecord[] {
  const byId = new Map(records.map((record) => [`${record.name}@${record.sha256}`, record]))
  return [...byId.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record)
}

/** Files in Ollama's folder are named by their hash, those of llama.cpp by their repository too: a lock names them as they should be. */
function nameIn(file: string, source: string): string {
  if (source.startsWith('ollama:')) return `${slug(source.slice('ollama:'.length))}.gguf`
  const path = source.startsWith('hf:') ? hubReference(source)?.path : undefined
  if (!path) return file
  const part = /-\d{5}-of-\d{5}\.gguf$/i.exec(file)?.[0]
  return part ? path.replace(/-\d{5}-of-\d{5}\.gguf$/i, part) : path
}
