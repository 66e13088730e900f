import { JinjaTemplateChatWrapper, LlamaText, SpecialTokensText, type ChatHistoryItem, type Tokenizer } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { Message } from '../types.js'
import { openThought, type ThoughtMarks } from './thoughts.js'

/** A prompt as text: contents are plain, what the template writes around them may be control tokens. */
export interface Rendered {
  readonly text: LlamaText
  /** What stands after the last content: the end of that turn and the beginning of the assistant's. */
  readonly tail: string
  /** The thought that the reply begins in. */
  readonly opened?: ThoughtMarks
}

/** A chat template that can be rendered. */
export interface ChatTemplate {
  /** The messages up to where the assistant's words begin. `silent`: a thought that the template opens is closed at once. */
  render(messages: readonly Message[], options?: { readonly silent?: boolean }): Rendered
  /** What ends the assistant's turn. */
  readonly ends: readonly LlamaText[]
}

const probe: Message = { role: 'user', content: 'x' }

/**
 * Opens the template itself, and not one of the library's imitations, some of which begin with a token that the model has
 * never seen there. Models that can be told not to think are told so. Throws a UserError, which names the model's path, when
 * the engine cannot render the template.
 */
export function openTemplate(template: string, path: string, tokenizer?: Tokenizer): ChatTemplate {
  const asked = tellNotToThink(template)
  const wrap = (extra: Record<string, unknown>) =>
    new JinjaTemplateChatWrapper({ template, tokenizer, reasoning: false, functionCallMessageTemplate: 'noJinja', additionalRenderParameters: { ...asked, ...extra } })
  const channels = template.includes('<|channel|>')
  try {
    const prompts = wrap({ add_generation_prompt: true })
    const turns = wrap({})
    const context = (messages: readonly Message[]) => prompts.generateContextState({ chatHistory: history(messages) }).contextText
    const render: ChatTemplate['render'] = (messages, { silent = false } = {}) => {
      const text = context(messages)
      const tail = tailOf(text)
      const opened = openThought(tail)
      const quiet = silent ? quieting(tail, opened, channels) : ''
      return quiet === '' ? { text, tail, opened } : { text: LlamaText(text, new SpecialTokensText(quiet)), tail: tail + quiet }
    }
    render([probe])
    const ends = turns.generateContextState({ chatHistory: [...history([probe]), { type: 'model', response: [] }] }).stopGenerationTriggers
    return { render, ends }
  } catch (thrown) {
    const why = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0]
    throw new UserError(`generator ${path} has a chat template that cannot be rendered (${why}); use a build of the model with another template`, { cause: thrown })
  }
}

/** What templates take to keep a model from thinking, beside `enable_thinking`, or to keep its thoughts short where it cannot be kept. */
function tellNotToThink(template: string): Record<string, unknown> {
  return {
    ...(/\bthinking\b/.test(template) ? { thinking: false } : {}),
    ...(template.includes('thinking_budget') ? { thinking_budget: 0 } : {}),
    ...(template.includes('<|channel|>') && template.includes('reasoning_effort') ? { reasoning_effort: 'low' } : {}),
  }
}

function history(messages: readonly Message[]): ChatHistoryItem[] {
  return messages.map(({ role, content }): ChatHistoryItem =>
    role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  )
}

function tailOf(text: LlamaText): string {
  const last = text.values.at(-1)
  return last instanceof SpecialTokensText ? last.value : ''
}

/** What a prompt needs at its end so that no thought is possible. */
function quieting(tail: string, opened: ThoughtMarks | undefined, channels: boolean): string {
  if (opened) return opened.quiet.slice(opened.open.length).replace(/^\n/, tail.endsWith('\n') ? '' : '\n')
  return channels && !tail.includes('<|channel|>') ? '<|channel|>final<|message|>' : ''
}
