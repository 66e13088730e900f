/**
 * Tokens of text generated a second, in one run: plain `sequence.evaluate()` loops with node-llama-cpp's default batching,
 * this project's generator with the same threads and sequences, and llama.cpp's own llama-batched-bench where its path is given.
 * Then three-turn dialogues on one passage each: prompt tokens evaluated ÷ submitted.
 *
 *   node dist/bench/generation.js [--model models/nano-generator.gguf] [--sequences 8] [--threads 1] [--tokens 64]
 *     [--prompts 48] [--repeats 3] [--dialogues 16] [--batched-bench path/to/llama-batched-bench] [--tuned] [--json]
 */
import { execFile } from 'node:child_process'
import { cpus } from 'node:os'
import { parseArgs, promisify } from 'node:util'
import { getLlama } from 'node-llama-cpp'
import { openGenerator, type GeneratorOptions, type LocalGenerator } from '../src/models/generator.js'
import { resolveModel } from '../src/models/registry.js'
import type { Ask, Message, ModelEntry } from '../src/types.js'

const { values: flags } = parseArgs({
  options: {
    model: { type: 'string', default: 'nano-generator' },
    sequences: { type: 'string', default: '8' },
    threads: { type: 'string', default: '1' },
    tokens: { type: 'string', default: '64' },
    prompts: { type: 'string', default: '48' },
    repeats: { type: 'string', default: '3' },
    dialogues: { type: 'string', default: '16' },
    'batched-bench': { type: 'string' },
    tuned: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const [sequences, threads, tokens, prompts, repeats, dialogues] = (['sequences', 'threads', 'tokens', 'prompts', 'repeats', 'dialogues'] as const).map((name) => Number(flags[name])) as [number, number, number, number, number, number]
const sampling = (seed: number) => ({ seed, maxTokens: tokens, temperature: 0.7 })
const question = (i: number): string => `Write one question about the number ${i} and the river that flows through the town.`

/** Tokens a second of N loops as anyone would write them first. */
async function naive({ path }: ModelEntry): Promise<number> {
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, maxThreads: 0, logger: () => {} })
  const model = await llama.loadModel({ modelPath: path })
  const context = await model.createContext({ sequences, threads, contextSize: 1024 })
  let next = 0
  let generated = 0
  const loop = async (sequence: ReturnType<typeof context.getSequence>, until: number): Promise<void> => {
    while (next < until) {
      const seed = next++
      let n = 0
      await sequence.clearHistory()
      const prompt = model.tokenize(`<|im_start|>user\n${question(seed)}<|im_end|>\n<|im_start|>assistant\n`, true)
      for await (const _ of sequence.evaluate(prompt, { temperature: 0.7, seed })) if (++n >= tokens) break
      generated += n
    }
  }
  const held = Array.from({ length: sequences }, () => context.getSequence())
  const run = async (until: number): Promise<void> => void (await Promise.all(held.map((sequence) => loop(sequence, until))))
  await run(sequences)
  generated = 0
  const seconds = await timed(() => run(sequences + prompts))
  await llama.dispose()
  return generated / seconds
}

/** Tokens a second of the generator, and how full its batches were. */
async function ours(entry: ModelEntry, options: GeneratorOptions): Promise<{ rate: number; fill: number; split: number; settings: string }> {
  const generator = await openGenerator(entry, options)
  const { threads, sequences, replicas } = generator.settings
  const run = (from: number, n: number) =>
    Promise.all(Array.from({ length: n }, (_, i) => generator.sequence((ask) => ask([{ role: 'user', content: question(from + i) }], sampling(from + i)))))
  await run(0, generator.concurrency)
  const before = generator.usage()
  const seconds = await timed(() => run(generator.concurrency, prompts))
  const after = generator.usage()
  await generator[Symbol.asyncDispose]()
  const batches = after.batches - before.batches
  return {
    rate: (after.generatedTokens - before.generatedTokens) / seconds,
    fill: (after.generatedTokens - before.generatedTokens) / (batches * sequences),
    split: (after.splitBatches - before.splitBatches) / batches,
    settings: `${replicas} × ${sequences} sequences, ${threads} threads`,
  }
}

/** Text generation speed of llama.cpp's own benchmark, which samples nothing. */
async function limit({ path }: ModelEntry, program: string): Promise<number> {
  const args = ['-m', path, '-c', String(sequences * 1024), '-b', '512', '-npp', '16', '-ntg', String(tokens), '-npl', String(sequences), '-t', String(threads), '-ngl', '0']
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 1 << 24 })
  const row = stdout.split('\n').filter((line) => /^\|\s*\d/.test(line)).at(-1)
  return Number(row?.split('|')[8])
}

/** Question and answer, three times, all on one passage. */
async function dialogue(ask: Ask, passage: string, seed: number): Promise<void> {
  const messages: Message[] = [{ role: 'user', content: `<document>\n${passage}\n</document>` }]
  for (let call = 0; call < 6; call++) {
    const asked: Message = { role: 'user', content: call % 2 === 0 ? 'Write one more question about the document.' : 'Answer the question.' }
    const { text } = await ask([...messages, asked], { seed: seed * 6 + call, maxTokens: 32, temperature: 0.7 })
    messages.push({ role: 'assistant', content: text || 'x' })
  }
}

async function reuse(entry: ModelEntry): Promise<{ evaluated: number; passageTokens: number; rate: number }> {
  const generator = await openGenerator(entry, { gpu: false, threads, sequences })
  const passageTokens = Math.min(1000, generator.contextSize - 600)
  const seconds = await timed(() => Promise.all(Array.from({ length: dialogues }, (_, i) => generator.sequence((ask) => dialogue(ask, passageOf(generator, passageTokens, i), i)))))
  const { evaluatedTokens, promptTokens, generatedTokens } = generator.usage()
  await generator[Symbol.asyncDispose]()
  return { evaluated: evaluatedTokens / promptTokens, passageTokens, rate: generatedTokens / seconds }
}

function passageOf(generator: LocalGenerator, most: number, seed: number): string {
  const sentence = (i: number): string => `House ${seed} stands at number ${i} of the long street by the river. `
  const each = generator.count(sentence(10))
  return Array.from({ length: Math.floor(most / each) }, (_, i) => sentence(i)).join('')
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return (performance.now() - began) / 1000
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN
}

const entry = await resolveModel(flags.model, 'generator')
const runs = []
for (let i = 0; i < repeats; i++) runs.push({ naive: await naive(entry), ours: await ours(entry, { gpu: false, threads, sequences, contextSize: 1024 }) })
const program = flags['batched-bench']
const result = {
  model: `${entry.name}@${entry.sha256.slice(0, 12)}`,
  hardware: `${cpus().length} × ${cpus()[0]?.model.trim()}, no GPU`,
  setting: `${sequences} sequences, ${threads} threads, ${tokens} tokens, ${prompts} prompts, median of ${repeats}`,
  naive: median(runs.map((run) => run.naive)),
  ours: median(runs.map((run) => run.ours.rate)),
  ratio: median(runs.map((run) => run.ours.rate / run.naive)),
  rowsPerSequence: median(runs.map((run) => run.ours.fill)),
  splitBatches: median(runs.map((run) => run.ours.split)),
  limit: program ? await limit(entry, program) : undefined,
  tuned: flags.tuned ? await ours(entry, { gpu: false, contextSize: 1024 }) : undefined,
  dialogues: dialogues > 0 ? await reuse(entry) : undefined,
}
process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : table(result))

function table({ tuned, limit, dialogues, ...it }: typeof result): string {
  const rows: [string, string][] = [
    ['naive evaluate() loops', `${it.naive.toFixed(0)} tokens/s`],
    ['generator, same threads and sequences', `${it.ours.toFixed(0)} tokens/s  (× ${it.ratio.toFixed(2)})`],
    ['  rows in a batch ÷ sequences', it.rowsPerSequence.toFixed(3)],
    ['  batches split by llama.cpp', it.splitBatches.toFixed(3)],
  ]
  if (limit !== undefined) rows.push(['llama-batched-bench', `${limit.toFixed(0)} tokens/s  (generator: ${(it.ours / limit).toFixed(2)} of it)`])
  if (tuned) rows.push([`generator as tuned (${tuned.settings})`, `${tuned.rate.toFixed(0)} tokens/s`])
  if (dialogues) rows.push([`dialogues of 6 calls on ${dialogues.passageTokens} tokens`, `${dialogues.evaluated.toFixed(3)} of the prompt tokens evaluated, ${dialogues.rate.toFixed(0)} tokens/s`])
  const wide = Math.max(...rows.map(([name]) => name.length))
  return [`${it.model}, ${it.hardware}`, it.setting, ...rows.map(([name, value]) => `${name.padEnd(wide)}  ${value}`), ''].join('\n')
}
