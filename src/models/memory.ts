import { totalmem } from 'node:os'
import type { Llama } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { ModelEntry } from '../types.js'
import { size } from './bytes.js'

/** Bytes of main memory that this process may have at the most. */
export function memoryLimit(): number {
  const limit = process.constrainedMemory?.() ?? 0
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

/** Bytes of it that are free, or soon are, and that other models leave, which take so many now or later. */
export async function memoryFree(llama: Pick<Llama, 'getRamState'>, besides = 0): Promise<number> {
  return Math.min((await llama.getRamState()).free, memoryLimit() - Math.max(besides, process.memoryUsage.rss()))
}

/** Makes sure that weights are no larger than the main memory, where there is no GPU to hold them. @throws UserError when they are */
export function checkFits(role: ModelEntry['role'], path: string, { bytes, onGpu }: { readonly bytes: number; readonly onGpu: boolean }): void {
  if (onGpu || bytes <= memoryLimit()) return
  throw new UserError(`${role} ${path} does not fit: it takes ${size(bytes)} and this machine has ${size(memoryLimit())} of memory; use a smaller model or quantization`)
}
