import { templateTokens } from '../prompt.js'
import type { Generator, Language, Prompt } from '../types.js'
import { criteria, highest, perCriterion, type Judge, type Verdicts } from './criteria.js'
import { piecesOf } from './pieces.js'

/** A reply is one line per criterion, in their order, and nothing else. */
export const verdictGrammar: string = [`root ::= ${criteria.map((criterion, i) => `"${i === 0 ? '' : '\\n'}${criterion}: " answer`).join(' ')}`, 'answer ::= "yes" | "no"'].join('\n')

const replyPattern = new RegExp(`^${criteria.map((criterion) => `${criterion}: (yes|no)`).join('\n')}$`)

/** Tokens of a reply at most. */
const replyTokens = 96

/** Thrown where the generator gave no verdict; what could not be judged may not pass. */
export class Unjudged extends Error {
  override readonly name = 'Unjudged'
}

interface Parts {
  readonly generator: Generator
  readonly prompt: Prompt
  readonly language: Language
  readonly seed: number
  readonly signal?: AbortSignal
}

/** The dear judge: all criteria in one call, held to the form by a grammar. A text that the context cannot hold is judged by pieces. */
export function generatorJudge(parts: Parts): Judge {
  const { generator, language } = parts
  return {
    async judge(text) {
      const most = generator.contextSize - generator.count(filled(parts, '')) - replyTokens - templateTokens
      if (most < 64) throw new Unjudged(`the context of ${generator.contextSize} tokens has no room for a text beside the prompt`)
      const pieces = piecesOf(text, { most, count: (part) => generator.count(part), language })
      return highest(await Promise.all(pieces.map((piece) => verdictsOn(piece, parts))))
    },
  }
}

const filled = ({ prompt, language }: Parts, text: string) => prompt.fill({ text, language: language.name })

async function verdictsOn(text: string, parts: Parts): Promise<Verdicts> {
  const { generator, seed, signal } = parts
  const content = filled(parts, text)
  const reply = await generator.sequence((ask) => ask([{ role: 'user', content }], { seed, maxTokens: replyTokens, temperature: 0, grammar: verdictGrammar }), signal)
  return readVerdicts(reply.text)
}

/** Verdicts from a reply. @throws Unjudged when it is not of the form */
export function readVerdicts(reply: string): Verdicts {
  const match = replyPattern.exec(reply.trim())
  if (!match) throw new Unjudged(`the generator gave no verdict: ${JSON.stringify(reply.slice(0, 80))}`)
  return perCriterion((criterion) => ({ probability: match[criteria.indexOf(criterion) + 1] === 'yes' ? 1 : 0, evidence: [] }))
}
