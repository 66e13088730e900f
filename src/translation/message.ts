import { mask } from '../text/masks.js'
import type { Message } from '../types.js'
import { answerDifference } from './answer.js'
import { hasLetters, type Marked } from './pieces.js'
import { promptName } from './prompt-names.js'
import { segmentWise } from './segment-wise.js'
import type { Failure, Translating } from './settings.js'

/** Which message of a dialogue is translated, and what is in view. */
export interface Place {
  readonly index: number
  /** Earlier messages as they are shown. */
  readonly view: readonly string[]
  /** Earlier messages, translated. */
  readonly said: readonly string[]
  /** It is the last word of its dialogue, the one that has the result. */
  readonly last: boolean
}

/** A translated message. */
export interface Translated {
  readonly message: Message
  /** As later messages see it. */
  readonly marked: Marked
  readonly checks: Readonly<Record<string, number | string | boolean>>
}

/** Translates a message; one without a letter outside its masks is copied. */
export async function translateMessage(translating: Translating, { role, content }: Message, { index, view, said, last }: Place): Promise<Translated | Failure> {
  const { kind, settings, context } = translating
  const masked = mask(content, { comments: settings.comments })
  const masks = masked.spans.length
  if (!hasLetters(masked.text)) return { message: { role, content }, marked: masked, checks: { role, tries: 0, segments: 0, masks, copied: true, unwrapped: false } }
  const answer = kind === 'math' && last && role === 'assistant'
  const joined = await segmentWise(translating, { ...masked, prompt: context.prompts.get(promptName(kind, role)), role, index, view, said, answer })
  if ('reason' in joined) return joined
  const result = answer ? answerDifference({ text: content, language: translating.from }, { text: joined.text, language: context.language }) : undefined
  if (result) return { reason: 'answer-differs', detail: { ...result, source: content, translation: joined.text } }
  const { text, marked, pieces, tries, unwrapped } = joined
  return { message: { role, content: text }, marked, checks: { role, tries, segments: pieces, masks, copied: false, unwrapped } }
}
