interface Run {
  readonly at: number
  length: number
}

/**
 * Takes bold and italic marks out of one line and leaves real apostrophes, deciding as MediaWiki does: of four, one is an
 * apostrophe; of more than five, all but five; and when bold and italics are both left open, one bold mark is an
 * apostrophe before italics, by preference after a one-letter word (l'''homme'').
 */
export const withoutQuotes = (line: string): string => {
  if (!line.includes("''")) return line
  const runs = Array.from(line.matchAll(/'{2,}/g), (match): Run => ({ at: match.index, length: match[0].length }))
  const keep = runs.map((run) => (run.length === 4 ? 1 : Math.max(0, run.length - 5)))
  const marks = runs.map((run, i) => run.length - keep[i]!)
  const bold = marks.filter((m) => m !== 2).length
  const italic = marks.filter((m) => m !== 3).length
  if (bold % 2 === 1 && italic % 2 === 1) {
    const apostrophe = misread(line, runs, marks)
    if (apostrophe >= 0) keep[apostrophe]! += 1
  }
  let i = 0
  return line.replace(/'{2,}/g, () => "'".repeat(keep[i++]!))
}

const misread = (line: string, runs: readonly Run[], marks: readonly number[]): number => {
  const bolds = marks.flatMap((mark, i) => (mark === 3 ? [i] : []))
  const before = (i: number, back: number): string => line[runs[i]!.at - back] ?? ' '
  const single = bolds.find((i) => before(i, 1) !== ' ' && before(i, 2) === ' ')
  const word = bolds.find((i) => before(i, 1) !== ' ' && before(i, 2) !== ' ')
  return single ?? word ?? bolds.find((i) => before(i, 1) === ' ') ?? -1
}
