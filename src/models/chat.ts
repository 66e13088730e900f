import { JinjaTemplateChatWrapper, LlamaText, resolveChatWrapper, type ChatHistoryItem, type ChatWrapper, type LlamaModel, type Token } from 'node-llama-cpp'
import type { Message } from '../types.js'

/** Turns messages into the tokens of a prompt, and generated tokens into a reply, as the model's chat template has it. */
export interface Chat {
  /** The template filled with the messages, up to where the assistant's words begin. Contents become plain text, never control tokens. */
  render(messages: readonly Message[]): Token[]
  /** How many of the last tokens are an end mark of the template; 0 while the reply goes on. */
  endMark(tokens: readonly Token[]): number
  /** The reply without its thoughts. */
  text(tokens: readonly Token[]): string
}

/**
 * Reads the chat template of a loaded model. The template itself is rendered, and not one of the library's imitations,
 * some of which begin with a token that the model has never seen there. Where a model can be told not to think, it is.
 */
export function openChat(model: LlamaModel): Chat {
  const { tokenizer, tokens: { bos, shouldPrependBosToken } } = model
  const wrapper = resolveChatWrapper(model, { type: 'jinjaTemplate', warningLogs: false })
  const marks = endMarks(wrapper, model)
  const thought = thoughtTags(wrapper)
  const template = wrapper instanceof JinjaTemplateChatWrapper ? wrapper.template : ''
  const quiet = thought && template.includes('enable_thinking') ? LlamaText(thought.prefix, thought.suffix).tokenize(tokenizer) : []
  return {
    render(messages) {
      const prompt = wrapper.generateContextState({ chatHistory: history(messages) }).contextText.tokenize(tokenizer)
      if (shouldPrependBosToken && bos !== null && prompt[0] !== bos) prompt.unshift(bos)
      return [...prompt, ...quiet]
    },
    endMark: (tokens) => marks.find((mark) => endsWith(tokens, mark))?.length ?? 0,
    text: (tokens) => (thought ? model.detokenize(withoutThought(tokens, model, thought)).trimStart() : model.detokenize(tokens)),
  }
}

function history(messages: readonly Message[]): ChatHistoryItem[] {
  const items = messages.map(({ role, content }): ChatHistoryItem =>
    role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  )
  return [...items, { type: 'model', response: [] }]
}

/** A control token ends a turn by itself, whatever white space the template has after it. */
function endMarks(wrapper: ChatWrapper, model: LlamaModel): Token[][] {
  const state = wrapper.generateContextState({ chatHistory: history([{ role: 'user', content: 'x' }]) })
  return state.stopGenerationTriggers
    .map((mark) => mark.tokenize(model.tokenizer))
    .map((tokens) => (model.isSpecialToken(tokens[0]) ? tokens.slice(0, 1) : tokens))
    .filter((tokens) => tokens.length > 0)
}

function endsWith(tokens: readonly Token[], end: readonly Token[]): boolean {
  const from = tokens.length - end.length
  return from >= 0 && end.every((token, i) => tokens[from + i] === token)
}

interface Thought {
  readonly prefix: LlamaText
  readonly suffix: LlamaText
}

function thoughtTags(wrapper: ChatWrapper): Thought | undefined {
  const { prefix, suffix } = wrapper.settings.segments?.thought ?? {}
  if (!isText(prefix) || !isText(suffix)) return undefined
  return { prefix: LlamaText(prefix), suffix: LlamaText(suffix) }
}

function isText(value: unknown): value is string | LlamaText {
  return typeof value === 'string' || LlamaText.isLlamaText(value)
}

/** Drops everything up to the end of the last thought; a thought that never ended leaves nothing. */
function withoutThought(tokens: readonly Token[], model: LlamaModel, { prefix, suffix }: Thought): readonly Token[] {
  const [open, close] = [prefix.toString().trim(), suffix.toString().trim()]
  let spoken = ''
  let from = 0
  tokens.forEach((token, i) => {
    spoken += model.detokenize([token], true)
    if (spoken.trimEnd().endsWith(close)) from = i + 1
  })
  return from === 0 && spoken.includes(open) ? [] : tokens.slice(from)
}
