import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { UserError } from '../errors.js'
import { ask, attempts, reasonOf, type HubOptions } from './hub.js'
import { hubText, type HubReference } from './reference.js'

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
 * Downloads a file to a path, going on from `path.part` when there is one, and gives its sha256. What arrives is checked
 * against the Hub's hash before it gets its name. @throws UserError when it does not arrive whole
 */
export async function download(file: RemoteFile, path: string, options: HubOptions, onBytes: OnBytes = () => {}): Promise<string> {
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true })
  const digest = digestOf(file)
  for (let attempt = 1; ; attempt++) {
    const before = await sizeOf(part)
    const failure = await fetchRest(file, { part, digest, onBytes }, options).catch((error: unknown) => error)
    if (failure === undefined) break
    options.signal.throwIfAborted()
    if (failure instanceof UserError || isDisk(failure)) throw failure
    if ((await sizeOf(part)) > before) attempt = 1
    if (attempt >= attempts) throw new UserError(`${hubText(file.reference)} broke off at ${await sizeOf(part)} of ${file.bytes} bytes (${reasonOf(failure)}); run the same command again to go on from there`)
    await wait(options.pause * 2 ** (attempt - 1), undefined, { signal: options.signal })
  }
  const sha256 = await checked(file, part, digest)
  await rename(part, path)
  return sha256
}

/** Hashes of the first bytes of a file; they grow with it. */
interface Digest {
  sha256: Hash
  /** Where the Hub tells this one. */
  git: Hash | undefined
  bytes: number
}

function digestOf({ bytes, hash }: RemoteFile): Digest {
  return { sha256: createHash('sha256'), git: hash?.algorithm === 'git' ? createHash('sha1').update(`blob ${bytes}\0`) : undefined, bytes: 0 }
}

function add(digest: Digest, chunk: Uint8Array): void {
  digest.sha256.update(chunk)
  digest.git?.update(chunk)
  digest.bytes += chunk.length
}

/** Makes a digest that of the first bytes of a part; reads only what it has not seen. */
async function catchUp(digest: Digest, { part, bytes, file }: { readonly part: string; readonly bytes: number; readonly file: RemoteFile }): Promise<void> {
  if (digest.bytes > bytes) Object.assign(digest, digestOf(file))
  if (digest.bytes === bytes) return
  for await (const chunk of createReadStream(part, { start: digest.bytes, end: bytes - 1, highWaterMark: 1 << 20 })) add(digest, chunk as Buffer)
}

interface Fetching {
  readonly part: string
  readonly digest: Digest
  readonly onBytes: OnBytes
}

/** Gets what is missing of a file, and hashes it as it comes. */
async function fetchRest(file: RemoteFile, { part, digest, onBytes }: Fetching, options: HubOptions): Promise<undefined> {
  const have = await sizeOf(part)
  if (have > file.bytes) await rm(part)
  const start = have > file.bytes ? 0 : have
  if (start === file.bytes && start > 0) return catchUp(digest, { part, bytes: start, file }).then(() => undefined)
  const reference = file.commit ? { ...file.reference, revision: file.commit } : file.reference
  const { response } = await ask(fileUrl(reference, options), reference, options, { headers: start > 0 ? { range: `bytes=${start}-` } : {}, follow: true })
  const from = response.status === 206 ? Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? start) : 0
  if (from !== start && from !== 0) throw new Error(`the server sent bytes from ${from}, not from ${start}`)
  await catchUp(digest, { part, bytes: from, file })
  const handle = await open(part, from === 0 ? 'w' : 'a')
  let done = from
  try {
    for await (const chunk of response.body ?? []) {
      await handle.writeFile(chunk as Uint8Array)
      add(digest, chunk as Uint8Array)
      done += (chunk as Uint8Array).length
      onBytes(done, file.bytes)
    }
  } finally {
    await handle.close()
  }
  if (done < file.bytes) throw new Error('the connection was closed')
  return undefined
}

/** Compares what arrived with what the Hub said; gives its sha256. A wrong file is deleted: going on from it would never end well. */
async function checked({ reference, bytes, hash }: RemoteFile, part: string, digest: Digest): Promise<string> {
  const sha256 = digest.sha256.digest('hex')
  const found = digest.git?.digest('hex') ?? sha256
  if (digest.bytes === bytes && (!hash || found === hash.hex)) return sha256
  await rm(part, { force: true })
  throw new UserError(`${hubText(reference)} did not arrive as the Hub has it: ${digest.bytes === bytes ? `its hash is ${found} and ${hash?.hex} is wanted` : `${digest.bytes} bytes and ${bytes} are wanted`}; it was deleted, run the same command again`)
}

function fileUrl({ owner, repo, revision = 'main', path }: RemoteFile['reference'], { endpoint }: HubOptions): string {
  return `${endpoint}/${owner}/${repo}/resolve/${encodeURIComponent(revision)}/${path.split('/').map(encodeURIComponent).join('/')}`
}

const isDisk = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException)?.code ?? '')

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(({ size }) => size, () => 0)
}
