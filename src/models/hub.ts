import { setTimeout as wait } from 'node:timers/promises'
import { UserError } from '../errors.js'
import { hubText, type HubReference } from './reference.js'

/** The only module that opens a socket: the Hugging Face Hub, or what `HF_ENDPOINT` names instead. */

export interface HubOptions {
  /** Without a slash at the end. */
  readonly endpoint: string
  readonly token?: string
  readonly signal: AbortSignal
  /** First pause between two attempts, in milliseconds; it doubles. */
  readonly pause: number
}

/** No connection comes about. */
export class Unreachable extends UserError {}

/** Tries before a request is given up. */
export const attempts = 5
/** The same where no connection comes about: without a network, waiting longer helps nobody. */
const unreachable = 2
const transient = new Set([408, 429, 500, 502, 503, 504])

/** Address and token from the environment; the token goes to that host only. @throws UserError when the address is none */
export function hubOptions(signal: AbortSignal, environment: Readonly<Record<string, string | undefined>> = process.env): HubOptions {
  const endpoint = (environment['HF_ENDPOINT'] || 'https://huggingface.co').replace(/\/+$/, '')
  if (!/^https?:$/.test(protocolOf(endpoint))) throw new UserError(`HF_ENDPOINT is ${JSON.stringify(endpoint)}: an address such as https://huggingface.co is wanted`)
  const token = environment['HF_TOKEN']?.trim()
  if (token && isOpen(endpoint)) throw new UserError(`HF_ENDPOINT is ${endpoint}: HF_TOKEN would travel unencrypted; use https, or unset HF_TOKEN`)
  return { endpoint, signal, pause: 1000, ...(token && { token }) }
}

/** What is asked for. */
export interface Asking {
  readonly method?: 'HEAD' | 'GET'
  readonly headers?: Readonly<Record<string, string>>
  /** Also to another host, where the file itself may be; without the token. */
  readonly follow?: boolean
}

/** What the Hub says of a file; on the way to it where that is another address. */
const telling = ['x-linked-etag', 'x-linked-size', 'x-repo-commit']

/** One request; redirects are followed by hand, so that the token never leaves the Hub's host. `told`: headers of all answers. */
export async function ask(url: string, reference: HubReference, options: HubOptions, { method = 'GET', headers = {}, follow = false }: Asking): Promise<{ readonly response: Response; readonly told: Headers }> {
  const told = new Headers()
  const home = new URL(options.endpoint).origin
  let address = url
  for (let hops = 0; hops < 8; hops++) {
    const own = new URL(address).origin === home
    const response = await reach(address, options, { method, redirect: 'manual', signal: options.signal, headers: { ...headers, 'user-agent': 'ultralink', 'accept-encoding': 'identity', ...(own && options.token ? { authorization: `Bearer ${options.token}` } : {}) } })
    for (const name of telling) if (response.headers.has(name)) told.set(name, response.headers.get(name)!)
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (location === null) return response.ok ? { response, told } : refuse(response, reference, options)
    const next = new URL(location, address)
    if (!follow && next.origin !== home) return { response, told } // its headers tell all that is wanted
    await response.body?.cancel()
    address = next.href
  }
  throw new UserError(`${options.endpoint} sends ${hubText(reference)} round in circles; is HF_ENDPOINT right?`)
}

/** A request that is made again when the server is busy. */
async function reach(url: string, options: HubOptions, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, init).catch((error: unknown) => {
      options.signal.throwIfAborted()
      if (attempt < unreachable) return undefined
      throw new Unreachable(`cannot reach ${new URL(url).host}: ${reasonOf(error)}; without a network, "ultralink models pack" on another machine and "unpack" here carry models over`, { cause: (error as Error).cause ?? error })
    })
    if (response && (!transient.has(response.status) || attempt >= attempts)) return response
    const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN)
    await response?.body?.cancel()
    await wait(seconds >= 0 && seconds <= 60 ? seconds * 1000 : options.pause * 2 ** (attempt - 1), undefined, { signal: options.signal })
  }
}

async function refuse({ status, headers, body }: Response, reference: HubReference, { endpoint, token }: HubOptions): Promise<never> {
  await body?.cancel()
  const page = `${endpoint}/${reference.owner}/${reference.repo}`
  const code = headers.get('x-error-code')
  const what = hubText(reference)
  if (code === 'GatedRepo' || (status === 403 && code !== 'RepoNotFound')) throw new UserError(`${what} is given out only after its licence is accepted: do that at ${page}, then set HF_TOKEN${token ? ' (the one that is set may not read it)' : ''}`)
  if (status === 401) throw new UserError(`${what} is not there or not public (401): check the name at ${page}${token ? '; HF_TOKEN may be wrong or too old' : '; if it is private, set HF_TOKEN'}`)
  if (status === 404) throw new UserError(`${what} is not there (404): ${code === 'RevisionNotFound' ? `the repository has no revision ${reference.revision}` : `check the name at ${page}`}`)
  throw new UserError(`${new URL(endpoint).host} answered ${status} for ${what}; try again later`)
}

/** Whether whoever is on the way can read along. */
function isOpen(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint)
  return protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

function protocolOf(text: string): string {
  try {
    return new URL(text).protocol
  } catch {
    return ''
  }
}

/** What a failed request failed for, in a word where there is one. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } }
  return cause?.code ?? cause?.message ?? message
}
