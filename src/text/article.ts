import { languageOf, languages } from '../languages/index.js'
import type { Language } from '../types.js'
import { readArticle, type ReadArticle } from './wikitext.js'

/** A page as it comes from a dump; `language`: as `languageInput` gives it. */
export interface ArticleInput {
  readonly title: string
  readonly wikitext: string
  readonly language: string | Language
}

/** What a worker is told of a language: the code of one that src/languages has, which is short, and all facts of another. */
export const languageInput = (language: Language): string | Language => (Object.values(languages).includes(language) ? language.code : language)

/** `readArticle` for a worker: takes and gives what can be cloned. @throws UserError when the language is unknown */
export const article = ({ title, wikitext, language }: ArticleInput): ReadArticle =>
  readArticle({ title, wikitext, language: typeof language === 'string' ? languageOf(language) : same(language) })

const seen = new Map<string, Language>()

/** A language that came before with the same facts: what is made ready for it is kept by the object, and each call brings a copy. */
function same(language: Language): Language {
  const facts = JSON.stringify(language)
  const known = seen.get(facts) ?? language
  seen.set(facts, known)
  return known
}

declare module '../types.js' {
  interface Work {
    article(input: ArticleInput): ReadArticle
  }
}
