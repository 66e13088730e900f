import { templateTokens } from '../prompt.js'
import { seedOf } from '../text/random.js'
import type { Prompt, Reply } from '../types.js'
import type { Translating } from './settings.js'

/** A text to be translated. */
export interface Call {
  readonly prompt: Prompt
  /** With its marks. */
  readonly text: string
  /** Earlier messages as they are shown, the oldest first. */
  readonly earlier: readonly string[]
  /** Which text of the dialogue it is. */
  readonly key: readonly (string | number)[]
}

/**
 * Asks for a translation: the first time with the likeliest words, then with other seeds. Where the context has no room for all
 * that is to be in view, the oldest of it is left out.
 * @returns undefined when there is no room for the text itself
 */
export async function askFor({ context, generator, ask, settings, id }: Translating, call: Call, attempt: number): Promise<Reply | undefined> {
  const length = generator.count(call.text)
  for (let from = 0; from <= call.earlier.length; from++) {
    const content = filled(call.prompt, context.language.name, { text: call.text, dialogue: call.earlier.slice(from).join('\n') })
    const room = generator.contextSize - generator.count(content) - templateTokens
    if (room < leastRoom(length)) continue
    const seed = seedOf(context.seed, id, context.language.code, ...call.key, attempt)
    const temperature = attempt === 0 ? 0 : settings.temperature
    return ask([{ role: 'user', content }], { seed, temperature, topP: settings.topP, maxTokens: Math.min(room, mostTokens(length)) })
  }
  return undefined
}

/** Tokens of a text that can be asked for at once with this prompt, in a context of that size. */
export function longestText({ context, generator, settings }: Translating, prompt: Prompt): number {
  const words = generator.count(filled(prompt, context.language.name, { text: '', dialogue: '' }))
  const fits = Math.floor((generator.contextSize - words - templateTokens - spare) / (1 + expansion))
  return Math.max(1, Math.min(settings.segment, fits))
}

const filled = (prompt: Prompt, language: string, values: { text: string; dialogue: string }) => prompt.fill({ language, ...values })

/** Tokens that a translation may have for each of the source: vocabularies made for English cut other languages small. */
const expansion = 3
const spare = 64

const leastRoom = (length: number) => expansion * length + spare / 2
const mostTokens = (length: number) => (expansion + 1) * length + spare
