import { randomUUID } from 'node:crypto'
import { linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { UserError } from './errors.js'
import { createFolder } from './writable.js'

/** What a lock keeps others from, in the words of its messages. */
export interface Locked {
  /** `runs/math is being built`. */
  readonly what: string
  /** What somebody is to do who comes later. */
  readonly advice: string
  /** What has it: `build`. */
  readonly kind: string
}

const owner = z.object({ pid: z.number(), host: z.string().optional(), started: z.string().optional() })

/** The process that a lock is of; `host`: machine or container, `started`: as /proc has it. */
type Owner = z.output<typeof owner>

/** Locks were a bare number once. */
const content = z.union([z.number().transform((pid): Owner => ({ pid })), owner])

/**
 * Takes a lock; one whose process is gone is taken over, another machine's or container's never.
 * @throws UserError when another process has it, or it cannot be read; errors of writing it as they are
 */
export function lockFile(file: string, locked: Locked): Disposable {
  const { pid } = process
  const own = JSON.stringify({ pid, host: hostname(), started: startOf(pid), key: randomUUID() })
  while (!write(file, own)) {
    const found = settled(file, locked)
    if (found !== undefined && takeOver(file, own, { found, locked })) break
    if (found === undefined) checkLink(file, locked)
  }
  return { [Symbol.dispose]: () => (textOf(file, locked) === own ? rmSync(file, { force: true }) : undefined) }
}

/** Makes a folder and keeps other builds from writing into it; `another`: what may be chosen instead (`another --out`). @throws as `lockFile` */
export function lockBuild(folder: string, another: string): Disposable {
  createFolder(resolve(folder))
  return lockFile(join(folder, '.lock'), { what: `${folder} is being built`, advice: `wait for it or choose ${another}`, kind: 'build' })
}

/** Puts a lock there, unless there is one; where the file system has links, nobody sees it empty. */
function write(file: string, own: string): boolean {
  return beside(file, own, (written) => {
    try {
      linkSync(written, file)
      return true
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EEXIST' ? false : writeAlone(file, own)
    }
  })
}

function writeAlone(file: string, own: string): boolean {
  try {
    writeFileSync(file, own, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Does something with a file of this content and of a name that no other has, which then goes. */
function beside<T>(file: string, text: string, use: (written: string) => T): T {
  const written = `${file}.${randomUUID().slice(0, 8)}`
  try {
    writeFileSync(written, text, { flag: 'wx' })
    return use(written)
  } finally {
    rmSync(written, { force: true })
  }
}

/**
 * Puts the own lock in the place of one whose process is gone, in one step; false where another took its place meanwhile. One at a
 * time may do so, which is a lock too, and only where there still is what was found. @throws UserError when its process is at work
 */
function takeOver(file: string, own: string, { found, locked }: { readonly found: string; readonly locked: Locked }): boolean {
  const owner = ownerIn(found)
  if (owner && isAtWork(owner)) throw held(file, owner, locked)
  using _ = lockFile(`${file}.next`, locked)
  if (textOf(file, locked) !== found) return false
  beside(file, own, (written) => renameSync(written, file))
  return true
}

/** Milliseconds that an empty lock is waited for: its process may be about to write it. */
const patience = 1_000

/** The text of a lock; none where it has gone meanwhile. */
function settled(file: string, locked: Locked): string | undefined {
  for (let left = patience; ; left -= 20) {
    const text = textOf(file, locked)
    if (text !== '' || left <= 0) return text
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
}

function textOf(file: string, { advice, kind }: Locked): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    const problem = { EACCES: "it is another user's", EPERM: "it is another user's", EISDIR: 'it is a folder' }[code ?? ''] ?? message
    throw new UserError(`the lock ${file} cannot be read (${problem}); ${advice} (if there is no ${kind}, delete it)`)
  }
}

/** @throws UserError where a lock is a link to nothing, which can be neither read nor taken */
function checkLink(file: string, { advice, kind }: Locked): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) throw new UserError(`the lock ${file} cannot be read (it is a link to nothing); ${advice} (if there is no ${kind}, delete it)`)
}

/** The owner that a lock names; none where it names no process. */
function ownerIn(text: string): Owner | undefined {
  try {
    return content.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function isAtWork({ pid, host, started }: Owner): boolean {
  if (host !== undefined && host !== hostname()) return true
  const now = startOf(pid)
  if (pid === process.pid) return started !== undefined && started === now
  return isAlive(pid) && (started === undefined || now === undefined || started === now)
}

function held(file: string, { pid, host }: Owner, { what, advice, kind }: Locked): UserError {
  const isHere = host === undefined || host === hostname()
  return new UserError(`${what} by process ${pid}${isHere ? '' : ` of ${host}`}; ${advice} (if ${isHere ? `that process is no ${kind}` : `that ${kind} is gone`}, delete ${file})`)
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
