import { JinjaTemplateChatWrapper, LlamaText, SpecialTokensText, type ChatHistoryItem, type Tokenizer } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { Message } from '../types.js'
import { openThought, thoughtMarks, type ThoughtMarks } from './thoughts.js'

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

/**
 * What `strftime_now` of a template answers on any day, by format: 26 July 2024, which Llama's templates take where there is
 * no clock. With the date of the machine the same input and seed would give other rows tomorrow.
 */
const date = { '%Y': '2024', '%y': '24', '%m': '07', '%B': 'July', '%b': 'Jul', '%d': '26', '%A': 'Friday', '%a': 'Fri', '%H': '00', '%M': '00', '%S': '00' }

/** A macro of the clock's name, which takes its place. The line end is one that the engine drops after a block. */
const clock = `{%- macro strftime_now(format) -%}{{ format${Object.entries(date).map(([code, text]) => ` | replace('${code}', '${text}')`).join('')} }}{%- endmacro %}\n`

const probe: Message = { role: 'user', content: 'x' }

/**
 * Opens the template itself, and not one of the library's imitations, some of which begin with a token that the model has
 * never seen there. Models that can be told not to think are told so, and the date is always the same. Throws a UserError,
 * which names the model's path, when the engine cannot render the template.
 */
export function openTemplate(template: string, path: string, tokenizer?: Tokenizer): ChatTemplate {
  const asked = { tools: null, ...tellNotToThink(template) } // no tools are null, not undefined, where Hugging Face renders
  const dated = template.includes('strftime_now') ? clock + template : template
  const wrap = (extra: Record<string, unknown>) =>
    new JinjaTemplateChatWrapper({ template: dated, tokenizer, reasoning: false, functionCallMessageTemplate: 'noJinja', additionalRenderParameters: { ...asked, ...extra } })
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
    const after = turns.generateContextState({ chatHistory: [...history([probe]), { type: 'model', response: [] }] }).stopGenerationTriggers
    return { render, ends: after.map(endOf).filter(({ values }) => values.length > 0) }
  } catch (thrown) {
    const why = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0]
    throw new UserError(`generator ${path} has a chat template that cannot be rendered (${why}); use a build of the model with another template`, { cause: thrown })
  }
}

/**
 * What ends a turn, of what a template writes after one: up to a mark of thoughts (templates that keep the last thought take
 * the words it is tried with for one) or to the next turn's role.
 */
function endOf(written: LlamaText): LlamaText {
  const [first] = written.values
  if (!(first instanceof SpecialTokensText)) return written
  const marks = thoughtMarks.flatMap(({ open, close }) => [open, close]).map((mark) => first.value.indexOf(mark))
  const cuts = [...marks, first.value.search(/(?:<[|｜]?)?(?<![/\w])(?:assistant|user)\b/i)].filter((at) => at >= 0)
  if (cuts.length === 0) return written
  const kept = first.value.slice(0, Math.min(...cuts))
  return LlamaText(kept === '' ? [] : [new SpecialTokensText(kept)])
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
