/** What a text is made of: pieces to keep together and what stood between them. */
interface Unit {
  readonly text: string
  readonly size: number
  /** Put before it when it follows another unit in the same piece. */
  readonly join: string
}

interface Options {
  /** Tokens, or whatever `count` counts. */
  readonly max: number
  readonly count: (text: string) => number
  readonly sentences: (paragraph: string) => readonly string[]
  /** Put between sentences. */
  readonly gap: string
}

/**
 * Splits paragraphs into pieces of at most `max`, of about equal size, at paragraph borders where possible and at
 * sentence borders where a paragraph is too long. Nothing is lost: the pieces hold every sentence once, in order.
 * A single sentence longer than `max` is a piece of its own.
 */
export function split(paragraphs: readonly string[], { max, count, sentences, gap }: Options): string[] {
  const units = paragraphs.flatMap((paragraph): Unit[] => {
    const size = count(paragraph)
    if (size <= max) return [{ text: paragraph, size, join: '\n\n' }]
    return sentences(paragraph).map((text, i) => ({ text, size: count(text), join: i === 0 ? '\n\n' : gap }))
  })
  const total = units.reduce((sum, unit) => sum + unit.size, 0)
  const target = total / Math.max(1, Math.ceil(total / max))
  const pieces: { text: string; size: number }[] = []
  for (const unit of units) {
    const last = pieces.at(-1)
    if (last && fits(last.size, unit.size, { max, target })) {
      last.text += unit.join + unit.text
      last.size += unit.size
    } else pieces.push({ text: unit.text, size: unit.size })
  }
  return pieces.map((piece) => piece.text)
}

/** Adds a unit while that brings the piece nearer to the target. */
function fits(size: number, more: number, { max, target }: { max: number; target: number }): boolean {
  if (size + more > max) return false
  return Math.abs(size + more - target) <= Math.abs(size - target) || size + more <= target
}
