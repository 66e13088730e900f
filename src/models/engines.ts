import { bindingOf } from './binding.js'
import { openEngine, type ContextSettings, type Engine, type Weights } from './engine.js'

/** How the contexts of a worker thread are made. */
export interface EnginesSettings extends ContextSettings {
  /** Default: 1. */
  readonly contexts?: number
  /** Bytes of memory that other models take, now or later; none by default. Only a measurement heeds them. */
  readonly besides?: number
}

/**
 * In which worker threads replicas live. On a CPU each has one of its own. On a GPU one has them all, so that its memory holds the weights
 * once; a pass of one replica is computed there while tokens of another are drawn.
 */
export function layOut(replicas: number, { onGpu }: { readonly onGpu: boolean }): { readonly workers: number; readonly contexts: number } {
  return onGpu ? { workers: 1, contexts: replicas } : { workers: replicas, contexts: 1 }
}

/** Makes contexts of a model. All hold as many tokens a sequence as the first. `bind`: replaced where their calls are noted. Rejects with a UserError when the memory does not hold them. */
export async function openEngines(weights: Weights, { contexts = 1, ...settings }: EnginesSettings, bind = bindingOf): Promise<readonly [Engine, ...Engine[]]> {
  const first = await openEngine(weights, settings, bind)
  const engines: [Engine, ...Engine[]] = [first]
  try {
    while (engines.length < contexts) engines.push(await openEngine(weights, { ...settings, contextSize: first.contextSize, exactly: true }, bind))
    return engines
  } catch (thrown) {
    for (const engine of engines) await engine[Symbol.asyncDispose]()
    throw thrown
  }
}

/** The engine with the fewest calls that hold one of its sequences or wait for one; of several the first. */
export function leastBusy(engines: readonly [Engine, ...Engine[]]): Engine {
  return engines.reduce((a, b) => (b.slots.busy < a.slots.busy ? b : a))
}
