import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from './errors.js'
import { brokenLink } from './read-problem.js'

const problems: Readonly<Record<string, string>> = {
  ...{ ENOSPC: 'the disk is full', EDQUOT: 'the quota is used up', EFBIG: 'the disk takes no file so large', EROFS: 'the disk is read-only' },
  ...{ EACCES: 'it may not be written', EPERM: 'it may not be written', ENOTDIR: 'a file is in its way', EISDIR: 'a folder is in its way', EEXIST: 'a file is in its way' },
  ELOOP: 'a link there leads back to itself',
}

/** What keeps a file from being written that the user can mend; undefined when an error says something else. */
export function diskProblem(error: unknown): string | undefined {
  const { code = '', syscall, path } = (error ?? {}) as NodeJS.ErrnoException
  const link = path !== undefined && ['ENOENT', 'EEXIST', 'ELOOP'].includes(code) ? brokenLink(path) : undefined
  if (link) return `it is ${link}`
  return code === 'ENOENT' && (syscall === 'mkdir' || syscall === 'mkdtemp') ? 'no folder can be made there' : problems[code]
}

/** Work that writes to a path: what the user can mend is said with what to do. @throws UserError in place of such an error */
export async function writable<T>(path: string, advice: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const problem = diskProblem(error)
    if (!problem) throw error
    throw new UserError(`cannot write ${(error as NodeJS.ErrnoException).path ?? path}: ${problem}; ${advice}`, { cause: error })
  }
}

/**
 * Makes a folder, and those it is in, one after the other: `recursive` of Node 20 says of a read-only disk that there is no such
 * folder, and never ends where a system of files takes none, as /proc does.
 */
export function createFolder(folder: string): void {
  if (isFolder(folder) || dirname(folder) === folder) return
  createFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!isFolder(folder)) throw error
  }
}

/** Whether a path is, or leads to, a folder. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false // what is wrong with it is said by making it
  }
}
