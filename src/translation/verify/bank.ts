import type { Embedder, Language } from '../../types.js'
import type { Neighbours } from './signals.js'

const known = new WeakMap<Embedder, Map<Language, Promise<readonly Float32Array[]>>>()

/**
 * Texts of either language that a translation is no translation of: the prototype texts of the languages, the same in every
 * build, so that a verdict does not depend on what else is verified.
 */
export async function neighboursOf(embedder: Embedder, source: Language, target: Language): Promise<Neighbours> {
  const [own, other] = await Promise.all([bankOf(embedder, source), bankOf(embedder, target)])
  return { source: own, target: other }
}

function bankOf(embedder: Embedder, language: Language): Promise<readonly Float32Array[]> {
  const banks = known.get(embedder) ?? new Map<Language, Promise<readonly Float32Array[]>>()
  known.set(embedder, banks)
  const bank = banks.get(language) ?? embedder.embed([...language.culture.own, ...language.culture.universal])
  banks.set(language, bank)
  return bank
}
