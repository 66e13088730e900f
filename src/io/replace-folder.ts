import type { Dirent } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { sep, resolve } from 'node:path'

/** What file managers leave everywhere. */
const litter: readonly string[] = ['.DS_Store', 'Thumbs.db', 'desktop.ini']

/** The first thing in a folder that is not the project's own, by name; undefined where there is none, or no folder. */
export async function strangerIn(folder: string, isOwn: (entry: Dirent) => boolean | Promise<boolean>): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const entry of entries) if (!litter.includes(entry.name) && !(await isOwn(entry))) return entry.name
  return undefined
}

/** Puts a folder that is whole in the place of an earlier one. */
export async function replaceFolder(folder: string, whole: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await rename(whole, folder)
}

/** Whether a folder is the working folder or holds it: replaced, it would leave a shell nowhere. */
export const holdsWorkingFolder = (folder: string): boolean => `${process.cwd()}${sep}`.startsWith(resolve(folder).replace(/[/\\]?$/, sep))
