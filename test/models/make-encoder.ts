import { pair, string, text, uint32, uint64 } from './make-gguf.js'

const width = 32
const inner = 64
const positions = 64
/** `▁` begins a word, as llama.cpp has it. */
const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '.', ...'abcdefghijklmnopqrstuvwxyz'.split('').flatMap((letter) => [`▁${letter}`, letter])]

/** A whole GGUF of a BERT of one layer with random weights, which knows letters: an encoder that looks both ways. */
export function makeEncoder(pooling: number): Buffer {
  const number = (key: string, value: number) => pair(key, Buffer.concat([uint32(4), uint32(value)]))
  const float = Buffer.alloc(4)
  float.writeFloatLE(1e-12)
  const pairs = [
    pair('general.architecture', string('bert')),
    ...[number('bert.block_count', 1), number('bert.context_length', positions), number('bert.embedding_length', width)],
    ...[number('bert.feed_forward_length', inner), number('bert.attention.head_count', 2), number('bert.pooling_type', pooling)],
    pair('bert.attention.layer_norm_epsilon', Buffer.concat([uint32(6), float])),
    pair('bert.attention.causal', Buffer.concat([uint32(7), Buffer.from([0])])),
    pair('tokenizer.ggml.model', string('bert')),
    pair('tokenizer.ggml.tokens', Buffer.concat([uint32(9), uint32(8), uint64(vocabulary.length), ...vocabulary.map(text)])),
    ...[number('tokenizer.ggml.token_type_count', 2), number('tokenizer.ggml.padding_token_id', 0), number('tokenizer.ggml.unknown_token_id', 1)],
    ...[number('tokenizer.ggml.bos_token_id', 2), number('tokenizer.ggml.cls_token_id', 2), number('tokenizer.ggml.seperator_token_id', 3), number('tokenizer.ggml.eos_token_id', 3), number('tokenizer.ggml.mask_token_id', 4)],
  ]
  const values = tensors.map(([, sizes], i) => weights(sizes.reduce((product, size) => product * size, 1), i + 1))
  let offset = 0
  const infos = tensors.map(([name, sizes], i) => {
    const info = Buffer.concat([text(name), uint32(sizes.length), ...sizes.map(uint64), uint32(0), uint64(offset)])
    offset += values[i]!.length
    return info
  })
  const header = Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(pairs.length), ...pairs, ...infos])
  return Buffer.concat([header, Buffer.alloc((32 - (header.length % 32)) % 32), ...values])
}

const layer = (name: string, ...sizes: number[]): [string, number[]][] => [[`${name}.weight`, sizes], [`${name}.bias`, [sizes.at(-1)!]]]

const tensors: readonly [name: string, sizes: number[]][] = [
  ['token_embd.weight', [width, vocabulary.length]],
  ['position_embd.weight', [width, positions]],
  ['token_types.weight', [width, 2]],
  ...layer('token_embd_norm', width),
  ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].flatMap((name) => layer(`blk.0.${name}`, width, width)),
  ...layer('blk.0.attn_output_norm', width),
  ...layer('blk.0.ffn_up', width, inner),
  ...layer('blk.0.ffn_down', inner, width),
  ...layer('blk.0.layer_output_norm', width),
]

/** Numbers from -0.5 to 0.5 that are the same each time, as 32-bit floats; their length is a multiple of 32 bytes. */
function weights(count: number, seed: number): Buffer {
  const bytes = Buffer.alloc(4 * count)
  let state = seed
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes.writeFloatLE(state / 2 ** 32 - 0.5, 4 * i)
  }
  return bytes
}
