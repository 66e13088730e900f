/** Members of a group up to which each is paired with each; in larger groups with the best, and with its likeliest neighbours. */
const smallGroup = 48
const leaders = 16

export interface Pairing {
  readonly bands: number
  /** Number of positions. */
  readonly length: number
  /** Key of a position in a band (32 bits). */
  keyAt(position: number, band: number): number
  /** Whether two positions that share a key are worth a comparison. */
  mayBeAlike(a: number, b: number): boolean
  /** Whether a position takes part. */
  used(position: number): boolean
  /** What members of a large group are brought next to each other by. */
  sortBy(position: number): number
}

/**
 * Pairs of positions that share the key of a band, each once, as `later × length + earlier`, in rising order. A group of g
 * members that share a key gives 32 g pairs at most beyond 48 members, so the pairs grow with the rows.
 */
export function candidatePairs(pairings: readonly Pairing[]): Float64Array {
  const found = collected()
  for (const pairing of pairings) for (let band = 0; band < pairing.bands; band++) groupsOf(pairing, band, (group) => pairUp(group, pairing, found.add))
  return found.sorted()
}

/** Calls back with the positions of each group that shares the key of a band, in rising order. */
function groupsOf({ keyAt, length, used }: Pairing, band: number, each: (group: Float64Array) => void): void {
  const shift = Math.max(0, Math.ceil(Math.log2(length + 1)) - 21)
  const sorted = new Float64Array(length)
  let count = 0
  for (let i = 0; i < length; i++) if (used(i)) sorted[count++] = (keyAt(i, band) >>> shift) * length + i
  const part = sorted.subarray(0, count).sort()
  for (let start = 0; start < count; ) {
    const key = Math.floor(part[start]! / length)
    let end = start + 1
    while (end < count && Math.floor(part[end]! / length) === key) end++
    if (end - start > 1) each(part.subarray(start, end).map((value) => value - key * length))
    start = end
  }
}

function pairUp(group: Float64Array, { length, sortBy, mayBeAlike }: Pairing, add: (pair: number) => void): void {
  const pair = (a: number, b: number) => mayBeAlike(a, b) && add(Math.max(a, b) * length + Math.min(a, b))
  if (group.length <= smallGroup) {
    for (let i = 1; i < group.length; i++) for (let j = 0; j < i; j++) pair(group[i]!, group[j]!)
    return
  }
  for (let i = 1; i < group.length; i++) for (let j = 0; j < Math.min(i, leaders); j++) pair(group[i]!, group[j]!)
  const near = [...group].sort((a, b) => sortBy(a) - sortBy(b) || a - b)
  for (let i = 1; i < near.length; i++) for (let j = Math.max(0, i - leaders); j < i; j++) pair(near[i]!, near[j]!)
}

/** A growing list of numbers that holds each once. */
function collected() {
  let values = new Float64Array(1 << 16)
  let count = 0
  const tidy = () => {
    const part = values.subarray(0, count).sort()
    count = part.reduce((kept, value, i) => {
      if (i === 0 || value !== part[kept - 1]) part[kept++] = value
      return kept
    }, 0)
  }
  const grow = () => {
    const larger = new Float64Array(values.length * 2)
    larger.set(values.subarray(0, count))
    values = larger
  }
  return {
    add(value: number) {
      if (count === values.length) {
        tidy()
        if (count > values.length / 2) grow()
      }
      values[count++] = value
    },
    sorted() {
      tidy()
      return values.slice(0, count)
    },
  }
}

export interface Match {
  /** Position that keeps it. */
  readonly keeper: number
  readonly similarity: number
  /** What they are alike in. */
  readonly by: string
}

/**
 * Goes through positions in order, the best first, and drops each that is like one kept before: that one keeps it. A
 * candidate that was dropped itself stands for its keeper, so that a row is compared with those who stay.
 */
export function dropAlike(length: number, pairs: Float64Array | 'all', alike: (later: number, earlier: number) => Omit<Match, 'keeper'> | undefined): ReadonlyMap<number, Match> {
  const dropped = new Map<number, Match>()
  let next = 0
  for (let later = 0; later < length; later++) {
    const candidates = new Set<number>()
    if (pairs === 'all') for (let earlier = 0; earlier < later; earlier++) candidates.add(earlier)
    else for (; next < pairs.length && Math.floor(pairs[next]! / length) === later; next++) candidates.add(pairs[next]! % length)
    let best: Match | undefined
    const seen = new Set<number>()
    for (const candidate of candidates) {
      const keeper = dropped.get(candidate)?.keeper ?? candidate
      if (seen.has(keeper)) continue
      seen.add(keeper)
      const match = alike(later, keeper)
      if (match && match.similarity > (best?.similarity ?? -1)) best = { keeper, ...match }
    }
    if (best) dropped.set(later, best)
  }
  return dropped
}
