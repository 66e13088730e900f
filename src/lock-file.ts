import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import { UserError } from './errors.js'

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
  while (!write(file)) {
    const owner = ownerOf(file, locked)
    if (owner && isAtWork(owner)) throw held(file, owner, locked)
    rmSync(file, { force: true })
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
function ownerOf(file: string, { advice, kind }: Locked): Owner | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    const problem = { EACCES: "it is another user's", EPERM: "it is another user's", EISDIR: 'it is a folder' }[code ?? ''] ?? message
    throw new UserError(`the lock ${file} cannot be read (${problem}); ${advice} (if there is no ${kind}, delete it)`)
  }
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
