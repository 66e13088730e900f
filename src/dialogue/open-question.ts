import type { Language } from '../types.js'

/**
 * Whether a question is one of the language's open ones: nearly any sentence about the subject answers it. A question about
 * something of the subject is none ("What do we know about the marriage of …?").
 */
export function isOpen(question: string, { dialogue: { open } }: Language, subject: string): boolean {
  const named = `[^\\p{L}\\p{N}]*(?:\\p{L}{1,3}[ '’])?${escaped(subject)}[^\\p{L}\\p{N}]*`
  return open.some((each) => new RegExp(`^${each.split('…').map(escaped).join(named)}$`, 'iu').test(question))
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
