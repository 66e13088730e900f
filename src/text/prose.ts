import type { Language } from '../types.js'
import { closingMark } from './closing-mark.js'
import { escaped } from './escaped.js'
import { aside, asideName, hasHole, hole, holeName, holes, reveal } from './marks.js'
import { sentences } from './sentences.js'

/** Paragraphs of fewer letters are left-overs of a box or a heading; a letter without capitals (Han, kana) counts as three. */
const leastLetters = 10
const letters = (text: string): number => (text.match(/\p{L}/gu)?.length ?? 0) + 2 * (text.match(/\p{Lo}/gu)?.length ?? 0)

/** A sentence that was dropped, the hole shown as `{{name}}`, and the first thing it lacks. */
export interface Lost {
  readonly sentence: string
  readonly template: string
}

/** Prose of one paragraph: repaired, without the sentences that lack something; these go to `lost`. */
export const proseOf = (text: string, names: readonly string[], language: Language, lost: Lost[]): string => {
  const tidy = tidied(withoutHolesBetween(withoutNotes(withoutAsides(text))), language)
  const whole = sentences(tidy, language)
  const ends = endsOf(language)
  const kept = whole.filter((sentence, i) => {
    if (!hasHole(sentence)) return (i > 0 || !continues.test(sentence)) && (i < whole.length - 1 || ends.test(sentence))
    const shown = sentence.replace(holes, (_, c: string) => `{{${names[holeName(c)] ?? ''}}}`)
    const first = holes.exec(sentence)
    holes.lastIndex = 0
    if (/\p{L}/u.test(sentence.replace(holes, ''))) lost.push({ sentence: reveal(shown), template: names[holeName(first![1]!)] ?? '' })
    return false
  })
  const prose = reveal(kept.join(language.gap)).trim()
  return (prose.length < 3 * leastLetters && letters(prose) < leastLetters) || isQuotation(prose, language) ? '' : prose
}

/** A paragraph that is one quotation, from its first character to its last, is somebody else's words. */
const isQuotation = (text: string, { quotes }: Language): boolean =>
  [quotes.map((mark) => mark.trim()), ['"', '"']].some(([open = '', close = '']) => {
    if (!text.startsWith(open)) return false
    const at = text.indexOf(close, open.length)
    return at > 0 && /^[.。]?$/u.test(text.slice(at + close.length))
  })

/** A paragraph that opens so goes on with what stood before it: a list, a displayed formula. */
const continues = /^(?:\p{Ll}+[\s,]|[,;:.)](?!\.))/u

const known = new WeakMap<Language, RegExp>()

/** How a paragraph's last sentence ends unless it leads to a list, or is a caption or a label. */
const endsOf = (language: Language): RegExp => {
  const ends = known.get(language) ?? new RegExp(`[.!?…。！？؟।｡\\uE010${escaped(language.terminators)}]["'”’»›)\\]」』】》）{}<>&$\\uE011-\\uE018${closingMark(language)}]*(?: ?»)?$`, 'u')
  known.set(language, ends)
  return ends
}

/** An aside is no loss in a parenthesis; elsewhere it is a hole. */
const withoutAsides = (text: string): string =>
  text.includes(aside) ? text.replace(/[(（][^()（）]{0,600}[)）]/gu, (inside) => inside.replaceAll(aside, '')).replaceAll(aside, hole(asideName)) : text

/** An unknown template right after the end of a sentence is a note: the sentence does not need it. */
const withoutNotes = (text: string): string =>
  text.replace(/([.!?…。！？\uE010]["'”’»)\]」』）]*)(?:\uE000[\uE100-\uF8FE])+(?=\s|$)/gu, '$1')

/** A parenthesis gives up the pieces that have a hole; the sentence around it is true without them. */
const withoutHolesBetween = (text: string): string => {
  if (!hasHole(text)) return text
  for (let depth = 0; depth < 4; depth++) {
    text = text.replace(/ ?([(（])([^()（）]{0,600}?\uE000[^()（）]{0,600})[)）]/gu, (whole, open: string, body: string) => {
      const pieces = body.split(/(?<=[;；])/u).filter((piece) => !hasHole(piece)).join('').replace(/[\s,;，；、]+$/u, '').trim()
      return pieces && /[\p{L}\d]/u.test(pieces) ? `${whole.startsWith(' ') ? ' ' : ''}${open}${pieces}${open === '(' ? ')' : '）'}` : ''
    })
  }
  return text
}

/** Clean-ups in their order; a text that lacks what `needs` finds, which is the cheaper search, has nothing to clean up. */
const tidying: readonly { readonly needs: RegExp | readonly string[]; readonly from: RegExp; readonly to: string }[] = [
  { needs: ['[[', ']]'], from: /\[\[|\]\]/g, to: '' },
  { needs: /[^\S ]|\u200B| {2}/, from: / *(?:[^\S ]|\u200B)[\s\u200B]*| {2,}/g, to: ' ' },
  { needs: /[:：]\s*[)）;；,，]/, from: /(?<=[(（;；,，])[^()（）;；,，\uE000]*[:：]\s*(?=[)）;；,，])/gu, to: '' },
  { needs: ['(', '（'], from: /([(（])[\s,;:，；：、\uE010]+/gu, to: '$1' },
  { needs: /[)）](?<=[\s,;:，；：、].)/, from: /(?<![\s,;:，；：、])[\s,;:，；：、]+([)）])/gu, to: '$1' },
  { needs: /[(（][\s\p{P}]{0,20}[)）]/u, from: / ?[(（][\s\p{P}]{0,20}[)）]/gu, to: '' },
  { needs: [' ,', ' .'], from: / +([,.])(?=[\s,.]|$)/g, to: '$1' },
  { needs: /[,;]\s*[,;]/, from: /([,;])(?:\s*[,;])+/g, to: '$1' },
  { needs: ['..'], from: /(?<!\.)\.\.(?=\s|$)/g, to: '.' },
  { needs: ['http'], from: / ?[(<\uE015]https?:\/\/[^\s)>\uE015\uE016]*[)>\uE016]/g, to: '' },
  { needs: /[，、；：]{2}/u, from: /([，、；：])[，、；：]*([，、；：])/gu, to: '$2' },
  { needs: [' )', ' ]'], from: / +([)\]])/g, to: '$1' },
  { needs: ['( ', '[ '], from: /([([]) +/g, to: '$1' },
]

const tidied = (text: string, language: Language): string => {
  let tidy = text
  for (const { needs, from, to } of tidying) if (Array.isArray(needs) ? needs.some((piece) => tidy.includes(piece)) : (needs as RegExp).test(tidy)) tidy = tidy.replace(from, to)
  tidy = tidy.trim()
  if (language.gap === '') tidy = tidy.replace(/(?<=[\p{Lo}\u3000-\u303F\uFF00-\uFFEF\uE010]) +(?=[\p{Lo}\u3000-\u303F\uFF00-\uFFEF\uE010])|(?<=[\u3001-\u3002\uFF01\uFF0C\uFF1A\uFF1B\uFF1F\uE010][”’]?) +|(?<=[\p{Lo}”]) +(?=[“”‘])|(?<=[“‘「『（《]) +| +(?=[”’」』）》，、；：！？。\uE010])/gu, '')
  return tidy
}
