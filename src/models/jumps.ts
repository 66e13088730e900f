import type { LlamaModel, Token } from 'node-llama-cpp'
import type { Follower } from '../text/forced.js'

/** Finds the tokens of a reply that a grammar leaves no choice about. */
export interface Jumps {
  /** What comes next whatever is drawn, after so many tokens of the reply; `over`: that is all of it. */
  after(tokens: readonly Token[]): Jump | undefined
}

export interface Jump {
  readonly tokens: readonly Token[]
  readonly over: boolean
}

/**
 * Tokens that are worth a pass of their own. A pass costs as much as 14 (nano) to 31 rows (0.5 B) do beyond it; so a token drawn
 * in a pass of eight sequences costs 3 to 5 rows, and eight tokens drawn as much as eight at once.
 */
const WORTH = 8

/** Jumps of one reply. */
export function makeJumps(model: Pick<LlamaModel, 'tokenize' | 'detokenize'>, follower: Follower): Jumps {
  let seen = ''
  return {
    after(tokens) {
      const text = model.detokenize(tokens)
      // Within a character, or a text that changed when more came: wait, and do not follow.
      if (text.endsWith('\uFFFD') || !text.startsWith(seen)) return undefined
      follower.follow(text.slice(seen.length))
      seen = text
      const forced = follower.forced()
      if (forced.text === '' && !forced.over) return undefined
      const next = forced.text === '' ? [] : model.tokenize(forced.text, false, 'trimLeadingSpace')
      if (model.detokenize([...tokens, ...next]) !== text + forced.text) return undefined
      if (forced.over) return { tokens: next, over: true }
      // The last of them might be written with what comes after it as one token.
      // The first go with the prompt and cost no pass.
      return next.length > (tokens.length === 0 ? 1 : WORTH) ? { tokens: next.slice(0, -1), over: false } : undefined
    },
  }
}
