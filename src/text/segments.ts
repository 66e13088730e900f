import type { Language } from '../types.js'
import type { Range } from './mask-fences.js'
import { maskedRanges } from './mask-ranges.js'
import { sentences } from './sentences.js'

/** A piece of a text and the white space behind it. */
export interface Segment {
  readonly text: string
  readonly gap: string
}

/** How long a piece may be, as `count` counts (tokens, say), and the language of the text, which says where its sentences end. */
export interface Cutting {
  readonly most: number
  readonly count: (text: string) => number
  readonly language: Language
}

/** What pieces are cut by. */
interface Job extends Cutting {
  /** What is never cut. */
  readonly whole: readonly Range[]
}

/**
 * Cuts a text into pieces of at most `most`: at blank lines; a paragraph that is longer at its lines, a line that is longer
 * at its sentences, as `language` ends them. Each piece is as long as it can be, and a heading stays with what follows it.
 * Texts and gaps joined give the input byte for byte, and no piece but the only one is empty. A mask, a fence and a sentence
 * are never cut, so a piece that is one of these may be longer than `most`.
 */
export function segmentsOf(text: string, cutting: Cutting): readonly Segment[] {
  if (text === '') return []
  const body = text.trimEnd()
  const pieces = body === '' ? [] : cut(text, { from: 0, to: body.length }, { ...cutting, whole: maskedRanges(text) }, 0)
  if (pieces.length === 0) return [{ text: '', gap: text }]
  return pieces.map(({ from, to }, place) => ({ text: text.slice(place === 0 ? 0 : from, to), gap: text.slice(to, pieces[place + 1]?.from ?? text.length) }))
}

/** The stretches between the places where a text may be cut, from coarse to fine. */
const cutters: readonly ((text: string, language: Language) => number[])[] = [
  (text) => [...text.matchAll(/\n[ \t\r]*(?=\n)/g)].map(({ index }) => index),
  (text) => [...text.matchAll(/\n/g)].map(({ index }) => index),
  (text, language) => {
    let at = 0
    return sentences(text, language).map((sentence) => (at += sentence.length + language.gap.length) - language.gap.length)
  },
]

const cut = (text: string, range: Range, job: Job, level: number): Range[] => {
  const cutter = cutters[level]
  if (!cutter || job.count(text.slice(range.from, range.to)) <= job.most) return [range]
  const places = cutter(text.slice(range.from, range.to), job.language).map((at) => at + range.from)
  const parts = between(text, range, places.filter((at) => !job.whole.some(({ from, to }) => from < at && at < to)))
  return packed(text, parts, job).flatMap((piece) => cut(text, piece, job, level + 1))
}

/** What stands between the places, without the white space around it. */
const between = (text: string, { from, to }: Range, places: readonly number[]): Range[] => {
  const parts: Range[] = []
  let start = from
  for (const end of [...places, to]) {
    const piece = text.slice(start, end)
    const lead = piece.length - piece.trimStart().length
    if (piece.trim() !== '') parts.push({ from: start + lead, to: start + piece.trimEnd().length })
    start = end
  }
  return parts
}

/** Neighbours put together as long as they are short enough. */
const packed = (text: string, parts: readonly Range[], { most, count }: Job): Range[] => {
  const pieces: Range[] = []
  let held: Range[] = []
  const close = (next?: Range) => {
    const heading = next && held.length > 1 && /^#{1,6} [^\n]*$/.test(text.slice(held.at(-1)!.from, held.at(-1)!.to)) ? held.pop() : undefined
    pieces.push({ from: held[0]!.from, to: held.at(-1)!.to })
    held = [heading, next].filter((part) => part !== undefined)
  }
  for (const part of parts) {
    if (held.length > 0 && count(text.slice(held[0]!.from, part.to)) > most) close(part)
    else held.push(part)
  }
  if (held.length > 0) close()
  return pieces
}
