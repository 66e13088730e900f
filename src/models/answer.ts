import { LlamaGrammarEvaluationState, type LlamaGrammar, type Token } from 'node-llama-cpp'
import { followersOf } from '../text/forced.js'
import { PromptTooLong } from '../errors.js'
import type { Message, Reply, Sampling } from '../types.js'
import type { Sampler } from './binding.js'
import type { Hearing, Prompt } from './chat.js'
import type { Engine, ReadGrammar } from './engine.js'
import { makeJumps, type Jump, type Jumps } from './jumps.js'

const GRAMMARS_KEPT = 256

/**
 * Tokens that thoughts may take beyond `maxTokens`, which is meant for what is said. A thought that is longer, or meets the
 * end of the context, ends the reply: `length`, and an empty text.
 */
const THOUGHTS = 2048

/** Messages as the model's chat template has them. @throws PromptTooLong when they leave no room for a reply */
export function promptOf({ weights, contextSize }: Engine, messages: readonly Message[], sampling: Sampling): Prompt {
  const prompt = weights.chat.render(messages, { silent: sampling.grammar !== undefined })
  if (prompt.tokens.length >= contextSize) throw new PromptTooLong(`a prompt of ${prompt.tokens.length} tokens does not fit the generator's context of ${contextSize}; use shorter texts, --context-size, or a model with a longer context`)
  return prompt
}

interface Call {
  readonly prompt: Prompt
  readonly sampling: Sampling
  readonly signal: AbortSignal
}

/**
 * Generates one reply on one sequence. Only the tokens that the sequence does not hold yet are evaluated, and only those are
 * drawn about which a grammar leaves a choice. Throws the signal's reason when aborted.
 */
export async function answer(engine: Engine, slot: number, { prompt, sampling, signal }: Call): Promise<Reply> {
  const { rounds, contextSize } = engine
  const grammar = sampling.grammar === undefined ? undefined : await grammarOf(engine, sampling.grammar)
  const hearing = prompt.listen()
  const said = saying(hearing, { room: contextSize - prompt.tokens.length, limit: sampling.maxTokens })
  const jumps = grammar && makeJumps(engine.weights.model, grammar.follow())
  const begun = said.forced(jumps?.after([]))
  const reply = (finish: Reply['finish'], evaluatedTokens: number): Reply => ({
    ...{ text: hearing.text(), promptTokens: prompt.tokens.length, evaluatedTokens },
    ...{ generatedTokens: hearing.tokens.length, forcedTokens: said.jumped, finish },
  })
  if (begun.finish) return reply(begun.finish, 0)
  rounds.begin(slot, prompt.tokens, begun.tokens)
  try {
    using sampler = samplerOf(engine, sampling, grammar?.grammar)
    sampler.accept(begun.tokens)
    const finish = await generate(engine, slot, { sampler, hearing, said, jumps, signal })
    return reply(finish, rounds.evaluated(slot))
  } finally {
    rounds.end(slot)
  }
}

/** What has been said, and how much more may be. */
interface Saying {
  /** Tokens that were not drawn. */
  readonly jumped: number
  /** Why the reply ends here, if it does. */
  full(): Reply['finish'] | undefined
  /** Takes in what comes without being drawn; what of it is to be evaluated, and why the reply ends there, if it does. */
  forced(jump: Jump | undefined): { readonly tokens: readonly Token[]; readonly finish?: Reply['finish'] }
}

function saying(hearing: Hearing, { room, limit }: { readonly room: number; readonly limit: number }): Saying {
  let jumped = 0
  const full = (): Reply['finish'] | undefined => {
    const { tokens: { length }, said } = hearing
    return said >= limit || length >= room || length - said >= THOUGHTS ? 'length' : undefined
  }
  return {
    get jumped() {
      return jumped
    },
    full,
    forced(jump) {
      if (!jump) return { tokens: [] }
      const tokens = jump.tokens.slice(0, Math.min(limit - hearing.said, room - hearing.tokens.length))
      jumped += tokens.length
      for (const token of tokens) if (hearing.hear(token) === 'end') return { tokens: [], finish: 'stop' }
      if (tokens.length < jump.tokens.length) return { tokens: [], finish: 'length' }
      return { tokens, finish: jump.over ? 'stop' : full() }
    },
  }
}

interface Generation {
  readonly sampler: Sampler
  readonly hearing: Hearing
  readonly said: Saying
  readonly jumps: Jumps | undefined
  readonly signal: AbortSignal
}

async function generate({ rounds, weights: { model } }: Engine, slot: number, { sampler, hearing, said, jumps, signal }: Generation): Promise<Reply['finish']> {
  for (;;) {
    const token = await rounds.next(slot, sampler, signal)
    signal.throwIfAborted()
    if (model.isEogToken(token) || hearing.hear(token) === 'end') return 'stop'
    const full = said.full()
    if (full) return full
    const { tokens, finish } = said.forced(jumps?.after(hearing.tokens))
    if (finish) return finish
    rounds.force(slot, tokens)
    sampler.accept(tokens)
  }
}

function samplerOf(engine: Engine, sampling: Sampling, grammar: LlamaGrammar | undefined): Sampler {
  const { temperature = 0.7, topP = 0.95, topK = 40, minP = 0 } = sampling
  const { model } = engine.weights
  return engine.samplers.open({
    ...{ temperature, topP, topK, minP, seed: sampling.seed },
    grammar: grammar && new LlamaGrammarEvaluationState({ model, grammar }),
  })
}

async function grammarOf({ weights: { llama }, grammars }: Engine, text: string): Promise<ReadGrammar> {
  const known = grammars.get(text)
  if (known) return known
  const oldest = grammars.size >= GRAMMARS_KEPT ? grammars.keys().next() : undefined
  if (oldest && !oldest.done) grammars.delete(oldest.value)
  const made = llama.createGrammar({ grammar: text }).then((grammar) => ({ grammar, follow: followersOf(text) }))
  grammars.set(text, made)
  return made
}
