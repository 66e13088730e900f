import { PromptTooLong } from '../errors.js'
import { templateTokens } from '../prompt.js'
import { seedOf } from '../text/random.js'
import { choiceGrammar, sentencesGrammar } from '../text/grammar.js'
import { subjectOf } from '../text/title.js'
import { sentencesPerAnswer } from '../text/spans.js'
import type { Ask, Context, Generator, Message, Passage, Prompt, Reply } from '../types.js'

export interface Turn {
  readonly question: string
  readonly answer: string
}

export interface Writing {
  readonly context: Context
  readonly generator: Generator
  readonly ask: Ask
  readonly passage: Passage
  readonly sampling: { readonly temperature: number; readonly topP: number }
  /** Most tokens of a question and of an answer. */
  readonly room: { readonly question: number; readonly answer: number }
}

/** Which words a call is made of: a prompt of prompts/ with its values, and the turns so far. */
export interface Call {
  readonly prompt: string
  readonly turns: readonly Turn[]
  readonly values: Readonly<Record<string, string>>
  readonly kind: 'question' | 'answer'
  /** Sentences to answer with (extractive). */
  readonly choices?: readonly string[]
  /** The only texts it may be, whole. */
  readonly oneOf?: readonly string[]
  /** Whether the passage is in view; it stands first, so that all calls of a dialogue share it. */
  readonly document?: boolean
}

/**
 * Asks the generator. All calls about one passage begin with the same tokens: system words, then the document.
 * @returns undefined when the context has no room for the call
 */
export async function write(writing: Writing, call: Call, attempt: number): Promise<Reply | undefined> {
  const { context, generator, passage, room } = writing
  const messages = messagesOf(writing, call)
  const used = messages.reduce((sum, message) => sum + generator.count(message.content), templateTokens)
  const maxTokens = Math.min(call.choices ? Infinity : room[call.kind], generator.contextSize - used)
  if (maxTokens < Math.min(room[call.kind], 32)) return undefined
  const seed = seedOf(context.seed, passage.id, call.prompt, call.turns.length, attempt)
  const reply = await writing.ask(messages, { ...samplingOf(writing, call), seed, maxTokens }).catch((error: unknown) => {
    // A template may add more than was counted for it.
    if (error instanceof PromptTooLong) return undefined
    throw error
  })
  if (!reply) return undefined
  if (call.kind === 'answer') return { ...reply, text: reply.text.trim() }
  const line = firstLine(reply.text)
  return { ...reply, text: line, finish: reply.text.trimStart().startsWith(`${line}\n`) ? 'stop' : reply.finish }
}

function samplingOf({ sampling, context }: Writing, { choices, oneOf }: Call) {
  if (choices) return { ...sampling, grammar: sentencesGrammar(choices, { most: sentencesPerAnswer, gap: context.language.gap }) }
  // All of them fit, and a small model has its favourites: a flat draw keeps variety.
  return oneOf ? { ...sampling, temperature: Math.max(2, sampling.temperature), topP: 1, grammar: choiceGrammar(oneOf) } : sampling
}

/** The messages of a call. */
export function messagesOf({ context, passage }: { context: Pick<Context, 'prompts' | 'language'>; passage: Passage }, { prompt, turns, values, document = true }: Call): Message[] {
  const { prompts, language } = context
  const turn = prompts.get('turn')
  const common = {
    ...{ language: language.name, title: passage.title, passage: passage.text },
    subject: subjectOf(passage.title, language),
    dialogue: turns.map((each) => turn.fill({ ...each })).join('\n'),
  }
  const fill = (name: string) => prompts.get(name).fill({ ...common, ...values })
  const system = fill('system')
  const user = [document ? fill('document') : '', fill(prompt)].filter((part) => part !== '').join('\n')
  return [...(system === '' ? [] : [{ role: 'system', content: system } as const]), { role: 'user', content: user }]
}

/** Words of the prompts that a reply may not repeat: their text between the variables. */
export function promptTexts(prompts: readonly Prompt[]): string[] {
  return prompts.map((prompt) => {
    const holes = Object.fromEntries(prompt.variables.map((variable) => [variable, '\u0000']))
    return prompt.fill(holes).replace(/\s+/g, ' ')
  })
}

/** The first line with words in it: models like to go on. */
function firstLine(text: string): string {
  return text.split('\n').map((line) => line.trim()).find((line) => line !== '') ?? ''
}
