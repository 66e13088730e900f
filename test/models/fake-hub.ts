import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that the server saw. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly range: string | undefined
}

export interface FakeHub extends AsyncDisposable {
  readonly endpoint: string
  readonly seen: Seen[]
}

export interface Behaviour {
  /** `owner/repo/path` → bytes. */
  readonly files: Readonly<Record<string, Buffer>>
  /** Breaks the connection after so many bytes, as often as there are numbers. */
  readonly cuts?: number[]
  /** Status of the first answers. */
  readonly statuses?: number[]
  /** Status and error code of everything. */
  readonly refuse?: { readonly status: number; readonly code?: string }
  /** Token that is asked for. */
  readonly token?: string
  /** Bytes are sent with this one changed, while the hash told is that of the right ones. */
  readonly damage?: number
  /** Tells no hash. */
  readonly silent?: boolean
  /** Ignores ranges. */
  readonly whole?: boolean
  /** Sends downloads to another server. */
  readonly elsewhere?: string
  /** Sends questions to another address of its own first, as the Hub does with small files. */
  readonly detour?: boolean
  /** Size that is told, whatever it is. */
  readonly bytes?: number
}

export const commit = 'c0ffee0000000000000000000000000000000000'

/** A server on this machine that answers as the Hub does. */
export async function fakeHub(behaviour: Behaviour, port = 0): Promise<FakeHub> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', path: decodeURIComponent(request.url ?? ''), authorization: request.headers.authorization, range: request.headers.range })
    answer(request, response, behaviour)
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, [Symbol.asyncDispose]: () => close(server) }
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

function answer(request: IncomingMessage, response: ServerResponse, behaviour: Behaviour): void {
  const path = decodeURIComponent((request.url ?? '').split('?')[0]!)
  const status = behaviour.statuses?.shift()
  if (status) return void response.writeHead(status, { 'retry-after': '0' }).end()
  if (behaviour.refuse) return void response.writeHead(behaviour.refuse.status, behaviour.refuse.code ? { 'x-error-code': behaviour.refuse.code } : {}).end()
  if (behaviour.token && request.headers.authorization !== `Bearer ${behaviour.token}`) return void response.writeHead(401).end()
  const tree = /^\/api\/models\/([^/]+\/[^/]+)\/tree\//.exec(path)
  if (tree) return list(response, Object.keys(behaviour.files).filter((name) => name.startsWith(`${tree[1]}/`)).map((name) => name.slice(tree[1]!.length + 1)))
  if (behaviour.detour && !path.startsWith('/again')) return void response.writeHead(307, { location: `/again${request.url}`, 'x-repo-commit': commit }).end()
  const [, repo, file] = /^(?:\/again)?\/([^/]+\/[^/]+)\/resolve\/[^/]+\/(.+)$/.exec(path) ?? []
  const bytes = repo ? behaviour.files[`${repo}/${file}`] : behaviour.files[path.slice(1)]
  if (!bytes) return void response.writeHead(404, { 'x-error-code': 'EntryNotFound' }).end()
  if (request.method === 'HEAD' || (repo && behaviour.elsewhere)) return tell(response, { bytes, path: `${repo}/${file}` }, behaviour)
  send(request, response, bytes, behaviour)
}

/** What the Hub says of a file: small ones are named by git's hash, large ones by sha256; those lie on another host. */
function tell(response: ServerResponse, { bytes, path }: { readonly bytes: Buffer; readonly path: string }, { silent, elsewhere, bytes: told }: Behaviour): void {
  const large = /\.(gguf|onnx)$/.test(path)
  const git = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  const size = String(told ?? bytes.length)
  const headers = { ...(silent ? {} : large ? { 'x-linked-etag': `"${sha256(bytes)}"`, 'x-linked-size': size } : { etag: `"${git}"` }), 'x-repo-commit': commit, 'content-length': elsewhere ? '0' : size, ...(elsewhere && { location: `${elsewhere}/${path}`, ...(silent || large ? {} : { 'x-linked-size': size }) }) }
  response.writeHead(elsewhere ? 302 : 200, headers).end()
}

function list(response: ServerResponse, paths: readonly string[]): void {
  response.writeHead(paths.length > 0 ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(paths.map((path) => ({ type: 'file', path }))))
}

function send(request: IncomingMessage, response: ServerResponse, right: Buffer, { cuts, damage, whole }: Behaviour): void {
  const bytes = Buffer.from(right)
  if (damage !== undefined) bytes[damage]! ^= 1
  const from = whole ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const rest = bytes.subarray(from)
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length, ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }) })
  const cut = cuts?.shift()
  if (cut === undefined) return void response.end(rest)
  response.write(rest.subarray(0, cut), () => setTimeout(() => response.destroy(), 50))
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
