import { join, resolve } from 'node:path'
import { UserError } from '../errors.js'
import { lockFile } from '../lock-file.js'
import { createFolder, diskProblem } from '../writable.js'

/** Keeps two builds from writing into one of some folders: a dataset of a collection may be built by itself too. @throws UserError where one is taken, and then has none */
export function locks([first, ...others]: readonly string[]): Disposable {
  const held = lock(first!)
  if (others.length === 0) return held
  try {
    const rest = locks(others)
    return { [Symbol.dispose]: () => [rest, held].forEach((each) => each[Symbol.dispose]()) }
  } catch (error) {
    held[Symbol.dispose]()
    throw error
  }
}

/** Keeps two builds from writing into one folder. */
export function lock(folder: string): Disposable {
  try {
    createFolder(resolve(folder))
    return lockFile(join(folder, '.lock'), { what: `${folder} is being built`, advice: 'wait for it or choose another --out', kind: 'build' })
  } catch (error) {
    throw error instanceof UserError ? error : cannotWrite(folder, error)
  }
}

function cannotWrite(folder: string, error: unknown): UserError {
  const { message, path, syscall } = error as NodeJS.ErrnoException
  const refused = syscall === 'mkdir' && path ? path : folder
  return new UserError(`cannot write ${refused}: ${diskProblem(error) ?? message}; mend that or choose another --out`)
}
