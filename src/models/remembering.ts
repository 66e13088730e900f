import type { Embedder } from '../types.js'
import { vectorKey, type VectorFile } from './vector-file.js'

/** Texts whose vectors are held in memory: checks ask for the same passage and sentences again and again. */
const remembered = 20_000

/**
 * The same embedder, asked only for texts that are not among the last it embedded, nor in the file, where there is one; what it
 * computes is put there. A text is known by what the model reads, with what is put before it as a query or a passage.
 */
export function remembering(embedder: Embedder, file?: VectorFile): Embedder {
  const known = new Map<string, Promise<Float32Array>>()
  const vectorsOf = async (fresh: ReadonlyMap<string, string>, as: 'query' | 'passage'): Promise<ReadonlyMap<string, Float32Array>> => {
    const keys = [...fresh.keys()]
    const kept = await file?.get(keys)
    const vectors = new Map(keys.flatMap((key, i) => (kept?.[i] ? [[key, kept[i]] as const] : [])))
    const left = keys.filter((key) => !vectors.has(key))
    const computed = left.length > 0 ? await embedder.embed(left.map((key) => fresh.get(key)!), as) : []
    await file?.add(left, computed)
    left.forEach((key, i) => vectors.set(key, computed[i]!))
    return vectors
  }
  return {
    entry: embedder.entry,
    dimensions: embedder.dimensions,
    embed(texts, as = 'passage') {
      const keys = texts.map((text) => vectorKey((embedder.entry.prefix?.[as] ?? '') + text))
      const fresh = new Map(keys.flatMap((key, i) => (known.has(key) ? [] : [[key, texts[i]!] as const])))
      if (fresh.size > 0) {
        const found = vectorsOf(fresh, as)
        for (const key of fresh.keys()) known.set(key, found.then((vectors) => vectors.get(key)!))
        found.catch(() => fresh.forEach((_, key) => known.delete(key)))
      }
      const wanted = keys.map((key) => known.get(key)!)
      for (const key of known.keys()) {
        if (known.size <= remembered) break
        known.delete(key)
      }
      return Promise.all(wanted)
    },
    async [Symbol.asyncDispose]() {
      await file?.[Symbol.asyncDispose]()
      await embedder[Symbol.asyncDispose]()
    },
  }
}
