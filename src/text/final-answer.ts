import { languages } from '../languages/index.js'

/** The phrases of all languages that come right before an answer, and what follows them on their line. */
const phrase = new RegExp(String.raw`(?:${Object.values(languages).flatMap(({ answerPhrases = [] }) => answerPhrases).join('|')})[\s:：*]*([^\n]+)`, 'giu')

/**
 * The final answer of a worked solution in any of the languages: what stands behind the last `####`, in the last `\boxed{}`, or
 * behind the last phrase such as "The answer is:". A number is given as a plain decimal, without its currency, unit and
 * grouping (`$1,000.50` → `1000.5`), so that the answers of a text and its translation are the same string.
 */
export function finalAnswer(text: string): string | undefined {
  const written = answerIn(text)
  return written === undefined ? undefined : bare(written)
}

/** The final answer as it is written, its unit and magnitude with it, without marks of emphasis and formulas (`1.5 million people`). */
export function writtenAnswer(text: string): string | undefined {
  const written = answerIn(text)
  return written === undefined ? undefined : clear(written)
}

const answerIn = (text: string): string | undefined => [...text.matchAll(/^[ \t]*####[ \t]*([^\s\p{L}#][^\n]*|\p{L}[^\n]{0,20})$/gmu)].at(-1)?.[1] ?? boxed(text) ?? [...text.matchAll(phrase)].at(-1)?.[1]

/** The inside of the last box, with the brackets in it. */
const boxed = (text: string): string | undefined => {
  const from = Math.max(text.lastIndexOf('\\boxed{'), text.lastIndexOf('\\fbox{'))
  if (from < 0) return undefined
  const start = text.indexOf('{', from) + 1
  let depth = 1
  for (let at = start; at < text.length; at++) {
    depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0
    if (depth === 0) return text.slice(start, at)
  }
  return undefined
}

/** An answer without what is put around it: marks of emphasis and formulas, and the full stop. */
const clear = (written: string): string => written.replace(/\\(?:text|mathrm|mathbf)\{([^{}]*)\}/g, '$1').replace(/\\[()[\],;! ]|\\\$|\*\*|[`$€£¥₽￥]/g, ' ').replace(/(?<=\d)\{,\}(?=\d)/g, ',').trim().replace(/[.。!！]+$/, '').trim()

/** An answer without what is put around it, and without all but the number if it begins with one. */
const bare = (written: string): string => {
  const clean = clear(written)
  const [, sign = '', number = ''] = /^(?:[A-Z]{2,3} ?)?([-−–]?)\s?(\d(?:[\d.,'’]|[ \u00a0\u202f](?=\d{3}(?!\d)))*)(?![\d/:^\\{]| ?[-+*/=^×÷] ?[\d\p{L}\\]|\s\d+\/\d|\s?\p{No})/u.exec(clean) ?? []
  return number === '' ? clean.replace(/\s+/g, ' ') : (sign === '' ? '' : '-') + plainNumber(number.replace(/[.,]+$/, ''))
}

/** Groups of three are joined whatever parts them; a mark before another number of digits is the decimal mark. */
const plainNumber = (number: string): string => {
  const joined = number.replace(/[\s'’]/g, '')
  const last = Math.max(joined.lastIndexOf('.'), joined.lastIndexOf(','))
  const grouped = /^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$/.test(joined)
  if (last < 0) return joined.replace(/^0+(?=\d)/, '')
  if (grouped) return joined.replace(/[.,]/g, '')
  const [whole, fraction] = [joined.slice(0, last).replace(/[.,]/g, ''), joined.slice(last + 1).replace(/0+$/, '')]
  return whole.replace(/^0+(?=\d)/, '') + (fraction === '' ? '' : `.${fraction}`)
}
