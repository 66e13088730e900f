import type { LlamaModel, Token } from 'node-llama-cpp'
import type { Message } from '../types.js'
import { openTemplate } from './chat-template.js'
import { inFrame, listen, spoken, unframed, type ThoughtMarks } from './thoughts.js'

/** Turns messages into the tokens of a prompt, and generated tokens into a reply, as the model's chat template has it. */
export interface Chat {
  /**
   * The template filled with the messages, up to where the assistant's words begin. Contents become plain text, never
   * control tokens. `silent`: no thought can begin, as a grammar needs it, which would be applied to the thought.
   */
  render(messages: readonly Message[], options?: { readonly silent?: boolean }): Prompt
}

/** A rendered prompt. */
export interface Prompt {
  readonly tokens: Token[]
  /** Begins to take in the reply. */
  listen(): Hearing
}

/** A reply that is being generated. */
export interface Hearing {
  /** All tokens so far, thoughts included. */
  readonly tokens: readonly Token[]
  /** How many of them are the reply's own: not of its thoughts. */
  readonly said: number
  hear(token: Token): 'more' | 'end'
  /** The reply without its thoughts and its end mark; empty when a thought never ended. */
  text(): string
}

/** Reads the chat template of a loaded model. Throws a UserError when the engine cannot render it. */
export function openChat(model: LlamaModel, path: string): Chat {
  const { tokenizer, tokens: { bos, shouldPrependBosToken } } = model
  const template = openTemplate(model.fileInfo.metadata.tokenizer?.chat_template ?? '', path, tokenizer)
  const marks = template.ends
    .map((mark) => mark.tokenize(tokenizer))
    // A control token ends a turn by itself, whatever white space the template has after it.
    .map((tokens) => (model.isSpecialToken(tokens[0]) ? tokens.slice(0, 1) : tokens))
    .filter((tokens) => tokens.length > 0)
  return {
    render(messages, options) {
      const { text, tail, opened } = template.render(messages, options)
      const tokens = text.tokenize(tokenizer)
      if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos)
      return { tokens, listen: () => hearing(model, { marks, tail, opened }) }
    },
  }
}

interface Expected {
  readonly marks: readonly (readonly Token[])[]
  readonly tail: string
  readonly opened?: ThoughtMarks
}

function hearing(model: LlamaModel, { marks, tail, opened }: Expected): Hearing {
  const tokens: Token[] = []
  const listener = listen(opened)
  let ended = 0
  let thoughts = 0
  return {
    tokens,
    get said() {
      return tokens.length - thoughts
    },
    hear(token) {
      tokens.push(token)
      if (!listener.done) listener.hear(model.detokenize([token], true))
      if (listener.thinking) {
        thoughts = tokens.length
        return 'more'
      }
      ended = marks.find((mark) => endsWith(tokens, mark))?.length ?? 0
      return ended > 0 ? 'end' : 'more'
    },
    text: () => textOf(model, tokens.slice(0, tokens.length - ended), { tail, opened }),
  }
}

function endsWith(tokens: readonly Token[], end: readonly Token[]): boolean {
  const from = tokens.length - end.length
  return from >= 0 && end.every((token, i) => tokens[from + i] === token)
}

/** Positions are found in the text with its control tokens, since marks may be some; what is given has none of them. */
function textOf(model: LlamaModel, tokens: readonly Token[], { tail, opened }: Omit<Expected, 'marks'>): string {
  const whole = model.detokenize(tokens, true)
  const range = spoken(whole, opened)
  if (!range) return ''
  const [from, to] = range
  if (from === 0 && to === whole.length) {
    const reply = model.detokenize(tokens)
    return inFrame(tail) ? unframed(reply, tail) : reply
  }
  const first = firstAt(tokens, from, model)
  const last = to === whole.length ? tokens.length : firstAt(tokens, to + 1, model) - 1
  const rest = model.detokenize(tokens.slice(0, first), true).slice(from, to)
  return unframed((rest + model.detokenize(tokens.slice(first, Math.max(first, last)))).trim(), tail)
}

/** The fewest tokens whose text has so many characters. */
function firstAt(tokens: readonly Token[], characters: number, model: LlamaModel): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (model.detokenize(tokens.slice(0, middle), true).length >= characters) high = middle
    else low = middle + 1
  }
  return low
}
