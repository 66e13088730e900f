/** What can tie a text to one language and its world, in the order in which a generator says it. */
export const criteria = ['name', 'code', 'place', 'culture', 'verse', 'tradition', 'brand'] as const

export type Criterion = (typeof criteria)[number]

export interface Verdict {
  /** That the text meets the criterion, 0 to 1. */
  readonly probability: number
  /** Words of the text that speak for it. */
  readonly evidence: readonly string[]
}

export type Verdicts = Readonly<Record<Criterion, Verdict>>

/** Says of an English text which criteria it meets. */
export interface Judge {
  judge(text: string): Promise<Verdicts>
}

/** One value per criterion. */
export function perCriterion<T>(value: (criterion: Criterion) => T): Record<Criterion, T> {
  return Object.fromEntries(criteria.map((criterion) => [criterion, value(criterion)])) as Record<Criterion, T>
}

/** Words quoted per criterion at most. */
const mostEvidence = 6

/** The verdict on a text from those on its pieces: a criterion that one piece meets is met. */
export function highest(pieces: readonly Verdicts[]): Verdicts {
  return perCriterion((criterion) => {
    const own = pieces.map((piece) => piece[criterion])
    const evidence = [...own].sort((a, b) => b.probability - a.probability).flatMap((verdict) => verdict.evidence)
    return { probability: Math.max(0, ...own.map(({ probability }) => probability)), evidence: [...new Set(evidence)].slice(0, mostEvidence) }
  })
}
