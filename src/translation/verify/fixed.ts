import { numberDifference } from '../../text/number-sets.js'
import { subtractionDifference } from '../../text/subtractions.js'
import { answerDifference } from '../answer.js'
import type { Finding, Pair } from './pair.js'

/**
 * What must be the same on both sides: what masks keep, numbers, which of them is taken from which and, where it is a worked
 * answer, its result. Checked here on the texts alone, so that it holds whatever made the translation.
 */
export function fixedFindings({ source, target }: Pair, { answer }: { readonly answer: boolean }): Finding[] {
  const changed = changedSpans(source, target) ?? changedOrder(source.masked.spans, target.masked.spans)
  const numbers = numberDifference(source, target)
  const subtraction = subtractionDifference(source, target)
  const result = answer ? answerDifference(source, target) : undefined
  return [
    ...(changed ? [{ reason: 'kept-text-changed', detail: changed }] : []),
    ...(numbers ? [{ reason: 'numbers-differ', detail: { ...numbers } }] : []),
    ...(subtraction ? [{ reason: 'subtraction-differs', detail: { ...subtraction } }] : []),
    ...(result ? [{ reason: 'answer-differs', detail: { ...result } }] : []),
  ]
}

/**
 * Spans that are masked on one side and stand less often, as text, on the other: two languages may not end an address or a
 * formula at the same character, so that a span counts as there wherever its text is.
 */
function changedSpans(source: Pair['source'], target: Pair['target']): Record<string, unknown> | undefined {
  const missing = lacking(source, target.text)
  const extra = lacking(target, source.text)
  if (missing.length + extra.length === 0) return undefined
  return { missing: missing.map(excerpt), extra: extra.map(excerpt) }
}

function lacking({ masked: { spans } }: Pair['source'], text: string): string[] {
  const wanted = new Map<string, number>()
  for (const span of spans) wanted.set(span.trim(), (wanted.get(span.trim()) ?? 0) + 1)
  return [...wanted].filter(([span, times]) => span !== '' && text.split(span).length - 1 < times).map(([span]) => span)
}

/** Blocks of several lines keep their order. */
function changedOrder(source: readonly string[], target: readonly string[]): Record<string, unknown> | undefined {
  const blocks = (spans: readonly string[]) => spans.filter((span) => span.trim().includes('\n')).map((span) => span.trim())
  const [before, after] = [blocks(source), blocks(target)]
  const at = before.findIndex((block, i) => block !== after[i])
  return at < 0 ? undefined : { moved: excerpt(before[at]!) }
}

const excerpt = (span: string): string => (span.length > 80 ? `${span.slice(0, 77)}…` : span)
