import { basename, dirname } from 'node:path'
import onnx, { type InferenceSession } from 'onnxruntime-node'
import { AutoModel, AutoTokenizer, env } from '@xenova/transformers'
import type { ModelEntry } from '../types.js'

/** What a batch asks of the worker. */
export interface EmbedTask {
  readonly texts: readonly string[]
  readonly settings: EmbedSettings
}

/** Which model, and how it is run. */
export interface EmbedSettings {
  readonly path: string
  readonly pooling: NonNullable<ModelEntry['pooling']>
  readonly quantized: boolean
  readonly maxTokens: number
  /** Computing threads of the session. */
  readonly threads: number
}

/** Tokens of a padded batch; more gains nothing and costs memory. */
const tokensPerBatch = 1024

/** About the fewest bytes of UTF-8 a token stands for, whatever the script: enough to sort texts and to size batches. */
const bytesPerToken = 3

/** Read in place of a text without a word: every text has a vector, and tokenizers without marks of their own give such a text no token. */
const nothing = '.'

// @xenova/transformers passes no session options, and the default is a thread a core that spins while it waits.
let threads = 1
const create = onnx.InferenceSession.create.bind(onnx.InferenceSession) as Create
let failed: unknown
const capped: Create = (model, options) => {
  // After a failure the library tries a kind of execution that is not in this build, and hides what was wrong.
  if (failed !== undefined) return Promise.reject(failed)
  return create(model, { ...options, intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 4 }).catch((thrown: unknown) => {
    failed = thrown
    throw thrown
  })
}
Object.assign(onnx.InferenceSession, { create: capped })
// It also prints the failure with its stack. What matters of it comes back as an error.
Object.assign(console, { warn() {}, error() {} })

env.allowRemoteModels = false
env.allowLocalModels = true
env.backends.onnx.logLevel = 'error'

type Create = (model: Uint8Array, options: InferenceSession.SessionOptions) => Promise<InferenceSession>

type Loaded = Awaited<ReturnType<typeof load>>
const models = new Map<string, Promise<Loaded>>()
let last: Promise<unknown> = Promise.resolve()

/** Loaded one after the other, since the folder and the threads are set for all. */
function loaded(settings: EmbedSettings): Promise<Loaded> {
  const known = models.get(settings.path)
  if (known) return known
  const loading = last.then(() => load(settings))
  last = loading.catch(() => models.delete(settings.path))
  models.set(settings.path, loading)
  return loading
}

async function load({ path, quantized, threads: wanted }: EmbedSettings) {
  env.localModelPath = dirname(path)
  threads = wanted
  failed = undefined
  const name = basename(path)
  const tokenizer = await AutoTokenizer.from_pretrained(name, { local_files_only: true })
  return { tokenizer, model: await AutoModel.from_pretrained(name, { local_files_only: true, quantized }) }
}

/** Frees a model; it is loaded again when it is asked for again. */
export async function unload(path: string): Promise<void> {
  const loading = models.get(path)
  models.delete(path)
  await (await loading?.catch(() => undefined))?.model.dispose()
}

interface Encoded {
  readonly input_ids: { readonly dims: readonly number[] }
  readonly attention_mask: { readonly data: BigInt64Array }
}

/** Vectors of length 1, one per text, laid end to end. */
export default async function embed({ texts, settings }: EmbedTask): Promise<Float32Array> {
  const { tokenizer, model } = await loaded(settings)
  tokenizer.model_max_length = settings.maxTokens // as an argument of the call it would be padded to
  const lengths = texts.map((text) => Math.min(settings.maxTokens, Math.ceil(Buffer.byteLength(text) / bytesPerToken) + 2))
  const order = texts.map((_, index) => index).sort((a, b) => lengths[a]! - lengths[b]!)
  let vectors: Float32Array | undefined
  for (const batch of batches(order, lengths)) {
    const encoded = tokenizer(batch.map((index) => texts[index]!.trim() || nothing), { padding: true, truncation: true }) as Encoded
    const outputs = (await model(encoded)) as Outputs
    const { data, dims } = settings.pooling === 'pooler' || !outputs.last_hidden_state ? pooled(outputs) : (outputs.sentence_embedding ?? outputs.last_hidden_state)
    const width = dims.at(-1)!
    vectors ??= new Float32Array(texts.length * width)
    for (const [row, index] of batch.entries()) {
      // Two dimensions: a vector a text, as the model pooled it itself.
      const vector = dims.length === 2 ? data.slice(row * width, (row + 1) * width) : pool(data, encoded.attention_mask.data, { row, length: dims[1]!, width, pooling: settings.pooling })
      vectors.set(unit(vector), index * width)
    }
  }
  return vectors ?? new Float32Array()
}

/** Neighbours in length share a batch, so that little is padding. */
function* batches(order: readonly number[], lengths: readonly number[]): Iterable<number[]> {
  let batch: number[] = []
  for (const index of order) {
    if (batch.length > 0 && (batch.length + 1) * lengths[index]! > tokensPerBatch) {
      yield batch
      batch = []
    }
    batch.push(index)
  }
  if (batch.length > 0) yield batch
}

interface Output {
  readonly data: Float32Array
  readonly dims: readonly number[]
}

/** What the ONNX file gives: vectors of tokens, and where it holds the layers after them, of texts. */
interface Outputs {
  readonly last_hidden_state?: Output
  readonly pooler_output?: Output
  readonly sentence_embedding?: Output
}

/** The model's own pooled output; the first token where it has none, which is what the poolers of such models read. */
function pooled({ sentence_embedding: sentence, pooler_output: pooler, last_hidden_state: hidden }: Outputs): Output {
  const found = sentence ?? pooler ?? hidden
  if (!found) throw new Error('the ONNX model gives neither last_hidden_state nor a pooled output')
  return found
}

interface Pooling {
  readonly row: number
  readonly length: number
  readonly width: number
  readonly pooling: EmbedSettings['pooling']
}

/** One vector of the token vectors that are no padding. */
function pool(data: Float32Array, mask: BigInt64Array, { row, length, width, pooling }: Pooling): Float32Array {
  const tokens = Array.from({ length }, (_, token) => token).filter((token) => mask[row * length + token] !== 0n)
  const taken = pooling === 'mean' ? tokens : pooling === 'last' ? tokens.slice(-1) : tokens.slice(0, 1)
  const sum = new Float32Array(width)
  for (const token of taken) {
    const start = (row * length + token) * width
    for (let i = 0; i < width; i++) sum[i]! += data[start + i]!
  }
  return sum
}

function unit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector) || 1
  return vector.map((value) => value / norm)
}
