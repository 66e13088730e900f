import { UserError } from '../errors.js'
import { lockBuild } from '../lock-file.js'
import { diskProblem } from '../writable.js'

/**
 * Keeps two builds from writing into one of some folders: a dataset of a collection may be built by itself too.
 * @throws UserError that names all that are taken, and then has none
 */
export function locks(folders: readonly string[]): Disposable {
  const held: Disposable[] = []
  const taken: string[] = []
  const release = (): void => held.splice(0).reverse().forEach((each) => each[Symbol.dispose]())
  try {
    for (const folder of folders) {
      const found = lockOrTaken(folder)
      if (found instanceof UserError) taken.push(found.message)
      else held.push(found)
    }
    if (taken.length > 0) throw new UserError(taken.join('\n'))
  } catch (error) {
    release()
    throw error
  }
  return { [Symbol.dispose]: release }
}

/** Keeps two builds from writing into one folder. */
export const lock = (folder: string): Disposable => locks([folder])

/** @throws UserError where it cannot be written */
function lockOrTaken(folder: string): Disposable | UserError {
  try {
    return lockBuild(folder, 'another --out')
  } catch (error) {
    if (error instanceof UserError) return error
    throw cannotWrite(folder, error)
  }
}

function cannotWrite(folder: string, error: unknown): UserError {
  const { message, path, syscall } = error as NodeJS.ErrnoException
  const refused = syscall === 'mkdir' && path ? path : folder
  return new UserError(`cannot write ${refused}: ${diskProblem(error) ?? message}; mend that or choose another --out`)
}
