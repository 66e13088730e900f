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

function patternOf({ dialogue: { open } }: Language, subject: string): RegExp {
  const named = `[^\\p{L}\\p{N}]*(?:\\p{L}{1,3}[ '’])?${escaped(subject)}[^\\p{L}\\p{N}]*`
  return new RegExp(`^(?:${open.map((each) => each.split('…').map(escaped).join(named)).join('|')})$`, 'iu')
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
