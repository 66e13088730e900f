import { UserError } from '../../errors.js'
import { maskedRanges } from '../../text/mask-ranges.js'
import { ownOf } from '../../text/own.js'
import { openRows, stretchesOf } from '../sft/text.js'
import type { Unit } from './unit.js'

/** Most characters between two units, and of one; what is longer is no unit. */
const mostCharacters = 4 << 20

/**
 * The translation units of a TMX file (1.4b of LISA/OSCAR), one after the other; one unit is held at a time. Inline codes
 * (`bpt`, `ept`, `ph`, `it`, `ut`, `sub`) are left out, save placeholders such as `%d`; the text of `hi` stays.
 * @throws UserError for what is no TMX, and for encodings other than UTF-8 and UTF-16
 */
export async function* tmxUnits(path: string, signal?: AbortSignal): AsyncGenerator<Unit> {
  const { file, size, packing } = await openRows(path)
  let held = ''
  let row = 0
  let isTmx = false
  try {
    for await (const { text, position, damage } of stretchesOf(file, size, { packing, ...(signal ? { signal } : {}) })) {
      if (!isTmx) isTmx = beginsTmx(path, held + text)
      held += text
      let at = 0
      for (const found of held.matchAll(unit)) {
        at = found.index + found[0].length
        yield { row: ++row, position, ...unitOf(found[0]) }
      }
      held = held.slice(at)
      if (damage) return yield { row: row + 1, position, problem: { reason: 'damaged-file', detail: { found: damage } } }
      held = opened(held)
      if (held.length > mostCharacters) {
        yield { row: ++row, position, problem: { reason: 'row-too-long' } }
        held = ''
      }
    }
    if (row === 0 && !isTmx) throw new UserError(`${path} is no TMX: it has neither <tmx> nor <tu>; look at what it holds`)
    if (/<tu[\s>]/.test(held)) yield { row: row + 1, position: size, problem: { reason: 'truncated-file', detail: { text: held.slice(0, 200) } } }
  } finally {
    await file.close()
  }
}

/** Whether a file is seen to be TMX. @throws UserError for an encoding that is not read */
function beginsTmx(path: string, text: string): boolean {
  const encoding = /^\ufeff?\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"']+)/.exec(text)?.[1]
  if (encoding && !/^(?:utf-?(?:8|16)|us-ascii$)/i.test(encoding)) throw new UserError(`${path} says that it is in ${encoding}, which is not read; make UTF-8 of it (iconv -f ${encoding} -t UTF-8) and say so in its first line`)
  return /<tmx[\s>]/.test(text)
}

const unit = /<tu(?:\s[^>]*)?>(?:(?!<tu[\s>])[^])*?<\/tu>/g

/** From where a unit, a comment or a tag may begin that goes on behind the end. */
function opened(text: string): string {
  const begins = text.search(/<tu[\s>]/)
  return begins >= 0 ? text.slice(begins) : text.slice(-8)
}

function unitOf(text: string): Pick<Unit, 'texts' | 'id' | 'problem'> {
  const texts: Record<string, string> = {}
  for (const [, attributes = '', content = ''] of text.replace(/<!--[^]*?-->/g, '').matchAll(/<tuv\b([^>]*)>([^]*?)<\/tuv>/g)) {
    const code = /\b(?:xml:)?lang\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes)
    const segment = /<seg(?:\s[^>]*)?>([^]*?)<\/seg>/.exec(content)?.[1]
    const plain = segment === undefined ? '' : plainOf(segment)
    if (code && plain !== '') texts[(code[1] ?? code[2])!.trim()] = plain
  }
  const id = /^<tu\s[^>]*?\btuid\s*=\s*["']([^"']+)["']/.exec(text)?.[1]
  if (Object.keys(texts).length < 2) return { problem: { reason: 'empty-side', detail: { languages: Object.keys(texts), text: text.slice(0, 200) } } }
  return { ...(id ? { id } : {}), texts }
}

const codes = /<(bpt|ept|ph|it|ut|sub)\b(?:[^>]*\/>|[^>]*>(?:(?!<\1\b)[^])*?<\/\1>)/g

/** The text of a segment: without inline codes and tags, its entities read. Spaces that XML does not know (U+00A0, U+3000) stay as they are. */
function plainOf(segment: string): string {
  let text = segment
  for (let before = ''; before !== text; ) [before, text] = [text, text.replace(codes, (code, name: string, at: number, all: string) => (name === 'ph' ? standIn(code, all.slice(at - 1, at), all.slice(at + code.length, at + code.length + 2)) : ''))]
  return text
    .split(/<!\[CDATA\[([^]*?)\]\]>/)
    .map((part, i) => (i % 2 === 1 ? part : entities(part.replace(/<[^>]*>/g, ''))))
    .join('')
    .replace(/[ \t\r\n]+/g, ' ')
    .trim()
}

/** What a placeholder says in its text: itself where it stands for words (`%d`, `{name}`), a space where it ends a line, else nothing. */
function standIn(code: string, before: string, after: string): string {
  const content = entities(code.replace(/<[^>]*>/g, '')).trim()
  if (/^[^<&]*\w[^<&]*$/.test(content) && isMasked(content)) return content
  const endsLine = /^<[^>]*\btype\s*=\s*["']lb["']/.test(code) || /^<br\b/i.test(content) || (/[.!?:;]/.test(before) && /^\p{L}/u.test(after))
  return endsLine ? ' ' : ''
}

/** Whether a text is one thing that a translation must not change, such as `%d` and `{name}`. */
function isMasked(text: string): boolean {
  const [range] = maskedRanges(text)
  return range?.from === 0 && range.to === text.length
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function entities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ownOf(named, name) ?? whole
    const point = hex === undefined ? Number(decimal) : parseInt(hex, 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}
