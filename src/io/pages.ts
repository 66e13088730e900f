import { readPage, titleOf, type NamespaceOf, type Page, type Skipped } from './page.js'
import type { Damage, Piece } from './pieces.js'
import { append, letGo, newWindow, offsetOf, tagAt, type TextWindow } from './text-window.js'

/** Neighbouring pages of a dump, about a megabyte of XML. */
export interface PageBatch {
  /** `unit+byte`: where in the file the unit begins and how far into its text; the same in every run. */
  readonly id: string
  readonly pages: readonly Page[]
  readonly skipped: Skipped
  readonly damage: readonly Damage[]
  /** Bytes of the file read so far. */
  readonly position: number
}

export interface Splitting {
  readonly namespaceOf?: NamespaceOf
  /** Longest `<page>` element, in bytes of UTF-8. */
  readonly maxPageBytes?: number
  /** XML after which a batch is full. */
  readonly batchBytes?: number
}

interface Draft {
  start: number
  pages: Page[]
  skipped: { -readonly [kind in keyof Skipped]: number }
  damage: Damage[]
}

interface Splitter extends TextWindow {
  readonly namespaceOf: NamespaceOf
  readonly maxPageBytes: number
  readonly batchBytes: number
  unit: number
  position: number
  /** A page that is too large, whose end is being looked for. */
  skipping: { raw: number; offset: number; title?: string } | undefined
  draft: Draft
  ready: PageBatch[]
}

/** `</page` and the character behind it: what must be kept at the end of a piece so that no tag is missed. */
const tagBytes = 7

/**
 * Splits a dump's text into its pages. Dumps are written by machine: `<page` stands nowhere else, so bytes are
 * searched and nothing is decoded but the pages that are kept. After damage it goes on at the next `<page`.
 * Holds one piece, a batch and at most `maxPageBytes` (default 4 MiB) of a page.
 */
export async function* pageBatches(pieces: AsyncIterable<Piece>, splitting: Splitting = {}): AsyncGenerator<PageBatch> {
  const splitter = newSplitter(splitting)
  for await (const piece of pieces) {
    if (piece.unit !== splitter.unit) endUnit(splitter, piece.unit)
    splitter.position = piece.position
    if (piece.damage) gap(splitter, piece.damage)
    else take(splitter, piece)
    yield* splitter.ready.splice(0)
  }
  endUnit(splitter, 0)
  yield* splitter.ready
}

function newSplitter({ namespaceOf = () => 0, maxPageBytes = 4 << 20, batchBytes = 1 << 20 }: Splitting): Splitter {
  const limits = { namespaceOf, maxPageBytes, batchBytes }
  return { ...limits, ...newWindow(), unit: 0, position: 0, skipping: undefined, draft: newDraft(0), ready: [] }
}

function newDraft(start: number): Draft {
  return { start, pages: [], skipped: { redirects: 0, otherNamespaces: 0, otherModels: 0 }, damage: [] }
}

function take(s: Splitter, piece: Piece): void {
  append(s, piece)
  while (s.skipping ? skip(s, s.skipping) : step(s));
  letGo(s)
}

/** Takes the next page; false when more text is needed. */
function step(s: Splitter): boolean {
  const open = tagAt(s, '<page', s.from)
  if (open < 0) return wait(s, s.buffer.length - tagBytes)
  s.from = open
  const from = Math.max(open + 5, s.searched)
  const close = tagAt(s, '</page', from)
  const again = tagAt(s, '<page', from)
  if (again >= 0 && (close < 0 || again < close)) return lose(s, again, 'no </page> before the next <page>')
  if (close >= 0) return add(s, close + tagBytes)
  s.searched = Math.max(from, s.buffer.length - tagBytes)
  if (s.buffer.length - open <= s.maxPageBytes + tagBytes) return false
  s.skipping = { raw: s.raw + open, offset: offsetOf(s, open), ...titled(s, open, s.buffer.length) }
  return wait(s, s.buffer.length - tagBytes)
}

/** Looks for the end of a page that is too large; false when more text is needed. */
function skip(s: Splitter, { raw, offset, ...title }: NonNullable<Splitter['skipping']>, last = false): boolean {
  const close = tagAt(s, '</page', s.from)
  const again = tagAt(s, '<page', s.from)
  const found = again >= 0 && (close < 0 || again < close) ? again : close < 0 ? -1 : close + tagBytes
  if (found < 0 && !last) return wait(s, s.buffer.length - tagBytes)
  const to = found < 0 ? s.buffer.length : found
  const bytes = s.raw + to - raw
  s.draft.damage.push({ offset, bytes, reason: 'page-too-large', detail: tooLarge(s, bytes), ...title })
  s.skipping = undefined
  return moveOn(s, to)
}

function add(s: Splitter, to: number): boolean {
  const element = s.buffer.subarray(s.from, to)
  if (element.length > s.maxPageBytes) return lose(s, to, '')
  const reading = readPage(element, s.namespaceOf)
  if ('broken' in reading) return lose(s, to, reading.broken)
  if ('skipped' in reading) s.draft.skipped[reading.skipped]++
  else s.draft.pages.push({ ...reading.page, offset: offsetOf(s, s.from) })
  return moveOn(s, to)
}

/** The page from `from` to `to` is damage; it goes on behind it. */
function lose(s: Splitter, to: number, detail: string, reason: Damage['reason'] = 'broken-xml'): boolean {
  const page = { offset: offsetOf(s, s.from), bytes: to - s.from, ...titled(s, s.from, to) }
  if (page.bytes > s.maxPageBytes) s.draft.damage.push({ ...page, reason: 'page-too-large', detail: tooLarge(s, page.bytes) })
  else s.draft.damage.push({ ...page, reason, detail })
  return moveOn(s, to)
}

function tooLarge(s: Splitter, bytes: number): string {
  return `${bytes} bytes, more than ${s.maxPageBytes}`
}

function wait(s: Splitter, from: number): false {
  s.from = Math.max(s.from, from)
  return false
}

function moveOn(s: Splitter, to: number): true {
  s.from = to
  s.searched = 0
  if (s.raw + to - s.draft.start >= s.batchBytes) flush(s)
  return true
}

/** The page that the hole cuts is lost; so is all text before the next `<page`. */
function gap(s: Splitter, damage: Damage): void {
  endPage(s, `cut by the damage at byte ${damage.offset}`, damage.reason)
  s.draft.damage.push(damage)
}

function endUnit(s: Splitter, next: number): void {
  const closed = s.buffer.includes('</mediawiki', s.from)
  endPage(s, closed ? 'no </page> before </mediawiki>' : 'the text ends within the page', closed ? 'broken-xml' : 'truncated-file')
  flush(s)
  Object.assign(s, newWindow(), { unit: next, draft: newDraft(0) })
}

function endPage(s: Splitter, detail: string, reason: Damage['reason']): void {
  const open = tagAt(s, '<page', s.from)
  if (s.skipping) skip(s, s.skipping, true)
  else if (open >= 0) {
    s.from = open
    lose(s, s.buffer.length, detail, reason)
  }
  s.from = s.buffer.length
  letGo(s)
}

function flush(s: Splitter): void {
  const { start, pages, skipped, damage } = s.draft
  const some = pages.length + damage.length + skipped.redirects + skipped.otherNamespaces + skipped.otherModels > 0
  if (some) s.ready.push({ id: `${s.unit}+${start}`, pages, skipped, damage, position: s.position })
  s.draft = newDraft(s.raw + s.from)
}

function titled(s: Splitter, from: number, to: number): { title?: string } {
  const title = titleOf(s.buffer.subarray(from, to))
  return title === undefined ? {} : { title }
}
