import type { Range } from './mask-fences.js'

const rule = /^[ \t>]*(?=[^\n]*-)(?=[^\n]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*$/

/**
 * The structure of the Markdown tables of a text: rule lines, the bars between cells, and cells without words together with
 * the bars around them. `inside` tells what stands within something that is masked anyway, such as code in a cell.
 */
export function tableRanges(text: string, inside: (at: number) => boolean): Range[] {
  const lines = linesOf(text)
  const found: Range[] = []
  for (let line = 1; line < lines.length; line++) {
    const { from, to } = lines[line]!
    if (inside(from) || !rule.test(text.slice(from, to)) || barsOf(text, lines[line - 1]!, inside).length === 0) continue
    const lead = /^[ \t>]*/.exec(text.slice(from, to))![0].length
    found.push(...rowRanges(text, lines[line - 1]!, inside), { from: from + lead, to: from + text.slice(from, to).trimEnd().length })
    for (line++; line < lines.length && barsOf(text, lines[line]!, inside).length > 0; line++) found.push(...rowRanges(text, lines[line]!, inside))
  }
  return found
}

const linesOf = (text: string): Range[] => {
  let from = 0
  return text.split('\n').map((line) => ({ from, to: (from += line.length + 1) - 1 }))
}

/** Places of the bars of a line that part cells. */
const barsOf = (text: string, { from, to }: Range, inside: (at: number) => boolean): number[] => {
  const bars: number[] = []
  for (let at = text.indexOf('|', from); at >= 0 && at < to; at = text.indexOf('|', at + 1)) if (text[at - 1] !== '\\' && !inside(at)) bars.push(at)
  return bars
}

/** The bars of a row; those with nothing to translate between them are one range. */
const rowRanges = (text: string, row: Range, inside: (at: number) => boolean): Range[] => {
  const found: { from: number; to: number }[] = []
  for (const bar of barsOf(text, row, inside)) {
    const last = found.at(-1)
    if (last && !hasWords(text, last.to, bar, inside)) last.to = bar + 1
    else found.push({ from: bar, to: bar + 1 })
  }
  return found
}

const hasWords = (text: string, from: number, to: number, inside: (at: number) => boolean): boolean => {
  for (let at = from; at < to; at++) if (/\p{L}/u.test(text[at]!) && !inside(at)) return true
  return false
}
