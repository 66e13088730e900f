import type { Language } from '../types.js'

/** A title without what stands in brackets behind it: `Mercury (planet)` is `Mercury`. */
export function bareTitle(title: string): string {
  return title.replace(/\s*[(（][^)）]*[)）]\s*$/, '').trim() || title
}

/** A title as one would speak of it: bare, without quotation marks and brackets, names the right way round. */
export function subjectOf(title: string, { wikitext }: Language): string {
  const bare = bareTitle(title).replace(/["“”«»<>[\]{}]/g, '').trim() || title
  return wikitext.invertedNames ? bare.replace(/^([^,]+), (.+)$/, '$2 $1') : bare
}
