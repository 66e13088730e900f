import { LlamaGrammarEvaluationState, type LlamaContextSequence, type LlamaGrammar, type SequenceEvaluateOptions, type Token } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { Message, Reply, Sampling } from '../types.js'
import { priorityOf } from './batching.js'
import type { Hearing } from './chat.js'
import type { Engine } from './engine.js'

const GRAMMARS_KEPT = 256

/**
 * Tokens that thoughts may take beyond `maxTokens`, which is meant for what is said. A thought that is longer, or meets the
 * end of the context, ends the reply: `length`, and an empty text.
 */
const THOUGHTS = 2048

/**
 * Generates one reply on one sequence. Only the tokens that the sequence does not hold yet are evaluated.
 * Throws a UserError when the prompt leaves no room for a reply, and the signal's reason when aborted.
 */
export async function answer(
  engine: Engine,
  slot: number,
  { messages, sampling, signal }: { messages: readonly Message[]; sampling: Sampling; signal: AbortSignal },
): Promise<Reply> {
  const sequence = sequenceOf(engine, slot)
  const { tokens: prompt, listen } = engine.weights.chat.render(messages, { silent: sampling.grammar !== undefined })
  const room = engine.contextSize - prompt.length
  if (room < 1) throw tooLong(prompt.length, engine.contextSize)
  engine.rounds.enter(slot)
  try {
    const options = await samplerOptions(engine, slot, sampling)
    // At least the last token is evaluated: its logits are where the reply starts.
    await sequence.adaptStateToTokens(prompt.slice(0, -1), false)
    const rest = prompt.slice(sequence.nextTokenIndex)
    const last = await processPrompt(engine, slot, rest, signal)
    const hearing = listen()
    const finish = await generate(engine, slot, { sequence, last, options, hearing, room, limit: sampling.maxTokens, signal })
    return {
      text: hearing.text(),
      promptTokens: prompt.length,
      evaluatedTokens: rest.length,
      generatedTokens: hearing.tokens.length,
      finish,
    }
  } finally {
    engine.rounds.leave(slot)
  }
}

function sequenceOf({ sequences }: Engine, slot: number): LlamaContextSequence {
  const sequence = sequences[slot]
  if (!sequence) throw new RangeError(`there is no sequence ${slot}`)
  return sequence
}

function tooLong(prompt: number, contextSize: number): UserError {
  return new UserError(
    `a prompt of ${prompt} tokens does not fit the generator's context of ${contextSize}; use shorter passages or a model with a longer context`,
  )
}

/** Evaluates the prompt in the pieces that the rounds grant; gives the last piece, whose turn has come, unevaluated. */
async function processPrompt(engine: Engine, slot: number, tokens: Token[], signal: AbortSignal): Promise<Token[]> {
  const sequence = sequenceOf(engine, slot)
  let from = 0
  for (;;) {
    const granted = await engine.rounds.turn(slot, tokens.length - from)
    signal.throwIfAborted()
    if (from + granted >= tokens.length) return tokens.slice(from)
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(from, from + granted), { evaluationPriority: priorityOf(slot) })
    from += granted
  }
}

interface Generation {
  readonly sequence: LlamaContextSequence
  readonly last: Token[]
  readonly options: SequenceEvaluateOptions
  readonly hearing: Hearing
  /** Tokens that fit the context. */
  readonly room: number
  /** Tokens that may be said. */
  readonly limit: number
  readonly signal: AbortSignal
}

async function generate({ rounds }: Engine, slot: number, generation: Generation): Promise<Reply['finish']> {
  const { sequence, last, options, hearing, room, limit, signal } = generation
  const steps = sequence.evaluateWithMetadata(last, {}, options)
  try {
    for (;;) {
      const step = await steps.next()
      signal.throwIfAborted()
      if (step.done || hearing.hear(step.value.token) === 'end') return 'stop'
      const { tokens: { length }, said } = hearing
      if (said >= limit || length >= room || length - said >= THOUGHTS) return 'length'
      await rounds.turn(slot, 1)
    }
  } finally {
    await steps.return()
  }
}

async function samplerOptions(engine: Engine, slot: number, sampling: Sampling): Promise<SequenceEvaluateOptions> {
  const { temperature = 0.7, topP = 0.95, topK = 40, minP = 0 } = sampling
  const { model } = engine.weights
  const grammar = sampling.grammar === undefined ? undefined : await grammarOf(engine, sampling.grammar)
  return {
    temperature,
    topP,
    topK,
    minP,
    // llama.cpp takes 32 bits, and the highest number means "any seed".
    seed: (sampling.seed >>> 0) % 0xffffffff,
    grammarEvaluationState: grammar && new LlamaGrammarEvaluationState({ model, grammar }),
    evaluationPriority: priorityOf(slot),
  }
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
