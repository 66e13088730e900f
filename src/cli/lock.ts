import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../errors.js'
import { lockFile } from '../lock-file.js'
import { diskProblem } from '../writable.js'

/** Keeps two builds from writing into one folder. */
export function lock(folder: string): Disposable {
  try {
    create(resolve(folder))
    return lockFile(join(folder, '.lock'), { what: `${folder} is being built`, advice: 'wait for it or choose another --out', kind: 'build' })
  } catch (error) {
    throw error instanceof UserError ? error : cannotWrite(folder, error)
  }
}

/** One folder after the other: `recursive` of Node 20 never ends where a system of files takes none, as /proc does. */
function create(folder: string): void {
  if (existsSync(folder)) return
  create(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(folder, error)
  }
}

function cannotWrite(folder: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException
  const problem = diskProblem(error) ?? (code === 'ENOENT' ? 'no folder can be made there' : message)
  return new UserError(`cannot write ${folder}: ${problem}; mend that or choose another --out`)
}
