import { languages } from '../languages/index.js'
import { escaped } from '../text/escaped.js'

/** A reply without what was put around it. */
export interface Unwrapped {
  readonly text: string
  /** Something was taken off. */
  readonly unwrapped: boolean
}

/** Takes off tags and quotation marks around the whole where the source has none, and a label before it that does not stand for words of the source. */
export function unwrap(reply: string, source: string): Unwrapped {
  const whole = reply.trim()
  let text = whole
  for (let before = ''; before !== text; ) {
    before = text
    for (const strip of [withoutTags, withoutLabel, withoutQuotes]) text = strip(text, source.trim())
  }
  return { text, unwrapped: text !== whole }
}

/** A tag that the prompts put around a text. */
const tag = /<\/?text>/i

/** Whether a tag of the prompts is left in a reply to a source without any. */
export function hasForeignTag(text: string, source: string): boolean {
  return tag.test(text) && !tag.test(source)
}

function withoutTags(text: string, source: string): string {
  return tag.test(source) ? text : text.replace(/^<text>/i, '').replace(/<\/text>$/i, '').trim()
}

/** A source may begin with words and a colon itself (`Translate: …`), whatever the words: the translation has as many of these beginnings left, or the label is one of them. */
function withoutLabel(text: string, source: string): string {
  if (label.test(source)) return text
  const rest = text.replace(label, '').trim()
  return rest === '' || beginnings(rest) < beginnings(source) ? text : rest
}

/** Colons in the first sentence, those of times aside. */
const beginnings = (text: string): number => (/^[^.!?…。！？\n]*/u.exec(text)![0].match(/(?<!\d)[:：]|[:：](?!\d)/gu) ?? []).length

function withoutQuotes(text: string, source: string): string {
  if (quotes.some(([open]) => source.startsWith(open))) return text
  for (const [open, close] of quotes) {
    if (text.length < open.length + close.length || !text.startsWith(open) || !text.endsWith(close)) continue
    const inner = text.slice(open.length, text.length - close.length)
    if (!inner.includes(open) && !inner.includes(close) && inner.trim() !== '') return inner.trim()
  }
  return text
}

const quotes: readonly (readonly [string, string])[] = [
  ...Object.values(languages).map(({ quotes: [open, close] }) => [open.trim(), close.trim()] as const),
  ['"', '"'],
  ["'", "'"],
]

const anyOf = (part: 'nouns' | 'phrases') => Object.values(languages).flatMap(({ translationLabels }) => translationLabels?.[part] ?? []).sort((a, b) => b.length - a.length).map(escaped).join('|')

/** A noun with a word before it and few after, or a phrase with some words after it; then a colon. */
const label = new RegExp(`^[\\s*_#]*(?:(?:\\p{L}+ )?(?:${anyOf('nouns')})(?: \\p{L}+){0,3}(?: ?[(（][^)）\\n]{1,30}[)）])?|(?:${anyOf('phrases')})[^:：\\n]{0,60})[\\s*_]*[:：][\\s*_]*`, 'iu')
