import type { Cutting } from '../text/segments.js'
import type { Prompts, Role } from '../types.js'
import { earlierPrompt } from './prompt-names.js'
import { piecesOf, replaceMarks, type Marked } from './pieces.js'

/** Longest span that is shown in an earlier message, in characters: code and tables help little and take much room. */
const longestSpan = 80

/** A translated message as later ones see it: spans of some length left out, and no more of it than so many tokens. */
export function earlier(prompts: Prompts, role: Role, message: Marked, cutting: Cutting): string {
  const text = shown(message)
  const [first] = cutting.count(text) > cutting.most ? piecesOf({ text: text.replace(/[⟦⟧]/g, ''), spans: [] }, cutting) : []
  return prompts.get(earlierPrompt).fill({ role, text: first ? `${first.text} …` : text })
}

function shown({ text, spans }: Marked): string {
  return replaceMarks(text, (number) => {
    const span = spans[number - 1] ?? ''
    return span.length > longestSpan || span.includes('\n') ? '…' : span
  })
}
