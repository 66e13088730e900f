/**
 * The settings that a generator chooses for itself against all others, on one model in one run: what is chosen, what an
 * exhaustive search finds, and the choice as a share of the best. The choice and the best few are measured again in turn, so that
 * neither is flattered by luck. The measure is tokens generated a second with the prompts that go with them.
 *
 *   npm run bench -- tuning [--model nano-generator | --shape 0.5b] [--sequences 8,16,32] [--batch-sizes 512] [--again 3] [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import coreCount from '../src/core-count.cjs'
import { startLlama } from '../src/models/engine.js'
import { randomGguf } from '../src/models/random-gguf.js'
import { readShape } from '../src/models/random-gguf-shapes.js'
import { resolveModel } from '../src/models/registry.js'
import { worthOf } from '../src/models/trials.js'
import { openMeter, tune, type TunedSettings } from '../src/models/tuning.js'

const { values: flags } = parseArgs({
  options: {
    model: { type: 'string', default: 'nano-generator' },
    shape: { type: 'string' },
    sequences: { type: 'string', default: '8,16,32' },
    'batch-sizes': { type: 'string', default: '512' },
    again: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const numbers = (text: string): number[] => text.split(',').map(Number)
const contextSize = 2048

/** Every combination. */
function grid(): TunedSettings[] {
  const cores = coreCount()
  const computing = Array.from({ length: cores }, (_, i) => i + 1).flatMap((threads) => Array.from({ length: Math.floor(cores / threads) }, (_, i) => ({ threads, replicas: i + 1 })))
  const attention = [{ flashAttention: 'auto', kvType: 'f16' }, { flashAttention: 'off', kvType: 'f16' }, { flashAttention: 'auto', kvType: 'q8_0' }] as const
  return computing.flatMap((one) => numbers(flags.sequences).flatMap((sequences) => numbers(flags['batch-sizes']).flatMap((batchSize) => attention.map((two) => ({ ...one, ...two, sequences, batchSize })))))
}

const name = (it: TunedSettings): string => `${it.replicas} × ${it.threads} threads, ${it.sequences} sequences, batch ${it.batchSize}, flash attention ${it.flashAttention}, ${it.kvType}`
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0

const entry = await resolveModel(flags.shape === undefined ? flags.model : await randomGguf({ shape: readShape(flags.shape) }), 'generator')
const llama = await startLlama(false)
const folder = await mkdtemp(join(tmpdir(), 'ultralink-tuning-'))
const began = performance.now()
const { tokensPerSecond: _, ...choice } = await tune(entry, { llama, contextSize, cacheFolder: folder })
const seconds = (performance.now() - began) / 1000
await rm(folder, { recursive: true })
await llama.dispose()

const meter = openMeter({ path: entry.path, gpu: false, contextSize }, { onGpu: false })
const measure = async (settings: TunedSettings): Promise<number> => {
  const speed = await meter.measure(settings)
  return speed ? worthOf(speed) : 0
}
const all: { settings: TunedSettings; rate: number }[] = []
for (const settings of grid()) all.push({ settings, rate: await measure(settings) })
const best = all.toSorted((a, b) => b.rate - a.rate).slice(0, 4).map(({ settings }) => settings)
// The choice may be one of the best; none is always the first of a round, when the machine has just rested.
const contenders = [choice, ...best.filter((settings) => name(settings) !== name(choice))]
const rates = contenders.map((): number[] => [])
for (let round = 0; round < Number(flags.again); round++) {
  for (let i = 0; i < contenders.length; i++) {
    const turn = (i + round) % contenders.length
    rates[turn]!.push(await measure(contenders[turn]!))
  }
}
await meter[Symbol.asyncDispose]()

const again = rates.map(median)
const top = again.indexOf(Math.max(...again))
const result = {
  model: `${entry.name}@${entry.sha256.slice(0, 12)}`,
  hardware: `${cpus().length} × ${cpus()[0]?.model.trim()}, no GPU`,
  chosen: choice,
  seconds,
  best: contenders[top]!,
  tried: all.length,
  share: again[0]! / again[top]!,
}
process.stdout.write(flags.json ? `${JSON.stringify({ ...result, all })}\n` : [`${result.model}, ${result.hardware}`, `chosen in ${seconds.toFixed(1)} s: ${name(choice)}`, `best of ${all.length}: ${name(result.best)}`, `chosen ÷ best: ${result.share.toFixed(3)}`, ''].join('\n'))
