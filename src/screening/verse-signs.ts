/** Lines that stand like verse, and ends of them that rhyme. */
export function verseSigns(text: string): Record<'verse.lines' | 'verse.rhyme', string[]> {
  const runs = linesLikeVerse(text)
  return { 'verse.lines': runs.filter((run) => run.length >= 3).flat(), 'verse.rhyme': runs.flatMap(rhymesIn) }
}

/** Runs of short lines that are no list, no heading and no code, an empty line between stanzas allowed. */
function linesLikeVerse(text: string): string[][] {
  const runs: string[][] = [[]]
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue
    if (isVerse(line)) runs.at(-1)!.push(line)
    else runs.push([])
  }
  return runs.filter((run) => run.length >= 2)
}

const isVerse = (line: string) => line.length >= 8 && line.length <= 72 && !/^(?:[-*•#>|\d(]|[A-Z][\w ]{0,20}:)/.test(line) && !/[:;{}=|]$|[=<>{}]/.test(line) && line.split(/\s+/).length >= 3

/** Pairs of ends that rhyme, on neighbouring lines or with one between. */
function rhymesIn(lines: readonly string[]): string[] {
  const ends = lines.map((line) => /([a-z']+)[^a-z]*$/i.exec(line)?.[1]?.toLowerCase() ?? '')
  return ends.flatMap((end, i) => [1, 2].map((step) => ends[i + step]).filter((other): other is string => other !== undefined && rhyme(end, other)).map((other) => `${end} / ${other}`))
}

/** Two words that end alike from the last vowels on; the same word is no rhyme. */
function rhyme(a: string, b: string): boolean {
  const [x, y] = [a, b].map((word) => /[aeiouy]+[^aeiouy]*e?$/.exec(word)?.[0] ?? '')
  return a !== b && x !== undefined && x.length > 1 && x === y
}
