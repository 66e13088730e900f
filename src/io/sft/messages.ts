import { damageOf } from '../../text/damage.js'
import type { Message, Role } from '../../types.js'
import type { Problem } from './entries.js'

/** Names of roles in the formats that are read. */
const roles: ReadonlyMap<string, Role> = new Map([
  ...['system', 'developer'].map((name) => [name, 'system'] as const),
  ...['user', 'human', 'prompter'].map((name) => [name, 'user'] as const),
  ...['assistant', 'gpt', 'chatgpt', 'model', 'bot', 'bing', 'bard'].map((name) => [name, 'assistant'] as const),
])

/** Roles and fields of those who call a tool or answer for one. */
const toolRoles = new Set(['tool', 'function', 'function_call', 'function_response', 'tool_call', 'tool_response', 'observation', 'ipython'])
const toolFields = ['tool_calls', 'function_call', 'tool_call_id']

/** A problem with one message; `message` counts from 1. */
const problem = (reason: string, message: number, detail: Readonly<Record<string, unknown>> = {}): Problem => ({ reason, detail: { message, ...detail } })

/**
 * The messages of a row, of whichever names: texts only, a system message at most at the beginning, then user and assistant
 * in turn, the assistant last. A system message without text says nothing and is left out.
 */
export function messagesOf(given: readonly unknown[]): readonly Message[] | Problem {
  const messages: Message[] = []
  for (const [i, one] of given.entries()) {
    const message = messageOf(one, i + 1)
    if ('reason' in message) return message
    if (message.role !== 'system' || message.content.trim() !== '') messages.push(message)
  }
  return disorder(messages) ?? messages
}

function messageOf(given: unknown, number: number): Message | Problem {
  if (typeof given !== 'object' || given === null) return problem('not-a-message', number, { found: typeof given })
  const fields = given as Readonly<Record<string, unknown>>
  const name = fields['role'] ?? fields['from']
  const tool = typeof name === 'string' && toolRoles.has(name.toLowerCase()) ? name : toolFields.find((field) => isFilled(fields[field]))
  if (tool !== undefined) return problem('tool-use', number, { found: tool })
  const role = typeof name === 'string' ? roles.get(name.toLowerCase()) : undefined
  if (!role) return problem('unknown-role', number, { found: name ?? null })
  if (role === 'assistant' && [fields['weight'], fields['loss_weight']].includes(0)) return problem('answer-not-to-learn', number)
  const content = textOf(fields['content'] ?? fields['value'] ?? '')
  if (content === undefined) return problem('non-text-content', number)
  if (content.trim() === '' && role !== 'system') return problem('empty-turn', number, { role })
  const damage = damageOf(content)
  return damage ? problem('damaged-text', number, damage) : { role, content }
}

/** The text of a content: itself, or its parts put together when they all are text. */
function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return mended(content)
  if (!Array.isArray(content)) return undefined
  const parts = content.map((part: unknown) => {
    const { type = 'text', text, value } = (part ?? {}) as Readonly<Record<string, unknown>>
    return type === 'text' ? (text ?? value) : undefined
  })
  return parts.every((part) => typeof part === 'string') ? mended(parts.join('')) : undefined
}

/** One kind of line feed, no byte order mark at the beginning, no NUL. */
function mended(text: string): string {
  return text.replace(/^\ufeff|\0/g, '').replace(/\r\n?/g, '\n')
}

/** What is wrong with the order of roles. */
function disorder(messages: readonly Message[]): Problem | undefined {
  const turns = messages[0]?.role === 'system' ? messages.slice(1) : messages
  const before = messages.length - turns.length
  const wrong = turns.findIndex(({ role }, i) => role !== (i % 2 === 0 ? 'user' : 'assistant'))
  if (turns.length === 0) return { reason: 'no-turns', detail: { messages: messages.length } }
  if (wrong === 0 && turns[0]!.role === 'assistant') return problem('begins-with-assistant', before + 1)
  if (wrong >= 0) return problem('roles-out-of-order', before + wrong + 1, { roles: messages.map(({ role }) => role).join(' ').slice(0, 200) })
  return turns.length % 2 === 0 ? undefined : problem('ends-with-user', before + turns.length)
}

/** Whether a field says something: `[]`, `{}` and their JSON do not. */
export function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false
  if (typeof value === 'string') return !['', '[]', '{}', 'null'].includes(value.trim())
  return typeof value === 'object' ? Object.keys(value).length > 0 : true
}
