import { readChoice } from '../models/choice.js'
import { resolveModel } from '../models/registry.js'
import type { Embedder } from '../types.js'

/** The embedder that benchmarks are compared by: the one that is named, else the one that a build takes. */
export async function benchmarkEmbedder(reference: string | undefined): Promise<Embedder> {
  const entry = await resolveModel(reference ?? readChoice().embedder ?? 'nano-embedder', 'embedder')
  return (await import('../models/embedder.js')).openEmbedder(entry)
}
