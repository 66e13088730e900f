import { totalmem } from 'node:os'
import { UserError } from '../errors.js'
import type { ModelEntry } from '../types.js'
import { size } from './bytes.js'

/** Bytes of main memory that this process may have at the most. */
export function memoryLimit(): number {
  const limit = process.constrainedMemory?.() ?? 0
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

/** Makes sure that weights are no larger than the main memory, where there is no GPU to hold them. @throws UserError when they are */
export function checkFits(role: ModelEntry['role'], path: string, { bytes, onGpu }: { readonly bytes: number; readonly onGpu: boolean }): void {
  if (onGpu || bytes <= memoryLimit()) return
  throw new UserError(`${role} ${path} does not fit: it takes ${size(bytes)} and this machine has ${size(memoryLimit())} of memory; use a smaller model or quantization`)
}
