import { escaped } from '../text/escaped.js'
import { endingsOf } from '../text/naming.js'
import type { Language } from '../types.js'

/** Stands for the subject, so that an expression serves for all of them: compiling it takes a tenth of a second. */
const mark = '\uE000'

/**
 * Whether a question is one of the language's open ones: nearly any sentence about the subject answers it. A question about
 * something of the subject is none ("What do we know about the marriage of …?").
 */
export function isOpen(question: string, language: Language, subject: string): boolean {
  const pattern = patterns.get(language) ?? patternOf(language)
  patterns.set(language, pattern)
  const found = [...question.replaceAll(mark, '').matchAll(new RegExp(escaped(subject), 'giu'))]
  return found.some(({ 0: { length }, index, input }) => pattern.test(`${input.slice(0, index)}${mark}${input.slice(index + length)}`))
}

const patterns = new WeakMap<Language, RegExp>()

function patternOf(language: Language): RegExp {
  const named = `[^\\p{L}\\p{N}]*(?:\\p{L}{1,3}[ '’])?${mark}[^\\p{L}\\p{N}]*`
  const asked = (open: string) => open.split('…').map((part, i, parts) => (i + 1 < parts.length ? endingsOf(part, language) : escaped(part))).join(named)
  return new RegExp(`^(?:${language.dialogue.open.map(asked).join('|')})$`, 'iu')
}
