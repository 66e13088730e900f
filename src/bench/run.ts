import coreCount from '../core-count.cjs'
import { readChoice } from '../models/choice.js'
import type { Backend } from '../models/machine.js'
import { readShape } from '../models/random-gguf-shapes.js'
import type { Quantization } from '../models/random-gguf-header.js'
import type { Gpu } from '../models/run-settings.js'
import { version } from '../package.js'
import type { ModelEntry } from '../types.js'
import { commitOf, describeMachine } from './machine.js'
import type { BenchModel, BenchResult, Measured } from './result.js'

/** What can be measured, in this order. */
export const kinds = ['pp', 'tg', 'build', 'embed', 'wikitext'] as const
export type BenchKind = (typeof kinds)[number]

export interface BenchOptions {
  /** As build takes them. None of these and no shape: what build takes. */
  readonly generators: readonly string[]
  readonly shapes: readonly string[]
  readonly quantization: Quantization
  readonly embedder?: string
  /** Prompts in flight in one replica; `auto`: as a build runs. */
  readonly sequences: readonly (number | 'auto')[]
  readonly promptTokens: number
  readonly generate: number
  readonly repeats: number
  readonly threads?: number
  readonly gpu?: Gpu
  readonly only: readonly BenchKind[]
  readonly wiki?: string
  readonly signal: AbortSignal
  readonly onNote: (text: string) => void
}

/** Tokens of a sequence beside a prompt or a reply, and for a dialogue with its passage. */
const ROOM = { beside: 64, dialogue: 1_280 }

/** Measures one thing after the other. @throws UserError when a model will not do */
export async function* runBench(options: BenchOptions): AsyncGenerator<BenchResult> {
  const { readBackend } = await import('../models/machine.js')
  const backend = await readBackend(options.gpu)
  const common = { format: 1 as const, machine: describeMachine(backend), version, commit: commitOf() }
  const finished = (measured: Measured, model?: BenchModel): BenchResult => ({ ...common, ...(model ? { model } : {}), ...measured, date: new Date().toISOString() })
  if (options.only.some((kind) => kind === 'pp' || kind === 'tg' || kind === 'build')) {
    for (const generator of await generatorsOf(options, backend)) {
      const model = await modelOf(generator)
      for await (const measured of measureGenerator(generator, options)) yield finished(measured, model)
    }
  }
  if (options.only.includes('embed')) {
    const entry = await embedderOf(options)
    yield finished(await withEmbedder(entry, options), await modelOf(entry))
  }
  if (options.only.includes('wikitext')) {
    options.onNote('wikitext')
    const { measureWikitext } = await import('./wikitext.js')
    yield finished(await measureWikitext({ ...options, file: options.wiki }))
  }
}

async function generatorsOf({ generators, shapes, quantization, signal, onNote }: BenchOptions, backend: Backend): Promise<ModelEntry[]> {
  const [{ randomGguf }, { resolveModel }] = await Promise.all([import('../models/random-gguf.js'), import('../models/registry.js')])
  const parsed = shapes.map(readShape)
  const named = generators.length === 0 && parsed.length === 0 ? [readChoice().generator ?? 'nano-generator'] : generators
  const entries: ModelEntry[] = []
  for (const name of named) entries.push(await resolveModel(name, 'generator'))
  for (const shape of parsed) {
    const path = await randomGguf({ shape, quantization }, { onGpu: backend.name !== 'cpu', signal, onNote })
    entries.push(await resolveModel(path, 'generator'))
  }
  return entries
}

async function embedderOf({ embedder }: BenchOptions): Promise<ModelEntry> {
  const { resolveModel } = await import('../models/registry.js')
  return resolveModel(embedder ?? readChoice().embedder ?? 'nano-embedder', 'embedder')
}

async function modelOf(entry: ModelEntry): Promise<BenchModel> {
  const { factsOf } = await import('../models/model-facts.js')
  return { name: entry.name, sha256: entry.sha256.slice(0, 12), ...(await factsOf(entry)) }
}

/** Tokens are as many as those of so many sequences, where a build has more: with many its replies need not be long to be told apart from noise. */
const AS_MANY = 8

/** Each test for each number of sequences; dialogues as a build would, or with the most of them. */
async function* measureGenerator(entry: ModelEntry, options: BenchOptions): AsyncGenerator<Measured> {
  const { only, sequences, promptTokens, generate, gpu, onNote } = options
  const { openGenerator } = await import('../models/generator.js')
  const { measurePrompts, measureText, sequencesOf } = await import('./generation.js')
  const cores = coreCount()
  const threads = options.threads && Math.min(options.threads, cores)
  if (threads !== options.threads) onNote(`note: threads ${options.threads} is more than the ${cores} cores of this machine: ${cores} are taken`)
  // A prompt as the model's own prompts have it is none of the ones measured here.
  const { prompts: _, questions: __, ...plain } = entry
  const contextSize = Math.max(promptTokens + ROOM.beside, generate + ROOM.beside, only.includes('build') ? ROOM.dialogue : 0)
  const most = sequences.includes('auto') ? 'auto' : Math.max(...(sequences as readonly number[]))
  for (const n of sequences) {
    onNote(`${entry.name}, ${n === 'auto' ? 'as a build runs' : `${n} ${n === 1 ? 'sequence' : 'sequences'}`}`)
    const generator = await openGenerator({ ...plain, contextSize }, { ...{ gpu, threads, onNote }, ...(n === 'auto' ? {} : { sequences: n, replicas: 1 }) })
    const share = n === 'auto' ? Math.min(1, AS_MANY / sequencesOf(generator)) : 1
    try {
      if (only.includes('pp')) yield await measurePrompts(generator, Math.ceil(share * promptTokens), options)
      if (only.includes('tg')) yield await measureText(generator, Math.ceil(share * generate), options)
      if (only.includes('build') && n === most) {
        const [{ measureBuild }, { openEmbedder }] = await Promise.all([import('./dialogues.js'), import('../models/embedder.js')])
        await using embedder = await openEmbedder(await embedderOf(options), { gpu })
        yield await measureBuild(generator, embedder, options)
      }
    } finally {
      await generator[Symbol.asyncDispose]()
    }
  }
}

async function withEmbedder(entry: ModelEntry, options: BenchOptions): Promise<Measured> {
  options.onNote(entry.name)
  const [{ measureEmbedder }, { openEmbedder }] = await Promise.all([import('./embedding.js'), import('../models/embedder.js')])
  await using embedder = await openEmbedder(entry, { gpu: options.gpu })
  return measureEmbedder(embedder, options)
}
