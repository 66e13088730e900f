import { cosine } from '../../text/terms.js'
import type { Embedder } from '../../types.js'
import { neighboursOf } from './bank.js'
import { round, type Finding, type Pair, type Verdict } from './pair.js'
import type { Settings } from './settings.js'
import { embedded, textSignals, vectorSignals, type Embedded, type Signals } from './signals.js'
import { bucketOf, completeness, lengthOf, outside, type Thresholds } from './thresholds.js'

const reasons: Readonly<Record<string, string>> = {
  length: 'unusual-length',
  compression: 'unusual-compression',
  cosine: 'low-similarity',
  margin: 'low-margin',
  'source-covered': 'sentence-unmatched',
  'target-covered': 'sentence-unmatched',
  'left-out': 'sentence-left-out',
  added: 'sentence-added',
}

/** What a pair is measured and compared with. */
export interface Measuring {
  readonly embedder: Embedder
  /** None for this embedder: see `uncalibrated`. */
  readonly thresholds: Thresholds | undefined
  readonly settings: Pick<Settings, 'single' | 'similar' | 'complete' | 'uncalibrated' | 'margin'>
}

export interface Measured {
  readonly source: Embedded
  readonly target: Embedded
  readonly signals: Signals
}

/** The signals of pairs, all sentences embedded in one call; undefined where there is no prose to compare. */
export async function measurePairs(pairs: readonly Pair[], embedder: Embedder): Promise<(Measured | undefined)[]> {
  const sides = pairs.flatMap(({ source, target }) => [source, target])
  const vectors = await embedder.embed(sides.flatMap(({ sentences }) => sentences))
  let at = 0
  const parts = sides.map(({ prose, sentences }) => embedded(prose, sentences, vectors.slice(at, (at += sentences.length))))
  return Promise.all(
    pairs.map(async (pair, i) => {
      const [source, target] = [parts[2 * i]!, parts[2 * i + 1]!]
      if (source.sentences.length === 0 || target.sentences.length === 0) return undefined
      const neighbours = await neighboursOf(embedder, pair.source.language, pair.target.language)
      return { source, target, signals: { ...textSignals(source, target), ...vectorSignals(source, target, neighbours) } }
    }),
  )
}

/** Whether the signals of a pair are those of a good translation, by the thresholds of its direction and length. */
export function similarityVerdict({ source, target }: Pair, measured: Measured | undefined, { embedder, thresholds, settings }: Measuring): Verdict {
  if (!measured) return source.sentences.length === target.sentences.length ? { scores: {}, findings: [] } : { scores: {}, findings: [{ reason: 'prose-differs', detail: { source: source.sentences.length, target: target.sentences.length } }] }
  const { signals } = measured
  const rounded = Object.fromEntries(Object.entries(signals).map(([name, value]) => [name, round(value)]))
  const length = lengthOf(source.prose)
  const spoken = embedder.entry.languages
  const found = thresholds && (!spoken || spoken.includes(target.language.code)) ? bucketOf(thresholds, `${source.language.code}-${target.language.code}`, length) : undefined
  if (!found) return uncalibrated(rounded, settings, embedder)
  const { bucket, pooled } = found
  const whole = Object.fromEntries(Object.entries(completeness(signals, bucket.signals)).map(([name, value]) => [name, round(value)]))
  const scores = { ...rounded, ...whole, thresholds: `${pooled ? 'pooled' : 'own'} ${length}` }
  const findings = outside(signals, bucket, settings).map(({ name, value, limit }) => ({ reason: reasons[name]!, detail: { value: round(value), limit: round(limit) } }))
  return { scores, findings }
}

function uncalibrated(scores: Verdict['scores'], { uncalibrated: rule, margin }: Measuring['settings'], embedder: Embedder): Verdict {
  if (rule === 'reject') return { scores, findings: [{ reason: 'not-calibrated', detail: { embedder: embedder.entry.name, sha256: embedder.entry.sha256 } }] }
  const found = scores['margin'] as number
  return { scores: { ...scores, thresholds: 'margin' }, findings: found >= margin ? [] : [{ reason: 'low-margin', detail: { margin: found, limit: margin } }] }
}

/** From this cosine on two messages of a dialogue say the same, and either may be nearer. */
const same = 0.9
/** Below this many characters a message says too little to be told from others. */
const leastProse = 30

/** Translations that are nearer to another message of their dialogue than to their own: turns mixed up, or one given twice. */
export function mixedUp(measured: readonly (Measured | undefined)[]): (Finding | undefined)[] {
  return measured.map((own, i) => {
    if (!own || own.source.prose.length < leastProse) return undefined
    const cosineOwn = own.signals['cosine']!
    const nearer = measured.findIndex((other, j) => other !== undefined && j !== i && cosine(other.source.whole, own.source.whole) < same && cosine(other.source.whole, own.target.whole) > cosineOwn)
    return nearer < 0 ? undefined : { reason: 'nearer-to-another-message', detail: { message: nearer, own: round(cosineOwn), other: round(cosine(measured[nearer]!.source.whole, own.target.whole)) } }
  })
}
