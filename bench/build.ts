/**
 * A dialogue build with the project's own prompts against naive loops, in one run on one model: three-turn dialogues, question
 * first, on passages as long as the context allows; then every call of it again through N plain `sequence.evaluate()` loops
 * with node-llama-cpp's default batching. Questions are computed as always but replaced by words that pass the checks, so that
 * a model of any weights goes the whole way; answers are extractive. Prints tokens/s, their ratio, prompt tokens evaluated ÷ submitted.
 *
 *   node dist/bench/build.js [--model nano-generator] [--dialogues 24] [--sequences 8] [--threads 1] [--json]
 */
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { getLlama, LlamaGrammar, LlamaGrammarEvaluationState } from 'node-llama-cpp'
import { converse } from '../src/dialogue/converse.js'
import type { Settings } from '../src/dialogue/scene.js'
import { languageOf } from '../src/languages/index.js'
import { fakeEmbedder } from '../src/models/fake-embedder.js'
import { openGenerator } from '../src/models/generator.js'
import { resolveModel } from '../src/models/registry.js'
import { packageRoot } from '../src/package.js'
import { promptsIn } from '../src/prompt.js'
import type { Ask, Context, Generator, Message, ModelEntry, Passage, Sampling } from '../src/types.js'

const { values: flags } = parseArgs({
  options: {
    model: { type: 'string', default: 'nano-generator' },
    dialogues: { type: 'string', default: '24' },
    sequences: { type: 'string', default: '8' },
    threads: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const [dialogues, sequences, threads] = [flags.dialogues, flags.sequences, flags.threads].map(Number) as [number, number, number]

interface Recorded {
  readonly messages: readonly Message[]
  readonly sampling: Sampling
}

const settings: Settings = {
  answers: 'extractive',
  order: 'question-first',
  document: 'include',
  ...{ attempts: 1, stop: 0, temperature: 0.7, topP: 0.95, questionTokens: 48, answerTokens: 256 },
  ...{ questionMin: 1, answerMin: 1, repeat: 1, repeatCosine: 1, supportMin: 0, groundedMin: -1 },
}

/** A passage of distinct, complete sentences of about `tokens` tokens. */
function passageOf(generator: Generator, number: number, tokens: number): Passage {
  const parts = ['The old mill', 'A stone bridge', 'The market square', 'Its brick school', 'A narrow lane', 'The parish church', 'The weavers’ hall', 'A long canal']
  const whole: string[] = []
  for (let i = 0; generator.count(whole.join(' ')) < tokens; i++) whole.push(`${parts[i % parts.length]} of Alderbrook number ${number} was rebuilt by the town council after the flood of ${1300 + 7 * i}.`)
  const source = { wiki: 'bench', title: `Alderbrook ${number}`, page: number, revision: 1, url: 'https://example.invalid', licence: 'Apache-2.0' }
  return { id: `bench-${number}`, language: 'en', title: source.title, text: whole.join(' '), tokens, source, categories: [] }
}

/** The generator, its questions replaced after they were computed, and every call noted; the third turn is the last. */
function scripted(generator: Generator, calls: Recorded[]): Generator {
  return {
    ...generator,
    sequence: (work) =>
      generator.sequence((ask) => {
        let turn = 0
        const noted: Ask = async (messages, sampling) => {
          calls.push({ messages, sampling })
          const reply = await ask(messages, sampling)
          if (sampling.grammar) return reply
          return { ...reply, finish: 'stop', text: turn++ < 3 ? `Tell me about matter ${'one two three'.split(' ')[turn - 1]} of Alderbrook after the flood, will you?` : '' }
        }
        return work(noted)
      }),
  }
}

async function ours(entry: ModelEntry): Promise<{ rate: number; evaluated: number; calls: Recorded[]; passage: number; turns: number }> {
  await using generator = await openGenerator(entry, { gpu: false, threads, sequences, replicas: 1 })
  await using embedder = fakeEmbedder()
  const calls: Recorded[] = []
  const model = scripted(generator, calls)
  const context = {
    ...{ language: languageOf('en'), prompts: promptsIn({ folder: join(packageRoot, 'prompts'), language: 'en' }), seed: 0, signal: new AbortController().signal },
    ...{ models: { generator: async () => model, embedder: async () => embedder, generatorEntry: entry }, reject() {}, count() {} },
  } as unknown as Context
  const passage = Math.min(1_000, generator.contextSize - 1_000)
  const began = performance.now()
  const rows = await Promise.all(Array.from({ length: dialogues }, (_, i) => converse(passageOf(generator, i, passage), context, settings)))
  const seconds = (performance.now() - began) / 1000
  const { generatedTokens, evaluatedTokens, promptTokens } = generator.usage()
  const turns = rows.reduce((sum, row) => sum + (row?.messages.length ?? 0) / 2, 0) / dialogues
  return { rate: generatedTokens / seconds, evaluated: evaluatedTokens / promptTokens, calls, passage, turns }
}

/** Tokens a second of N loops as anyone would write them first, on the same calls. */
async function naive({ path }: ModelEntry, calls: readonly Recorded[]): Promise<number> {
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, maxThreads: 0, logger: () => {} })
  const model = await llama.loadModel({ modelPath: path })
  const context = await model.createContext({ sequences, threads, contextSize: Math.min(4_096, model.trainContextSize) })
  let next = 0
  let generated = 0
  const began = performance.now()
  await Promise.all(Array.from({ length: sequences }, async () => {
    const sequence = context.getSequence()
    for (let call = calls[next++]; call; call = calls[next++]) {
      const { messages, sampling: { grammar, maxTokens, ...rest } } = call
      const text = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`).join('') + '<|im_start|>assistant\n'
      const state = grammar ? new LlamaGrammarEvaluationState({ model, grammar: new LlamaGrammar(llama, { grammar }) }) : undefined
      await sequence.clearHistory()
      let n = 0
      for await (const _ of sequence.evaluate(model.tokenize(text, true), { ...rest, ...(state ? { grammarEvaluationState: state } : {}) })) if (++n >= Math.min(maxTokens, 256)) break
      generated += n
    }
  }))
  const seconds = (performance.now() - began) / 1000
  await llama.dispose()
  return generated / seconds
}

const { prompts: _, ...entry } = await resolveModel(flags.model, 'generator')
const mine = await ours(entry)
const theirs = await naive(entry, mine.calls)
const result = {
  model: `${entry.name}@${entry.sha256.slice(0, 12)}`,
  hardware: `${cpus().length} × ${cpus()[0]?.model.trim()}, no GPU`,
  setting: `${dialogues} dialogues, ${mine.turns.toFixed(1)} turns, ${mine.calls.length} calls, passages of ${mine.passage} tokens, ${sequences} sequences, ${threads} threads`,
  build: mine.rate,
  naive: theirs,
  ratio: mine.rate / theirs,
  evaluatedShare: mine.evaluated,
}
process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : `${result.model}, ${result.hardware}\n${result.setting}\nnaive loops     ${theirs.toFixed(0)} tokens/s\ndialogue build  ${mine.rate.toFixed(0)} tokens/s (× ${result.ratio.toFixed(2)})\nprompt tokens evaluated ÷ submitted  ${mine.evaluated.toFixed(3)}\n`)
