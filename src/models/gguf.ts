import { open, stat } from 'node:fs/promises'
import { readGgufFileInfo, type GgufFileInfo } from 'node-llama-cpp'
import { UserError } from '../errors.js'

/** What a GGUF says about the model in it. */
export interface GgufHeader {
  readonly architecture: string
  /** Tokens the model was trained on at a time. */
  readonly contextSize?: number
  /** Size of all parts in bytes. */
  readonly bytes: number
}

/** Bytes of one block and values in it, by ggml type number; from ggml's type table. Types not listed count as one byte. */
const BLOCKS: Readonly<Record<number, readonly [bytes: number, values: number]>> = {
  0: [4, 1], 1: [2, 1], 2: [18, 32], 3: [20, 32], 6: [22, 32], 7: [24, 32], 8: [34, 32], 9: [36, 32], 10: [84, 256],
  11: [110, 256], 12: [144, 256], 13: [176, 256], 14: [210, 256], 15: [292, 256], 16: [66, 256], 17: [74, 256],
  18: [98, 256], 19: [50, 256], 20: [18, 32], 21: [110, 256], 22: [82, 256], 23: [136, 256], 24: [1, 1], 25: [2, 1],
  26: [4, 1], 27: [8, 1], 28: [8, 1], 29: [56, 256], 30: [2, 1], 34: [54, 256], 35: [66, 256], 39: [17, 32],
}

/** Architectures that give vectors and no text. */
const ENCODERS: ReadonlySet<string> = new Set([
  'bert', 'modern-bert', 'nomic-bert', 'nomic-bert-moe', 'neo-bert', 'eurobert', 'jina-bert-v2', 'jina-bert-v3',
  'gemma-embedding', 'llama-embed', 't5encoder', 'clip', 'wavtokenizer-dec',
])

/**
 * Reads the header of a GGUF and makes sure that it can generate text. Rejects with a UserError when the file is missing,
 * is no GGUF, is cut short, gives vectors only, or has no chat template.
 */
export async function readGenerator(path: string): Promise<GgufHeader> {
  await checkMagic(path)
  const info = await readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false }).catch((thrown: unknown) => {
    throw damaged(path, thrown)
  })
  if (!info.metadata.general) throw damaged(path)
  const bytes = await checkLength(path, info)
  const { tokenizer } = info.metadata
  const general: { readonly architecture: string; readonly type?: string } = info.metadata.general
  const { context_length: contextSize, pooling_type: pooling } = info.architectureMetadata as Record<string, unknown>
  if (general.type === 'adapter' || general.type === 'mmproj')
    throw new UserError(`generator ${path} is no language model (its GGUF says ${general.type}); give the GGUF of the model it belongs to`)
  if (ENCODERS.has(general.architecture) || Number(pooling ?? 0) > 0)
    throw new UserError(`generator ${path} is an embedding model (${general.architecture}) and writes no text; give an instruction-tuned model`)
  if (!tokenizer?.chat_template?.trim())
    throw new UserError(`generator ${path} has no chat template (tokenizer.chat_template); give an instruction-tuned model`)
  return { architecture: general.architecture, contextSize: contextSize === undefined ? undefined : Number(contextSize), bytes }
}

function damaged(path: string, cause?: unknown): UserError {
  return new UserError(`generator ${path} is a GGUF with a damaged or incomplete header; get the file again`, { cause })
}

async function checkMagic(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new UserError(`generator ${path} is not there; check the path`)
  if (!found.isFile()) throw new UserError(`generator ${path} is no file; a .gguf file is wanted`)
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    const magic = buffer.subarray(0, bytesRead).toString('latin1')
    if (magic !== 'GGUF')
      throw new UserError(`generator ${path} is no GGUF: it begins with ${JSON.stringify(magic)}; convert the model to GGUF first`)
  } finally {
    await file.close()
  }
}

/** Compares the end of the last tensor of every part with the size of the file; gives the sum of the sizes. */
async function checkLength(path: string, info: GgufFileInfo): Promise<number> {
  const ends = new Map<number, number>()
  for (const tensor of info.fullTensorInfo ?? info.tensorInfo ?? []) {
    const end = Number(tensor.fileOffset) + tensorBytes(tensor.ggmlType, tensor.dimensions)
    ends.set(tensor.filePart, Math.max(ends.get(tensor.filePart) ?? 0, end))
  }
  let bytes = 0
  for (const [part, end] of ends) {
    const source = info.sourceData[part - 1]
    const file = source?.type === 'path' ? source.path : path
    const { size } = await stat(file)
    if (size < end) throw new UserError(`generator ${file} is cut short: it has ${size} bytes and its tensors need ${end}; get the file again`)
    bytes += size
  }
  return bytes
}

function tensorBytes(type: number, dimensions: readonly (number | bigint)[]): number {
  const values = dimensions.reduce<number>((product, size) => product * Number(size), 1)
  const [bytes, perBlock] = BLOCKS[type] ?? [1, Infinity]
  return Math.max(1, (values / perBlock) * bytes)
}
