import wtf from 'wtf_wikipedia'
import { hide } from './marks.js'

/**
 * A paragraph of text and links as plain text: of each link its label, or the page without the place on it (`Lake#Depth`).
 * Plain links, nearly all there are, are read off; wtf_wikipedia, which takes a third of the time of a whole article for them,
 * reads those that are left: links in links, and brackets that are not closed.
 */
export const linkedText = (paragraph: string): string => {
  if (!paragraph.includes('[[')) return paragraph
  const text = paragraph.replace(link, shown)
  return text.includes('[[') ? cut(text).map(readByWtf).join('') : text
}

/** Longer ones are no links but brackets that met by chance. */
const link = /\[\[([^[\]|]{1,1600})(?:\|((?:(?!\]\])[^[]){0,1600}))?\]\]/g

const shown = (_: string, page: string, label?: string): string => label ?? page.replace(/#.*/s, '')

/** Longest piece given to wtf_wikipedia, in characters: its time grows with the square of a paragraph's length. */
const longest = 4000
const space = '\uE003'
const end = '\uE004.'

/** It would split a paragraph into sentences by rules for Latin scripts and join these with spaces, so it goes in as one sentence: its stops are sealed. */
const readByWtf = (text: string): string => {
  const found = wtf(sealed(text)).paragraphs().map((paragraph) => paragraph.text({})).join(' ')
  return found.replaceAll(space, ' ').replaceAll(end, '')
}

/** No stop before a space, no space at either end, no list or heading mark at the beginning, and a stop at the end. */
const sealed = (text: string): string => hide(text.replace(/^ | $|(?<=[.!?]["']?) /g, space).replace(/\n/g, space), /^[=*#:;|]/) + end

/** Parts that never cut a link. */
const cut = (text: string): readonly string[] => {
  const parts: string[] = []
  let from = 0
  while (text.length - from > longest) {
    const link = text.indexOf('[[', from + longest / 2)
    const to = link < 0 ? text.length : link
    parts.push(text.slice(from, to))
    from = to
  }
  return [...parts, text.slice(from)]
}
