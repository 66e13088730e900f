import type { Language } from '../types.js'
import { withoutEndings } from './glued.js'
import { jaccardOf, normalised, shingles } from './shingles.js'
import { spacesWords } from './spaced.js'

/** Letters of an inflected word that carry its meaning: truncation is a fair stemmer across European languages. */
const stemLength = 6

/**
 * The content terms of a text for lexical comparison: stems without stop words and glued endings where words are spaced, character
 * bigrams where they are not. Numbers are terms of their own.
 */
export function terms(text: string, language: Language): string[] {
  const stop = stopWords(language)
  const runs = text.toLowerCase().normalize('NFC').match(/\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+/gu) ?? []
  return runs.flatMap((run) => {
    if (/^\p{N}/u.test(run)) return [run]
    if (!spacesWords(language)) return bigrams(run).filter((pair) => ![...pair].some((character) => stop.has(character)))
    const word = withoutEndings(run, language)
    return stop.has(run) || stop.has(word) || run.length < 2 ? [] : [word.slice(0, stemLength)]
  })
}

/** Share of the first list's terms that the second has too; 1 when there is nothing to look for. */
export function support(of: readonly string[], by: ReadonlySet<string>): number {
  if (of.length === 0) return 1
  return of.filter((term) => by.has(term)).length / of.length
}

/** Jaccard similarity of the character n-grams of two texts, 0 to 1, blind to case, spaces and punctuation. */
export function lexicalSimilarity(a: string, b: string, n = 3): number {
  return jaccardOf(shingles(normalised(a), n), shingles(normalised(b), n))
}

/** Dot product; the cosine where both vectors have length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** The direction of the sum of some vectors, with length 1. */
export function meanVector(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!
  const norm = Math.hypot(...sum) || 1
  return sum.map((value) => value / norm)
}

const known = new WeakMap<Language, Set<string>>()

function stopWords(language: Language): Set<string> {
  const words = known.get(language) ?? new Set(language.dialogue.stopWords)
  known.set(language, words)
  return words
}

function bigrams(run: string): string[] {
  const characters = [...run]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, i) => characters[i]! + character)
}
