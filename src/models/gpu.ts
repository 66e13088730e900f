import type { Llama } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { Gpu } from './run-settings.js'

/**
 * The GPU that llama.cpp computes on; false for none. The binary it runs says nothing of that: the one for Vulkan starts wherever
 * Vulkan's loader is installed, as on most desktops and servers with a display driver, and then has the processor alone.
 * @throws UserError when another than that is `wanted`
 */
export function gpuOf({ gpu, supportsGpuOffloading }: Pick<Llama, 'gpu' | 'supportsGpuOffloading'>, wanted: Gpu = 'auto'): Exclude<Gpu, 'auto'> {
  const found = supportsGpuOffloading ? gpu : false
  if (wanted !== 'auto' && found !== wanted) throw new UserError(`gpu: ${wanted}: llama.cpp finds no such device on this machine; install its driver, choose another gpu, or leave it to llama.cpp`)
  return found
}
