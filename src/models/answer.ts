import { LlamaGrammarEvaluationState, type LlamaGrammar } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { Message, Reply, Sampling } from '../types.js'
import { makeSampler, type Sampler } from './binding.js'
import type { Hearing, Prompt } from './chat.js'
import type { Engine } from './engine.js'

const GRAMMARS_KEPT = 256

/**
 * Tokens that thoughts may take beyond `maxTokens`, which is meant for what is said. A thought that is longer, or meets the
 * end of the context, ends the reply: `length`, and an empty text.
 */
const THOUGHTS = 2048

/** Messages as the model's chat template has them. Throws a UserError when they leave no room for a reply. */
export function promptOf({ weights, contextSize }: Engine, messages: readonly Message[], sampling: Sampling): Prompt {
  const prompt = weights.chat.render(messages, { silent: sampling.grammar !== undefined })
  if (prompt.tokens.length >= contextSize) throw tooLong(prompt.tokens.length, contextSize)
  return prompt
}

interface Call {
  readonly prompt: Prompt
  readonly sampling: Sampling
  readonly signal: AbortSignal
}

/**
 * Generates one reply on one sequence. Only the tokens that the sequence does not hold yet are evaluated.
 * Throws the signal's reason when aborted.
 */
export async function answer(engine: Engine, slot: number, { prompt, sampling, signal }: Call): Promise<Reply> {
  const { rounds } = engine
  rounds.begin(slot, prompt.tokens)
  try {
    using sampler = await samplerOf(engine, sampling)
    const hearing = prompt.listen()
    const finish = await generate(engine, slot, { sampler, hearing, room: engine.contextSize - prompt.tokens.length, limit: sampling.maxTokens, signal })
    return {
      text: hearing.text(),
      promptTokens: prompt.tokens.length,
      evaluatedTokens: rounds.evaluated(slot),
      generatedTokens: hearing.tokens.length,
      finish,
    }
  } finally {
    rounds.end(slot)
  }
}

function tooLong(prompt: number, contextSize: number): UserError {
  return new UserError(
    `a prompt of ${prompt} tokens does not fit the generator's context of ${contextSize}; use shorter passages or a model with a longer context`,
  )
}

interface Generation {
  readonly sampler: Sampler
  readonly hearing: Hearing
  /** Tokens that fit the context. */
  readonly room: number
  /** Tokens that may be said. */
  readonly limit: number
  readonly signal: AbortSignal
}

async function generate({ rounds, weights: { model } }: Engine, slot: number, generation: Generation): Promise<Reply['finish']> {
  const { sampler, hearing, room, limit, signal } = generation
  for (;;) {
    const token = await rounds.next(slot, sampler, signal)
    signal.throwIfAborted()
    if (model.isEogToken(token) || hearing.hear(token) === 'end') return 'stop'
    const { tokens: { length }, said } = hearing
    if (said >= limit || length >= room || length - said >= THOUGHTS) return 'length'
  }
}

async function samplerOf(engine: Engine, sampling: Sampling): Promise<Sampler> {
  const { temperature = 0.7, topP = 0.95, topK = 40, minP = 0 } = sampling
  const { model } = engine.weights
  const grammar = sampling.grammar === undefined ? undefined : await grammarOf(engine, sampling.grammar)
  return makeSampler(engine.context, {
    ...{ temperature, topP, topK, minP },
    // llama.cpp takes 32 bits, and the highest number means "any seed".
    seed: (sampling.seed >>> 0) % 0xffffffff,
    grammar: grammar && new LlamaGrammarEvaluationState({ model, grammar }),
  })
}

function grammarOf({ weights: { llama }, grammars }: Engine, text: string): Promise<LlamaGrammar> {
  const known = grammars.get(text)
  if (known) return known
  const oldest = grammars.size >= GRAMMARS_KEPT ? grammars.keys().next() : undefined
  if (oldest && !oldest.done) grammars.delete(oldest.value)
  const made = llama.createGrammar({ grammar: text })
  grammars.set(text, made)
  return made
}
