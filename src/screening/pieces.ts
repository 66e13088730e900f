import { sentences } from '../text/sentences.js'
import { split } from '../text/split.js'
import type { Language } from '../types.js'

/** A text in pieces of at most `most`, what joins them counted, cut between paragraphs or sentences, and within one only where it is too long itself. */
export function piecesOf(text: string, { most, count, language }: { readonly most: number; readonly count: (text: string) => number; readonly language: Language }): string[] {
  if (count(text) <= most) return [text]
  const short = (part: string): string[] => (count(part) <= most ? [part] : halves(part).flatMap(short))
  return split(text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== ''), { max: most, count, sentences: (paragraph) => sentences(paragraph, language).flatMap(short), gap: language.gap }).flatMap(short)
}

/** Two parts, cut between the paragraphs nearest to the middle, else at the white space there, or in the middle where there is none. */
function halves(text: string): [string, string] {
  const middle = Math.floor(text.length / 2)
  for (const gap of [/\n{2,}/g, /\s/g]) {
    const inside = [...text.matchAll(gap)].filter(({ 0: { length }, index }) => index > 0 && index + length < text.length)
    const best = inside.toSorted((a, b) => Math.abs(a.index - middle) - Math.abs(b.index - middle))[0]
    if (best) return [text.slice(0, best.index), text.slice(best.index + best[0].length)]
  }
  return [text.slice(0, middle), text.slice(middle)]
}
