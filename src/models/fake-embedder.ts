import type { Embedder, ModelEntry } from '../types.js'

export interface FakeEmbedderOptions {
  /** Numbers in a vector. */
  readonly dimensions?: number
  /** Fields of the entry that differ from `{ name: 'fake-embedder', … }`. */
  readonly entry?: Partial<ModelEntry>
}

/**
 * An embedder without a model, for tests: character trigrams hashed into as many places as there are dimensions, at
 * length 1. Texts in largely the same words are near, all others nearly orthogonal; the same text always gives the same vector.
 */
export function fakeEmbedder({ dimensions = 64, entry = {} }: FakeEmbedderOptions = {}): Embedder {
  return {
    entry: { name: 'fake-embedder', role: 'embedder', path: '', sha256: 'e'.repeat(64), ...entry },
    dimensions,
    embed: async (texts) => texts.map((text) => vectorOf(text, dimensions)),
    async [Symbol.asyncDispose]() {},
  }
}

function vectorOf(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  const characters = [...` ${text.toLowerCase().replace(/\s+/g, ' ').trim()} `]
  for (let start = 0; start + 3 <= characters.length; start++) {
    const hash = fnv(characters.slice(start, start + 3).join(''))
    vector[hash % dimensions]! += hash & 0x10000 ? 1 : -1
  }
  const norm = Math.hypot(...vector)
  if (norm === 0) vector[0] = 1
  return norm === 0 ? vector : vector.map((value) => value / norm)
}

/** FNV-1a, 32 bits. */
function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
