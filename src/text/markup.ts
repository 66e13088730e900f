import type { Language } from '../types.js'
import { decodeEntity, entity } from './entities.js'
import { anyMarkup, hide, hole, withoutPrivate } from './marks.js'
import { linkText } from './links.js'
import { scripted } from './superscript.js'
import { parametersOf, templateName, templateOf } from './templates.js'
import { variantOf } from './variants.js'

/** Wikitext whose templates, tables, references, tags, entities and variants are resolved, line by line. */
export interface Resolved {
  readonly lines: readonly string[]
  /** What each hole (see marks.ts) was: a template's name, `math`, `variant` … */
  readonly holes: readonly string[]
}

type Kind = 'page' | 'template' | 'link' | 'external' | 'table' | 'variant'

interface Frame {
  readonly kind: Kind
  /** Closed parts, between `|`. */
  readonly parts: string[]
  text: string
  /** Its text is thrown away: the inside of a box, a table, a picture. */
  mute: boolean
  /** Nothing but boxes stand before it on its line. */
  readonly startsLine: boolean
  readonly from: number
}

/** Deeper nesting than any real page has; what is inside is not read. */
const deepest = 60

/** Each reads the rest of the page once more. */
const mostRetries = 8

const special = new Uint8Array(128)
for (const c of '{}[]|<&\n-') special[c.charCodeAt(0)] = 1

/** Resolves all markup but links, quotes and headings in one pass, in time linear in its length; never throws. */
export const resolveMarkup = (wikitext: string, language: Language): Resolved => {
  const scanner = new Scanner(withoutPrivate(wikitext, hole(0)), language)
  scanner.run()
  return { lines: scanner.lines, holes: scanner.names }
}

/** A stack machine: one frame per open bracket, each closed at most once. */
class Scanner {
  readonly lines: string[] = []
  readonly names: string[] = ['private-use character']
  private readonly numbers = new Map<string, number>()
  private readonly stack: Frame[] = []
  private readonly open: Record<Kind, number> = { page: 0, template: 0, link: 0, external: 0, table: 0, variant: 0 }
  /** Last search for a closing tag: where it was found, -1 when there is none. */
  private readonly closings = new Map<string, number>()
  private top: Frame = { kind: 'page', parts: [], text: '', mute: false, startsLine: true, from: 0 }
  /** The page's line so far has nothing but boxes. */
  private blank = true
  private at = 0
  private retries = mostRetries

  constructor(private readonly source: string, private readonly language: Language) {}

  run(): void {
    const { source } = this
    while (this.at < source.length) {
      const from = this.at
      let to = from
      for (let c = source.charCodeAt(to); to < source.length && (c > 127 || special[c] === 0); c = source.charCodeAt(++to));
      if (to > from) this.write(source.slice(from, to))
      this.at = to
      if (to < source.length) this.step(source[to]!)
    }
    if (this.top.kind !== 'page' && this.retried()) return this.run()
    this.unwindAll()
    this.endLine()
  }

  /** A template or table that the page never closes is given up, and read on after its first blank line. */
  private retried(): boolean {
    const outermost = this.stack[1] ?? this.top
    const blank = this.source.indexOf('\n\n', outermost.from)
    if (this.retries-- <= 0 || blank < 0 || (outermost.kind !== 'template' && outermost.kind !== 'table')) return false
    while (this.top.kind !== 'page') this.pop()
    if (!outermost.startsLine) this.write(this.lose(`unclosed ${outermost.kind}`))
    this.at = blank
    return true
  }

  private step(c: string): void {
    if (c === '{') this.openBrace()
    else if (c === '}') this.closeBrace()
    else if (c === '[') this.openBracket()
    else if (c === ']') this.closeBracket()
    else if (c === '|') this.bar()
    else if (c === '<') this.tag()
    else if (c === '&') this.reference()
    else if (c === '\n') this.newline()
    else this.hyphen()
  }

  private write(text: string): void {
    const { top } = this
    if (top.mute) return
    top.text += text
    if (top.kind === 'page' && this.blank && /[^\s:*#;\uE000-\uF8FF]/.test(text)) this.blank = false
  }

  private take(length: number): void {
    this.write(this.source.slice(this.at, this.at + length))
    this.at += length
  }

  private push(kind: Kind, length: number, mute = false): void {
    const startsLine = this.top.kind === 'page' && this.blank
    this.stack.push(this.top)
    this.open[kind]++
    this.top = { kind, parts: [], text: '', mute: mute || this.top.mute || this.stack.length > deepest, startsLine, from: this.at }
    this.at += length
  }

  private pop(): Frame {
    const frame = this.top
    this.open[frame.kind]--
    this.top = this.stack.pop()!
    return frame
  }

  private lose(name: string): string {
    let number = this.numbers.get(name)
    if (number === undefined) {
      number = this.names.push(name) - 1
      this.numbers.set(name, number)
    }
    return hole(number)
  }

  /** Closes frames that nothing closed until one of that kind is on top. */
  private unwindTo(kind: Kind): void {
    while (this.top.kind !== kind) this.abandon()
  }

  private unwindAll(): void {
    while (this.top.kind !== 'page') this.abandon()
  }

  /** A bracket that is never closed: a link shows its text, the rest is lost up to the next blank line. */
  private abandon(): void {
    const frame = this.pop()
    const text = [...frame.parts, frame.text].join('|')
    if (frame.kind === 'link' || frame.kind === 'external') return this.write(frame.mute ? '' : text)
    const rest = text.indexOf('\n\n')
    this.write((frame.startsLine ? '' : this.lose(`unclosed ${frame.kind}`)) + (rest < 0 ? '' : text.slice(rest)))
  }

  private openBrace(): void {
    const { source, at } = this
    const next = source[at + 1]
    if (next === '{') this.push('template', 2)
    else if (next === '|' && this.lineStart()) this.push('table', 2, true)
    else this.take(1)
  }

  private lineStart(): boolean {
    let before = this.at - 1
    for (const limit = before - 50; before > limit && (this.source[before] === ' ' || this.source[before] === ':'); before--);
    return before < 0 || this.source[before] === '\n'
  }

  private closeBrace(): void {
    const next = this.source[this.at + 1]
    if (next === '-' && (this.top.kind === 'variant' || (this.open.variant > 0 && this.open.template === 0))) this.closeVariant()
    else if (next === '}' && this.open.template > 0) this.closeTemplate()
    else if (next === '}') this.at += 2
    else this.take(1)
  }

  private closeTemplate(): void {
    this.unwindTo('template')
    const frame = this.pop()
    const [name = '', ...parts] = [...frame.parts, frame.text]
    this.at += name.startsWith('{') && this.source[this.at + 2] === '}' ? 3 : 2
    if (this.top.mute) return
    const text = this.rendered(name, parts, frame)
    if (text !== '') this.write(text.includes('=') ? hide(text, /=/g) : text)
  }

  private rendered(name: string, parts: readonly string[], frame: Frame): string {
    if (name.startsWith('{')) return parts[0] ?? ''
    const colon = /^\s*(#?[A-Za-z]+):/.exec(name)
    const parser = colon ? templateOf(`${colon[1]}:`, this.language) : undefined
    const parameters = parametersOf(parser ? [hide(name.slice(colon![0].length), /=/g), ...parts] : parts)
    const template = this.stack.length >= deepest ? undefined : (parser ?? templateOf(name, this.language))
    const text = template?.render(parameters, this.language)
    if (text !== undefined) return text
    const box = frame.startsLine && this.source.slice(frame.from, this.at).includes('\n')
    return box ? '' : this.lose(templateName(name))
  }

  private closeVariant(): void {
    this.unwindTo('variant')
    const frame = this.pop()
    this.at += 2
    const text = variantOf([...frame.parts, frame.text].join('|'), this.language.convert?.variants ?? [])
    if (!this.top.mute) this.write(text ?? this.lose('variant'))
  }

  private hyphen(): void {
    const { source, at } = this
    if (this.language.convert && source[at + 1] === '{' && source[at + 2] !== '{') this.push('variant', 2)
    else this.take(1)
  }

  private openBracket(): void {
    if (this.source[this.at + 1] === '[') return this.push('link', 2)
    externalLink.lastIndex = this.at
    const external = externalLink.exec(this.source)
    if (external) this.push('external', external[0].length)
    else this.take(1)
  }

  private closeBracket(): void {
    const double = this.source[this.at + 1] === ']'
    if (this.top.kind === 'external') this.closeExternal()
    else if (double && this.open.link > 0 && this.linkIsNear()) this.closeLink()
    else if (double) this.at += 2
    else this.take(1)
  }

  /** A link is closed across frames that nothing closed, but not out of a template. */
  private linkIsNear(): boolean {
    for (let i = this.stack.length, frame: Frame | undefined = this.top; frame; frame = this.stack[--i]) {
      if (frame.kind === 'link') return true
      if (frame.kind === 'template' || frame.kind === 'table') return false
    }
    return false
  }

  private closeExternal(): void {
    const frame = this.pop()
    this.at++
    this.write(frame.text.trim())
  }

  private closeLink(): void {
    this.unwindTo('link')
    const frame = this.pop()
    this.at += 2
    if (!frame.mute) this.write(linkText([...frame.parts, frame.text], this.language))
  }

  private bar(): void {
    const { top, source, at } = this
    if (source[at + 1] === '}' && this.open.table > 0 && (top.kind === 'table' || source[at + 2] !== '}') && this.lineStart()) {
      this.unwindTo('table')
      this.pop()
      this.at += 2
      return
    }
    if (top.kind === 'template' || top.kind === 'link') return this.nextPart()
    this.take(1)
  }

  private nextPart(): void {
    const { top } = this
    this.at++
    if (top.mute) return void (top.parts.length === 0 && top.parts.push(top.text))
    top.parts.push(top.text)
    top.text = ''
    if (top.parts.length > 1) return
    if (top.kind === 'template') top.mute = this.isBlank(top.parts[0]!)
  }

  /** Templates of no reading and those that read as nothing need no look inside. */
  private isBlank(name: string): boolean {
    if (name.startsWith('{') || name.includes(':')) return false
    return templateOf(name, this.language)?.blank ?? true
  }

  private newline(): void {
    const { source, at, top } = this
    if (top.kind !== 'page') {
      headingAhead.lastIndex = at
      if (headingAhead.test(source)) {
        this.unwindAll()
      }
      else if (source[at + 1] === '\n' || top.parts.length === 0) while (this.top.kind === 'link' || this.top.kind === 'external') this.abandon()
    }
    if (this.top.kind === 'page') this.endLine()
    else this.write('\n')
    this.at++
  }

  private endLine(): void {
    this.lines.push(...this.top.text.split('\n'))
    this.top.text = ''
    this.blank = true
  }

  private reference(): void {
    entity.lastIndex = this.at
    const match = entity.exec(this.source)
    const text = match ? decodeEntity(match[1]!) : undefined
    if (!match || text === undefined) return this.take(1)
    this.at += match[0].length
    this.write(hide(text, anyMarkup))
  }

  private tag(): void {
    const { source, at } = this
    if (source.startsWith('<!--', at)) return this.comment()
    htmlTag.lastIndex = at
    const match = htmlTag.exec(source)
    const name = match?.[2]?.toLowerCase() ?? ''
    if (!match || !(tags.has(name) || withContent.has(name))) return this.take(1)
    const sup = scripted(source, at)
    if (sup) {
      this.at += sup.length
      return this.write(sup.text)
    }
    this.at += match[0].length
    const opens = match[1] === '' && !match[0].endsWith('/>')
    if (withContent.has(name)) return this.skip(name, opens)
    if (name === 'nowiki' && opens) return this.literal()
    if (lineBreaks.has(name)) this.write(name === 'br' ? ' ' : '\n')
    else if (name === 'p' || name === 'blockquote') this.paragraph()
  }

  private paragraph(): void {
    if (this.top.kind === 'page') this.endLine()
    this.write('\n')
  }

  private comment(): void {
    const { source, at } = this
    const end = source.indexOf('-->', at + 4)
    this.at = end < 0 ? source.length : end + 3
    if (this.blank && this.top.kind === 'page' && source[this.at] === '\n' && this.lineStartAt(at)) this.at++
  }

  private lineStartAt(at: number): boolean {
    return at === 0 || this.source[at - 1] === '\n'
  }

  private skip(name: string, opens: boolean): void {
    if (opens) {
      const end = this.closing(name)
      if (end < 0) return
      this.at = end
    }
    if (formulas.has(name)) this.write(this.lose('math'))
  }

  /** Index after the closing tag of that name, -1 when there is none; each text is searched once. */
  private closing(name: string): number {
    const known = this.closings.get(name)
    if (known !== undefined && (known < 0 || known > this.at)) return known
    const pattern = new RegExp(`</${name}\\s*>`, 'gi')
    pattern.lastIndex = this.at
    const end = pattern.test(this.source) ? pattern.lastIndex : -1
    this.closings.set(name, end)
    return end
  }

  private literal(): void {
    const end = this.closing('nowiki')
    if (end < 0) return
    const text = this.source.slice(this.at, this.source.lastIndexOf('<', end - 1))
    this.at = end
    this.write(hide(text.replace(/&([#\w]+);/g, (whole, name: string) => decodeEntity(name) ?? whole).replace(/\n/g, ' '), anyMarkup))
  }
}

const externalLink = /\[(?:(?:https?|ftp|news|irc|gopher|mailto|git|svn|tel):)(?:\/\/)?[^\s\][<>|{}]+[ \t]*|\[\/\/[^\s\][<>|{}]+[ \t]*/iy
const headingAhead = /\n(={2,6})[^=\n][^\n]{0,200}?\1[ \t]*(?=\n|$)/y
const htmlTag = /<(\/?)([a-z][a-z0-9-]*)(?:\s[^<>]*|\/)?>/iy

const withContent = new Set([
  'ref', 'references', 'gallery', 'timeline', 'imagemap', 'score', 'hiero', 'syntaxhighlight', 'source', 'pre', 'poem', 'templatedata', 'graph', 'mapframe', 'maplink',
  'inputbox', 'categorytree', 'charinsert', 'includeonly', 'style', 'script', 'table', 'ul', 'ol', 'dl', 'math', 'chem', 'ce', 'templatestyles', 'indicator', 'section', 'languages',
])
const formulas = new Set(['math', 'chem', 'ce', 'score', 'hiero'])
const lineBreaks = new Set(['br', 'div', 'center', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'tr', 'td', 'th'])
const tags = new Set([
  ...lineBreaks, 'p', 'blockquote', 'nowiki', 'span', 'b', 'i', 'u', 's', 'em', 'strong', 'small', 'big', 'sup', 'sub', 'tt', 'code', 'kbd', 'samp', 'var', 'cite', 'q', 'abbr', 'dfn', 'del', 'ins', 'strike', 'font', 'mark',
  'bdi', 'bdo', 'ruby', 'rb', 'rt', 'rp', 'rtc', 'time', 'data', 'wbr', 'noinclude', 'onlyinclude', 'tbody', 'thead', 'caption', 'a', 'img', 'dd', 'dt', 'main', 'figure', 'figcaption', 'translate', 'tvar', 'noglossary', 'langconvert',
])
