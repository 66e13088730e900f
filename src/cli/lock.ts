import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../errors.js'

/** Keeps two builds from writing into one folder; a lock whose process is gone is taken over. */
export function lock(folder: string): Disposable {
  const file = join(folder, '.lock')
  create(resolve(folder))
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(folder, error)
    const owner = Number(readFileSync(file, 'utf8'))
    if (owner !== process.pid && isAlive(owner)) throw new UserError(`${folder} is being built by process ${owner}; wait for it or choose another --out (if that process is no build, delete ${file})`)
    writeFileSync(file, String(process.pid))
  }
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) }
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
  const problem = { ENOTDIR: 'a file is in its way', EEXIST: 'a file is in its way', ENOSPC: 'the disk is full', EACCES: 'it may not be written', EPERM: 'it may not be written', EROFS: 'the disk is read-only', ENOENT: 'no folder can be made there' }[code ?? '']
  return new UserError(`cannot write ${folder}: ${problem ?? message}; mend that or choose another --out`)
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
