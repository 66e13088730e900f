import type { BenchResult } from '../../src/bench/result.js'

/** A result with what matters to a test. */
export function resultOf(changes: Partial<BenchResult> = {}): BenchResult {
  return {
    ...{ format: 1, test: 'tg128 @ 8', unit: 'tokens', values: [100, 101, 102], version: '0.0.0', commit: 'c0ffee', date: '2026-01-01T00:00:00.000Z' },
    settings: { threads: 1, sequences: 8, replicas: 1, batchSize: 512, contextSize: 1280 },
    model: { name: 'some-model', sha256: '0123456789ab', architecture: 'llama', quantization: 'Q8_0', parameters: 1.5e6, bytes: 2e6 },
    machine: { cpu: 'A "fast" cpu, old', cores: 2, memory: 8e9, backend: 'cpu', gpus: [], system: 'linux', node: '20.0.0' },
    ...changes,
  }
}
