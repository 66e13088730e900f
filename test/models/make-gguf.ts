interface Shape {
  readonly architecture: string
  readonly template?: string
  /** llama.cpp's pooling type; 1 and above make vectors. */
  readonly pooling?: number
}

/** The header of a GGUF (version 3) with as few keys as a test needs, and no tensors. */
export function makeGguf({ architecture, template, pooling }: Shape): Buffer {
  const pairs = [pair('general.architecture', string(architecture))]
  if (template !== undefined) pairs.push(pair('tokenizer.chat_template', string(template)))
  if (pooling !== undefined) pairs.push(pair(`${architecture}.pooling_type`, Buffer.concat([uint32(4), uint32(pooling)])))
  return Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(0), uint64(pairs.length), ...pairs])
}

function pair(key: string, value: Buffer): Buffer {
  return Buffer.concat([text(key), value])
}

function string(value: string): Buffer {
  return Buffer.concat([uint32(8), text(value)])
}

function text(value: string): Buffer {
  return Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
