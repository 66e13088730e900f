import type { Original, Role } from '../types.js'

/** How an earlier message is shown. */
export const earlierPrompt = 'translate-earlier'

const chat = 'translate-chat'
const code = 'translate-code'

const byKind: Readonly<Record<Original['kind'], Readonly<Record<Role, string>>>> = {
  chat_agnostic: { system: chat, user: chat, assistant: chat },
  math: { system: chat, user: 'translate-math-question', assistant: 'translate-math-answer' },
  code: { system: chat, user: code, assistant: code },
}

/** Name of the prompt that a message is translated with. */
export function promptName(kind: Original['kind'], role: Role): string {
  return byKind[kind][role]
}

/** All prompts of the translate stage. */
export const promptNames: readonly string[] = [...new Set([...Object.values(byKind).flatMap((roles) => Object.values(roles)), earlierPrompt])]
