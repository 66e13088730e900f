import type { LlamaModel } from 'node-llama-cpp'
import { startLlama, type Gpu } from './engine.js'

/** The tokenizer of a model in the calling thread, without its weights. */
export interface Vocabulary extends AsyncDisposable {
  /** Length of a plain text in tokens; control tokens in it count as the text they are. */
  count(text: string): number
  readonly model: LlamaModel
}

/** Reads the vocabulary of a GGUF. The binary has to be the one the workers use: two of them in a process would share symbols. */
export async function openVocabulary(path: string, gpu: Gpu): Promise<Vocabulary> {
  const llama = await startLlama(gpu)
  const model = await llama.loadModel({ modelPath: path, vocabOnly: true, gpuLayers: 0 })
  return {
    model,
    count: (text) => model.tokenize(text).length,
    [Symbol.asyncDispose]: () => llama.dispose(),
  }
}
