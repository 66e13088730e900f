/** Where models run. Types that the library shows are here, away from those of the engine. */
export type Gpu = 'auto' | false | 'cuda' | 'vulkan' | 'metal'

/** `auto`: wherever llama.cpp has it for the model. */
export type FlashAttention = 'auto' | 'off'

/** What the cache of keys and values holds. `q8_0` takes half the memory of `f16` and changes what is generated a little. */
export type KvType = 'f16' | 'q8_0'

/** How a generator is run. */
export interface RunSettings {
  /** Computing threads of one replica. */
  readonly threads: number
  /** Prompts in flight in one replica. */
  readonly sequences: number
  /** Most tokens in one batch. */
  readonly batchSize: number
  /** Contexts that run side by side. */
  readonly replicas: number
  readonly flashAttention: FlashAttention
  readonly kvType: KvType
}
