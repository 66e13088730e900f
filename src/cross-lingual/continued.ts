import { templateTokens } from '../prompt.js'
import { damageOf } from '../text/damage.js'
import { seedOf } from '../text/random.js'
import type { Context, Message } from '../types.js'
import type { Finding } from '../translation/verify/pair.js'
import { addressOf } from './address.js'
import { lockOf } from './check-draft.js'
import type { Draft, Material } from './draft.js'
import { drawn } from './templates.js'

/** Tokens of a generated turn: the most, and the fewest worth asking for. */
const turnTokens = { most: 512, least: 32 }

/** What a generator is asked for, which does not follow from the parallel text. */
const kinds = ['ask-formal', 'ask-shorter', 'ask-why'] as const

/**
 * A conversation about a translation with one more turn, which the generator writes: more formal, shorter, or why. A new
 * wording must be in the language and another than before; a shorter one shorter, a formal one in no familiar form.
 */
export async function continued(draft: Draft, material: Material, context: Context): Promise<Draft | Finding> {
  const { ask, random, direction, row } = material
  const kind = kinds[Math.floor(random() * kinds.length)]!
  const phrase = drawn(kind, ask, random)
  const question: Message = { role: 'user', content: phrase.fill({}) }
  const seed = seedOf(context.seed, row.id, direction.from, direction.to, kind)
  const generator = await context.models.generator()
  const messages = [...draft.messages, question]
  const tokens = messages.reduce((sum, { content }) => sum + generator.count(content), templateTokens)
  const maxTokens = Math.min(turnTokens.most, generator.contextSize - tokens)
  if (maxTokens < turnTokens.least) return { reason: 'context-full', detail: { tokens, context: generator.contextSize } }
  const reply = await generator.sequence((call) => call(messages, { seed, temperature: 0, maxTokens }), context.signal)
  const text = reply.text.trim()
  const wrong = reply.finish === 'length' || text === '' ? { reason: 'answer-unfinished', detail: { reply: text } } : problemOf(kind, text, draft, material)
  if (wrong) return wrong
  const language = kind === 'ask-why' ? ask : direction.to
  return { ...draft, template: `${draft.template} ${phrase.name}`, messages: [...messages, { role: 'assistant', content: text }], parts: [...draft.parts, { text, language }], must: [], how: [draft.how, kind].filter(Boolean).join(' ') }
}

function problemOf(kind: (typeof kinds)[number], text: string, { messages }: Draft, { ask, direction }: Material): Finding | undefined {
  const before = messages.at(-1)!.content
  const language = kind === 'ask-why' ? ask : direction.to
  const [lock, damage] = [lockOf(text, language), damageOf(text)]
  if (damage) return { reason: 'damaged-text', detail: { ...damage } }
  if (!lock.ok) return { reason: 'wrong-language', detail: { wanted: language, found: lock.found } }
  if (text === before) return { reason: 'nothing-changed', detail: { kind } }
  if (kind === 'ask-shorter' && text.length >= before.length) return { reason: 'not-shorter', detail: { before: before.length, after: text.length } }
  if (kind === 'ask-formal' && addressOf(text, direction.to) === 'informal') return { reason: 'not-formal', detail: { text } }
  return undefined
}
