import { resolveModel } from '../models/registry.js'

/** Counts tokens the way one model does. */
export interface Tokenizer extends AsyncDisposable {
  /** name@sha256 (first 12 hex digits) */
  readonly id: string
  count(text: string): number
}

/** Opens the vocabulary of a generator, without its weights. @throws UserError when there is no such model */
export async function openTokenizer(reference: string): Promise<Tokenizer> {
  const { name, path, sha256 } = await resolveModel(reference, 'generator')
  const [{ disposeOf, startLlama }, { openVocabulary }] = await Promise.all([import('../models/engine.js'), import('../models/vocabulary.js')])
  const llama = await startLlama(false)
  try {
    const { count } = await openVocabulary(llama, path)
    return { id: `${name}@${sha256.slice(0, 12)}`, count, [Symbol.asyncDispose]: () => llama.dispose() }
  } catch (error) {
    await disposeOf(llama)
    throw error
  }
}
