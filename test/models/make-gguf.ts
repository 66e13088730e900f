interface Shape {
  readonly architecture: string
  readonly template?: string
  /** llama.cpp's pooling type; 1 and above make vectors. */
  readonly pooling?: number
  /** Bytes of its one tensor, which is not written: whoever wants it makes the file longer. */
  readonly tensorBytes?: number
}

/** The header of a GGUF (version 3) with as few keys as a test needs, and no tensors' values. */
export function makeGguf({ architecture, template, pooling, tensorBytes }: Shape): Buffer {
  const pairs = [pair('general.architecture', string(architecture))]
  if (template !== undefined) pairs.push(pair('tokenizer.chat_template', string(template)))
  if (pooling !== undefined) pairs.push(pair(`${architecture}.pooling_type`, Buffer.concat([uint32(4), uint32(pooling)])))
  // A name, one dimension, a type of a byte a value, and the place after the header.
  const tensors = tensorBytes === undefined ? [] : [text('token_embd.weight'), uint32(1), uint64(tensorBytes), uint32(24), uint64(0)]
  return Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(tensors.length > 0 ? 1 : 0), uint64(pairs.length), ...pairs, ...tensors])
}

/** The bytes of a GGUF with another chat template in the place of its own, which may not be shorter than it. */
export function withTemplate(gguf: Buffer, template: string): Buffer {
  const at = gguf.indexOf('tokenizer.chat_template') + 'tokenizer.chat_template'.length + 4
  const size = Number(gguf.readBigUInt64LE(at))
  const room = size - Buffer.byteLength(template)
  if (room < 4 && room !== 0) throw new RangeError(`a template of ${Buffer.byteLength(template)} bytes does not fit in ${size}`)
  const comment = room === 0 ? '' : `{#${' '.repeat(room - 4)}#}`
  return Buffer.concat([gguf.subarray(0, at + 8), Buffer.from(comment + template), gguf.subarray(at + 8 + size)])
}

/** A key with its typed value. */
export function pair(key: string, value: Buffer): Buffer {
  return Buffer.concat([text(key), value])
}

/** A value of the type of strings. */
export function string(value: string): Buffer {
  return Buffer.concat([uint32(8), text(value)])
}

/** A string with its length before it. */
export function text(value: string): Buffer {
  return Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)])
}

/** Four bytes. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** Eight bytes. */
export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
