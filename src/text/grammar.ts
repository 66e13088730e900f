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

/**
 * A GBNF grammar whose sentences are exactly the given ones. They are laid out as a tree of their common beginnings, so that
 * a decoder follows one branch and not hundreds of sentences at once.
 */
export function choiceGrammar(choices: readonly string[]): string {
  const branch = (texts: readonly string[]): string => {
    const groups = new Map<string, string[]>()
    for (const text of texts) {
      const [first = ''] = text
      groups.set(first, [...(groups.get(first) ?? []), text])
    }
    return [...groups.values()].map(twig).join(' | ')
  }
  const twig = (texts: readonly string[]): string => {
    const shared = commonStart(texts)
    if (texts.length === 1 || shared === '') return literal(shared)
    return `${literal(shared)} (${branch(texts.map((text) => text.slice(shared.length)))})`
  }
  return `root ::= ${branch([...new Set(choices)])}`
}

/** The longest beginning that all texts share, in whole characters. */
function commonStart([first = '', ...others]: readonly string[]): string {
  let end = 0
  for (const character of first) {
    if (!others.every((text) => text.startsWith(character, end))) break
    end += character.length
  }
  return first.slice(0, end)
}

/** A quoted GBNF literal. */
function literal(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`
}
