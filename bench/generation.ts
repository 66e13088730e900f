/**
 * How much of llama.cpp's own speed a generator keeps, in one run: llama-batched-bench, plain
 * `sequence.evaluate()` loops with node-llama-cpp's default batching, and this project's generator with the same threads and
 * sequences on single prompts, on answers held to the sentences of a passage, on questions chosen from a list, and on dialogues of
 * six calls with refills. The share of a workload is the time that llama-batched-bench would take for the prompt tokens evaluated
 * and the tokens generated, at the same number of sequences and the mean depth they were generated at, divided by the time it took;
 * "singly" takes for the limit that each prompt is evaluated by itself, as refills come, on what its sequence holds by then (by
 * llama-bench), and not in full batches on empty sequences. With replicas as many of the programs run at the same time; on a GPU one
 * program has all their sequences. "text" and "prompts" are the shares of the batches that generate text, with drawing and waiting, and
 * of those of prompts, taken singly. Tokens that a grammar forces are generated tokens there, so that a share may be over 1; `forced` is
 * their part. All but "in all" is measured while there are more jobs, from when every sequence has a second one: at the end sequences
 * run dry, once in a build.
 *
 *   npm run bench -- generation [--model nano-generator | --shape 0.5b] [--sequences 8] [--threads 1] [--replicas 1] [--tokens 64]
 *     [--prompts 6] [--passage 600] [--repeats 3] [--only plain,dialogues] [--gpu cuda] [--no-limit] [--tuned] [--json]
 *
 * Without --no-limit llama.cpp's programs are built first (bench/programs.ts).
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { getLlama } from 'node-llama-cpp'
import { openGenerator, type GeneratorOptions, type LocalGenerator } from '../src/models/generator.js'
import { readBackend } from '../src/models/machine.js'
import type { Gpu } from '../src/models/run-settings.js'
import { usageSince } from '../src/models/usage.js'
import { choiceGrammar, sentencesGrammar } from '../src/text/grammar.js'
import type { Ask, ModelEntry, Reply, Sampling } from '../src/types.js'
import { dialogue, documentOf, generatorOf, loadOptions, passagesOf, places } from './dialogue-load.js'
import { limitOf } from './limit.js'
import { llamaPrograms } from './programs.js'

const { values: flags } = parseArgs({
  options: {
    ...loadOptions,
    replicas: { type: 'string', default: '1' },
    prompts: { type: 'string', default: '6' },
    passage: { type: 'string', default: '600' },
    only: { type: 'string' },
    gpu: { type: 'string' },
    'no-limit': { type: 'boolean', default: false },
    tuned: { type: 'boolean', default: false },
  },
})
const [sequences, threads, replicas, tokens, prompts, passageTokens, repeats] = (['sequences', 'threads', 'replicas', 'tokens', 'prompts', 'passage', 'repeats'] as const).map((name) => Number(flags[name])) as [number, number, number, number, number, number, number]
const gpu = (flags.gpu ?? false) as Exclude<Gpu, 'auto'>
const programs = flags['no-limit'] ? undefined : await llamaPrograms(gpu)

/** One job of a workload, on a sequence of its own. */
type Job = (ask: Ask, seed: number) => Promise<unknown>

interface Workload {
  readonly name: string
  readonly job: Job
}

const question = (i: number): string => `Write one question about the number ${i} and the river that flows through the town.`
const sampling = (seed: number, more: Partial<Sampling> = {}): Sampling => ({ seed, maxTokens: tokens, temperature: 0.7, ...more })

function workloads(generator: Pick<LocalGenerator, 'count' | 'contextSize'>): readonly Workload[] {
  const sentences = passagesOf(generator.count, Math.min(passageTokens, generator.contextSize / 2))
  const document = (seed: number) => documentOf(sentences(seed))
  const extractive = (seed: number): string => sentencesGrammar(sentences(seed), { most: 2, gap: ' ' })
  const chosen = (seed: number): string => choiceGrammar(places.flatMap((place, i) => [`What is known about ${place} ${seed + i}?`, `When was ${place} rebuilt?`, `Who rebuilt ${place}, and why?`]))
  return [
    { name: 'plain', job: (ask, seed) => ask([{ role: 'user', content: question(seed) }], sampling(seed)) },
    { name: 'extractive', job: (ask, seed) => ask([{ role: 'user', content: question(seed) }], sampling(seed, { grammar: extractive(seed) })) },
    { name: 'choice', job: (ask, seed) => ask([{ role: 'user', content: question(seed) }], sampling(seed, { grammar: chosen(seed), temperature: 2, topP: 1 })) },
    { name: 'dialogues', job: (ask, seed) => dialogue(ask, document(seed), (call) => sampling(seed * 6 + call)) },
    { name: 'dialogues extractive', job: (ask, seed) => dialogue(ask, document(seed), (call) => sampling(seed * 6 + call, call % 2 === 0 ? {} : { grammar: extractive(seed) })) },
  ]
}

/** Tokens a second of N loops as anyone would write them first, on the prompts of `plain`. */
async function naive({ path }: ModelEntry): Promise<number> {
  const llama = await getLlama({ gpu, build: 'never', skipDownload: true, maxThreads: 0, logger: () => {} })
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
  const seconds = await timed(() => run(sequences + (prompts * sequences) / 2))
  await llama.dispose()
  return generated / seconds
}

interface Measured {
  /** Tokens that a sequence held when one was generated, on average. */
  readonly depth: number
  /** Tokens a second: of text by llama-batched-bench at that depth, and generated here. */
  readonly limit: number
  readonly rate: number
  /** With the beginning, and the end where sequences run dry. */
  readonly whole: number
  readonly share: number
  readonly singly: number
  readonly evaluated: number
  readonly forced: number
  /** Of the batches of text alone: tokens a second of the time that they, drawing and waiting took, as a share of the limit's. */
  readonly text: number
  /** Of the batches of prompts alone. */
  readonly prompt: number
  readonly fill: number
  readonly odd: number
  readonly split: number
  readonly drawing: number
  readonly idle: number
}

/** Runs a workload on a generator that is open, with more jobs than sequences. */
async function measure(generator: LocalGenerator, { job }: Workload, entry: ModelEntry): Promise<Measured> {
  let replies: Reply[] = []
  const noting = (ask: Ask): Ask => async (messages, sampling) => {
    const reply = await ask(messages, sampling)
    replies.push(reply)
    return reply
  }
  const wave = generator.concurrency
  const run = async (from: number, n: number, onBegin = (_begun: number) => {}): Promise<void> => {
    let begun = 0
    await Promise.all(Array.from({ length: n }, (_, i) => generator.sequence((ask) => {
      onBegin(++begun)
      return job(noting(ask), from + i)
    })))
  }
  await run(0, wave)
  const depth = meanDepth(replies)
  const { sequences, threads, replicas } = generator.settings
  const atOnce = gpu === false ? replicas : 1
  const settings = { sequences: (sequences * replicas) / atOnce, threads, onGpu: gpu !== false, programs: atOnce, tokens, prompt: Math.max(8, Math.round(depth - tokens / 2)), sizes: spread(replies, ({ evaluatedTokens }) => evaluatedTokens, 6), depths: spread(replies, heldBefore, 2) }
  replies = []
  const limit = programs ? await limitOf(programs, entry.path, settings) : { pp: NaN, tg: NaN, single: () => NaN }
  const now = () => ({ usage: generator.usage(), time: performance.now(), replies: replies.length })
  const begun: Record<number, ReturnType<typeof now>> = { 0: now() }
  const jobs = (prompts + 2) * wave
  await run(wave, jobs, (n) => (begun[n] = now()))
  const since = (from: ReturnType<typeof now>, to = now()) => ({ used: usageSince(from.usage, to.usage), seconds: (to.time - from.time) / 1000 })
  const whole = since(begun[0]!)
  const { used, seconds } = since(begun[2 * wave]!, begun[jobs]!)
  const again = programs ? await limitOf(programs, entry.path, settings) : limit
  const during = replies.slice(begun[2 * wave]!.replies, begun[jobs]!.replies)
  const reading = ({ single }: typeof limit): number => during.reduce((sum, reply) => sum + single(reply.evaluatedTokens, heldBefore(reply)), 0)
  const ideal = ({ pp, tg }: typeof limit): number => used.evaluatedTokens / pp + used.generatedTokens / tg
  const singly = (one: typeof limit): number => reading(one) + used.generatedTokens / one.tg
  const mean = (of: (one: typeof limit) => number): number => (of(limit) + of(again)) / 2
  // Replicas that are measured against one program have their seconds side by side.
  const perProgram = (spent: number): number => (spent * atOnce) / replicas
  const time = perProgram(used.decodingSeconds + used.drawingSeconds + used.idleSeconds)
  return {
    depth,
    limit: atOnce * mean(({ tg }) => tg),
    rate: used.generatedTokens / seconds,
    whole: whole.used.generatedTokens / whole.seconds,
    share: mean(ideal) / (atOnce * seconds),
    singly: mean(singly) / (atOnce * seconds),
    evaluated: used.evaluatedTokens / used.promptTokens,
    forced: used.forcedTokens / used.generatedTokens,
    text: (used.rows / mean(({ tg }) => tg)) / (time - perProgram(used.promptSeconds)),
    prompt: mean(reading) / perProgram(used.promptSeconds),
    fill: used.rows / (used.batches * sequences),
    odd: used.oddBatches / used.batches,
    split: used.splitBatches / used.batches,
    drawing: perProgram(used.drawingSeconds) / time,
    idle: perProgram(used.idleSeconds) / time,
  }
}

/** Tokens before one that was generated, on average. */
function meanDepth(replies: readonly Reply[]): number {
  const sum = (of: (reply: Reply) => number) => replies.reduce((all, reply) => all + of(reply), 0)
  return sum(({ promptTokens, generatedTokens }) => generatedTokens * (promptTokens + generatedTokens / 2)) / sum(({ generatedTokens }) => generatedTokens)
}

/** Tokens of a prompt that a sequence held already. */
function heldBefore({ promptTokens, evaluatedTokens }: Reply): number {
  return promptTokens - evaluatedTokens
}

/** The least of a number, the most, and some between them, as they are spread. */
function spread(replies: readonly Reply[], of: (reply: Reply) => number, steps: number): number[] {
  const all = replies.map(of).toSorted((a, b) => a - b)
  return [...new Set(Array.from({ length: steps }, (_, i) => all[Math.round((i * (all.length - 1)) / (steps - 1))]!))]
}

async function ours(entry: ModelEntry, options: GeneratorOptions, wanted = flags.only?.split(',')): Promise<Record<string, Measured[]>> {
  const generator = await openGenerator(entry, { gpu, contextSize: 4 * passageTokens, ...options })
  const found: Record<string, Measured[]> = {}
  for (const workload of workloads(generator)) {
    if (wanted && !wanted.includes(workload.name)) continue
    found[workload.name] = []
    for (let i = 0; i < repeats; i++) found[workload.name]!.push(await measure(generator, workload, entry))
  }
  await generator[Symbol.asyncDispose]()
  return found
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return (performance.now() - began) / 1000
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN
}

function medians(all: readonly Measured[]): Measured {
  const keys = Object.keys(all[0] ?? {}) as (keyof Measured)[]
  return Object.fromEntries(keys.map((key) => [key, median(all.map((one) => one[key]))])) as unknown as Measured
}

const entry = await generatorOf(flags)
const plainLoops: number[] = []
if (!flags.only) for (let i = 0; i < repeats; i++) plainLoops.push(await naive(entry))
const found = await ours(entry, { threads, sequences, replicas })
const tuned = flags.tuned ? await ours(entry, {}, ['plain']) : {}
const result = {
  model: `${entry.name}@${entry.sha256.slice(0, 12)}`,
  hardware: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${gpu === false ? 'no GPU' : (await readBackend(gpu)).devices.join(', ')}`,
  setting: `${replicas} × ${sequences} sequences, ${threads} threads each, ${tokens} tokens, passages of ${passageTokens}, ${prompts} jobs a sequence, median of ${repeats}`,
  naive: flags.only ? undefined : median(plainLoops),
  ours: Object.fromEntries([...Object.entries(found), ...Object.entries(tuned).map(([name, all]) => [`${name}, as tuned`, all] as const)].map(([name, all]) => [name, medians(all)])),
}
process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : table(result))

function table({ naive, ours, ...it }: typeof result): string {
  const heads = ['', 'depth', 'limit', 'tokens/s', 'in all', 'share', 'singly', 'text', 'prompts', 'evaluated', 'forced', 'fill', 'odd', 'split', 'drawing', 'idle']
  const fixed = (n: number): string => (Number.isNaN(n) ? '' : n.toFixed(2))
  const rows = [
    ...(naive === undefined ? [] : [['naive evaluate() loops', '', '', naive.toFixed(0), fixed(naive / (ours['plain']?.limit ?? NaN))]]),
    ...Object.entries(ours).map(([name, m]) => [name, m.depth.toFixed(0), Number.isNaN(m.limit) ? '' : m.limit.toFixed(0), m.rate.toFixed(0), m.whole.toFixed(0), ...[m.share, m.singly, m.text, m.prompt, m.evaluated, m.forced, m.fill, m.odd, m.split, m.drawing, m.idle].map(fixed)]),
  ]
  const wide = heads.map((_, i) => Math.max(...[heads, ...rows].map((row) => row[i]?.length ?? 0)))
  const line = (row: readonly string[]): string => wide.map((w, i) => (i === 0 ? (row[i] ?? '').padEnd(w) : (row[i] ?? '').padStart(w))).join('  ').trimEnd()
  return [`${it.model}, ${it.hardware}`, it.setting, line(heads), ...rows.map(line), ''].join('\n')
}
