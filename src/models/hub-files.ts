import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { UserError } from '../errors.js'
import { ask, attempts, reasonOf, Unreachable, type HubOptions } from './hub.js'
import { lockFile } from '../lock-file.js'
import { hubText, type HubReference } from './reference.js'
import { createFolder, diskProblem, writable } from '../writable.js'

/** A file of a repository as the Hub tells of it. */
export interface RemoteFile {
  readonly reference: HubReference & { readonly path: string }
  readonly bytes: number
  /** Hex; sha256 of a large file, sha1 of a small one as git counts it. */
  readonly hash?: { readonly algorithm: 'sha256' | 'git'; readonly hex: string }
  /** Commit that the revision stood for. */
  readonly commit?: string
}

/** How far a download is, in bytes. */
export type OnBytes = (done: number, total: number) => void

/** Asks for size, hash and commit of a file. @throws UserError when it is not there or may not be had */
export async function describeFile(reference: RemoteFile['reference'], options: HubOptions): Promise<RemoteFile> {
  const { response: { headers }, told } = await ask(fileUrl(reference, options), reference, options, { method: 'HEAD' })
  const etag = (told.get('x-linked-etag') ?? headers.get('etag') ?? '').replace(/^W\//, '').replaceAll('"', '')
  const bytes = Number(told.get('x-linked-size') ?? headers.get('content-length') ?? Number.NaN)
  if (!Number.isInteger(bytes)) throw new UserError(`${options.endpoint} does not say how large ${hubText(reference)} is; is HF_ENDPOINT a mirror of the Hub?`)
  const hash = /^[0-9a-f]{64}$/.test(etag) ? { algorithm: 'sha256' as const, hex: etag } : /^[0-9a-f]{40}$/.test(etag) ? { algorithm: 'git' as const, hex: etag } : undefined
  const commit = told.get('x-repo-commit')
  return { reference, bytes, ...(hash && { hash }), ...(commit && { commit }) }
}

/** Paths of all files of a repository. */
export async function listFiles(reference: HubReference, options: HubOptions): Promise<string[]> {
  const { owner, repo, revision = 'main' } = reference
  const files: string[] = []
  let url: string | undefined = `${options.endpoint}/api/models/${owner}/${repo}/tree/${encodeURIComponent(revision)}?recursive=true`
  while (url) {
    const { response }: { readonly response: Response } = await ask(url, reference, options, {})
    const entries = (await response.json().catch(() => undefined)) as { type?: string; path?: string }[] | undefined
    if (!Array.isArray(entries)) throw new UserError(`${url} does not list files; is HF_ENDPOINT a mirror of the Hub?`)
    files.push(...entries.flatMap(({ type, path }) => (type === 'file' && path ? [path] : [])))
    const next: string | undefined = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
    url = next && new URL(next, url).origin === new URL(url).origin ? new URL(next, url).href : undefined
  }
  return files
}

/**
 * Downloads a file to a path, going on from `path.part` when there is one, and gives its sha256. What arrived is checked
 * against the Hub's hash before it gets its name. @throws UserError when it does not arrive whole, cannot be written or is being downloaded already
 */
export async function download(file: RemoteFile, path: string, options: HubOptions, onBytes: OnBytes = () => {}): Promise<string> {
  const part = `${path}.part`
  return writable(part, 'make room or mend that, or let ULTRALINK_MODELS name another folder; the same command then goes on from what is here', async () => {
    createFolder(dirname(path))
    using _ = lockFile(`${part}.lock`, { what: `${path} is being pulled`, advice: 'wait for it', kind: 'pull' })
    await fetchAll(file, part, options, onBytes)
    const sha256 = await checked(file, part, options.signal)
    await rename(part, path)
    return sha256
  })
}

/** Fetches until a part is whole. A connection that breaks off, or does not come about again once there is something, is tried again. */
async function fetchAll(file: RemoteFile, part: string, options: HubOptions, onBytes: OnBytes): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = await sizeOf(part)
    const failure = await fetchRest(file, part, options, onBytes).catch((error: unknown) => error)
    if (failure === undefined) return
    options.signal.throwIfAborted()
    const have = await sizeOf(part)
    if (diskProblem(failure) || (failure instanceof UserError && !(failure instanceof Unreachable && have > 0))) throw failure
    if (have > before) attempt = 1
    if (attempt >= attempts) throw new UserError(`${hubText(file.reference)} broke off at ${have} of ${file.bytes} bytes (${reasonOf(failure)}); they are kept, run the same command again to go on from there`)
    await wait(options.pause * 2 ** (attempt - 1), undefined, { signal: options.signal })
  }
}

/** Gets what is missing of a file. */
async function fetchRest(file: RemoteFile, part: string, options: HubOptions, onBytes: OnBytes): Promise<undefined> {
  const have = await sizeOf(part)
  const start = have > file.bytes ? 0 : have
  if (start === file.bytes && start > 0) return undefined
  const reference = file.commit ? { ...file.reference, revision: file.commit } : file.reference
  const { response } = await ask(fileUrl(reference, options), reference, options, { headers: start > 0 ? { range: `bytes=${start}-` } : {}, follow: true })
  const from = response.status === 206 ? Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? start) : 0
  if (from !== start && from !== 0) throw new Error(`the server sent bytes from ${from}, not from ${start}`)
  const handle = await open(part, from === 0 ? 'w' : 'r+')
  let done = from
  try {
    // With the signal once more: Node 22 may wait for ever for the rest of a request that is stopped when all of it has come in.
    const body = response.body ? Readable.fromWeb(response.body, { signal: options.signal }) : []
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at, chunk.length - at, done + at)).bytesWritten
      done += chunk.length
      onBytes(done, file.bytes)
    }
  } finally {
    await handle.close()
  }
  if (done < file.bytes) throw new Error('the connection was closed')
  return undefined
}

/** Compares what is in a part with what the Hub said; gives its sha256. A wrong file is deleted: going on from it would never end well. */
async function checked({ reference, bytes, hash }: RemoteFile, part: string, signal: AbortSignal): Promise<string> {
  const have = await sizeOf(part)
  const found = await hashOf(part, hash?.algorithm ?? 'sha256', signal)
  if (have === bytes && (!hash || found === hash.hex)) return hash?.algorithm === 'git' ? hashOf(part, 'sha256', signal) : found
  await rm(part, { force: true })
  throw new UserError(`${hubText(reference)} did not arrive as the Hub has it: ${have === bytes ? `its hash is ${found} and ${hash?.hex} is wanted` : `${have} bytes and ${bytes} are wanted`}; it was deleted, run the same command again`)
}

/** Hex hash of a file, as the Hub tells it. */
export async function hashOf(path: string, algorithm: 'sha256' | 'git', signal?: AbortSignal): Promise<string> {
  const digest = algorithm === 'sha256' ? createHash('sha256') : createHash('sha1').update(`blob ${(await stat(path)).size}\0`)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) })) digest.update(chunk as Buffer)
  return digest.digest('hex')
}

function fileUrl({ owner, repo, revision = 'main', path }: RemoteFile['reference'], { endpoint }: HubOptions): string {
  return `${endpoint}/${owner}/${repo}/resolve/${encodeURIComponent(revision)}/${path.split('/').map(encodeURIComponent).join('/')}`
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(({ size }) => size, () => 0)
}
