import { languageOf } from '../languages/index.js'
import { readArticle, type ReadArticle } from './wikitext.js'

/** A page as it comes from a dump; `language` is a code of src/languages. */
export interface ArticleInput {
  readonly title: string
  readonly wikitext: string
  readonly language: string
}

/** `readArticle` for a worker: takes and gives what can be cloned. @throws UserError when the language is unknown */
export const article = ({ title, wikitext, language }: ArticleInput): ReadArticle => readArticle({ title, wikitext, language: languageOf(language) })

declare module '../types.js' {
  interface Work {
    article(input: ArticleInput): ReadArticle
  }
}
