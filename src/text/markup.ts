import type { Language } from '../types.js'
import { bar, closeBrace, closeBracket, endLinks, hyphen, openBrace, openBracket } from './brackets.js'
import { hole, withoutPrivate } from './marks.js'
import { endLine, lose, pop, scanOf, unwindTo, write, type Scan } from './scan.js'
import { reference, tag } from './tags.js'

/** Wikitext whose templates, tables, references, tags, entities and variants are resolved, line by line. */
export interface Resolved {
  readonly lines: readonly string[]
  /** What each hole (see marks.ts) was: a template's name, `math`, `variant` … */
  readonly holes: readonly string[]
}

/** Resolves all markup but links, quotes and headings in one pass, in time linear in its length; never throws. */
export const resolveMarkup = (wikitext: string, language: Language): Resolved => {
  const scan = scanOf(withoutPrivate(wikitext, hole(0)), language)
  do run(scan)
  while (scan.top.kind !== 'page' && givenUp(scan))
  unwindTo(scan, 'page')
  endLine(scan)
  return { lines: scan.lines, holes: scan.names }
}

const run = (scan: Scan): void => {
  const { source } = scan
  while (scan.at < source.length) {
    let to = scan.at
    for (let c = source.charCodeAt(to); to < source.length && (c > 127 || special[c] === 0); c = source.charCodeAt(++to));
    if (to > scan.at) write(scan, source.slice(scan.at, to))
    scan.at = to
    if (to < source.length) steps[source[to]!]!(scan)
  }
}

const newline = (scan: Scan): void => {
  const { source, at } = scan
  if (scan.top.kind !== 'page') {
    headingAhead.lastIndex = at
    if (!headingAhead.test(source)) endLinks(scan, source[at + 1] === '\n')
    else if (givenUp(scan)) return
    else unwindTo(scan, 'page')
  }
  if (scan.top.kind === 'page') endLine(scan)
  else write(scan, '\n')
  scan.at++
}

/** A template that is never closed is given up: the page is read on after its first line `}}` or blank line. */
const givenUp = (scan: Scan): boolean => {
  const outermost = scan.stack[1] ?? scan.top
  likelyEnd.lastIndex = outermost.from
  if (outermost.kind !== 'template' || !likelyEnd.test(scan.source) || likelyEnd.lastIndex > scan.at || scan.retries-- <= 0) return false
  while (scan.top.kind !== 'page') pop(scan)
  if (!outermost.startsLine) write(scan, lose(scan, 'unclosed template'))
  scan.at = likelyEnd.lastIndex
  return true
}

const likelyEnd = /\n\}\}|(?=\n\n)/g
const headingAhead = /\n(={2,6})[^=\n][^\n]{0,200}?\1[ \t]*(?=\n|$)/y

const steps: Readonly<Record<string, (scan: Scan) => void>> = {
  '{': openBrace, '}': closeBrace, '[': openBracket, ']': closeBracket, '|': bar, '<': tag, '&': reference, '\n': newline, '-': hyphen,
}
const special = new Uint8Array(128)
for (const c of Object.keys(steps)) special[c.charCodeAt(0)] = 1
