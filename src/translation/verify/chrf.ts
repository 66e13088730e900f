/** Longest character n-grams compared, and how much more recall weighs than precision. */
const order = 6
const beta = 2

/**
 * chrF2 of a text against a reference, 0 to 100: F-score of character n-grams up to six, spaces left out, recall weighing
 * twice as much (Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation", WMT). Orders that neither text
 * has n-grams of are left out.
 */
export function chrf(hypothesis: string, reference: string): number {
  const [own, other] = [hypothesis, reference].map((text) => [...text.normalize('NFC').replace(/\s+/g, '')]) as [string[], string[]]
  const ratios: { precision: number; recall: number }[] = []
  for (let n = 1; n <= order; n++) {
    const [mine, theirs] = [counts(own, n), counts(other, n)]
    const [total, wanted] = [Math.max(0, own.length - n + 1), Math.max(0, other.length - n + 1)]
    if (total === 0 && wanted === 0) continue
    let shared = 0
    for (const [gram, times] of mine) shared += Math.min(times, theirs.get(gram) ?? 0)
    ratios.push({ precision: total === 0 ? 0 : shared / total, recall: wanted === 0 ? 0 : shared / wanted })
  }
  const mean = (part: 'precision' | 'recall') => ratios.reduce((sum, ratio) => sum + ratio[part], 0) / Math.max(1, ratios.length)
  const [precision, recall] = [mean('precision'), mean('recall')]
  if (ratios.length === 0) return 100
  return precision + recall === 0 ? 0 : (100 * (1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall)
}

function counts(characters: readonly string[], n: number): Map<string, number> {
  const found = new Map<string, number>()
  for (let at = 0; at + n <= characters.length; at++) {
    const gram = characters.slice(at, at + n).join('')
    found.set(gram, (found.get(gram) ?? 0) + 1)
  }
  return found
}
