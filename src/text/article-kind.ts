import type { Language } from '../types.js'

export type ArticleKind = 'article' | 'disambiguation' | 'list'

/** What a page is, from its title and the templates it uses, without parsing it. */
export const articleKind = (title: string, wikitext: string, language: Language): ArticleKind => {
  const { disambiguationTitles, listTitles } = language.wikitext
  const lower = title.toLowerCase().replace(/_/g, ' ')
  if (disambiguationTitles.some((ending) => lower.endsWith(ending.toLowerCase()))) return 'disambiguation'
  if (wikitext.includes('__DISAMBIG__') || disambiguation(language).test(wikitext)) return 'disambiguation'
  return listTitles.some((pattern) => fits(lower, pattern.toLowerCase())) ? 'list' : 'article'
}

/** A beginning, or after a `*` an ending. */
const fits = (title: string, pattern: string): boolean => (pattern.startsWith('*') ? title.endsWith(pattern.slice(1)) : title.startsWith(pattern))

const patterns = new WeakMap<Language, RegExp>()

const disambiguation = (language: Language): RegExp => {
  let pattern = patterns.get(language)
  if (!pattern) {
    const names = language.wikitext.disambiguation.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ _]+'))
    pattern = names.length > 0 ? new RegExp(`\\{\\{\\s*(?:${names.join('|')})\\s*(?:\\||\\}\\})`, 'iu') : /$^/
    patterns.set(language, pattern)
  }
  return pattern
}
