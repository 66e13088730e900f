import { existsSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../errors.js'
import { size } from './bytes.js'
import type { CatalogueEntry } from './catalogue.js'
import { usedAs } from './catalogue.js'
import { describeFile, download, hashOf, listFiles, type RemoteFile } from './hub-files.js'
import type { HubOptions } from './hub.js'
import { addToLock, lockName, slug, weightsHash, withFreeName, type LockRecord } from './lock.js'
import { filesOf, folderFiles, partsOf } from './model-files.js'
import { findOfHub, modelsFolder } from './places.js'
import { hubText, isQuantization, type HubReference } from './reference.js'
import { installed } from './registry.js'
import { createFolder, writable } from '../writable.js'

export interface Pull {
  readonly reference: HubReference
  readonly entry?: CatalogueEntry
  /** What the files have to be; from a lock. */
  readonly record?: LockRecord
}

export interface PullOptions extends HubOptions {
  /** Says what happens, a line at a time. */
  note(text: string): void
  /** Says how far it is. */
  progress(file: string, done: number, total: number): void
}

/**
 * Gets a model from the Hub into the folder for models and pins it in the lock there. Files that are on this machine with
 * the right hash are not fetched again. @throws UserError when it is not there, does not fit on the disk or arrives broken
 */
export async function pullModel(pull: Pull, options: PullOptions): Promise<LockRecord> {
  const { reference, record } = pull
  const paths = record ? record.files.map(({ file }) => file) : await pathsOf(reference, options)
  const revision = record?.revision ?? reference.revision
  const remote: RemoteFile[] = []
  for (const path of paths) remote.push(await describeFile({ owner: reference.owner, repo: reference.repo, path, ...(revision && { revision }) }, options))
  checkAgainst(remote, pull)
  const kept = await keptElsewhere(remote)
  if (kept) return pin(pull, kept, remote, options)
  const folder = join(modelsFolder(), reference.owner, reference.repo)
  const missing = await missingOf(remote, folder)
  await checkSpace(missing, folder)
  const files: LockRecord['files'] = []
  for (const file of remote) {
    const path = join(folder, file.reference.path)
    const sha256 = missing.includes(file) ? await download(file, path, options, (done, total) => options.progress(file.reference.path, done, total)) : await hashOf(path, 'sha256')
    files.push({ file: file.reference.path, bytes: file.bytes, sha256 })
    options.note(`${file.reference.path}: ${size(file.bytes)}, ${missing.includes(file) ? '' : 'already here, '}sha256 ${sha256}${file.hash ? '' : ' (the server told none to check against)'}`)
  }
  return pin(pull, { files }, remote, options)
}

/** Adds what was pulled to the lock of the folder for models. */
async function pin(pull: Pull, { files, where }: Kept, remote: readonly RemoteFile[], options: PullOptions): Promise<LockRecord> {
  const wanted = recordFrom(pull, files, remote[0]?.commit)
  const pulled = pull.entry ? wanted : withFreeName(wanted, await installed())
  if (pulled.name !== wanted.name) options.note(`${wanted.name} is the name of another model: ${wanted.source} is called ${pulled.name}`)
  if (where) options.note(`${pulled.name} is at ${where} with the hash that the Hub tells: nothing is downloaded`)
  await writable(modelsFolder(), 'make room or mend that, or let ULTRALINK_MODELS name another folder, then run the same command again', () => addToLock(join(modelsFolder(), lockName), [pulled]))
  return pulled
}

interface Kept {
  readonly files: LockRecord['files']
  readonly where?: string
}

/** The very files in another program's folder, if all are there with the right hashes. */
async function keptElsewhere(remote: readonly RemoteFile[]): Promise<Kept | undefined> {
  const { owner, repo, path } = remote[0]!.reference
  const { found } = findOfHub({ owner, repo, ...(path.endsWith('.gguf') && { path }) })
  if (!found || found.place === 'ultralink') return undefined
  const local = await Promise.resolve().then(() => filesOf(found.path)).catch(() => [])
  const files: LockRecord['files'] = []
  for (const { reference, bytes, hash } of remote) {
    const same = local.find((file) => file.path.replaceAll('\\', '/').endsWith(reference.path) || (remote.length === 1 && local.length === 1))
    if (!same || !hash || (await stat(same.path)).size !== bytes || (await hashOf(same.path, hash.algorithm)) !== hash.hex) return undefined
    files.push({ file: reference.path, bytes, sha256: hash.algorithm === 'sha256' ? hash.hex : await hashOf(same.path, 'sha256') })
  }
  return { files, where: `${found.path} (${found.place})` }
}

function recordFrom({ reference, entry, record }: Pull, files: LockRecord['files'], commit: string | undefined): LockRecord {
  const sha256 = weightsHash(files)
  const wanted = record?.sha256 ?? entry?.sha256
  if (wanted && wanted !== sha256) throw new UserError(`${hubText(reference)} is another file than ${record ? 'the lock' : `models/${entry?.name}.json`} says: its sha256 is ${sha256}, ${wanted} is wanted`)
  const source = hubText({ owner: reference.owner, repo: reference.repo, ...(isFolder(files) ? {} : { path: files[0]!.file }) })
  const licence = record?.licence ?? entry?.licence
  const asked = reference.revision ?? record?.asked
  return {
    name: record?.name ?? entry?.name ?? nameOf(reference, files),
    role: record?.role ?? (entry ? usedAs(entry) : isFolder(files) || /embed|bge-|e5-/i.test(reference.repo) ? 'embedder' : 'generator'),
    ...{ sha256, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), source },
    ...(commit ?? record?.revision ? { revision: commit ?? record!.revision! } : {}),
    ...(asked && { asked }),
    ...(licence && { licence }),
    files,
  }
}

/** Which files of a repository make the model that a reference means. */
async function pathsOf(reference: HubReference, options: HubOptions): Promise<string[]> {
  const { path, quantization } = reference
  if (path?.toLowerCase().endsWith('.gguf')) return partsOf(path)
  if (path) throw new UserError(`${hubText(reference)} is no .gguf; give a GGUF file, or the repository alone for an embedder's folder`)
  const files = await listFiles(reference, options)
  const ggufs = files.filter((file) => /\.gguf$/i.test(file) && !/mmproj/i.test(file)).sort()
  if (quantization) {
    const found = ggufs.find((file) => isQuantization(file, quantization))
    if (found) return partsOf(found)
    throw new UserError(`${hubText(reference)}: no GGUF there is ${quantization}; there are ${ggufs.join(', ') || 'no GGUFs'}`)
  }
  const weights = ['onnx/model_quantized.onnx', 'onnx/model.onnx'].find((name) => files.includes(name))
  if (weights && files.includes('tokenizer.json') && files.includes('config.json')) return [...folderFiles, weights, `${weights}_data`].filter((name) => files.includes(name))
  const [only] = ggufs
  if (only && ggufs.length === partsOf(only).length) return partsOf(only)
  const choice = ggufs.length > 0 ? `which of its files? ${ggufs.map((file) => `${hubText(reference)}/${file}`).join(', ')}` : 'it has neither a GGUF nor config.json, tokenizer.json and onnx/; look for a GGUF or ONNX version of it'
  throw new UserError(`${hubText(reference)}: ${choice}`)
}

/** A lock pins bytes: what the Hub has now must be them. Checked before anything is fetched. */
function checkAgainst(remote: readonly RemoteFile[], { record, entry }: Pull): void {
  for (const { reference, bytes, hash } of remote) {
    const pinned = record?.files.find(({ file }) => file === reference.path)
    const wanted = pinned?.sha256 ?? (remote.length === 1 || reference.path.endsWith('.onnx') ? entry?.sha256 : undefined)
    const differs = (wanted && hash?.algorithm === 'sha256' && hash.hex !== wanted) || (pinned && pinned.bytes !== bytes)
    if (differs) throw new UserError(`${hubText(reference)} is another file than ${record ? 'the lock' : `models/${entry?.name}.json`} says: the Hub has ${hash?.hex ?? `${bytes} bytes`}, ${wanted ?? `${pinned?.bytes} bytes`} is wanted; nothing was downloaded`)
  }
}

async function missingOf(files: readonly RemoteFile[], folder: string): Promise<RemoteFile[]> {
  const missing: RemoteFile[] = []
  for (const file of files) {
    const path = join(folder, file.reference.path)
    const there = existsSync(path) && (await stat(path)).size === file.bytes
    if (!there || !file.hash || (await hashOf(path, file.hash.algorithm)) !== file.hash.hex) missing.push(file)
  }
  return missing
}

async function checkSpace(files: readonly RemoteFile[], folder: string): Promise<void> {
  if (files.length === 0) return
  try {
    createFolder(folder)
  } catch (error) {
    throw new UserError(`cannot make ${folder}: ${(error as Error).message}; ULTRALINK_MODELS may name another folder`)
  }
  let wanted = 0
  for (const { reference, bytes } of files) wanted += bytes - Math.min(bytes, await stat(`${join(folder, reference.path)}.part`).then((found) => found.size, () => 0))
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < wanted) throw new UserError(`${folder} has ${size(bavail * bsize)} free and ${size(wanted)} are to come; make room, or let ULTRALINK_MODELS name a folder on another disk`)
}

const isFolder = (files: LockRecord['files']) => files.some(({ file }) => file.endsWith('.onnx'))

function nameOf({ repo }: HubReference, files: LockRecord['files']): string {
  return slug(isFolder(files) ? repo : files[0]!.file.split('/').at(-1)!.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, ''))
}
