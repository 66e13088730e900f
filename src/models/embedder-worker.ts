import { basename, dirname } from 'node:path'
import onnx, { type InferenceSession } from 'onnxruntime-node'
import { AutoModel, AutoTokenizer, env } from '@xenova/transformers'

/** What a batch asks of the worker. */
export interface EmbedTask {
  readonly texts: readonly string[]
  readonly settings: EmbedSettings
}

/** Which model, and how it is run. */
export interface EmbedSettings {
  readonly path: string
  readonly pooling: 'mean' | 'cls'
  readonly quantized: boolean
  readonly maxTokens: number
  /** Computing threads of the session. */
  readonly threads: number
}

/** Tokens of a padded batch; more gains nothing and costs memory. */
const tokensPerBatch = 1024

/** About the fewest bytes of UTF-8 a token stands for, whatever the script: enough to sort texts and to size batches. */
const bytesPerToken = 3

// @xenova/transformers passes no session options, and the default is a thread a core that spins while it waits.
let threads = 1
const create = onnx.InferenceSession.create.bind(onnx.InferenceSession) as Create
const capped: Create = (model, options) => create(model, { ...options, intraOpNumThreads: threads, interOpNumThreads: 1 })
Object.assign(onnx.InferenceSession, { create: capped })

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
    const encoded = tokenizer(batch.map((index) => texts[index]!), { padding: true, truncation: true }) as Encoded
    const { last_hidden_state: hidden } = (await model(encoded)) as { last_hidden_state: { data: Float32Array; dims: number[] } }
    const width = hidden.dims[2]!
    vectors ??= new Float32Array(texts.length * width)
    for (const [row, index] of batch.entries()) {
      vectors.set(pool(hidden.data, encoded.attention_mask.data, { row, length: hidden.dims[1]!, width, first: settings.pooling === 'cls' }), index * width)
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

function pool(data: Float32Array, mask: BigInt64Array, at: { row: number; length: number; width: number; first: boolean }): Float32Array {
  const { row, length, width, first } = at
  const sum = new Float32Array(width)
  const tokens = first ? 1 : length
  for (let token = 0; token < tokens; token++) {
    if (mask[row * length + token] === 0n) continue
    const start = (row * length + token) * width
    for (let i = 0; i < width; i++) sum[i]! += data[start + i]!
  }
  const norm = Math.hypot(...sum) || 1
  return sum.map((value) => value / norm)
}
