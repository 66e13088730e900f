import type { Generator, ModelEntry } from '../types.js'
import { disposeOf, startLlama } from './engine.js'
import { wantedContext, type GeneratorOptions } from './generator.js'
import { readGenerator } from './gguf.js'
import { noUsage } from './usage.js'
import { openVocabulary } from './vocabulary.js'

/**
 * A generator that counts tokens and generates none: neither its weights are loaded nor its speed is measured. Its context is
 * the one that is wanted, which the memory may turn out not to hold. Rejects with a UserError when llama.cpp does not know the model.
 */
export async function openCountingGenerator(entry: ModelEntry, { contextSize }: Pick<GeneratorOptions, 'contextSize'> = {}): Promise<Generator> {
  const header = await readGenerator(entry.path)
  const llama = await startLlama(false)
  try {
    const { count } = await openVocabulary(llama, entry.path)
    return {
      ...{ entry, count, contextSize: wantedContext(entry, header, contextSize), concurrency: 1, usage: () => noUsage },
      sequence: () => Promise.reject(new Error(`${entry.name} was opened to count tokens, and was asked to write`)),
      [Symbol.asyncDispose]: () => llama.dispose(),
    }
  } catch (error) {
    await disposeOf(llama)
    throw error
  }
}
