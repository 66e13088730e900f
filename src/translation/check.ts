import { damageOf } from '../text/damage.js'
import { unmask } from '../text/masks.js'
import { numberDifference } from '../text/number-sets.js'
import type { Language, Reply } from '../types.js'
import { answerDifference } from './answer.js'
import { replaceMarks, withoutMarks, type Piece } from './pieces.js'
import type { Failure } from './settings.js'
import { hasForeignTag, unwrap } from './unwrap.js'

export interface Checking {
  readonly from: Language
  readonly to: Language
  /** The piece is its whole message. */
  readonly whole: boolean
  /** It is part of a worked answer, whose result has to stay. */
  readonly answer: boolean
  /** Earlier messages, translated. */
  readonly said: readonly string[]
}

/** A translation that passed. */
export interface Passed {
  /** With its marks. */
  readonly masked: string
  readonly text: string
  readonly unwrapped: boolean
}

/** What holds for the translation of a piece: whole, not empty, every mark back, the same numbers and result, no code of its own, no echo. */
export function checkPiece({ text, finish }: Pick<Reply, 'text' | 'finish'>, piece: Piece, checking: Checking): Passed | Failure {
  const { from, to } = checking
  const fail = (reason: string, detail: Record<string, unknown> = {}): Failure => ({ reason, detail: { ...detail, source: piece.source, translation: text } })
  if (finish === 'length') return fail('too-long')
  const { text: bare, unwrapped } = unwrap(text, piece.text)
  if (bare === '') return fail('empty')
  const damage = damageOf(bare)
  if (damage) return fail('damaged-text', { ...damage })
  const masked = replaceMarks(bare, (number) => `⟦${number}⟧`)
  if (hasForeignTag(masked, piece.text)) return fail('control-token')
  const back = unmask(masked, piece.spans, piece.text)
  if ('problem' in back) return fail(back.problem, { found: back.detail })
  const numbers = numberDifference({ text: piece.text, language: from }, { text: masked, language: to })
  if (numbers) return fail('numbers-differ', { ...numbers })
  const result = checking.answer ? answerDifference({ text: piece.source, language: from }, { text: back.text, language: to }) : undefined
  if (result) return fail('answer-differs', result)
  if (addsCode(masked, piece.text)) return fail('code-added')
  if (isEcho(masked, piece.text, checking)) return fail('echo')
  return { masked, text: back.text, unwrapped }
}

/** Code or formulas beside those that the marks stand for. */
const addsCode = (text: string, source: string): boolean => ['`', '\\'].some((sign) => text.split(sign).length > source.split(sign).length)

/** Words: names and letters of formulas alone are none. */
const words = (text: string): readonly string[] => withoutMarks(text).match(/\p{Lo}|[\p{L}\p{M}]{2,}/gu) ?? []

/** `OK`, `NASA`, `GitHub`: shorthand and coined names, which stay as they are. */
const coined = /^(?:\p{Lu}{2,5}|.*\p{Ll}\p{Lu}.*)$/u

/**
 * A source with words in it that came back as it was. What earlier messages have in the translation too, and coined names, may stay;
 * in a piece of a message one word more, or names. A capital alone makes no name: `Goodbye` and `Negative` have one as well.
 */
function isEcho(text: string, source: string, { from, whole, said }: Checking): boolean {
  if (flat(text) !== flat(source)) return false
  const known = new Set(said.flatMap((message) => words(flat(message))))
  const own = words(source).filter((word) => !known.has(word.toLowerCase()) && (!coined.test(word) || from.dialogue.stopWords.includes(word.toLowerCase())))
  return whole ? own.length > 0 : own.filter((word) => !/^\p{Lu}/u.test(word)).length > 1
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()
