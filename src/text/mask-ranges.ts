import { codeLineRanges } from './mask-code-lines.js'
import { commentRanges } from './mask-comments.js'
import { fencesOf, type Range } from './mask-fences.js'
import { inlineRanges } from './mask-inline.js'
import { tableRanges } from './mask-tables.js'

/** A line that gives the result of a worked solution (`#### 42`). */
const resultLine = /^[ \t]*#{4}[ \t]*[-+−]?[$€£¥₽]?[ \t]?\d[^\p{L}\n]*?(?=[ \t\r]*$)/gmu

/** Every stretch of a text that must not change, in order; what touches or overlaps is one. `comments`: those of fenced code may change. */
export function maskedRanges(text: string, { comments = false }: { readonly comments?: boolean } = {}): Range[] {
  const fences = fencesOf(text)
  const found: Range[] = []
  let at = 0
  for (const fence of [...fences, { from: text.length, to: text.length }]) {
    found.push(...inlineRanges(text, at, fence.from))
    at = fence.to
  }
  for (const fence of fences) found.push(...(comments ? around(text, fence, commentRanges(text, fence)) : [fence]))
  found.push(...codeLineRanges(text, within(fences)))
  const inside = within(found)
  for (const match of text.matchAll(resultLine)) if (!fences.some(({ from, to }) => from <= match.index && match.index < to)) found.push({ from: match.index, to: match.index + match[0].length })
  return union([...found, ...tableRanges(text, inside)])
}

/** What is left of a fence around its comments; addresses and code named in a comment are masked there as elsewhere. */
const around = (text: string, fence: Range, open: readonly Range[]): Range[] => {
  const found: Range[] = []
  let from = fence.from
  for (const comment of open) {
    found.push({ from, to: comment.from }, ...inlineRanges(text, comment.from, comment.to))
    from = comment.to
  }
  return [...found, { from, to: fence.to }].filter((range) => range.from < range.to)
}

const within = (ranges: readonly Range[]): ((at: number) => boolean) => {
  const sorted = union(ranges)
  return (at) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]!.to <= at) low = middle + 1
      else high = middle
    }
    return low < sorted.length && sorted[low]!.from <= at
  }
}

const union = (ranges: readonly Range[]): Range[] => {
  const all: { from: number; to: number }[] = []
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = all.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}
