import { cosine, lexicalSimilarity } from '../text/terms.js'
import type { Limits } from './checking.js'

/** How like a text is to the one among others that is most like it; 0 where there is none. */
export function nearest(text: string, vector: Float32Array, others: readonly { text: string; vector: Float32Array }[]) {
  const scored = others.map((other) => ({ text: other.text, lexical: lexicalSimilarity(text, other.text), cosine: cosine(vector, other.vector) }))
  return scored.sort((a, b) => b.lexical + b.cosine - a.lexical - a.cosine)[0] ?? { text: '', lexical: 0, cosine: 0 }
}

/** The same words, or the same meaning in largely the same words: a score of the embedder alone never decides, and one that is missing (NaN) counts as high. */
export function isRepeat(found: { lexical: number; cosine: number }, limits: Limits): boolean {
  return found.lexical >= limits.repeat || (!(found.cosine < limits.repeatCosine) && found.lexical >= limits.repeat / 2)
}
