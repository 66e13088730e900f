import type { Llama } from 'node-llama-cpp'
import { refused } from './refused.js'

/** The tokenizer of a model in the calling thread. */
export interface Vocabulary {
  /** Length of a plain text in tokens; control tokens in it count as the text they are. */
  count(text: string): number
}

/** Reads the vocabulary of a GGUF, without its weights. It goes when the llama instance is disposed. Rejects with a UserError when llama.cpp does not know it. */
export async function openVocabulary(llama: Llama, path: string): Promise<Vocabulary> {
  const model = await llama.loadModel({ modelPath: path, vocabOnly: true, gpuLayers: 0 }).catch((thrown: unknown) => {
    throw refused('generator', path, { what: 'could not be loaded', thrown })
  })
  return { count: (text) => model.tokenize(text).length }
}
