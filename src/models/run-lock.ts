import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelEntry } from '../types.js'
import { lockName, merged, readLock, recordOf, type LockRecord } from './lock.js'
import { resolveFully } from './registry.js'

/** Models as the user calls them. */
interface References {
  readonly generator: string
  readonly embedder: string
  readonly judge?: string | undefined
}

/** What pins the models of a run: every file with its hash, where it came from, under which licence. No path of this machine. */
export async function lockOf({ generator, embedder, judge }: References): Promise<LockRecord[]> {
  const records = [await recordOfReference(generator, 'generator'), await recordOfReference(embedder, 'embedder')]
  return judge === undefined ? records : merged([...records, await recordOfReference(judge, 'generator')])
}

/** The record of a model that is on this machine. @throws UserError when it is not, or has changed */
export async function recordOfReference(reference: string, role: ModelEntry['role'], { fresh = false }: { readonly fresh?: boolean } = {}): Promise<LockRecord> {
  const { model, source, revision } = await resolveFully(reference, role)
  return recordOf({ name: model.name, role, path: model.path, source, revision, licence: model.licence, fresh })
}

/** The records of the locks that are in some folders, each model once. */
export async function locksIn(folders: readonly string[]): Promise<LockRecord[]> {
  const files = folders.map((folder) => join(folder, lockName)).filter((file) => existsSync(file))
  return merged((await Promise.all(files.map((file) => readLock(file)))).flat())
}
