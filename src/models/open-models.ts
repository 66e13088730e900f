import { statSync } from 'node:fs'
import type { Embedder, Generator, ModelEntry, Models } from '../types.js'
import { weightsOf } from './embedder-at.js'
import type { GeneratorOptions } from './generator.js'
import { checkOnnx } from './onnx-file.js'
import { resolveModel } from './registry.js'

export interface ModelsWanted {
  /** Name in models/, or a file. */
  readonly generator: string
  /** Name in models/, a folder for transformers.js, or a GGUF. */
  readonly embedder: string
  readonly options?: GeneratorOptions
}

/**
 * The two models of a build: found and looked into now, so that a wrong file is said before hours of reading, and loaded at
 * first use; so are the libraries behind them, which take a while.
 * @throws UserError when one is missing, broken, or of the other kind
 */
export async function openModels({ generator, embedder, options = {} }: ModelsWanted): Promise<Models & AsyncDisposable> {
  const [found, embedderEntry] = await Promise.all([resolveModel(generator, 'generator'), resolveModel(embedder, 'embedder')])
  await checkModel(found)
  await checkModel(embedderEntry)
  // What the user says of the context decides how long passages are: it belongs to what a build is known by.
  const generatorEntry = options.contextSize === undefined ? found : { ...found, contextSize: options.contextSize }
  let openedGenerator: Promise<Generator> | undefined
  let openedEmbedder: Promise<Embedder> | undefined
  return {
    generatorEntry,
    generatorId: idOf(generatorEntry),
    embedderId: idOf(embedderEntry),
    generator: () => (openedGenerator ??= import('./generator.js').then(({ openGenerator }) => openGenerator(generatorEntry, options))),
    embedder: () => (openedEmbedder ??= import('./embedder.js').then(({ openEmbedder }) => openEmbedder(embedderEntry, { gpu: options.gpu }))),
    async [Symbol.asyncDispose]() {
      for (const opening of [openedGenerator, openedEmbedder]) {
        const model = await opening?.catch(() => undefined)
        await model?.[Symbol.asyncDispose]()
      }
    },
  }
}

/**
 * Looks into the file of a model without loading it: seconds, where loading shows it after hours.
 * @throws UserError when it is broken, or of the other kind
 */
export async function checkModel({ role, path }: ModelEntry): Promise<void> {
  if (role === 'generator') await import('./gguf.js').then(({ readGenerator }) => readGenerator(path))
  else if (statSync(path).isDirectory()) checkOnnx(weightsOf(path))
}

function idOf({ name, sha256 }: ModelEntry): string {
  return `${name}@${sha256.slice(0, 12)}`
}
