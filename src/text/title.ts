import type { Language } from '../types.js'
import { behindEndings } from './glued.js'
import { spacesWords } from './spaced.js'

/** A title without what stands in brackets behind it: `Mercury (planet)` is `Mercury`. */
export function bareTitle(title: string): string {
  return title.replace(/\s*[(（][^)）]*[)）]\s*$/, '').trim() || title
}

/** A title as one would speak of it: bare, without quotation marks and brackets, names the right way round. */
export function subjectOf(title: string, { wikitext }: Language): string {
  const bare = bareTitle(title).replace(/["“”„«»<>[\]{}]/g, '').trim() || title
  return wikitext.invertedNames ? bare.replace(/^([^,]+), (.+)$/, '$2 $1') : bare
}

/** Whether a text has a name in it, whatever its case; as whole words where the language has gaps between them, endings glued to it or none. */
export function hasName(text: string, name: string, language: Language): boolean {
  const [whole, part] = [text, name].map((each) => each.normalize('NFC').toLowerCase()) as [string, string]
  if (!spacesWords(language)) return whole.includes(part)
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    if (!/[\p{L}\p{M}\p{N}]$/u.test(whole.slice(0, at)) && !/^[\p{L}\p{M}\p{N}]/u.test(behindEndings(whole.slice(at + part.length), language))) return true
  }
  return false
}
