import { linkText } from './links.js'
import { aside, hide } from './marks.js'
import { deepest, lose, pop, push, take, unwindTo, write, abandon, type Frame, type Scan } from './scan.js'
import { asides } from './template-list.js'
import { parametersOf, templateName, templateOf } from './templates.js'
import { variantOf } from './variants.js'

/** `{{`, or `{|` at the beginning of a line. */
export const openBrace = (scan: Scan): void => {
  const next = scan.source[scan.at + 1]
  if (next === '{') push(scan, 'template', 2)
  else if (next === '|' && atLineStart(scan)) push(scan, 'table', 2)
  else take(scan)
}

/** `}}` or `}-`; one that closes nothing is left out. */
export const closeBrace = (scan: Scan): void => {
  const { top, open, source, at } = scan
  const next = source[at + 1]
  if (next === '-' && (top.kind === 'variant' || (open.variant > 0 && open.template === 0))) closeVariant(scan)
  else if (next === '}' && open.template > 0) closeTemplate(scan)
  else if (next === '}') scan.at += 2
  else take(scan)
}

/** `[[`, or `[` before an address. */
export const openBracket = (scan: Scan): void => {
  if (scan.source[scan.at + 1] === '[') return push(scan, 'link', 2)
  external.lastIndex = scan.at
  const address = external.exec(scan.source)
  if (address) push(scan, 'external', address[0].length)
  else take(scan)
}

/** `]]`, or `]` of an external link. */
export const closeBracket = (scan: Scan): void => {
  const double = scan.source[scan.at + 1] === ']'
  if (scan.top.kind === 'external') {
    const { text } = pop(scan)
    scan.at++
    write(scan, text.trim())
  } else if (double && scan.open.link > 0 && linkIsNear(scan)) {
    unwindTo(scan, 'link')
    const { parts, text, mute } = pop(scan)
    scan.at += 2
    if (!mute) write(scan, linkText([...parts, text], scan.language))
  } else if (double) scan.at += 2
  else take(scan)
}

/** `|` between parts, or `|}` at the beginning of a line. */
export const bar = (scan: Scan): void => {
  const { top, source, at, open } = scan
  if (source[at + 1] === '}' && open.table > 0 && (top.kind === 'table' || source[at + 2] !== '}') && atLineStart(scan)) {
    unwindTo(scan, 'table')
    pop(scan)
    scan.at += 2
  } else if (top.kind === 'template' || top.kind === 'link') nextPart(scan)
  else take(scan)
}

/** `-{`, where the language has variants; `-{{` is a template after a hyphen. */
export const hyphen = (scan: Scan): void => {
  const { source, at } = scan
  if (scan.language.convert && source[at + 1] === '{' && source[at + 2] !== '{') push(scan, 'variant', 2)
  else take(scan)
}

const external = /\[(?:(?:https?|ftp|news|irc|gopher|mailto|git|svn|tel):)(?:\/\/)?[^\s\][<>|{}]+[ \t]*|\[\/\/[^\s\][<>|{}]+[ \t]*/iy

const atLineStart = ({ source, at }: Scan): boolean => {
  let before = at - 1
  for (const limit = before - 50; before > limit && (source[before] === ' ' || source[before] === ':'); before--);
  return before < 0 || source[before] === '\n'
}

const closeTemplate = (scan: Scan): void => {
  unwindTo(scan, 'template')
  const frame = pop(scan)
  const [name = '', ...parts] = [...frame.parts, frame.text]
  scan.at += name.startsWith('{') && scan.source[scan.at + 2] === '}' ? 3 : 2
  if (scan.top.mute) return
  const text = rendered(scan, frame, name, parts)
  const apart = fraction.test(text) && /\d$/.test(scan.top.text) ? ' ' : ''
  write(scan, apart + (text.includes('=') ? hide(text, /=/g) : text))
}

/** `19{{frac|1|2}}` is no 191/2. */
const fraction = /^\d+\/\d/

const rendered = (scan: Scan, frame: Frame, name: string, parts: readonly string[]): string => {
  if (name.startsWith('{')) return parts[0] ?? ''
  const { language } = scan
  const colon = /^\s*(#?[A-Za-z]+):/.exec(name)
  const parser = colon ? templateOf(`${colon[1]}:`, language) : undefined
  const parameters = parametersOf(parser ? [hide(name.slice(colon![0].length), /=/g), ...parts] : parts)
  const template = scan.stack.length >= deepest ? undefined : (parser ?? templateOf(name, language))
  const text = template?.render(parameters, language)
  if (text !== undefined) return template!.blank && asides.test(templateName(name)) ? aside : text
  const box = frame.startsLine && scan.source.slice(frame.from, scan.at).includes('\n')
  return box ? '' : lose(scan, templateName(name))
}

const closeVariant = (scan: Scan): void => {
  unwindTo(scan, 'variant')
  const { parts, text } = pop(scan)
  scan.at += 2
  write(scan, variantOf([...parts, text].join('|'), scan.language.convert?.variants ?? []) ?? lose(scan, 'variant'))
}

/** A link is closed across brackets that nothing closed, but not out of a template. */
const linkIsNear = ({ stack, top }: Scan): boolean => {
  for (let i = stack.length, frame: Frame | undefined = top; frame; frame = stack[--i]) {
    if (frame.kind === 'link') return true
    if (frame.kind === 'template' || frame.kind === 'table') return false
  }
  return false
}

const nextPart = (scan: Scan): void => {
  const { top } = scan
  scan.at++
  if (top.mute) return
  top.parts.push(top.text)
  top.text = ''
  if (top.kind === 'template' && top.parts.length === 1) top.mute = needsNoLook(top.parts[0]!, scan)
}

/** Templates that nobody listed and those that read as nothing. */
const needsNoLook = (name: string, { language }: Scan): boolean =>
  !name.startsWith('{') && !name.includes(':') && (templateOf(name, language)?.blank ?? true)

/** Ends links that go on beyond the line they are in, unless they are pictures with a long caption. */
export const endLinks = (scan: Scan, blankLine: boolean): void => {
  while ((scan.top.kind === 'link' || scan.top.kind === 'external') && (blankLine || scan.top.parts.length === 0)) abandon(scan)
}
