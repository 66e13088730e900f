import wtf from 'wtf_wikipedia'
import { hide } from './marks.js'

/** Longest piece given to wtf_wikipedia, in characters: its time grows with the square of a paragraph's length. */
const longest = 4000
const space = '\uE003'
const end = '\uE004.'

/**
 * Paragraphs of text and links as plain text, by one call of wtf_wikipedia. It would split them into sentences by rules
 * for Latin scripts and join these with spaces, so each goes in as one sentence: its stops are sealed.
 */
export const linkedText = (paragraphs: readonly string[]): readonly string[] => {
  const pieces = paragraphs.map(cut)
  const linked = pieces.flat().filter(hasLink)
  const texts = plainTexts(linked)
  let next = 0
  return pieces.map((parts) => parts.map((part) => (hasLink(part) ? texts[next++]! : part)).join(''))
}

const hasLink = (text: string): boolean => text.includes('[[')

const plainTexts = (texts: readonly string[]): readonly string[] => {
  const all = parsed(texts.map(sealed).join('\n\n'))
  const found = all.length === texts.length ? all : texts.map((text) => parsed(sealed(text)).join(' '))
  return found.map((text) => text.replaceAll(space, ' ').replaceAll(end, ''))
}

const parsed = (text: string): readonly string[] => (text === '' ? [] : wtf(text).paragraphs().map((paragraph) => paragraph.text({})))

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
