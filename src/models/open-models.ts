import type { Embedder, Generator, ModelEntry, Models } from '../types.js'
import type { GeneratorOptions } from './generator.js'
import { resolveModel } from './registry.js'

export interface ModelsWanted {
  /** Name in models/, or a file. */
  readonly generator: string
  /** Name in models/, or a folder. */
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
  await import('./gguf.js').then(({ readGenerator }) => readGenerator(found.path))
  // What the user says of the context decides how long passages are: it belongs to what a build is known by.
  const generatorEntry = options.contextSize === undefined ? found : { ...found, contextSize: options.contextSize }
  let openedGenerator: Promise<Generator> | undefined
  let openedEmbedder: Promise<Embedder> | undefined
  return {
    generatorEntry,
    generatorId: idOf(generatorEntry),
    embedderId: idOf(embedderEntry),
    generator: () => (openedGenerator ??= import('./generator.js').then(({ openGenerator }) => openGenerator(generatorEntry, options))),
    embedder: () => (openedEmbedder ??= import('./embedder.js').then(({ openEmbedder }) => openEmbedder(embedderEntry))),
    async [Symbol.asyncDispose]() {
      for (const opening of [openedGenerator, openedEmbedder]) {
        const model = await opening?.catch(() => undefined)
        await model?.[Symbol.asyncDispose]()
      }
    },
  }
}

function idOf({ name, sha256 }: ModelEntry): string {
  return `${name}@${sha256.slice(0, 12)}`
}
