import { z } from 'zod'
import { templateTokens } from '../../prompt.js'
import { seedOf } from '../../text/random.js'
import type { Context, TranslatedDialogue } from '../../types.js'
import { askedOfEach, type Asking } from './asking.js'
import { judgeGrammar } from './judge-grammar.js'
import type { Verdict } from './pair.js'
import type { Settings } from './settings.js'

/** Prompt that asks for the errors of a translation. */
export const judgeName = 'judge-translation'

/** Tokens of a verdict: eight errors with a short span each; and the fewest it needs. */
const verdictTokens = { most: 640, least: 160 }

const errorsSchema = z.array(z.object({ severity: z.enum(['major', 'minor']), kind: z.string(), span: z.string() }))

/** Points of an error, as in MQM with two severities (Freitag et al. 2021, arXiv 2104.14478). */
const points = { major: 5, minor: 1 }

/**
 * Has a generator mark the errors of each translated message: a severity, a kind and the words, under a grammar. An error
 * counts when its words stand in the translation, or for what was left out in the original. A verdict that cannot be read fails,
 * and so does one that names errors of which none stands there: nothing was read by who says so.
 */
export async function judgeMessages(row: TranslatedDialogue, context: Context, { judgeMost }: Settings): Promise<Verdict[]> {
  return askedOfEach({ row, context, generator: await context.models.judge() }, (asking) => judgeMessage(asking, judgeMost))
}

async function judgeMessage({ row, index, text, translation, context, generator, ask }: Asking, most: number): Promise<Verdict> {
  const content = context.prompts.get(judgeName, 'judge').fill({ language: context.language.name, text, translation })
  const failed = (detail: Record<string, unknown>): Verdict => ({ scores: {}, findings: [{ reason: 'not-judged', detail }] })
  const room = generator.contextSize - generator.count(content) - templateTokens
  if (room < verdictTokens.least) return failed({ why: 'too long for the context' })
  const reply = await ask([{ role: 'user', content }], { seed: seedOf(context.seed, row.id, row.language, 'judge', index), temperature: 0, maxTokens: Math.min(room, verdictTokens.most), grammar: judgeGrammar })
  const errors = reply.finish === 'stop' ? read(reply.text) : undefined
  if (!errors) return failed({ reply: reply.text })
  const shown = errors.filter(({ span, kind }) => flat(span) !== '' && flat(kind === 'omission' ? text : translation).includes(flat(span)))
  if (errors.length > 0 && shown.length === 0) return failed({ why: 'no error stands in the text', errors })
  const score = shown.reduce((sum, { severity }) => sum + points[severity], 0)
  const scores = { judged: score, unshownErrors: errors.length - shown.length }
  return { scores, findings: score <= most ? [] : [{ reason: 'judged-wrong', detail: { points: score, limit: most, errors: shown } }] }
}

const flat = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()

function read(text: string): z.output<typeof errorsSchema> | undefined {
  try {
    const parsed = errorsSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
