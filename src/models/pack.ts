import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { access, constants, mkdtemp, open, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { create, Parser, type ReadEntry } from 'tar'
import { UserError } from '../errors.js'
import { lockFile } from '../lock-file.js'
import { readProblem } from '../read-problem.js'
import { size } from './bytes.js'
import { addToLock, folderOf, lockName, lockText, namedApart, parseLock, withFreeName, type LockRecord } from './lock.js'
import { filesOf } from './model-files.js'
import { modelsFolder } from './places.js'
import { installed } from './registry.js'
import { createFolder, diskProblem, writable } from '../writable.js'

/** A model to carry. */
export interface Packed {
  readonly record: LockRecord
  /** Of its GGUF or its folder. */
  readonly path: string
}

/** Most bytes of a lock: it is read whole. */
const lockLimit = 4 << 20

/**
 * Writes models with their lock into one plain tar; the same models give the same bytes. Gives its size in bytes. Throws the
 * signal's reason when aborted, and leaves nothing.
 */
export async function pack(models: readonly Packed[], out: string, signal?: AbortSignal): Promise<number> {
  return writable(out, 'mend that or choose another --out', () => packTo(models, out, signal))
}

async function packTo(models: readonly Packed[], out: string, signal: AbortSignal | undefined): Promise<number> {
  signal?.throwIfAborted()
  const target = resolve(out)
  if (existsSync(target)) throw new UserError(`${out} is there already; choose another --out or delete it`)
  const records = namedApart(models.map(({ record }) => record))
  const named = models.flatMap(({ path }, at) => filesOf(path).map((file, index): [string, string] => [resolve(file.path), `models/${folderOf(records[at]!)}/${records[at]!.files[index]!.file}`]))
  if (new Set(named.map(([path]) => path)).size < named.length || new Set(named.map(([, name]) => name)).size < named.length) throw new UserError('the same model is named twice; name each model once')
  const [part, lock] = [`${target}.part`, `${target}.part.json`]
  const names = new Map([[lock, lockName], ...named])
  try {
    await checkSpace(dirname(target), models.reduce((sum, { record }) => sum + record.bytes, 0))
    await writeFile(lock, lockText(records))
    const byStored = new Map([...names].map(([path, name]) => [path.replaceAll('\\', '/'), name]))
    const tar = create(
      {
        ...{ portable: true, noMtime: true, follow: true, preservePaths: true, strict: true },
        onWriteEntry(entry) {
          entry.path = byStored.get(entry.path) ?? entry.path
        },
      },
      [...names.keys()],
    )
    await pipeline(tar, createWriteStream(part), { ...(signal && { signal }) })
    await rename(part, target)
  } catch (thrown) {
    signal?.throwIfAborted() // on Node 26 the stopped stream's own error comes first
    throw thrown
  } finally {
    await rm(lock, { force: true })
    await rm(part, { force: true })
  }
  return (await stat(target)).size
}

/** What a tar brought. */
export interface Unpacked {
  readonly records: readonly LockRecord[]
  /** Files that were there already. */
  readonly known: readonly string[]
  /** Models whose name was that of another one here. */
  readonly renamed: readonly { readonly name: string; readonly source: string; readonly now: string }[]
}

/**
 * Installs the models of a tar. Nothing gets its name before every file of the lock has arrived with its hash; what the
 * lock does not name, and what would leave the folder, is refused. Throws the signal's reason when aborted before that.
 */
export async function unpack(file: string, signal?: AbortSignal): Promise<Unpacked> {
  const found = await stat(file).catch((error: unknown) => {
    throw new UserError(`cannot read ${file}: ${readProblem(error, file)}; a .tar that "ultralink models pack" wrote is wanted`)
  })
  if (!found.isFile()) throw new UserError(`${file} is no file; a .tar that "ultralink models pack" wrote is wanted`)
  await access(file, constants.R_OK).catch(() => {
    throw new UserError(`${file} may not be read; mend that, then run the same command again`)
  })
  return writable(modelsFolder(), 'make room or mend that, or let ULTRALINK_MODELS name another folder', () => install(file, found.size, signal))
}

/** Where a tar is unpacked before its files get their names, below the folder for models. */
const stagingName = '.unpacking-'

async function install(file: string, bytes: number, signal: AbortSignal | undefined): Promise<Unpacked> {
  signal?.throwIfAborted()
  const root = modelsFolder()
  createFolder(root)
  using _ = lockFile(join(root, '.unpack.lock'), { what: `a tar is being unpacked into ${root}`, advice: 'wait for it', kind: 'unpack' })
  for (const name of await readdir(root)) if (name.startsWith(stagingName)) await rm(join(root, name), { recursive: true, force: true }) // of one that was killed
  await checkSpace(root, bytes)
  const staging = await mkdtemp(join(root, stagingName))
  try {
    const { records: packed, files } = await extract(file, staging, signal)
    const before = await installed()
    const records: LockRecord[] = []
    for (const record of packed) records.push(withFreeName(record, [...before, ...records]))
    const renamed = packed.flatMap(({ name, source }, index) => (name === records[index]!.name ? [] : [{ name, source, now: records[index]!.name }]))
    const moves = packed.flatMap((record, index) => record.files.map((each) => ({ ...checked(files, record, each), to: join(root, folderOf(records[index]!), each.file) })))
    const known = moves.filter(({ to }) => existsSync(to)).map(({ to }) => to)
    for (const { path, to } of moves) {
      createFolder(dirname(to))
      await rename(path, to)
    }
    await addToLock(join(root, lockName), records)
    return { records, known, renamed }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

interface Arrived {
  readonly records: readonly LockRecord[]
  /** Path in the tar → where it was put, and its hash. */
  readonly files: ReadonlyMap<string, { readonly path: string; readonly sha256: string }>
}

/** Reads the tar once: the lock first, then files into a folder of their own, under numbers. */
async function extract(file: string, staging: string, signal: AbortSignal | undefined): Promise<Arrived> {
  let records: readonly LockRecord[] | undefined
  const files = new Map<string, { path: string; sha256: string }>()
  let work = Promise.resolve()
  const stopped = new AbortController()
  const stop = AbortSignal.any([stopped.signal, ...(signal ? [signal] : [])])
  let current: ReadEntry | undefined
  stop.addEventListener('abort', () => current?.destroy()) // nothing more comes: whoever reads it must not wait
  const take = async (entry: ReadEntry): Promise<void> => {
    stop.throwIfAborted()
    current = entry
    if (records === undefined) {
      if (entry.path !== lockName || entry.size > lockLimit) throw new UserError(`${file} does not begin with ${lockName}: it is not what "ultralink models pack" writes`)
      records = parseLock((await entry.concat()).toString('utf8'), `${file}: ${lockName}`)
      return
    }
    const allowed = entry.type === 'File' && namesOf(records).has(entry.path)
    if (!allowed || files.has(entry.path)) throw new UserError(`${file} holds ${JSON.stringify(entry.path)}${entry.type === 'File' ? '' : ` (${entry.type})`}, which its lock does not name${files.has(entry.path) ? ' twice' : ''}; nothing was installed`)
    const path = join(staging, String(files.size))
    const known = { path, sha256: '' }
    files.set(entry.path, known)
    known.sha256 = await write(entry, path, stop)
  }
  const parser = new Parser({ strict: true })
  let failure: unknown
  const fail = (error: unknown) => {
    failure ??= error
    stopped.abort()
  }
  parser.on('entry', (entry: ReadEntry) => {
    work = work.then(() => take(entry)).catch((error: unknown) => (entry.resume(), fail(error)))
  })
  await feed(file, parser, stop).catch(fail)
  await work
  signal?.throwIfAborted()
  if (failure instanceof UserError || diskProblem(failure)) throw failure
  if (failure !== undefined || records === undefined) throw new UserError(`${file} is no tar, or damaged${failure ? ` (${(failure as Error).message})` : ''}; carry it over again`, { cause: failure })
  return { records, files }
}

async function feed(file: string, parser: Parser, signal: AbortSignal): Promise<void> {
  await new Promise<void>((done, failed) => {
    const source = createReadStream(file, { highWaterMark: 1 << 20, signal })
    source.on('error', failed)
    parser.on('error', failed)
    parser.on('end', () => done())
    source.pipe(parser as unknown as NodeJS.WritableStream)
  })
}

async function write(entry: ReadEntry, path: string, stop: AbortSignal): Promise<string> {
  const digest = createHash('sha256')
  const handle = await open(path, 'wx')
  try {
    for await (const chunk of entry) {
      digest.update(chunk)
      await handle.writeFile(chunk)
      stop.throwIfAborted()
    }
  } finally {
    await handle.close()
  }
  return digest.digest('hex')
}

const namesOf = (records: readonly LockRecord[]) => new Set(records.flatMap((record) => record.files.map(({ file }) => `models/${folderOf(record)}/${file}`)))

/** A file that arrived as the lock says. */
function checked(files: Arrived['files'], record: LockRecord, { file, sha256 }: LockRecord['files'][number]): { path: string } {
  const arrived = files.get(`models/${folderOf(record)}/${file}`)
  if (!arrived) throw new UserError(`the tar has no ${file} of ${record.name}, which its lock names: it is not whole; carry it over again`)
  if (arrived.sha256 !== sha256) throw new UserError(`${file} of ${record.name} is damaged: its sha256 is ${arrived.sha256}, the lock says ${sha256}; carry it over again, nothing was installed`)
  return { path: arrived.path }
}

async function checkSpace(folder: string, wanted: number): Promise<void> {
  const found = await statfs(folder).catch(() => {
    throw new UserError(`there is no folder ${folder}`)
  })
  const free = found.bavail * found.bsize
  if (free < wanted) throw new UserError(`${folder} has ${size(free)} free and ${size(wanted)} are to come; make room or choose another disk`)
}
