import { ownOf } from '../../text/own.js'
import { openRows, stretchesOf } from '../sft/text.js'
import type { Unit } from './unit.js'

/** Most characters between two units, and of one; what is longer is no unit. */
const mostCharacters = 4 << 20

/**
 * The translation units of a TMX file (1.4b of LISA/OSCAR), one after the other; one unit is held at a time. Inline codes
 * (`bpt`, `ept`, `ph`, `it`, `ut`, `sub`) are left out, the text of `hi` stays.
 */
export async function* tmxUnits(path: string, signal?: AbortSignal): AsyncGenerator<Unit> {
  const { file, size, packing } = await openRows(path)
  let held = ''
  let row = 0
  try {
    for await (const { text, position, damage } of stretchesOf(file, size, { packing, ...(signal ? { signal } : {}) })) {
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
    if (/<tu[\s>]/.test(held)) yield { row: row + 1, position: size, problem: { reason: 'truncated-file', detail: { text: held.slice(0, 200) } } }
  } finally {
    await file.close()
  }
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

/** The text of a segment: without inline codes and tags, its entities read. */
function plainOf(segment: string): string {
  let text = segment
  for (let before = ''; before !== text; ) [before, text] = [text, text.replace(codes, '')]
  return text
    .split(/<!\[CDATA\[([^]*?)\]\]>/)
    .map((part, i) => (i % 2 === 1 ? part : entities(part.replace(/<[^>]*>/g, ''))))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function entities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ownOf(named, name) ?? whole
    const point = hex === undefined ? Number(decimal) : parseInt(hex, 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}
