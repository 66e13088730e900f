import { maskedRanges } from './mask-ranges.js'
import { misplaced, type Mark } from './mask-order.js'

/** A text in which `⟦1⟧` … `⟦n⟧` stand for `spans[0]` …: what a translation must not change. */
export interface Masked {
  readonly text: string
  readonly spans: readonly string[]
}

/** What is wrong with the marks of a translated text. */
export type MaskProblem = 'mask-missing' | 'mask-twice' | 'mask-unknown' | 'mask-order'

/**
 * Puts marks for what must not change: code, formulas, addresses and paths, JSON, HTML, the structure of links and tables,
 * placeholders, result lines, and marks that the text has itself. Unmasked again it is the same text, byte for byte.
 * With `comments`, the words of comments in fenced code stay outside the marks.
 */
export function mask(text: string, options: { readonly comments?: boolean } = {}): Masked {
  const spans: string[] = []
  let masked = ''
  let at = 0
  for (const { from, to } of maskedRanges(text, options)) {
    spans.push(text.slice(from, to))
    masked += `${text.slice(at, from)}⟦${spans.length}⟧`
    at = to
  }
  return { text: masked + text.slice(at), spans }
}

/**
 * Puts the spans back for their marks, or says what is wrong: a mark that is missing, stands twice, is not known, or stands
 * where it cannot (see mask-order.ts). Spaces inside a mark and full-width digits are read as meant. With the masked
 * `source` of the translation, a mark that moved to another line is found even where the order of the marks is kept.
 */
export function unmask(text: string, spans: readonly string[], source?: string): { readonly text: string } | { readonly problem: MaskProblem; readonly detail: string } {
  const marks: Mark[] = []
  const seen = new Set<number>()
  for (const match of text.matchAll(/⟦\s*([1-9１-９][\d０-９]*)\s*⟧|[⟦⟧]/gu)) {
    const span = match[1] === undefined ? -1 : Number(match[1].normalize('NFKC')) - 1
    if (spans[span] === undefined) return { problem: 'mask-unknown', detail: text.slice(Math.max(0, match.index - 10), match.index + 20) }
    if (seen.has(span)) return { problem: 'mask-twice', detail: `⟦${span + 1}⟧ for ${excerpt(spans[span])}` }
    seen.add(span)
    marks.push({ span, from: match.index, to: match.index + match[0].length })
  }
  const missing = spans.findIndex((_, span) => !seen.has(span))
  if (missing >= 0) return { problem: 'mask-missing', detail: `⟦${missing + 1}⟧ for ${excerpt(spans[missing]!)}` }
  const wrong = misplaced(text, marks, spans, source)
  return wrong === undefined ? { text: filled(text, marks, spans) } : { problem: 'mask-order', detail: wrong }
}

const filled = (text: string, marks: readonly Mark[], spans: readonly string[]): string => {
  let out = ''
  let at = 0
  for (const { span, from, to } of marks) {
    out += text.slice(at, from) + spans[span]!
    at = to
  }
  return out + text.slice(at)
}

const excerpt = (span: string): string => (span.length > 60 ? `${span.slice(0, 57)}…` : span)
