import { LlamaText, resolveChatWrapper, type ChatHistoryItem, type ChatWrapper, type LlamaModel, type Token } from 'node-llama-cpp'
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

/** Reads the chat template of a loaded model. */
export function openChat(model: LlamaModel): Chat {
  const wrapper = resolveChatWrapper(model)
  const marks = endMarks(wrapper, model)
  const thought = thoughtTags(wrapper)
  return {
    render: (messages) => wrapper.generateContextState({ chatHistory: history(messages) }).contextText.tokenize(model.tokenizer),
    endMark: (tokens) => marks.find((mark) => endsWith(tokens, mark))?.length ?? 0,
    text: (tokens) => model.detokenize(thought ? withoutThought(tokens, model, thought) : tokens),
  }
}

function history(messages: readonly Message[]): ChatHistoryItem[] {
  const items = messages.map(({ role, content }): ChatHistoryItem =>
    role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  )
  return [...items, { type: 'model', response: [] }]
}

function endMarks(wrapper: ChatWrapper, model: LlamaModel): Token[][] {
  const state = wrapper.generateContextState({ chatHistory: history([{ role: 'user', content: 'x' }]) })
  return state.stopGenerationTriggers
    .map((mark) => mark.tokenize(model.tokenizer))
    .filter((tokens) => tokens.length > 0)
}

function endsWith(tokens: readonly Token[], end: readonly Token[]): boolean {
  const from = tokens.length - end.length
  return from >= 0 && end.every((token, i) => tokens[from + i] === token)
}

function thoughtTags(wrapper: ChatWrapper): { open: string; close: string } | undefined {
  const { prefix, suffix } = wrapper.settings.segments?.thought ?? {}
  if (prefix == null || suffix == null) return undefined
  return { open: tag(prefix), close: tag(suffix) }
}

function tag(text: string | LlamaText | object): string {
  const plain = typeof text === 'string' ? text : LlamaText.isLlamaText(text) ? text.toString() : ''
  return plain.trim()
}

/** Drops everything up to the end of the last thought; a thought that never ended leaves nothing. */
function withoutThought(tokens: readonly Token[], model: LlamaModel, tags: { open: string; close: string }): readonly Token[] {
  let spoken = ''
  let from = 0
  tokens.forEach((token, i) => {
    spoken += model.detokenize([token], true)
    if (spoken.endsWith(tags.close)) from = i + 1
  })
  return from === 0 && spoken.includes(tags.open) ? [] : tokens.slice(from)
}
