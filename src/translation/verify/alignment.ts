import { cosine, meanVector } from '../../text/terms.js'
import type { Embedded } from './signals.js'

/** Cosine from which two sentences may belong together, and what a length that does not fit takes off it. */
const least = 0.2
const misfit = 0.3

/** Sentences that may be taken together: one with one, one with two, and one with none. */
const beads = [[1, 1], [1, 2], [2, 1], [1, 0], [0, 1]] as const

/**
 * Aligns the sentences of two texts in their order, by cosine and length, and tells the share of either text (by characters)
 * that found no counterpart. The best alignment by dynamic programming, as in Gale and Church 1993, with vectors for words as
 * in Vecalign (Thompson and Koehn 2019).
 */
export function skippedShares(source: Embedded, target: Embedded): { readonly source: number; readonly target: number } {
  const [m, n] = [source.sentences.length, target.sentences.length]
  const best = Array.from({ length: m + 1 }, () => new Float64Array(n + 1).fill(-Infinity))
  const taken = Array.from({ length: m + 1 }, () => new Uint8Array(n + 1))
  const expected = Math.log(target.prose.length / source.prose.length)
  const [own, other] = [spansOf(source), spansOf(target)]
  best[0]![0] = 0
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j <= n; j++) {
      for (const [kind, [a, b]] of beads.entries()) {
        if (i < a || j < b) continue
        const score = best[i - a]![j - b]! + (a === 0 || b === 0 ? 0 : gain(own[a - 1]![i - a]!, other[b - 1]![j - b]!, expected))
        if (score <= best[i]![j]!) continue
        best[i]![j] = score
        taken[i]![j] = kind
      }
    }
  }
  return shares(taken, source.sentences, target.sentences)
}

interface Span {
  readonly vector: Float32Array
  readonly length: number
}

/** The sentences by themselves, and two at a time. */
function spansOf({ sentences, vectors }: Embedded): readonly [readonly Span[], readonly Span[]] {
  const single = sentences.map(({ length }, i) => ({ vector: vectors[i]!, length }))
  return [single, single.slice(1).map((span, i) => ({ vector: meanVector([single[i]!.vector, span.vector]), length: single[i]!.length + span.length }))]
}

function gain(source: Span, target: Span, expected: number): number {
  const likeness = cosine(source.vector, target.vector) - least - misfit * Math.abs(Math.log(target.length / source.length) - expected)
  return likeness * Math.sqrt(source.length)
}

function shares(taken: readonly Uint8Array[], source: readonly string[], target: readonly string[]): { source: number; target: number } {
  let [i, j, left, added] = [source.length, target.length, 0, 0]
  while (i > 0 || j > 0) {
    const [a, b] = beads[taken[i]![j]!]!
    if (b === 0) left += source[i - 1]!.length
    if (a === 0) added += target[j - 1]!.length
    i -= a
    j -= b
  }
  const total = (all: readonly string[]) => all.reduce((sum, { length }) => sum + length, 0)
  return { source: left / total(source), target: added / total(target) }
}
