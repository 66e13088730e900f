import type { GeneratorOptions } from '../models/generator.js'
import { resolveModel } from '../models/registry.js'
import type { Embedder, Generator, ModelEntry, Models } from '../types.js'

interface Wanted {
  readonly generator: string
  readonly embedder: string
  readonly options: GeneratorOptions
}

/** The two models of a build, found now and loaded at first use; so are the libraries behind them, which take a while. */
export async function openModels({ generator, embedder, options }: Wanted): Promise<Models & AsyncDisposable> {
  const [found, embedderEntry] = await Promise.all([resolveModel(generator, 'generator'), resolveModel(embedder, 'embedder')])
  // What the user says of the context decides how long passages are: it belongs to what a build is known by.
  const generatorEntry = options.contextSize === undefined ? found : { ...found, contextSize: options.contextSize }
  let openedGenerator: Promise<Generator> | undefined
  let openedEmbedder: Promise<Embedder> | undefined
  return {
    generatorEntry,
    generatorId: idOf(generatorEntry),
    embedderId: idOf(embedderEntry),
    generator: () => (openedGenerator ??= import('../models/generator.js').then(({ openGenerator }) => openGenerator(generatorEntry, options))),
    embedder: () => (openedEmbedder ??= import('../models/embedder.js').then(({ openEmbedder }) => openEmbedder(embedderEntry))),
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
