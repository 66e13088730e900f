import type { GeneratorUsage } from '../types.js'

/** Where models run. Types that the library shows are here, away from those of the engine. */
export type Gpu = 'auto' | false | 'cuda' | 'vulkan' | 'metal'

/** How a generator is run. */
export interface RunSettings {
  /** Computing threads of one replica. */
  readonly threads: number
  /** Prompts in flight in one replica. */
  readonly sequences: number
  /** Most tokens in one batch. */
  readonly batchSize: number
  /** Worker threads with a context each. */
  readonly replicas: number
}

/** Usage with what it takes to judge the scheduler. */
export interface DetailedUsage extends GeneratorUsage {
  /** Batches of prompt processing. */
  readonly promptBatches: number
  /** Text generation batches that llama.cpp had to split, since their sequences were not consecutive. */
  readonly splitBatches: number
}
