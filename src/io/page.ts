import { isUtf8 } from 'node:buffer'

/** A page of the main namespace in wikitext, with its newest revision in the dump. */
export interface Page {
  readonly id: number
  readonly ns: number
  readonly title: string
  readonly revision: number
  /** As in the dump (ISO 8601, UTC); empty when it has none. */
  readonly timestamp: string
  /** Content model: always `wikitext` in a batch. */
  readonly model: string
  /** Wikitext, entities decoded. */
  readonly text: string
  /** Byte in the file: of `<page>` in .xml; of the bzip2 block, or of the stretch of gzip, in which it begins. */
  readonly offset: number
}

/** Pages that were told apart before their text was decoded. */
export interface Skipped {
  readonly redirects: number
  readonly otherNamespaces: number
  readonly otherModels: number
}

/** One `<page>` element: read, told apart, or broken. */
export type Reading =
  | { readonly page: Omit<Page, 'offset'> }
  | { readonly skipped: keyof Skipped }
  | { readonly broken: string }

/** Number of the namespace that a title's prefix names; for dumps without `<ns>` (export schema 0.5 and older). */
export type NamespaceOf = (title: string) => number

/** Reads a `<page>` element, UTF-8, from its first to its last byte. Order: namespace, redirect, model, text. */
export function readPage(bytes: Buffer, namespaceOf: NamespaceOf): Reading {
  const parts = locate(bytes)
  const head = bytes.toString('utf8', 0, parts?.revision ?? Math.min(bytes.length, 4096))
  const title = decodeEntities(element(head, tags.title) ?? '').trim()
  const broken = (detail: string): Reading => ({ broken: detail })
  if (title === '') return broken('no title')
  if (head.indexOf('<title', head.indexOf('<title') + 1) >= 0) return broken('two titles')
  const id = whole(element(head, tags.id))
  if (id === undefined) return broken('no page id')
  if (!parts) return broken('no revision')
  const stated = element(head, tags.ns)
  const ns = stated === undefined ? namespaceOf(title) : Number(stated)
  if (ns !== 0) return Number.isInteger(ns) ? { skipped: 'otherNamespaces' } : broken(`namespace ${stated}`)
  if (tags.redirect.test(head)) return { skipped: 'redirects' }
  const about = bytes.toString('utf8', parts.revision, parts.text) + bytes.toString('utf8', parts.after)
  const model = element(about, tags.model) ?? 'wikitext'
  if (model !== 'wikitext') return { skipped: 'otherModels' }
  // The contributor has an id too.
  const revision = whole(element(about.split('<contributor', 1)[0]!, tags.id))
  if (revision === undefined) return broken('no revision id')
  const text = readText(bytes, parts)
  if ('broken' in text) return text
  if (stated === undefined && oldRedirect.test(text.text)) return { skipped: 'redirects' }
  return { page: { id, ns, title, revision, timestamp: element(about, tags.timestamp) ?? '', model, text: text.text } }
}

/** The title of a page of which only the beginning is there. */
export function titleOf(head: Buffer): string | undefined {
  const title = element(head.toString('utf8', 0, Math.min(head.length, 4096)), tags.title)
  return title === undefined ? undefined : decodeEntities(title).trim()
}

/** XML reads every way of ending a line as a line feed. */
function oneLineEnd(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text
}

/** Entities of XML, and references by number; `&amp;` last, so that `&amp;lt;` is `&lt;`. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  let decoded = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'")
  if (decoded.includes('&#')) decoded = decoded.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, reference)
  return decoded.replaceAll('&amp;', '&')
}

function reference(all: string, hex: string | undefined, decimal: string | undefined): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
}

/** Before MediaWiki marked redirects in dumps (schema 0.3), they were known by their text: a word with # and a link. */
const oldRedirect = /^\s*#[^\s[\]:#*]+\s*:?\s*\[\[/

const tags = {
  title: /<title(?:\s[^>]*)?>([^<]*)<\/title\s*>/,
  ns: /<ns(?:\s[^>]*)?>([^<]*)<\/ns\s*>/,
  id: /<id(?:\s[^>]*)?>([^<]*)<\/id\s*>/,
  model: /<model(?:\s[^>]*)?>([^<]*)<\/model\s*>/,
  timestamp: /<timestamp(?:\s[^>]*)?>([^<]*)<\/timestamp\s*>/,
  redirect: /<redirect[\s/>]/,
}

function element(xml: string, tag: RegExp): string | undefined {
  return tag.exec(xml)?.[1]?.trim()
}

function whole(digits: string | undefined): number | undefined {
  return digits !== undefined && /^\d+$/.test(digits) ? Number(digits) : undefined
}

/** Byte positions: of the last `<revision>`, of its `<text`, behind that tag, and behind the text. */
interface Parts {
  readonly revision: number
  readonly text: number
  readonly content: number
  readonly after: number
}

function locate(bytes: Buffer): Parts | undefined {
  let found: Parts | undefined
  let revision = bytes.indexOf('<revision')
  while (revision >= 0) {
    const text = bytes.indexOf('<text', revision)
    if (text < 0) return { revision, text: bytes.length, content: bytes.length, after: bytes.length }
    const tagEnd = bytes.indexOf('>', text)
    const content = tagEnd < 0 ? bytes.length : tagEnd + 1
    const lt = bytes.indexOf('<', content)
    found = { revision, text, content, after: bytes[content - 2] === slash ? content : lt < 0 ? bytes.length : lt }
    revision = bytes.indexOf('<revision', found.after)
  }
  return found
}

const slash = 0x2f

/** A `<` in the text is written `&lt;`, so the first bare one must close it: anything else means lost bytes. */
function readText(bytes: Buffer, { text, content, after }: Parts): { text: string } | { broken: string } {
  if (text >= bytes.length) return { broken: 'no text' }
  if (bytes[content - 2] !== slash && bytes.toString('latin1', after, after + 6) !== '</text') {
    return { broken: 'a bare < in the text' }
  }
  const slice = bytes.subarray(content, after)
  if (!isUtf8(bytes)) return { broken: 'bytes that are no UTF-8' }
  return { text: bytes[content - 2] === slash ? '' : decodeEntities(oneLineEnd(slice.toString('utf8'))) }
}
