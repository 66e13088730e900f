import { escaped } from '../text/escaped.js'
import { endingsOf } from '../text/naming.js'
import type { Language } from '../types.js'

/**
 * Whether a question is one of the language's open ones: nearly any sentence about the subject answers it. A question about
 * something of the subject is none ("What do we know about the marriage of …?").
 */
export function isOpen(question: string, language: Language, subject: string): boolean {
  const known = last.get(language)
  const pattern = known?.subject === subject ? known.pattern : patternOf(language, subject)
  if (pattern !== known?.pattern) last.set(language, { subject, pattern })
  return pattern.test(question)
}

/** The subject last asked about: compiling takes long, and a passage's questions come together. */
const last = new WeakMap<Language, { readonly subject: string; readonly pattern: RegExp }>()

function patternOf(language: Language, subject: string): RegExp {
  const named = `[^\\p{L}\\p{N}]*(?:\\p{L}{1,3}[ '’])?${escaped(subject)}[^\\p{L}\\p{N}]*`
  const asked = (open: string) => open.split('…').map((part, i, parts) => (i + 1 < parts.length ? endingsOf(part, language) : escaped(part))).join(named)
  return new RegExp(`^(?:${language.dialogue.open.map(asked).join('|')})$`, 'iu')
}
