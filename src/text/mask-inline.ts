import { dataAt } from './mask-data.js'
import { linkAt } from './mask-links.js'
import { mathAt } from './mask-math.js'
import { addressPatterns, urlAt } from './mask-addresses.js'

/** Finds where the piece that begins at `at` ends; undefined when it is nothing that must not change. */
export type Finder = (text: string, at: number) => number | undefined

/** Where something that is masked can begin: a sign, or a word that an address or a path goes on from. */
const starts = /[`$\\<{[\]&%~./!⟦⟧]|(?<![\w+-])[\w+-]+(?=[.@:/\\])/g

/** Stretches of a text without fenced code that must not change, from `from` up to `to`. */
export function* inlineRanges(text: string, from: number, to: number): Generator<{ from: number; to: number }> {
  const part = text.slice(0, to)
  for (let at = nextStart(part, from); at < to; ) {
    const end = inlineAt(part, at)
    if (end !== undefined) yield { from: at, to: end }
    at = nextStart(part, end ?? at + 1)
  }
}

const nextStart = (text: string, from: number): number => {
  starts.lastIndex = from
  return starts.exec(text)?.index ?? text.length
}

const inlineAt: Finder = (text, at) => {
  for (const find of finders) {
    const end = find(text, at)
    if (end !== undefined && end > at) return end
  }
  return undefined
}

const sticky = (pattern: RegExp): Finder => {
  const here = new RegExp(pattern.source, pattern.flags + 'y')
  return (text, at) => {
    here.lastIndex = at
    return here.test(text) ? here.lastIndex : undefined
  }
}

/** Inline code: closed by as many backticks as opened it, within a paragraph. Backticks that nothing closes are text. */
const codeAt: Finder = (text, at) => {
  if (text[at] !== '`' || text[at - 1] === '`') return undefined
  const runs = /`+|\n[ \t]*\n/g
  runs.lastIndex = at
  const marks = runs.exec(text)![0]
  for (let next = runs.exec(text); next && next[0][0] === '`'; next = runs.exec(text)) if (next[0] === marks) return runs.lastIndex
  return undefined
}

const attribute = String.raw`\s+(?:[\w:@.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+)|(?:async|checked|controls|defer|disabled|hidden|multiple|muted|open|readonly|required|selected)\b)`

const patterns: readonly RegExp[] = [
  ...addressPatterns,
  // HTML
  /<!--[^]*?-->/,
  /<(script|style|pre|code|kbd|samp|svg|math)\b[^<>]*>[^]*?<\/\1>/i,
  new RegExp(String.raw`<\/?[A-Za-z][\w:-]*(?:${attribute})*\s*\/?>`),
  /&(?:#\d{1,6}|#[xX][\da-fA-F]{1,5}|[A-Za-z][A-Za-z\d]{1,30});/,
  // Placeholders: templates, tokens of chat formats, notes of a calculator, shells, format strings
  /\{\{[^{}\n]{0,80}\}\}|\{%[^\n]{0,80}?%\}|[$#]?\{[\w.$:-]*\}/,
  /<[A-Z][A-Z\d]*(?:[ _-][A-Z\d]+)*>|<\|[^|<>\n]{1,40}\|>|<<[^<>\n]{1,80}>>/,
  /(?<=["'`({])\$\d(?=["'`)}])|\$\d(?:[_.]?\$\d(?!\d))+|(?<![\w$])\$[A-Za-z_]\w*/,
  /(?<![\w%)])%(?:\(\w+\)|\d+\$)?[-+#0]?\d*(?:\.\d+)?l{0,2}[sdifgeExXucpr@](?![\w])/,
  /%\(\w+\)[-+#0]?\d*(?:\.\d+)?[A-Za-z]/,
  // Marks that stand in the text itself
  /[⟦⟧]+(?:[^⟦⟧\n]{0,12}⟧+)?/,
]

const finders: readonly Finder[] = [codeAt, (text, at) => (text[at] === '$' || text[at] === '\\' ? mathAt(text, at) : undefined), urlAt, linkAt, ...patterns.map(sticky), dataAt]
