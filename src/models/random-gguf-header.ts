import { CONTROLS, chatTemplate, control, makeVocabulary } from './random-gguf-vocabulary.js'
import type { Shape } from './random-gguf-shapes.js'

export const quantizations = ['Q8_0', 'F16'] as const
export type Quantization = (typeof quantizations)[number]

/** A tensor of the file. */
export interface Tensor {
  readonly name: string
  /** Values of a row, and rows. */
  readonly sizes: readonly [number, number?]
  /** Rows from the first whose weights are zero. */
  readonly silent?: number
}

/** ggml's numbers of types, bytes of a block and values in it; `file`: what the header calls the whole. */
export const kinds = {
  F32: { type: 0, bytes: 4, values: 1 },
  F16: { type: 1, bytes: 2, values: 1, file: 1 },
  Q8_0: { type: 8, bytes: 34, values: 32, file: 7 },
} as const

const ALIGNMENT = 32

/** Tokens that a sequence may have: more than anyone measures. */
const CONTEXT = 32_768

/** The tensors of a model of the `llama` architecture, in the order of the file. */
export function tensorsOf({ layers, width, heads, kvHeads, headSize, inner, vocabulary, tied }: Shape): Tensor[] {
  const layer = (n: number): Tensor[] => [
    { name: `blk.${n}.attn_norm.weight`, sizes: [width] },
    { name: `blk.${n}.attn_q.weight`, sizes: [width, heads * headSize] },
    { name: `blk.${n}.attn_k.weight`, sizes: [width, kvHeads * headSize] },
    { name: `blk.${n}.attn_v.weight`, sizes: [width, kvHeads * headSize] },
    { name: `blk.${n}.attn_output.weight`, sizes: [heads * headSize, width] },
    { name: `blk.${n}.ffn_norm.weight`, sizes: [width] },
    { name: `blk.${n}.ffn_gate.weight`, sizes: [width, inner] },
    { name: `blk.${n}.ffn_up.weight`, sizes: [width, inner] },
    { name: `blk.${n}.ffn_down.weight`, sizes: [inner, width] },
  ]
  const table = (name: string): Tensor => ({ name, sizes: [width, vocabulary], silent: CONTROLS })
  return [table('token_embd.weight'), ...Array.from({ length: layers }, (_, n) => layer(n)).flat(), { name: 'output_norm.weight', sizes: [width] }, ...(tied ? [] : [table('output.weight')])]
}

/** Values of a tensor. */
export function valuesOf({ sizes: [row, rows = 1] }: Tensor): number {
  return row * rows
}

/** Vectors are 32-bit floats, tables of weights are quantized. */
export function kindOf({ sizes }: Tensor, quantization: Quantization): keyof typeof kinds {
  return sizes[1] === undefined ? 'F32' : quantization
}

/** Bytes of a tensor. */
export function bytesOf(tensor: Tensor, quantization: Quantization): number {
  const { bytes, values } = kinds[kindOf(tensor, quantization)]
  return (valuesOf(tensor) / values) * bytes
}

/** Bytes from a tensor to the next. */
export function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
}

/** The header of the GGUF (version 3), padded: metadata, vocabulary and the list of tensors. */
export function headerOf(shape: Shape, { quantization, name }: { readonly quantization: Quantization; readonly name: string }): Buffer {
  const { layers, width, heads, kvHeads, headSize, inner, vocabulary } = shape
  const tokens = makeVocabulary(vocabulary)
  const numbers = { block_count: layers, context_length: CONTEXT, embedding_length: width, feed_forward_length: inner, vocab_size: vocabulary, 'attention.head_count': heads, 'attention.head_count_kv': kvHeads, 'attention.key_length': headSize, 'attention.value_length': headSize, 'rope.dimension_count': headSize }
  const ids = { bos_token_id: control.begin, eos_token_id: control.end, unknown_token_id: control.unknown, padding_token_id: control.stop }
  const pairs = [
    pair('general.architecture', string('llama')),
    pair('general.name', string(name)),
    pair('general.file_type', number(kinds[quantization].file)),
    pair('general.quantization_version', number(2)),
    ...Object.entries(numbers).map(([key, value]) => pair(`llama.${key}`, number(value))),
    pair('llama.attention.layer_norm_rms_epsilon', float(1e-5)),
    pair('llama.rope.freq_base', float(10_000)),
    pair('tokenizer.ggml.model', string('llama')),
    pair('tokenizer.ggml.tokens', array(8, tokens.map(({ text }) => words(text)))),
    pair('tokenizer.ggml.scores', array(6, tokens.map(({ score }) => floats(score)))),
    pair('tokenizer.ggml.token_type', array(5, tokens.map(({ type }) => uint32(type)))),
    ...Object.entries(ids).map(([key, value]) => pair(`tokenizer.ggml.${key}`, number(value))),
    pair('tokenizer.ggml.add_bos_token', flag(false)),
    pair('tokenizer.ggml.add_space_prefix', flag(false)),
    pair('tokenizer.chat_template', string(chatTemplate)),
  ]
  const tensors = tensorsOf(shape)
  let offset = 0
  const infos = tensors.map((tensor) => {
    const sizes = tensor.sizes.filter((size) => size !== undefined)
    const info = Buffer.concat([words(tensor.name), uint32(sizes.length), ...sizes.map(uint64), uint32(kinds[kindOf(tensor, quantization)].type), uint64(offset)])
    offset += padded(bytesOf(tensor, quantization))
    return info
  })
  const header = Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(pairs.length), ...pairs, ...infos])
  return Buffer.concat([header, Buffer.alloc(padded(header.length) - header.length)])
}

const uint32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer)
const uint64 = (value: number): Buffer => Buffer.from(BigUint64Array.of(BigInt(value)).buffer)
const floats = (value: number): Buffer => Buffer.from(Float32Array.of(value).buffer)
const words = (text: string): Buffer => Buffer.concat([uint64(Buffer.byteLength(text)), Buffer.from(text)])
const pair = (key: string, value: Buffer): Buffer => Buffer.concat([words(key), value])
const typed = (type: number, value: Buffer): Buffer => Buffer.concat([uint32(type), value])
const number = (value: number): Buffer => typed(4, uint32(value))
const float = (value: number): Buffer => typed(6, floats(value))
const flag = (value: boolean): Buffer => typed(7, Buffer.from([Number(value)]))
const string = (text: string): Buffer => typed(8, words(text))
const array = (type: number, items: readonly Buffer[]): Buffer => typed(9, Buffer.concat([uint32(type), uint64(items.length), ...items]))
