/**
 * A GBNF grammar whose sentences are one to `most` of the given sentences, each at most once and in their order,
 * so that what is decoded is verbatim by construction. Grows with sentences × most.
 */
export function sentencesGrammar(sentences: readonly string[], { most, gap }: { most: number; gap: string }): string {
  const depth = Math.min(most, sentences.length)
  const rules = sentences.map((text, i) => `s${i} ::= ${literal(text)}`)
  for (let left = depth; left >= 1; left--) {
    for (let i = 0; i < sentences.length; i++) {
      const more = left > 1 && i + 1 < sentences.length ? ` (${literal(gap)} a${left - 1}x${i + 1})?` : ''
      const later = i + 1 < sentences.length ? ` | a${left}x${i + 1}` : ''
      rules.push(`a${left}x${i} ::= s${i}${more}${later}`)
    }
  }
  return [`root ::= a${depth}x0`, ...rules].join('\n')
}

/** A quoted GBNF literal. */
function literal(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`
}
