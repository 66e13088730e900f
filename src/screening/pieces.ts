import { sentences } from '../text/sentences.js'
import { split } from '../text/split.js'
import type { Language } from '../types.js'

/** A text in pieces of at most `most`, cut between paragraphs or sentences, and within one only where it is too long itself. */
export function piecesOf(text: string, { most, count, language }: { readonly most: number; readonly count: (text: string) => number; readonly language: Language }): string[] {
  if (count(text) <= most) return [text]
  const short = (part: string): string[] => (count(part) <= most ? [part] : halves(part).flatMap(short))
  return split(text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== ''), { max: most, count, sentences: (paragraph) => sentences(paragraph, language).flatMap(short), gap: language.gap })
}

/** Two parts, cut at the white space nearest to the middle, or in the middle where there is none. */
function halves(text: string): [string, string] {
  const middle = Math.floor(text.length / 2)
  const spaces = [...text.matchAll(/\s/g)].map((match) => match.index)
  const at = spaces.reduce((best, each) => (Math.abs(each - middle) < Math.abs(best - middle) ? each : best), -text.length)
  return at > 0 && at < text.length - 1 ? [text.slice(0, at), text.slice(at + 1)] : [text.slice(0, middle), text.slice(middle)]
}
