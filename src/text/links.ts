import type { Language } from '../types.js'
import { escaped } from './escaped.js'

/** Link prefixes that every Wikipedia understands, lower case. */
const everywhere = { files: ['file', 'image', 'media'], categories: ['category'] }

/**
 * An internal link, given its parts between `|`, as wikitext that shows the same: files, categories and links to the same
 * page in another language show nothing; a colon before the prefix makes it an ordinary link.
 */
export const linkText = (parts: readonly string[], language: Language): string => {
  const target = parts[0]!.trim()
  const label = parts.length > 1 ? parts.slice(1).join('|').replace(/\s*\n\s*/g, ' ') : undefined
  const prefix = /^([^:[\]|]{1,40}?)\s*:/.exec(target)?.[1]?.trim().toLowerCase()
  if (prefix && (namespaces(language).has(prefix) || picture.test(target) || parts.slice(1, -1).some((part) => layout.test(part.trim())))) return ''
  if (prefix && label === undefined && /^(?:[a-z]{2,3}|[a-z]{2,4}-[a-z-]{2,12}|simple)$/.test(target.slice(0, target.indexOf(':')))) return ''
  const foreign = label && /^:([a-z]{2,3}):/.exec(target)?.[1]
  if (foreign && label.replace(/[^a-z]/g, '') === foreign) return ''
  const page = target.replace(/^:(?:[a-z]{2,3}:(?=\S))?/, '')
  const shown = label?.trim() ? label : page
  return misread(page, shown) ? shown.replace(/^#/, '') : shown === page ? `[[${page}]]` : `[[${page}|${shown}]]`
}

/** Endings of files, for prefixes that no list knows. */
const picture = /\.(?:jpe?g|png|svg|gif|tiff?|webp|webm|og[agv]|djvu)$/i

/** Options that only pictures have; they tell one whose prefix no list knows. */
const layout = /^(?:thumb|thumbnail|frame|framed|frameless|border|left|right|center|none|upright(?:[ =].*)?|\d*(?:x\d+)?px)$/

/** What is text at once: one-letter targets, anchors, prefixes, links in links. */
const misread = (page: string, shown: string): boolean => page.length < 2 || /^#|:|\[\[/.test(page) || shown.includes('[[')

/** Prefixes of files and categories in that language, lower case. */
const namespaces = (language: Language): ReadonlySet<string> => {
  let names = known.get(language)
  if (!names) {
    names = new Set([...everywhere.files, ...everywhere.categories, ...language.wikitext.fileNames, ...language.wikitext.categoryNames].map(bare))
    known.set(language, names)
  }
  return names
}

/** The names of the page's categories, without sort keys, each once. */
export const categoriesOf = (wikitext: string, language: Language): readonly string[] =>
  [...new Set(Array.from(wikitext.matchAll(categoryOf(language)), (match) => match[1]!.replace(/_/g, ' ').trim()).filter(Boolean))]

const categoryOf = (language: Language): RegExp => {
  let pattern = categories.get(language)
  if (!pattern) {
    const names = new Set([...everywhere.categories, ...language.wikitext.categoryNames].map((name) => escaped(bare(name))))
    pattern = new RegExp(`\\[\\[[ _]*(?:${[...names].join('|')})[ _]*:([^\\]|\\n]{1,255})`, 'giu')
    categories.set(language, pattern)
  }
  return pattern
}

const categories = new WeakMap<Language, RegExp>()
const known = new WeakMap<Language, ReadonlySet<string>>()
const bare = (name: string): string => name.replace(/:$/, '').toLowerCase()
