import { existsSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { UserError } from '../errors.js'
import type { ModelEntry } from '../types.js'
import { bundledPath, companionPath, catalogue, catalogueEntry, usedAs, type CatalogueEntry } from './catalogue.js'
import { embedderAt } from './embedder-at.js'
import { isOf, loadPathOf, lockName, readLock, slug, type LockRecord } from './lock.js'
import { sha256OfModel } from './model-files.js'
import { findOfOllama } from './ollama.js'
import { findByName, findOfHub, isBegun, modelsFolder, type Found, type Search } from './places.js'
import { hubReference, ollamaReference } from './reference.js'

export { catalogue as registry } from './catalogue.js'

/** Where a reference leads on this machine. */
export interface Located extends Search {
  readonly reference: string
  /** When it is a name of the catalogue. */
  readonly entry?: CatalogueEntry
  /** When it was pulled or unpacked: what the download was checked against. */
  readonly record?: LockRecord
}

/** A model with where it came from, as locks tell it. */
export interface Resolved {
  readonly model: ModelEntry
  readonly source: string
  readonly revision?: string
  /** What was asked for where that was not `main`. */
  readonly asked?: string
}

/**
 * The model behind a name of the catalogue, a file, a folder, a name of Ollama's or of the Hub's (`qwen3:8b`,
 * `hf:owner/repository/file.gguf`). The hash is computed once per file and remembered.
 * @throws UserError when nothing is there, when it is no model of this role, or when a known hash differs
 */
export async function resolveModel(reference: string, role: ModelEntry['role']): Promise<ModelEntry> {
  return (await resolveFully(reference, role)).model
}

/** As resolveModel, with where the model came from. */
export async function resolveFully(reference: string, role: ModelEntry['role']): Promise<Resolved> {
  const located = await locateModel(reference)
  const { entry, found, record } = located
  if (entry && usedAs(entry) !== role) throw new UserError(`model "${entry.name}" is no ${role} but of the role ${entry.role}; another model is wanted here`)
  if (!found) throw notFound(located, role)
  const name = entry?.name ?? record?.name ?? (found.source && !isPath(reference) ? slug(basename(found.source).replace(/\.gguf$/i, '')) : undefined)
  const model = described(await modelAt(found.path, role), name, entry, record)
  checkHash(model, located)
  const source = entry?.source === 'bundled' ? 'bundled' : (found.source ?? record?.source ?? `file:${basename(found.path)}`)
  const revision = found.revision ?? record?.revision
  return { model, source, ...(revision && { revision }), ...(record?.asked && { asked: record.asked }) }
}

/** Where a reference leads, without hashing anything. */
export async function locateModel(reference: string): Promise<Located> {
  const entry = catalogueEntry(reference)
  if (entry) return locateEntry(entry)
  const path = resolve(reference)
  if (existsSync(path)) return { reference, found: { path, place: 'file' }, looked: [path] }
  const records = await installed()
  const record = records.find(({ name }) => name === reference)
  if (record) return { reference, record, ...locateRecord(record) }
  const hub = hubReference(reference)
  const ollama = ollamaReference(reference)
  const searches = [
    ...(hub ? [() => findOfHub(hub, (file) => recordAt(records, file))] : []),
    ...(ollama && /[:/]/.test(reference) && !reference.startsWith('hf:') ? [() => findOfOllama(ollama)] : []),
    ...(/[/\\:]/.test(reference) ? [] : [() => findByName(reference)]),
  ]
  const search = firstOf(searches, [path])
  return { reference, ...search, ...pinned(records, search.found) }
}

/** What was pulled or unpacked here. @throws UserError when its lock is damaged */
export async function installed(): Promise<LockRecord[]> {
  const file = join(modelsFolder(), lockName)
  return existsSync(file) ? readLock(file) : []
}

/** Where the model of a record is on this machine. */
export function locateRecord(record: LockRecord): Search {
  const path = loadPathOf(modelsFolder(), record)
  if (existsSync(path)) return { found: { path, place: 'ultralink', source: record.source, ...(record.revision && { revision: record.revision }) }, looked: [path] }
  const hub = record.source.startsWith('hf:') ? hubReference(record.source) : undefined
  const ollama = record.source.startsWith('ollama:') ? ollamaReference(record.source.slice('ollama:'.length)) : undefined
  const file = record.source.startsWith('file:') ? record.source.slice('file:'.length) : record.name
  return firstOf([...(hub ? [() => findOfHub(hub)] : []), ...(ollama ? [() => findOfOllama(ollama)] : []), () => findByName(file)], [path])
}

async function locateEntry(entry: CatalogueEntry): Promise<Located> {
  const reference = entry.name
  if (entry.source === 'bundled') {
    const path = bundledPath(entry)
    return { reference, entry, looked: [path], ...(existsSync(path) && { found: { path, place: 'bundled', source: 'bundled' } }) }
  }
  const records = await installed()
  const record = records.find(({ name, source }) => name === reference && isOf(source, entry))
  const own = record && locateRecord(record)
  if (own?.found) return { reference, entry, record, ...own }
  const ollama = entry.ollama ? ollamaReference(entry.ollama) : undefined
  const search = firstOf([() => findOfHub(hubReference(entry.source)!), ...(ollama ? [() => findOfOllama(ollama)] : [])], [])
  return { reference, entry, ...search, ...pinned(records, search.found) }
}

/** The first search that finds something; else all places that were looked at. */
function firstOf(searches: readonly (() => Search)[], before: readonly string[]): Search {
  const looked = [...before]
  const passed: NonNullable<Search['others']>[number][] = []
  for (const search of searches) {
    const { found, looked: here, others = [] } = search()
    looked.push(...here)
    passed.push(...others)
    if (found) return { found, looked }
  }
  return { looked, ...(passed.length > 0 && { others: passed }) }
}

/** The record of a file that was pulled or unpacked, whatever it was called by. */
function pinned(records: readonly LockRecord[], found: Found | undefined): { record?: LockRecord } {
  const record = found && recordAt(records, found.path)
  return record ? { record } : {}
}

/** One that was here already when it was pulled is in another program's folder. */
const recordAt = (records: readonly LockRecord[], path: string) =>
  records.find((each) => loadPathOf(modelsFolder(), each) === path || (each.source.startsWith('hf:') && locateRecord(each).found?.path === path))

/** Which revisions of a model are here in place of the one that was asked for; nothing where there is none. */
export function otherRevisions({ others = [] }: Search): string {
  return others.map(({ path, revision }) => ` (${path} is of ${revision ? `revision ${revision}` : 'a revision that is not known'})`).join('')
}

async function modelAt(path: string, role: ModelEntry['role']): Promise<ModelEntry> {
  if (role === 'embedder') return { ...(await embedderAt(path)), sha256: await sha256OfModel(path) }
  if (statSync(path).isDirectory()) throw new UserError(`generator ${path} is a folder; a .gguf file is wanted`)
  return { name: basename(path).replace(/\.gguf$/i, ''), role, path, sha256: await sha256OfModel(path) }
}

/** What is found out about a file, and over it what the catalogue and the lock know. */
function described(model: ModelEntry, name: string | undefined, entry: CatalogueEntry | undefined, record: LockRecord | undefined): ModelEntry {
  const { licence = record?.licence, contextSize, languages, defaults, prompts, prefix, pooling } = entry ?? {}
  const questions = entry?.questions && companionPath(entry.questions)
  const known = { licence, contextSize, languages, defaults, prompts, questions, prefix, pooling }
  return { ...model, ...(name && { name }), ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) }
}

/** The catalogue's hash is of the Hub's file: what Ollama has under the same name may be another. */
function checkHash({ sha256, path }: ModelEntry, { entry, record, found }: Located): void {
  const [wanted, where] = record ? [record.sha256, join(modelsFolder(), lockName)] : [found?.place === 'Ollama' ? undefined : entry?.sha256, `models/${entry?.name}.json`]
  if (wanted && sha256 !== wanted) {
    const name = entry?.name ?? record?.name
    throw new UserError(`model "${name}" has changed: the sha256 of ${path} is ${sha256}, ${where} says ${wanted}; ${entry?.source === 'bundled' ? 'install ultralink again' : `delete it and get it again: ultralink models pull ${name}`}`)
  }
}

function notFound(located: Located, role: ModelEntry['role']): UserError {
  const { reference, entry, record, looked } = located
  if (entry?.source === 'bundled') return new UserError(`model "${reference}" is not there: ${looked[0]} is missing; install ultralink again`)
  const begun = looked.some((path) => path.startsWith(modelsFolder()) && isBegun(path))
  if (begun && (entry || record || reference.startsWith('hf:'))) return new UserError(`${role} "${reference}" is not whole: its download was not finished; "ultralink models pull ${reference}" goes on with it`)
  const size = entry?.gigabytes ? ` (${entry.gigabytes} GB)` : ''
  if (entry || record || located.others || reference.startsWith('hf:')) return new UserError(`${role} "${reference}" is not on this machine${otherRevisions(located)}; "ultralink models pull ${reference}" gets it${size}, "ultralink models where ${reference}" says where it was looked for`)
  const bundled = catalogue().filter((each) => each.source === 'bundled' && usedAs(each) === role).map(({ name }) => name)
  return new UserError(`${role} "${reference}" is neither a name that "ultralink models list" shows (${bundled.join(', ')} …) nor a file or folder, nor found where Ollama, LM Studio and the Hub keep models`)
}

const isPath = (reference: string) => existsSync(resolve(reference))
