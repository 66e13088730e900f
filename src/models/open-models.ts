import { statSync } from 'node:fs'
import type { Embedder, Generator, ModelEntry, Models } from '../types.js'
import { weightsOf } from './embedder-at.js'
import type { GeneratorOptions } from './generator.js'
import { filesOf } from './model-files.js'
import { checkOnnx } from './onnx-file.js'
import { resolveFully } from './registry.js'

export interface ModelsWanted {
  /** Name in models/, or a file. */
  readonly generator: string
  /** Name in models/, a folder for transformers.js, or a GGUF. */
  readonly embedder: string
  /** As the generator; it judges what the generator wrote. The generator itself where none is given. */
  readonly judge?: string | undefined
  readonly options?: GeneratorOptions
  /** Generators are to count tokens only: no weights are loaded, and calls are refused. */
  readonly countOnly?: boolean
  /** Folder in which vectors are kept from run to run; none: for this run only. */
  readonly vectors?: string | undefined
}

/**
 * The models of a build: found and looked into now, so that a wrong file is said before hours of reading, and loaded at
 * first use; so are the libraries behind them, which take a while.
 * @throws UserError when one is missing, broken, or of the other kind
 */
export async function openModels({ generator, embedder, judge = generator, options = {}, countOnly = false, vectors }: ModelsWanted): Promise<Models & AsyncDisposable> {
  const [writer, embedderEntry, other] = await Promise.all([entryOf(generator, 'generator'), entryOf(embedder, 'embedder'), entryOf(judge, 'generator')])
  // What the user says of the context decides how long passages are: it belongs to what a build is known by.
  const [generatorEntry, judgeEntry] = [writer, other.sha256 === writer.sha256 ? writer : other].map((found) => (options.contextSize === undefined ? found : { ...found, contextSize: options.contextSize })) as [ModelEntry, ModelEntry]
  for (const entry of [generatorEntry, embedderEntry, judgeEntry]) await checkModel(entry)
  const opened = new Map<string, Promise<Generator>>()
  let openedEmbedder: Promise<Embedder> | undefined
  // One after the other: how one runs best is not measured while another takes the memory and the cores.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(opening: () => Promise<T>): Promise<T> => {
    const turn = last.then(opening)
    last = turn.catch(() => {})
    return turn
  }
  const open = (entry: ModelEntry) => {
    const opening = opened.get(entry.sha256) ?? (countOnly ? counting(entry, options) : inTurn(() => import('./generator.js').then(({ openGenerator }) => openGenerator(entry, { besides: besidesOf(entry, [generatorEntry, judgeEntry, embedderEntry]), ...options }))))
    opened.set(entry.sha256, opening)
    return opening
  }
  return {
    ...{ generatorEntry, judgeEntry, embedderEntry },
    ...{ generatorId: idOf(generatorEntry), judgeId: idOf(judgeEntry), embedderId: idOf(embedderEntry) },
    generator: () => open(generatorEntry),
    judge: () => open(judgeEntry),
    embedder: () => (openedEmbedder ??= inTurn(() => import('./embedder.js').then(({ openEmbedder }) => openEmbedder(embedderEntry, { gpu: options.gpu, vectors, onNote: options.onNote })))),
    async [Symbol.asyncDispose]() {
      for (const opening of [...opened.values(), openedEmbedder]) {
        const model = await opening?.catch(() => undefined)
        await model?.[Symbol.asyncDispose]()
      }
    },
  }
}

/**
 * Bytes that the models of a build beside one are taken to need, each once: its weights and half as much, so that a judge on the same
 * GPU has a context of some sequences. None for ONNX files, which are small and never there.
 */
export function besidesOf({ sha256 }: ModelEntry, all: readonly ModelEntry[]): number {
  const others = new Map(all.filter((one) => one.sha256 !== sha256).map((one) => [one.sha256, one.path]))
  return [...others.values()].filter((path) => !statSync(path).isDirectory()).reduce((sum, path) => sum + 1.5 * bytesOf(path), 0)
}

const bytesOf = (path: string): number => filesOf(path).reduce((sum, file) => sum + statSync(file.path).size, 0)

const counting = async (entry: ModelEntry, options: GeneratorOptions): Promise<Generator> => (await import('./counting-generator.js')).openCountingGenerator(entry, options)

/** The model behind a reference, with where it is from: a build tells that in its lock. */
async function entryOf(reference: string, role: ModelEntry['role']): Promise<ModelEntry> {
  const { model, ...from } = await resolveFully(reference, role)
  return { ...model, ...from }
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
