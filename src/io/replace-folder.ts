import { existsSync, type Dirent } from 'node:fs'
import { readdir, readlink, realpath, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { createFolder } from '../writable.js'

/** What file managers leave everywhere, and what a disk of its own has at its top. */
const litter: readonly string[] = ['.DS_Store', 'Thumbs.db', 'desktop.ini', 'lost+found']

/** What a folder is that is written inside the one whose place it takes: not whole yet, whole, and the only one that is left. */
const steps = { writing: '.ultralink-writing.tmp', whole: '.ultralink-whole.tmp', only: '.ultralink-only.tmp' } as const

/** The first thing in a folder that is not the project's own, by name; undefined where there is none, or no folder. */
export async function strangerIn(folder: string, isOwn: (entry: Dirent) => boolean | Promise<boolean>): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const known: readonly string[] = [...litter, ...Object.values(steps)]
  for (const entry of entries) if (!known.includes(entry.name) && !(await isOwn(entry))) return entry.name
  return undefined
}

/**
 * Puts a folder in the place of an earlier one when all of it is written; of one that is not, nothing stays. A folder that cannot be
 * replaced, such as a mounted disk, is written into and its entries give way one by one. At any moment the old or the new is there
 * whole, though a kill may leave it under another name: the next call puts it back.
 */
export async function replaceFolder<T>(to: string, write: (whole: string) => Promise<T>): Promise<T> {
  const folder = await realOf(to)
  await restoreFolder(folder)
  const whole = await besideOrInside(folder)
  const written = await write(whole).catch(async (error: unknown) => {
    await rm(whole, { recursive: true, force: true }).catch(() => {}) // what went wrong first is said
    throw error
  })
  if (dirname(whole) === folder || !(await swapped(folder, whole))) {
    await rename(whole, join(folder, steps.whole))
    await moveUp(folder)
  }
  return written
}

/**
 * Ends what a kill broke off: the earlier folder is put back where none is, or an empty one, and goes where the new one is whole.
 * `check` is called before anything in the folder itself is removed.
 */
export async function restoreFolder(to: string, check = async (_folder: string) => {}): Promise<void> {
  const folder = await realOf(to)
  if (existsSync(asideOf(folder))) {
    await rmdir(folder).catch(() => {}) // it is not there, or not empty
    await (existsSync(folder) ? rm(asideOf(folder), { recursive: true }) : rename(asideOf(folder), folder))
  }
  if (existsSync(join(folder, steps.whole))) await check(folder)
  await moveUp(folder)
}

/** Where an earlier folder is until the new one has its name. */
const asideOf = (folder: string) => `${folder}.old.tmp`

/** Where a path leads to, also by a link to what is not there. */
async function realOf(path: string): Promise<string> {
  return realpath(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    const link = await readlink(path).catch(() => undefined)
    return link === undefined ? resolve(path) : realOf(resolve(dirname(path), link))
  })
}

/** What keeps a folder from being renamed: it is a disk of its own, or the folder it is in may not be written. */
const isStuck = ({ code = '' }: NodeJS.ErrnoException) => ['EBUSY', 'EXDEV', 'EACCES', 'EPERM', 'EROFS'].includes(code)

/** An empty folder that can take the place of another: beside it, or inside where nothing can be moved out of that. */
async function besideOrInside(folder: string): Promise<string> {
  const [beside, inside] = [`${folder}.tmp`, join(folder, steps.writing)]
  if (!existsSync(folder)) {
    await rm(beside, { recursive: true, force: true })
    createFolder(beside)
    return beside
  }
  await rm(inside, { recursive: true, force: true })
  createFolder(inside)
  if (existsSync(join(folder, 'lost+found'))) return inside
  try {
    await rm(beside, { recursive: true, force: true })
    await rename(inside, beside)
    return beside
  } catch (error) {
    if (!isStuck(error as NodeJS.ErrnoException)) throw error
    return inside
  }
}

/** Gives a folder the name of another, which is put aside before and removed then; false where that cannot be renamed. */
async function swapped(folder: string, whole: string): Promise<boolean> {
  try {
    if (existsSync(folder)) await rename(folder, asideOf(folder))
  } catch (error) {
    if (!isStuck(error as NodeJS.ErrnoException)) throw error
    return false
  }
  await rename(whole, folder).catch(async (error: unknown) => {
    if (existsSync(asideOf(folder))) await rename(asideOf(folder), folder)
    throw error
  })
  await rm(asideOf(folder), { recursive: true, force: true })
  return true
}

/** Removes what is beside a whole folder in the one whose place it takes, then moves its entries up; goes on where a kill broke that off. */
async function moveUp(folder: string): Promise<void> {
  const [whole, only] = [join(folder, steps.whole), join(folder, steps.only)]
  if (existsSync(whole)) {
    for (const name of await readdir(folder)) if (name !== steps.whole && !litter.includes(name)) await rm(join(folder, name), { recursive: true })
    await rename(whole, only)
  }
  if (!existsSync(only)) return
  for (const name of await readdir(only)) await rename(join(only, name), join(folder, name))
  await rmdir(only)
}

/** Whether a folder is the working folder or holds it: replaced, it would leave a shell nowhere. */
export async function holdsWorkingFolder(folder: string): Promise<boolean> {
  return `${await realOf(process.cwd())}${sep}`.startsWith((await realOf(folder)).replace(/[/\\]?$/, sep))
}
