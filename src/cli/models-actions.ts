import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Interrupted, UserError } from '../errors.js'
import { size } from '../models/bytes.js'
import { catalogue, usedAs } from '../models/catalogue.js'
import { choiceFile, writeChoice } from '../models/choice.js'
import { namedApart, readLock, recordOf, type LockRecord } from '../models/lock.js'
import type { Packed } from '../models/pack.js'
import { modelsFolder } from '../models/places.js'
import type { Pull } from '../models/pull.js'
import { hubReference } from '../models/reference.js'
import { installed, locateModel, locateRecord, otherRevisions, resolveFully, type Located } from '../models/registry.js'
import { recordOfReference } from '../models/run-lock.js'
import type { ModelEntry } from '../types.js'
import { listedModels, modelsTable } from './models-table.js'
import { downloadProgress } from './download-progress.js'
import type { Streams } from './streams.js'
import { table } from './table.js'

/** Prints what models there are. */
export async function listModels({ role, here = false, long = false, json = false }: { readonly role?: string; readonly here?: boolean; readonly long?: boolean; readonly json?: boolean }, { out }: Streams): Promise<void> {
  if (json) for (const model of await listedModels(role)) out.write(!here || model.here ? `${JSON.stringify(model)}\n` : '')
  else out.write(`${await modelsTable({ ...(role && { role }), long, here })}\n`)
}

/** Downloads models and prints where each now is. */
export async function pullModels(names: readonly string[], { lock }: { readonly lock?: string }, { out, err, signal }: Streams): Promise<void> {
  const wanted = lock ? await readLock(lock) : []
  const here = await installed()
  const pulls = [...names.map((name) => pullOf(name, here)), ...wanted.filter(({ source }) => source.startsWith('hf:')).map((record): Pull => ({ reference: hubReference(record.source)!, record }))]
  if (pulls.length === 0 && wanted.length === 0) throw new UserError('which model? give names that "ultralink models list" shows, hf:owner/repository/file.gguf, or --lock')
  // Imported when something is to be fetched: nothing else may load what opens a socket.
  const [{ pullModel }, { hubOptions }] = await Promise.all([import('../models/pull.js'), import('../models/hub.js')])
  const progress = downloadProgress(err)
  const options = { ...hubOptions(signal), note: progress.note, progress: progress.show }
  for (const pull of pulls) {
    const { name } = await stoppable(signal, () => pullModel(pull, options))
    out.write(`${name}: ${(await locateModel(name)).found?.path ?? modelsFolder()}\n`)
  }
  await checkOthers(wanted.filter(({ source }) => !source.startsWith('hf:')))
}

/** Work that rejects with whatever comes of it when the user stops it. @throws Interrupted in its place */
async function stoppable<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw signal.aborted ? new Interrupted() : error
  })
}

function pullOf(name: string, here: readonly LockRecord[]): Pull {
  const entry = catalogue().find((each) => each.name === name)
  if (entry?.source === 'bundled') throw new UserError(`${name} comes along with ultralink: there is nothing to download`)
  const record = entry ? undefined : here.find((each) => each.name === name)
  const reference = hubReference(entry?.source ?? record?.source ?? name)
  if (reference && !existsSync(resolve(name))) return { reference, ...(entry && { entry }), ...(record && { record }) }
  if (existsSync(resolve(name))) throw new UserError(`${name} is a file or folder of this machine: there is nothing to download`)
  if (record) throw new UserError(`${name} is pinned from ${record.source}, which cannot be downloaded; carry it over with "ultralink models pack" and "unpack"`)
  throw new UserError(`"${name}" is no name that "ultralink models list" shows and does not say where the Hub has it, such as hf:owner/repository/file.gguf`)
}

/** What a lock pins and the Hub does not have must be here already. */
async function checkOthers(records: readonly LockRecord[]): Promise<void> {
  const lacking = []
  for (const record of records) if ((await stateOf(record)).state !== 'ok') lacking.push(record)
  if (lacking.length > 0) throw new UserError(`${lacking.map(({ name, source }) => `${name} (${source})`).join(', ')} cannot be downloaded and is not here as the lock has it; carry it over with "ultralink models pack" and "unpack"`)
}

interface State {
  readonly name: string
  readonly state: 'ok' | 'missing' | 'changed' | 'not pinned'
  readonly sha256: string
  readonly path: string
}

/** Hashes again and prints a line for each model. */
export async function verifyModels(names: readonly string[], { lock }: { readonly lock?: string }, { out }: Streams): Promise<void> {
  const states: State[] = []
  if (lock) for (const record of (await readLock(lock)).filter(({ name }) => names.length === 0 || names.includes(name))) states.push(await stateOf(record))
  else if (names.length > 0) for (const name of names) states.push(await stateOfName(name))
  else states.push(...(await ownStates()))
  if (states.length === 0) throw new UserError(`${lock} pins nothing of that name`)
  out.write(`${table(['model', 'state', 'sha256', 'file'], states.map(({ name, state, sha256, path }) => [name, state, sha256, path]))}\n`)
  const wrong = states.filter(({ state }) => state === 'missing' || state === 'changed')
  if (wrong.length > 0) throw new UserError(`${wrong.map(({ name, state }) => `${name} is ${state === 'missing' ? 'missing' : 'not what was pinned'}`).join(', ')}; "ultralink models pull${lock ? ` --lock ${lock}` : ''}" gets what the Hub has`)
}

/** Of what comes along and of all that was pulled or unpacked. */
async function ownStates(): Promise<State[]> {
  const states: State[] = []
  for (const { name } of catalogue().filter(({ source }) => source === 'bundled')) states.push(await stateOfName(name))
  for (const record of await installed()) if (record.source !== 'bundled') states.push(await stateOf(record))
  return states
}

async function stateOf(record: LockRecord): Promise<State> {
  const [own, named] = [locateRecord(record), await locateModel(record.name)]
  const { found } = own.found && (record.source.startsWith('hf:') || !named.found) ? own : named
  if (!found) return { name: record.name, state: 'missing', sha256: record.sha256, path: record.source }
  const now = await recordOf({ ...record, path: found.path, fresh: true })
  const pinned = new Set(record.files.map(({ sha256 }) => sha256))
  const same = now.sha256 === record.sha256 && record.files.every(({ sha256 }) => now.files.some((file) => file.sha256 === sha256)) && now.files.every(({ sha256, file }) => pinned.has(sha256) || /\.(md|txt)$|LICENSE/i.test(file))
  return { name: record.name, state: same ? 'ok' : 'changed', sha256: now.sha256, path: found.path }
}

async function stateOfName(name: string): Promise<State> {
  const located = await locateModel(name)
  const { entry, record, found } = located
  if (record) return stateOf(record)
  if (!found) return { name, state: 'missing', sha256: '–', path: entry?.source ?? located.looked[0] ?? '–' }
  const { sha256 } = await recordOf({ name, role: 'generator', source: 'bundled', path: found.path, fresh: true })
  return { name, state: entry?.sha256 && found.place !== 'Ollama' ? (entry.sha256 === sha256 ? 'ok' : 'changed') : 'not pinned', sha256, path: found.path }
}

/** Remembers a model as the one to take where none is named. */
export async function useModel(name: string, { as }: { readonly as?: ModelEntry['role'] }, { out }: Streams): Promise<void> {
  const role = as ?? (await roleOf(await locateModel(name)))
  const { model } = await resolveFully(name, role)
  if (role === 'generator') await import('../models/gguf.js').then(({ readGenerator }) => readGenerator(model.path))
  writeChoice({ [role]: existsSync(resolve(name)) && !catalogue().some((entry) => entry.name === name) ? resolve(name) : name })
  out.write(`${role} ${model.name} (${model.path}) is taken where none is named; ${choiceFile()} says so\n`)
}

/** What a model is, by the catalogue, by the lock, or by looking into it. */
async function roleOf({ entry, record, found }: Located): Promise<ModelEntry['role']> {
  if (entry) return usedAs(entry)
  if (record) return record.role
  if (!found) return 'generator'
  if (statSync(found.path).isDirectory()) return 'embedder'
  const { readGenerator } = await import('../models/gguf.js')
  return readGenerator(found.path).then(() => 'generator', (error: Error) => (/embedding model/.test(error.message) ? 'embedder' : 'generator'))
}

/** Prints the path of a model; when it is not here, says where it was looked for. */
export async function whereIs(name: string, { out }: Streams): Promise<void> {
  const located = await locateModel(name)
  const { found, looked, entry, record } = located
  if (found) return void out.write(`${found.path}\n`)
  const pull = (entry && entry.source !== 'bundled') || record?.source.startsWith('hf:') || hubReference(name) ? `; "ultralink models pull ${name}" gets it` : ''
  throw new UserError(`${name} is not on this machine${otherRevisions(located)}${pull}; looked at\n${looked.map((path) => `  ${path}`).join('\n')}`)
}

/** Writes a tar of models and prints what is in it. */
export async function packModels(names: readonly string[], { out: file }: { readonly out: string }, { out, err, signal }: Streams): Promise<void> {
  const packed: Packed[] = []
  for (const name of new Set(names)) {
    if (signal.aborted) throw new Interrupted()
    const located = await locateModel(name)
    const role = await roleOf(located)
    const { model } = await resolveFully(name, role)
    packed.push({ record: await recordOfReference(name, role), path: model.path })
  }
  const { pack } = await import('../models/pack.js')
  const bytes = await stoppable(signal, () => pack(packed, file, signal))
  const records = namedApart(packed.map(({ record }) => record))
  for (const [index, { record: { name: taken, source } }] of packed.entries()) {
    const now = records[index]!.name
    if (now !== taken) err.write(`${taken} is the name of another model: ${source} is called ${now}\n`)
  }
  out.write(`${table(['model', 'size', 'sha256'], records.map(({ name, bytes: all, sha256 }) => [name, size(all), sha256]))}\n\n${file}: ${size(bytes)}; "ultralink models unpack" installs it\n`)
}

/** Installs the models of a tar and prints their names. */
export async function unpackModels(file: string, { out, err, signal }: Streams): Promise<void> {
  const { unpack } = await import('../models/pack.js')
  const { records, known, renamed } = await stoppable(signal, () => unpack(file, signal))
  for (const path of known) err.write(`${path} was there already and is replaced\n`)
  for (const { name: taken, source, now } of renamed) err.write(`${taken} is the name of another model: ${source} is called ${now}\n`)
  for (const { name } of records) out.write(`${name}: ${(await locateModel(name)).found?.path}\n`)
}
