import { decodeEntity, entity } from './entities.js'
import { anyMarkup, hide } from './marks.js'
import { endLine, lose, take, write, type Scan } from './scan.js'
import { scripted } from './superscript.js'

/** `<`: a comment, a tag that MediaWiki knows, or just a character. */
export const tag = (scan: Scan): void => {
  const { source, at } = scan
  if (source.startsWith('<!--', at)) return comment(scan)
  anyTag.lastIndex = at
  const match = anyTag.exec(source)
  const name = match?.[2]?.toLowerCase() ?? ''
  if (!match || !(tags.has(name) || unread.has(name))) return take(scan)
  const letters = scripted(source, at)
  if (letters) {
    scan.at += letters.length
    return write(scan, letters.text)
  }
  scan.at += match[0].length
  const opens = match[1] === '' && !match[0].endsWith('/>')
  if (unread.has(name)) skip(scan, name, opens)
  else if (name === 'nowiki') opens && literal(scan)
  else if (paragraphs.has(name)) newParagraph(scan)
  else if (breaks.has(name)) write(scan, name === 'br' ? ' ' : '\n')
}

/** `&`: a character reference, or just a character. What it stands for is never markup. */
export const reference = (scan: Scan): void => {
  entity.lastIndex = scan.at
  const match = entity.exec(scan.source)
  const text = match ? decodeEntity(match[1]!) : undefined
  if (!match || text === undefined) return take(scan)
  scan.at += match[0].length
  write(scan, hide(text, anyMarkup))
}

const anyTag = /<(\/?)([a-z][a-z0-9-]*)(?:\s[^<>]*|\/)?>/iy

/** Elements whose content is no prose. */
const unread = new Set([
  'ref', 'references', 'gallery', 'timeline', 'imagemap', 'score', 'hiero', 'syntaxhighlight', 'source', 'pre', 'poem', 'templatedata', 'graph', 'mapframe', 'maplink', 'inputbox',
  'categorytree', 'charinsert', 'includeonly', 'style', 'script', 'table', 'ul', 'ol', 'dl', 'math', 'chem', 'ce', 'templatestyles', 'indicator', 'section', 'languages', 'blockquote',
])
/** Of these, elements that a sentence cannot do without. */
const formulas = new Set(['math', 'chem', 'ce', 'score', 'hiero'])
const paragraphs = new Set(['p'])
const breaks = new Set(['br', 'div', 'center', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'tr', 'td', 'th'])
/** All tags that MediaWiki does not show as text. */
const tags = new Set([
  ...paragraphs, ...breaks, 'nowiki', 'span', 'b', 'i', 'u', 's', 'em', 'strong', 'small', 'big', 'sup', 'sub', 'tt', 'code', 'kbd', 'samp', 'var', 'cite', 'q', 'abbr', 'dfn', 'del', 'ins', 'strike', 'font', 'mark',
  'bdi', 'bdo', 'ruby', 'rb', 'rt', 'rp', 'rtc', 'time', 'data', 'wbr', 'noinclude', 'onlyinclude', 'tbody', 'thead', 'caption', 'a', 'img', 'dd', 'dt', 'main', 'figure', 'figcaption', 'translate', 'tvar', 'langconvert',
])

/** A comment alone on its line takes the line with it. */
const comment = (scan: Scan): void => {
  const { source, at } = scan
  const end = source.indexOf('-->', at + 4)
  scan.at = end < 0 ? source.length : end + 3
  const alone = (at === 0 || source[at - 1] === '\n') && source[scan.at] === '\n'
  if (alone && scan.blank && scan.top.kind === 'page') scan.at++
}

const newParagraph = (scan: Scan): void => {
  if (scan.top.kind === 'page') endLine(scan)
  write(scan, '\n')
}

const skip = (scan: Scan, name: string, opens: boolean): void => {
  const end = opens ? closing(scan, name) : scan.at
  if (end < 0) return
  scan.at = end
  if (formulas.has(name)) write(scan, lose(scan, 'math'))
}

const literal = (scan: Scan): void => {
  const end = closing(scan, 'nowiki')
  if (end < 0) return
  const text = scan.source.slice(scan.at, scan.source.lastIndexOf('<', end - 1))
  scan.at = end
  write(scan, hide(text.replace(/&([#\w]+);/g, (whole, name: string) => decodeEntity(name) ?? whole).replace(/\n/g, ' '), anyMarkup))
}

/** Index after the next closing tag of that name, -1 when there is none; the page is searched once. */
const closing = (scan: Scan, name: string): number => {
  const known = scan.closings.get(name)
  if (known !== undefined && (known < 0 || known > scan.at)) return known
  const pattern = new RegExp(`</${name}\\s*>`, 'gi')
  pattern.lastIndex = scan.at
  const end = pattern.test(scan.source) ? pattern.lastIndex : -1
  scan.closings.set(name, end)
  return end
}
