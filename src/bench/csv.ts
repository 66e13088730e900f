import type { BenchResult } from './result.js'
import { deviationOf, meanOf } from './statistics.js'

/** A column of the CSV: its name, and what stands in it. */
const columns: Readonly<Record<string, (result: BenchResult) => string | number | undefined>> = {
  date: ({ date }) => date,
  version: ({ version }) => version,
  commit: ({ commit }) => commit,
  test: ({ test }) => test,
  model: ({ model }) => model?.name,
  sha256: ({ model }) => model?.sha256,
  architecture: ({ model }) => model?.architecture,
  quantization: ({ model }) => model?.quantization,
  bytes: ({ model }) => model?.bytes,
  parameters: ({ model }) => model?.parameters,
  backend: ({ machine }) => machine.backend,
  threads: ({ settings }) => settings['threads'],
  sequences: ({ settings }) => settings['sequences'],
  replicas: ({ settings }) => settings['replicas'],
  batch_size: ({ settings }) => settings['batchSize'],
  unit: ({ unit }) => `${unit}/s`,
  mean: ({ values }) => rounded(meanOf(values)),
  sd: ({ values }) => rounded(deviationOf(values)),
  repeats: ({ values }) => values.length,
  values: ({ values }) => values.map(rounded).join(' '),
  batches_full: ({ full }) => full,
  prompt_evaluated: ({ evaluated }) => evaluated,
  cpu: ({ machine }) => machine.cpu,
  cores: ({ machine }) => machine.cores,
  gpus: ({ machine }) => machine.gpus.join('; '),
  memory: ({ machine }) => machine.memory,
  system: ({ machine }) => machine.system,
  node: ({ machine }) => machine.node,
}

/** Results as CSV (RFC 4180, but with plain line feeds), one a line under a line of names. */
export function csvOf(results: readonly BenchResult[]): string {
  const lines = [Object.keys(columns), ...results.map((result) => Object.values(columns).map((valueOf) => valueOf(result)))]
  return lines.map((line) => line.map(quoted).join(',')).join('\n') + '\n'
}

function quoted(value: string | number | undefined): string {
  const text = String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const rounded = (value: number): number => Number(value.toPrecision(6))
