import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { UserError } from '../errors.js'

/** Locks of this process: another one that names its id is of a process that has gone. */
const own = new Set<string>()

/** Keeps two downloads from writing into one part; a lock whose process is gone from this machine is taken over. @throws UserError when another has it */
export async function lockPart(part: string): Promise<AsyncDisposable> {
  const file = `${part}.lock`
  while (!(await created(file))) {
    const [pid = '', host = ''] = ((await read(file)) || (await wait(100), await read(file))).split(' ') // empty at first for a moment
    const here = host === hostname()
    if (host !== '' && (!here || isAlive(Number(pid), file))) throw new UserError(`${part.replace(/\.part$/, '')} is being pulled by process ${pid}${here ? '' : ` on ${host}`}; wait for it (if that process is no pull, delete ${file})`)
    await rm(file, { force: true })
  }
  own.add(file)
  return {
    async [Symbol.asyncDispose]() {
      own.delete(file)
      await rm(file, { force: true })
    },
  }
}

const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '')

async function created(file: string): Promise<boolean> {
  return writeFile(file, `${process.pid} ${hostname()}`, { flag: 'wx' }).then(() => true, (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return false
    throw error
  })
}

function isAlive(pid: number, file: string): boolean {
  if (pid === process.pid) return own.has(file)
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
