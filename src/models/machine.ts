import { startLlama } from './engine.js'
import { gpuOf } from './gpu.js'
import type { Gpu } from './run-settings.js'

/** What llama.cpp runs on here. */
export interface Backend {
  /** `cpu`, or a GPU backend. */
  readonly name: string
  readonly devices: readonly string[]
  /** Bytes, of all devices together; zero on a CPU. */
  readonly vram: { readonly total: number; readonly free: number }
}

/** Starts llama.cpp and asks. Rejects with a UserError when no binary runs here, or a GPU that is asked for is not here. */
export async function readBackend(gpu: Gpu = 'auto'): Promise<Backend> {
  const llama = await startLlama(gpu)
  try {
    const name = gpuOf(llama, gpu)
    if (name === false) return { name: 'cpu', devices: [], vram: { total: 0, free: 0 } }
    const { total, free } = await llama.getVramState()
    return { name, devices: await llama.getGpuDeviceNames(), vram: { total, free } }
  } finally {
    await llama.dispose()
  }
}
