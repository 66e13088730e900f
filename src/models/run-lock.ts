import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelEntry, Models } from '../types.js'
import { lockName, merged, readLock, recordOf, type LockRecord } from './lock.js'
import { resolveFully } from './registry.js'

/**
 * What pins the models of a build: every file with its hash, where it came from, under which licence. No path of this machine.
 * Models that are from nowhere, which fakes are, are left out.
 */
export async function lockOf({ generatorEntry, embedderEntry, judgeEntry }: Pick<Models, 'generatorEntry' | 'embedderEntry' | 'judgeEntry'>): Promise<LockRecord[]> {
  const records: LockRecord[] = []
  for (const entry of new Set([generatorEntry, embedderEntry, judgeEntry])) {
    const { name, role, path, source, revision, licence } = entry
    if (source === undefined) continue
    if (!known.has(entry)) known.set(entry, recordOf({ name, role, path, source, revision, licence }))
    records.push(await known.get(entry)!)
  }
  return merged(records)
}

/** Files are hashed once for a command, also where hashes cannot be kept. */
const known = new WeakMap<ModelEntry, Promise<LockRecord>>()

/** The record of a model that is on this machine. @throws UserError when it is not, or has changed */
export async function recordOfReference(reference: string, role: ModelEntry['role']): Promise<LockRecord> {
  const { model, source, revision, asked } = await resolveFully(reference, role)
  return recordOf({ name: model.name, role, path: model.path, source, revision, asked, licence: model.licence })
}

/** The records of the locks that are in some folders, each model once. */
export async function locksIn(folders: readonly string[]): Promise<LockRecord[]> {
  const files = folders.map((folder) => join(folder, lockName)).filter((file) => existsSync(file))
  return merged((await Promise.all(files.map((file) => readLock(file)))).flat())
}
