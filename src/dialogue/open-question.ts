import type { Language } from '../types.js'

const compiled = new WeakMap<Language, RegExp>()

/** Whether a question is one of the language's open ones: nearly any sentence about the subject answers it. */
export function isOpen(question: string, language: Language): boolean {
  const known = compiled.get(language) ?? patternOf(language.dialogue.open)
  compiled.set(language, known)
  return known.test(question)
}

/** `…` stands for the subject, with or without quotation marks. */
function patternOf(open: readonly string[]): RegExp {
  const escaped = open.map((question) => question.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('…', '.+'))
  return new RegExp(escaped.length > 0 ? `^(?:${escaped.join('|')})$` : '(?!)', 'iu')
}
