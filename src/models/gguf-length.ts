import { stat } from 'node:fs/promises'
import type { GgufFileInfo } from 'node-llama-cpp'
import { UserError } from '../errors.js'

/** Bytes of one block and values in it, by ggml type number; from ggml's type table. Types not listed count as one byte. */
const BLOCKS: Readonly<Record<number, readonly [bytes: number, values: number]>> = {
  0: [4, 1], 1: [2, 1], 2: [18, 32], 3: [20, 32], 6: [22, 32], 7: [24, 32], 8: [34, 32], 9: [36, 32], 10: [84, 256],
  11: [110, 256], 12: [144, 256], 13: [176, 256], 14: [210, 256], 15: [292, 256], 16: [66, 256], 17: [74, 256],
  18: [98, 256], 19: [50, 256], 20: [18, 32], 21: [110, 256], 22: [82, 256], 23: [136, 256], 24: [1, 1], 25: [2, 1],
  26: [4, 1], 27: [8, 1], 28: [8, 1], 29: [56, 256], 30: [2, 1], 34: [54, 256], 35: [66, 256], 39: [17, 32],
}

/**
 * Compares the end of the last tensor of every part with the size of the file; gives the sum of the sizes. `what` names the
 * model's role. Rejects with a UserError when a part is shorter.
 */
export async function checkLength(what: string, path: string, info: GgufFileInfo): Promise<number> {
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
    if (size < end) throw new UserError(`${what} ${file} is cut short: it has ${size} bytes and its tensors need ${end}; get the file again`)
    bytes += size
  }
  return bytes
}

function tensorBytes(type: number, dimensions: readonly (number | bigint)[]): number {
  const values = dimensions.reduce<number>((product, size) => product * Number(size), 1)
  const [bytes, perBlock] = BLOCKS[type] ?? [1, Infinity]
  return Math.max(1, (values / perBlock) * bytes)
}
