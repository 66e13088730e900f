import type { Language } from '../types.js'
import { linkText } from './links.js'
import { hole } from './marks.js'

export type Kind = 'page' | 'template' | 'link' | 'external' | 'table' | 'variant'

/** An open bracket and what was read inside it so far. */
export interface Frame {
  readonly kind: Kind
  /** Closed parts, between `|`. */
  readonly parts: string[]
  text: string
  /** Its text is thrown away: the inside of a box, a table, a picture. */
  mute: boolean
  /** Nothing but boxes stand before it on its line of the page. */
  readonly startsLine: boolean
  /** Index of its opening bracket. */
  readonly from: number
}

/** The state of one pass over a page: a stack of open brackets, each closed at most once, so time is linear. */
export interface Scan {
  readonly source: string
  readonly language: Language
  /** Finished lines of the page. */
  readonly lines: string[]
  /** What each hole is, by number. */
  readonly names: string[]
  readonly numbers: Map<string, number>
  readonly stack: Frame[]
  readonly open: Record<Kind, number>
  /** Where the closing tag of that name was last found, -1 when there is none further on. */
  readonly closings: Map<string, number>
  top: Frame
  at: number
  /** The page's line so far has nothing but boxes. */
  blank: boolean
  /** How often a template that lacks its end may still be given up. */
  retries: number
}

/** Deeper nesting than any real page has; what is inside is not read. */
export const deepest = 60

/** Each reads the rest of the page once more. */
const mostRetries = 8

/** The beginning of a pass. */
export const scanOf = (source: string, language: Language): Scan => ({
  source,
  language,
  lines: [],
  names: ['private-use character', 'pronunciation or coordinates'],
  numbers: new Map(),
  stack: [],
  open: { page: 0, template: 0, link: 0, external: 0, table: 0, variant: 0 },
  closings: new Map(),
  top: { kind: 'page', parts: [], text: '', mute: false, startsLine: true, from: 0 },
  at: 0,
  blank: true,
  retries: mostRetries,
})

/** Adds text to the innermost open bracket. */
export const write = (scan: Scan, text: string): void => {
  const { top } = scan
  if (top.mute) return
  top.text += text
  if (scan.blank && top.kind === 'page' && /[^\s:*#;\uE000-\uF8FF]/.test(text)) scan.blank = false
}

/** Copies a character of the source. */
export const take = (scan: Scan): void => write(scan, scan.source[scan.at++]!)

/** Opens a bracket of that many characters. */
export const push = (scan: Scan, kind: Kind, length: number): void => {
  const { top, stack } = scan
  stack.push(top)
  scan.open[kind]++
  const mute = kind === 'table' || top.mute || stack.length > deepest
  scan.top = { kind, parts: [], text: '', mute, startsLine: top.kind === 'page' && scan.blank, from: scan.at }
  scan.at += length
}

/** Takes the innermost open bracket off. */
export const pop = (scan: Scan): Frame => {
  const frame = scan.top
  scan.open[frame.kind]--
  scan.top = scan.stack.pop()!
  return frame
}

/** A hole for something of that name that is missing. */
export const lose = (scan: Scan, name: string): string => {
  const number = scan.numbers.get(name) ?? scan.names.push(name) - 1
  scan.numbers.set(name, number)
  return hole(number)
}

/** Ends the page's line. */
export const endLine = (scan: Scan): void => {
  for (const line of scan.top.text.split('\n')) scan.lines.push(line)
  scan.top.text = ''
  scan.blank = true
}

/** Gives up brackets that nothing closed until one of that kind is innermost; there must be one. */
export const unwindTo = (scan: Scan, kind: Kind): void => {
  while (scan.top.kind !== kind) abandon(scan)
}

/**
 * A bracket that is never closed: a link shows its label, or nothing when it is a picture or a category; of anything else
 * what follows the next blank line is left.
 */
export const abandon = (scan: Scan): void => {
  const { kind, parts, text, startsLine } = pop(scan)
  if (kind === 'external') write(scan, text)
  else if (kind === 'link') write(scan, linkText([...parts, text], scan.language) === '' ? '' : text)
  else {
    const all = [...parts, text].join('|')
    const rest = all.indexOf('\n\n')
    write(scan, (startsLine ? '' : lose(scan, `unclosed ${kind}`)) + (rest < 0 ? '' : all.slice(rest)))
  }
}
