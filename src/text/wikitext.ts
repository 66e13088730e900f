import type { Language } from '../types.js'
import { articleKind, type ArticleKind } from './article-kind.js'
import { blocksOf } from './blocks.js'
import { converter } from './convert.js'
import { coordinatesOf, type Coordinates } from './coordinates.js'
import { linkedText } from './linked-text.js'
import { categoriesOf } from './links.js'
import { resolveMarkup } from './markup.js'
import { proseOf, type Lost } from './prose.js'

/** What a page says, as clean prose. */
export interface ReadArticle {
  readonly kind: ArticleKind
  /** As its text is written: in the language's variant, without the characters it leaves out. */
  readonly title: string
  /** Empty for pages that are no articles; `heading` is the nearest section title, empty in the lead. */
  readonly paragraphs: readonly { readonly heading: string; readonly text: string }[]
  readonly categories: readonly string[]
  readonly coordinates?: Coordinates
  /** Sentences dropped because they lack a template, with its name. */
  readonly lost: readonly Lost[]
}

/**
 * Reads the wikitext of a page: everything in brackets is resolved first (markup.ts), paragraphs are told from lists and boxes
 * (blocks.ts), links become their labels, and sentences that lost something are dropped. Never throws; time is linear in the length of the page.
 */
export const readArticle = ({ title, wikitext, language }: { title: string; wikitext: string; language: Language }): ReadArticle => {
  const kind = articleKind(title, wikitext, language)
  const convert = converter(language)
  const finish = (text: string): string => withoutCharacters(convert(text.normalize('NFC')), language.strip)
  const categories = categoriesOf(wikitext, language).map(finish)
  const coordinates = coordinatesOf(wikitext)
  const facts = { kind, title: finish(title), categories, ...(coordinates ? { coordinates } : {}) }
  if (kind !== 'article') return { ...facts, paragraphs: [], lost: [] }
  const lost: Lost[] = []
  const { lines, holes } = resolveMarkup(wikitext, language)
  const blocks = blocksOf(lines, language)
  const paragraphs = blocks
    .map(({ heading, text }) => ({ heading: finish(heading), text: finish(proseOf(linkedText(text), holes, language, lost)) }))
    .filter(({ text }) => text !== '')
  return { ...facts, paragraphs, lost }
}

const withoutCharacters = (text: string, characters = ''): string => [...characters].reduce((left, character) => left.replaceAll(character, ''), text)
