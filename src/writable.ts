import { UserError } from './errors.js'

const problems: Readonly<Record<string, string>> = {
  ...{ ENOSPC: 'the disk is full', EDQUOT: 'the quota is used up', EFBIG: 'the disk takes no file so large', EROFS: 'the disk is read-only' },
  ...{ EACCES: 'it may not be written', EPERM: 'it may not be written', ENOTDIR: 'a file is in its way', EISDIR: 'a folder is in its way', EEXIST: 'a file is in its way' },
}

/** What keeps a file from being written that the user can mend; undefined when an error says something else. */
export function diskProblem(error: unknown): string | undefined {
  return problems[(error as NodeJS.ErrnoException | undefined)?.code ?? '']
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
