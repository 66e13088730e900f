import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../errors.js'
import { diskProblem } from '../writable.js'

/** Work in a folder of its own, which then goes. @throws UserError where none can be written: it is mended by TMPDIR, not by the options of a build */
export async function inTemporaryFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const begin = join(tmpdir(), name)
  const folder = await mkdtemp(begin).catch((error: unknown) => {
    throw mendable(error, begin)
  })
  try {
    return await work(folder)
  } catch (error) {
    throw mendable(error, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function mendable(error: unknown, folder: string): unknown {
  const isSaid = error instanceof UserError
  const { path = folder } = error as NodeJS.ErrnoException // what is written to an open file names none
  const problem = diskProblem(isSaid ? error.cause : error)
  if (!problem || !(isSaid ? error.message.startsWith(`cannot write ${folder}`) : path.startsWith(folder))) return error
  return new UserError(`cannot write into ${tmpdir()}: ${problem}; mend that, or let TMPDIR name another folder`, { cause: error })
}
