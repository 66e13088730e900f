/**
 * How busy a device is kept whose passes take a given time, as a GPU's do: one context of all sequences, and two that have half of them
 * or all of them each, in turn. The device is made up: it computes one pass at a time and takes as long for each, whatever is in it, or
 * as long as this machine's processor where that is slower. All else is real: scheduler, samplers, threads. So it shows the time that
 * drawing tokens leaves a GPU without work, and not what a GPU would gain: its passes take longer the more sequences they have.
 *
 *   npm run bench -- contexts [--shape layers=2,width=128,vocabulary=32000] [--pass 12] [--sequences 64] [--seconds 5] [--repeats 3] [--json]
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import type { Token } from 'node-llama-cpp'
import { bindingOf, type Binding } from '../src/models/binding.js'
import { loadWeights, type Engine } from '../src/models/engine.js'
import { openEngines } from '../src/models/engines.js'
import { generatorOf } from './dialogue-load.js'

const { values: flags } = parseArgs({
  options: {
    shape: { type: 'string', default: 'layers=2,width=128,vocabulary=32000' },
    pass: { type: 'string', default: '12' },
    sequences: { type: 'string', default: '64' },
    seconds: { type: 'string', default: '5' },
    repeats: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const [pass, sequences, seconds, repeats] = (['pass', 'sequences', 'seconds', 'repeats'] as const).map((name) => Number(flags[name])) as [number, number, number, number]
const TEXT = 128
const entry = await generatorOf({ model: '', shape: flags.shape })
await using weights = await loadWeights(entry.path, false)

/** Computes one pass at a time. */
function makeDevice() {
  let last = Promise.resolve()
  let busy = 0
  return {
    busy: () => busy,
    compute(work: () => Promise<void>): Promise<void> {
      const done = last.then(async () => {
        const began = performance.now()
        await work()
        await wait(Math.max(0, pass - (performance.now() - began)))
        busy += performance.now() - began
      })
      last = done.catch(() => {})
      return done
    },
  }
}

async function measure(contexts: number, each: number): Promise<{ readonly busy: number; readonly tokensPerSecond: number }> {
  const device = makeDevice()
  const bind = (context: Parameters<typeof bindingOf>[0]): Binding => {
    const real = bindingOf(context)
    return {
      initBatch: (rows) => real.initBatch(rows),
      addToBatch: (sequence, from, tokens, outputs) => real.addToBatch(sequence, from, tokens, outputs),
      removeTokenCellsFromSequence: (sequence, from, to) => real.removeTokenCellsFromSequence(sequence, from, to),
      disposeSequence: (sequence) => real.disposeSequence(sequence),
      decodeBatch: () => device.compute(() => real.decodeBatch()),
    }
  }
  const engines = await openEngines(weights, { sequences: each, threads: 1, batchSize: 512, contextSize: 2 * TEXT, contexts }, bind)
  const stop = new AbortController()
  let tokens = 0
  const talk = async ({ rounds, samplers }: Engine, slot: number): Promise<void> => {
    using sampler = samplers.open({ temperature: 0.7, topP: 0.95, topK: 40, minP: 0, seed: slot })
    for (let n = 0; !stop.signal.aborted; n++) {
      if (n % TEXT === 0) rounds.begin(slot, [(1 + ((slot + n) % 200)) as Token])
      await rounds.next(slot, sampler, stop.signal)
      tokens++
    }
    rounds.end(slot)
  }
  const work = engines.flatMap((engine) => Array.from({ length: each }, (_, slot) => talk(engine, slot)))
  await wait(1000)
  const from = { time: performance.now(), busy: device.busy(), tokens }
  await wait(1000 * seconds)
  const spent = performance.now() - from.time
  const found = { busy: (device.busy() - from.busy) / spent, tokensPerSecond: (1000 * (tokens - from.tokens)) / spent }
  stop.abort()
  await Promise.allSettled(work)
  for (const engine of engines) await engine[Symbol.asyncDispose]()
  return found
}

const settings = [[1, sequences], [2, sequences >> 1], [2, sequences]] as const
const all = settings.map((): Awaited<ReturnType<typeof measure>>[] => [])
for (let round = 0; round < repeats; round++) for (const [i, [contexts, each]] of settings.entries()) all[i]!.push(await measure(contexts, each))
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length
const found = settings.map(([contexts, each], i) => ({ contexts, sequences: each, busy: mean(all[i]!.map(({ busy }) => busy)), tokensPerSecond: mean(all[i]!.map((one) => one.tokensPerSecond)) }))
const hardware = `${cpus().length} × ${cpus()[0]?.model.trim()}, a device of ${pass} ms a pass`
if (flags.json) process.stdout.write(`${JSON.stringify({ model: entry.name, hardware, found, repeats })}\n`)
else {
  process.stdout.write(`${entry.name}, ${hardware}, mean of ${repeats}\n`)
  for (const one of found) process.stdout.write(`${one.contexts} × ${one.sequences} sequences: device busy ${one.busy.toFixed(2)} of the time, ${one.tokensPerSecond.toFixed(0)} tokens/s\n`)
}
