/**
 * What a generator takes beside llama.cpp: dialogues of six calls with refills run on one context, and every call of its binding is
 * noted; then the same calls are made again with nothing between them – no chat template, no drawing, no scheduler. So it is the share
 * of the machine's own speed for these very batches, where bench/generation.ts compares with llama.cpp's programs, whose batches are
 * others. The two run in turn, each on a context of its own. "prompts" and "text" are the seconds of decoding batches with a prompt and without.
 *
 *   npm run bench -- replay [--model nano-generator | --shape 0.5b] [--sequences 8] [--threads 1] [--tokens 64] [--passage 300]
 *     [--dialogues 32] [--repeats 3] [--json]
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { answer, promptOf } from '../src/models/answer.js'
import { bindingOf, type Binding } from '../src/models/binding.js'
import { loadWeights, openEngine, type Engine } from '../src/models/engine.js'
import type { Ask } from '../src/types.js'
import { dialogue, documentOf, generatorOf, loadOptions, passagesOf } from './dialogue-load.js'

const { values: flags } = parseArgs({
  options: {
    ...loadOptions,
    passage: { type: 'string', default: '300' },
    dialogues: { type: 'string', default: '32' },
  },
})
const [sequences, threads, tokens, passage, dialogues, repeats] = (['sequences', 'threads', 'tokens', 'passage', 'dialogues', 'repeats'] as const).map((name) => Number(flags[name])) as [number, number, number, number, number, number]

/** Seconds from the first batch to the last, and those of them in which batches were decoded. */
interface Took {
  readonly whole: number
  readonly prompts: number
  readonly text: number
}

/** The calls that end with the decoding of a batch. */
interface Batch {
  readonly calls: readonly ((binding: Binding) => void)[]
  readonly hasPrompt: boolean
}

/** Times the decoding of batches. */
function stopwatch() {
  const seconds = { prompts: 0, text: 0 }
  let [first, last] = [0, 0]
  return {
    async time(hasPrompt: boolean, decode: () => Promise<void>): Promise<void> {
      const began = performance.now()
      await decode()
      last = performance.now()
      first ||= began
      seconds[hasPrompt ? 'prompts' : 'text'] += (last - began) / 1000
    },
    took: (): Took => ({ whole: (last - first) / 1000, ...seconds }),
  }
}

/** A binding whose calls are noted. */
function noted(binding: Binding, batches: Batch[], watch: ReturnType<typeof stopwatch>): Binding {
  let calls: ((binding: Binding) => void)[] = []
  let hasPrompt = false
  const note = <T>(call: (binding: Binding) => T): T => {
    calls.push((other) => void call(other))
    return call(binding)
  }
  return {
    initBatch: (rows) => note((one) => one.initBatch(rows)),
    addToBatch(sequence, from, rows, outputs) {
      hasPrompt ||= rows.length > 1
      return note((one) => one.addToBatch(sequence, from, rows, outputs))
    },
    removeTokenCellsFromSequence: (sequence, from, to) => note((one) => one.removeTokenCellsFromSequence(sequence, from, to)),
    disposeSequence: (sequence) => note((one) => one.disposeSequence(sequence)),
    async decodeBatch() {
      const batch = { calls, hasPrompt }
      ;[calls, hasPrompt] = [[], false]
      batches.push(batch)
      await watch.time(batch.hasPrompt, () => binding.decodeBatch())
    },
  }
}

const entry = await generatorOf(flags)
await using weights = await loadWeights(entry.path, false)
const settings = { sequences, threads, batchSize: 512, contextSize: 4 * passage }
const sentences = passagesOf((text) => weights.model.tokenize(text).length, passage)

async function live(round: number): Promise<{ readonly batches: readonly Batch[]; readonly took: Took }> {
  const batches: Batch[] = []
  const watch = stopwatch()
  await using engine = await openEngine(weights, settings, (context) => noted(bindingOf(context), batches, watch))
  await Promise.all(Array.from({ length: dialogues }, (_, i) => run(engine, round * dialogues + i)))
  return { batches, took: watch.took() }
}

async function run(engine: Engine, seed: number): Promise<void> {
  const { signal } = new AbortController()
  let slot: number | undefined
  const ask: Ask = async (messages, sampling) => {
    const prompt = promptOf(engine, messages, sampling)
    slot ??= await engine.slots.take(prompt.tokens, signal)
    return answer(engine, slot, { prompt, sampling, signal })
  }
  await dialogue(ask, documentOf(sentences(seed)), (call) => ({ seed: seed * 6 + call, maxTokens: tokens, temperature: 0.7 }))
  engine.slots.give(slot!)
}

async function replay(batches: readonly Batch[]): Promise<Took> {
  const watch = stopwatch()
  let binding: Binding | undefined
  await using _ = await openEngine(weights, settings, (context) => (binding = bindingOf(context)))
  for (const { calls, hasPrompt } of batches) {
    for (const call of calls) call(binding!)
    await watch.time(hasPrompt, () => binding!.decodeBatch())
  }
  return watch.took()
}

const rounds: { readonly batches: number; readonly live: Took; readonly replay: Took }[] = []
for (let round = 0; round < repeats; round++) {
  const { batches, took } = await live(round)
  rounds.push({ batches: batches.length, live: took, replay: await replay(batches) })
}
const hardware = `${cpus().length} × ${cpus()[0]?.model.trim()}, no GPU`
const model = `${entry.name}@${entry.sha256.slice(0, 12)}`
const shares = rounds.map(({ live: { whole }, replay: { whole: alone } }) => alone / whole)
const share = { mean: shares.reduce((sum, each) => sum + each, 0) / repeats, least: Math.min(...shares), most: Math.max(...shares) }
if (flags.json) process.stdout.write(`${JSON.stringify({ model, hardware, settings, tokens, passage, dialogues, rounds, share })}\n`)
else {
  const seconds = ({ whole, prompts, text }: Took): string => `${whole.toFixed(1)} s (prompts ${prompts.toFixed(1)}, text ${text.toFixed(1)})`
  process.stdout.write(`${model}, ${hardware}\n${sequences} sequences, ${threads} threads, ${dialogues} dialogues on passages of ${passage} tokens, replies of up to ${tokens + 7}\n`)
  for (const { batches, live, replay } of rounds) process.stdout.write(`${batches} batches: generator ${seconds(live)}, llama.cpp alone ${seconds(replay)}: ${(replay.whole / live.whole).toFixed(3)}\n`)
  process.stdout.write(`share of llama.cpp alone: mean ${share.mean.toFixed(3)}, ${share.least.toFixed(3)} to ${share.most.toFixed(3)} of ${repeats}\n`)
}
