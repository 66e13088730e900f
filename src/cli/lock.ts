import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { UserError } from '../errors.js'

const owner = z.object({ pid: z.number(), host: z.string().optional(), started: z.string().optional() })

/** The process that a lock is of; `host`: machine or container, `started`: as /proc has it. */
type Owner = z.output<typeof owner>

/** Locks were a bare number once. */
const content = z.union([z.number().transform((pid): Owner => ({ pid })), owner])

/** Keeps two builds from writing into one folder; a lock whose process is gone is taken over, another machine's or container's never. */
export function lock(folder: string): Disposable {
  const file = join(folder, '.lock')
  create(resolve(folder))
  try {
    while (!write(file)) {
      const owner = ownerOf(file, folder)
      if (owner && isBuilding(owner)) throw held(folder, file, owner)
      rmSync(file, { force: true })
    }
  } catch (error) {
    throw error instanceof UserError ? error : cannotWrite(folder, error)
  }
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) }
}

/** Writes the lock of this process, unless there is one. */
function write(file: string): boolean {
  const { pid } = process
  try {
    writeFileSync(file, JSON.stringify({ pid, host: hostname(), started: startOf(pid) }), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** The owner of a lock; none where it has gone meanwhile, or names no process. */
function ownerOf(file: string, folder: string): Owner | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    const problem = { EACCES: "it is another user's", EPERM: "it is another user's", EISDIR: 'it is a folder' }[code ?? ''] ?? message
    throw new UserError(`${folder} has a lock that cannot be read (${problem}); wait for its build or choose another --out (if there is none, delete ${file})`)
  }
  try {
    return content.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function isBuilding({ pid, host, started }: Owner): boolean {
  if (host !== undefined && host !== hostname()) return true
  const now = startOf(pid)
  if (pid === process.pid) return started !== undefined && started === now
  return isAlive(pid) && (started === undefined || now === undefined || started === now)
}

function held(folder: string, file: string, { pid, host }: Owner): UserError {
  const isHere = host === undefined || host === hostname()
  return new UserError(`${folder} is being built by process ${pid}${isHere ? '' : ` of ${host}`}; wait for it or choose another --out (if ${isHere ? 'that process is no build' : 'that build is gone'}, delete ${file})`)
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

/** When a process began; the number of one that ended may be given again. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
