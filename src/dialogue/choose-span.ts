import { cultureNames } from '../text/culture-signals.js'
import { opensOnKnown } from '../text/naming.js'
import type { Sentence, Span } from '../text/spans.js'
import { cosine, meanVector, support, terms } from '../text/terms.js'
import { bareTitle } from '../text/title.js'
import type { Language } from '../types.js'

export type Move = 'seed' | 'depth' | 'width'

export interface Choosing {
  readonly language: Language
  readonly title: string
  readonly sentences: readonly Sentence[]
  /** One vector per sentence. */
  readonly vectors: readonly Float32Array[]
  readonly spans: readonly Span[]
  /** Most sentences a span may have. */
  readonly most: number
  /** How well a span can be asked for (0 to 2), where that is known beforehand; the better ones come first. */
  readonly askable?: ReadonlyMap<Span, number>
}

interface Choice {
  /** Answers so far, in order. */
  readonly used: readonly Span[]
  /** Spans that no fitting question was found for. */
  readonly tried?: readonly Span[]
  readonly random: () => number
}

/**
 * The span to be the next answer. It should name the subject at its beginning, speak of the culture, say enough, and be central for the seed
 * question; near the last answer for a follow-up in depth, far from it for one in width. A little chance keeps variety.
 */
export function chooseSpan(choosing: Choosing, move: Move, { used, tried = [], random }: Choice): Span | undefined {
  // By their words: some articles say a sentence twice.
  const wordsOf = (span: Span) => indices(span).map((index) => choosing.sentences[index]!.text)
  const taken = new Set([...used, ...tried].flatMap(wordsOf))
  const free = choosing.spans.filter((span) => !wordsOf(span).some((words) => taken.has(words)))
  const last = used.at(-1)
  const centre = meanVector(choosing.vectors)
  const scored = free.map((span) => {
    const vector = vectorOf(span, choosing)
    const near = last ? cosine(vector, vectorOf(last, choosing)) : cosine(vector, centre)
    const direction = move === 'width' ? -near : near
    const lead = move === 'seed' && span.first === 0 ? 0.5 : 0
    const ask = 4 * (choosing.askable?.get(span) ?? 0)
    return { span, score: ask + worth(span, choosing) + direction + lead + 0.3 * random() }
  })
  return scored.sort((a, b) => b.score - a.score || a.span.first - b.span.first)[0]?.span
}

/** How good an answer a span is by itself, about -0.6 to 2.2. */
function worth({ text, first, count }: Span, { language, title, sentences, most }: Choosing): number {
  const opening = sentences[first]!.text
  const named = support(terms(bareTitle(title), language), new Set(terms(opening, language)))
  const cultural = Math.min(1, cultureNames(text, language) / 3)
  const hanging = named === 0 && opensOnKnown(opening, language) ? 0.6 : 0
  return named + 0.5 * cultural + (0.7 * count) / most - hanging
}

function vectorOf(span: Span, { vectors }: Choosing): Float32Array {
  return meanVector(vectors.slice(span.first, span.first + span.count))
}

function indices({ first, count }: Span): number[] {
  return Array.from({ length: count }, (_, i) => first + i)
}
