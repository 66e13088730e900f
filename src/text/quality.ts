import type { Language, Original } from '../types.js'
import { normalised } from './shingles.js'

/** Letters and digits of a question and of an answer between which neither is too short nor too long. */
const questionRange = [20, 4_000] as const
const answerRange = [60, 6_000] as const
/** Share of different character 5-grams in the first 2,000 from which an answer does not repeat itself. */
const varied = 0.5
const varietyOver = 2_000
/** Letters that a character is worth where words are not spaced. */
const lettersPerCharacter = 2.5

/**
 * A cheap guess, without a model, at how much a row teaches, 0 to 1: the product of what speaks for it. It prefers one row to
 * another that says the same, and is not meant to compare rows of different kinds. Facts of a language come in as data; all
 * else holds in any script.
 * - `question`, `answer`: 1 within a range of lengths, falling in proportion outside it
 * - `variety`: how little the answers repeat themselves
 * - `finished`: .7 where the last answer breaks off without a mark, a digit or a fence at its end
 * - `plain`: .5 where an answer has a phrase of `dialogue.forbidden` (talk about being a model or about a text not shown)
 * - `steps` (math): lines that reckon, of three; `code` (code): .5 where no answer has a code block
 */
export function qualityOf({ kind, messages }: Pick<Original, 'kind' | 'messages'>, language: Language): number {
  const [questions, answers] = ['user', 'assistant'].map((role) => messages.filter((message) => message.role === role).map(({ content }) => content))
  const answer = answers!.join('\n')
  const letters = normalised(answer)
  const worth = language.gap === '' ? lettersPerCharacter : 1
  const parts: Readonly<Record<string, number>> = {
    question: within(worth * normalised(questions![0] ?? '').length, questionRange),
    answer: within((worth * letters.length) / Math.max(1, answers!.length), answerRange),
    variety: Math.min(1, variety(letters.slice(0, varietyOver)) / varied),
    finished: /[\p{P}\p{S}\p{N}]\s*$/u.test(answer) ? 1 : 0.7,
    plain: language.dialogue.forbidden.some((phrase) => answer.toLowerCase().includes(phrase)) ? 0.5 : 1,
    ...(kind === 'math' ? { steps: 0.4 + 0.2 * Math.min(3, stepsIn(answer)) } : {}),
    ...(kind === 'code' ? { code: /^ *(```|~~~)/m.test(answer) ? 1 : 0.5 } : {}),
  }
  return round(Object.values(parts).reduce((product, part) => product * part, 1))
}

function within(value: number, [least, most]: readonly [number, number]): number {
  return value < least ? value / least : value > most ? most / value : 1
}

/** Share of its 5-grams that differ; 1 for what is shorter. */
function variety(letters: string): number {
  const count = letters.length - 4
  if (count < 1) return 1
  const grams = new Set(Array.from({ length: count }, (_, i) => letters.slice(i, i + 5)))
  return grams.size / count
}

/** Lines, or sentences of one line, that have a digit beside a sign of reckoning. */
function stepsIn(answer: string): number {
  return answer.split(/\n|(?<=[.。!?])\s+/u).filter((line) => /\p{N}/u.test(line) && /[=+×÷*/<>≈\\]/u.test(line)).length
}

const round = (value: number) => Math.round(value * 1e3) / 1e3
