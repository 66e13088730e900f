import { z } from 'zod'
import { checked } from '../checked.js'
import { UserError } from '../errors.js'

const machine = z.object({
  cpu: z.string(),
  cores: z.number(),
  /** Bytes this process may have. */
  memory: z.number(),
  /** `cpu`, or the GPU backend of llama.cpp. */
  backend: z.string(),
  gpus: z.array(z.string()),
  system: z.string(),
  node: z.string(),
})

/** What was measured on. */
export type BenchMachine = z.output<typeof machine>

const model = z.object({
  name: z.string(),
  /** First 12 hex digits. */
  sha256: z.string(),
  architecture: z.string().optional(),
  quantization: z.string().optional(),
  parameters: z.number().optional(),
  bytes: z.number(),
})

/** Which model was measured. */
export type BenchModel = z.output<typeof model>

const result = z.object({
  /** Of this format. */
  format: z.literal(1),
  /** `pp512 @ 8`, `tg128 @ 8`, `build`, `embed`, `wikitext`. */
  test: z.string(),
  /** Of the values, each a second. */
  unit: z.enum(['tokens', 'texts', 'MB']),
  /** One rate a repetition. */
  values: z.array(z.number().positive()).min(1),
  model: model.optional(),
  /** Threads, sequences and what else the speed depends on. */
  settings: z.record(z.string(), z.union([z.number(), z.string()])),
  machine,
  /** Share of the sequences in a decoded batch, and of the prompt tokens evaluated (0 to 1), where known. */
  full: z.number().optional(),
  evaluated: z.number().optional(),
  version: z.string(),
  commit: z.string().optional(),
  /** ISO 8601. */
  date: z.string(),
})

/** One test of one model, as it stands on a line of `results.jsonl`. */
export type BenchResult = z.output<typeof result>

/** What a measurement gives; who runs it adds the rest. */
export type Measured = Pick<BenchResult, 'test' | 'unit' | 'values' | 'settings' | 'full' | 'evaluated'>

/** Reads the lines of a results file. @throws UserError which names the line that is none */
export function readResults(text: string, file: string): BenchResult[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = checked(result, jsonOf(line))
    if (parsed.problem === undefined) return [parsed.data]
    throw new UserError(`${file}:${index + 1} is no result of "ultralink bench": ${parsed.problem}`)
  })
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
