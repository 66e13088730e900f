import type { Language } from '../types.js'
import { aside, hasHole, quotationEnd, quotationStart } from './marks.js'
import { withoutQuotes } from './quotes.js'

/** Paragraphs of wikitext that hold nothing but text and links, and the section title each stands under. */
export interface Block {
  readonly heading: string
  readonly text: string
}

/** In characters, with the links in it. */
const longestHeading = 400

const heading = /^(={1,6})[ \t]*(.+?)[ \t]*\1[ \t]*$/
const listed = /^[ \t]*(?:[*#:;|!]|-{4,})/
const onlyHoles = /^[\s:*#;]*(?:(?:\uE000[\uE100-\uF8FE]|\uE005)[\s.,;]*)+$/
const boxesFirst = /^[\s:]*(?:(?:\uE000[\uE100-\uF8FE]|\uE005)\s*)+(?=$|''|\[\[|["“«《„\p{Lu}\d])/u
/** What stands after a bold title, and opens or ends a line. */
const afterTitle = /(?<=(?:'''|^)[\s,]{0,3})(?:\uE005\s*)+|\uE005\s*$/gu
const displayed = /^[\s:]+(?:(?:\uE000[\uE100-\uF8FE]|\uE005)[\s.,;]*)+$/

/** `__NOTOC__` and its translations. */
const magicWord = /__\p{Lu}[\p{Lu}_]{2,30}__/gu

/**
 * Puts resolved lines together to paragraphs: lists, rules, table rows and boxes end one and are left out, and so are
 * the sections the language drops, with all below them. A displayed formula belongs to the sentence around it.
 */
export const blocksOf = (lines: readonly string[], language: Language): readonly Block[] => {
  const blocks: Block[] = []
  const drop = new Set(language.wikitext.dropSections)
  let title = ''
  let dropped = 0
  let prose: string[] = []
  let seen = false
  const end = (): void => {
    if (prose.length > 0) blocks.push({ heading: title, text: prose.join(language.gap || ' ') })
    prose = []
  }
  const kept = withoutQuotations(lines)
  for (const [i, raw] of kept.entries()) {
    const section = raw.startsWith('=') && raw.length < longestHeading ? heading.exec(raw.trim()) : undefined
    if (section) {
      end()
      const level = section[1]!.length
      if (dropped === 0 || level <= dropped) {
        title = plain(section[2]!)
        dropped = drop.has(title.toLowerCase().replace(/[:：]$/, '')) ? level : 0
      }
    } else if (dropped === 0) {
      const line = preformatted(raw) && (preformatted(kept[i - 1]) || preformatted(kept[i + 1])) ? '' : proseOf(raw, seen, prose.length > 0)
      if (line === '') end()
      else {
        prose.push(line)
        seen = true
      }
    }
  }
  end()
  return blocks
}

/** Lines without what stands between the marks of a block quotation, which parts paragraphs; a mark that has no partner goes. */
const withoutQuotations = (lines: readonly string[]): readonly string[] => {
  if (!lines.some((line) => line.includes(quotationStart) || line.includes(quotationEnd))) return lines
  return lines.join('\n').replace(quotation, '\n\n').replace(/[\uE006\uE007]/g, '').split('\n')
}

/** Up to 5,000 characters: a longer one lacks its end. */
const quotation = /\uE006[^\uE006\uE007]{0,5000}\uE007/g

/** MediaWiki shows lines with a space in front as they are: code, diagrams. A single one is a slip of the writer. */
const preformatted = (line: string | undefined): boolean => line !== undefined && /^ \s*\S/.test(line)

/** The line as prose, empty when it is none. */
const proseOf = (raw: string, seen: boolean, inside: boolean): string => {
  if (raw.includes(aside)) raw = raw.replace(afterTitle, '')
  if (hasHole(raw) || raw.includes(aside)) {
    if (inside && displayed.test(raw)) return raw.replace(/^[\s:]+/, '')
    if (onlyHoles.test(raw)) return ''
    if (!seen) raw = raw.replace(boxesFirst, '')
  }
  return listed.test(raw) ? '' : withoutQuotes((raw.includes('__') ? raw.replace(magicWord, '') : raw).trim())
}

const plain = (title: string): string =>
  withoutQuotes(title).replace(/\uE000[\uE100-\uF8FE]/g, '').replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, '$1').replace(/\s+/g, ' ').trim()
