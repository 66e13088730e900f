import type { Embedder } from '../types.js'
import { repeated, type Repeats } from './repeat.js'
import type { Measured } from './result.js'

/** Texts of one repetition. */
const TEXTS = 256

/** Vectors of sentences of 8 to 16 words, none of them seen before. */
export async function measureEmbedder(embedder: Embedder, options: Repeats): Promise<Measured> {
  const values = await repeated(async (round) => {
    await embedder.embed(Array.from({ length: TEXTS }, (_, i) => sentence(round, i)))
    return TEXTS
  }, options)
  return { test: 'embed', unit: 'texts', values, settings: { texts: TEXTS, dimensions: embedder.dimensions } }
}

const clauses = ['was built beside the river', 'burned down', 'was bought by the town', 'stands empty', 'was painted white again']

function sentence(round: number, i: number): string {
  const said = Array.from({ length: 1 + (i % 3) }, (_, n) => clauses[(i + n) % clauses.length]).join(' and ')
  return `House number ${i} of street ${round} ${said}.`
}
