import type { Message } from '../../types.js'
import type { Fields } from './formats.js'
import { isFields } from './recognise.js'

/** The English messages kept in a row: a list, or its JSON as in Parquet; what is a plain text counts as one of the user's. */
export function originalIn({ original }: Fields): readonly Message[] | undefined {
  if (Array.isArray(original)) return original.flatMap((one: unknown) => (isMessage(one) ? [one] : typeof one === 'string' ? [{ role: 'user' as const, content: one }] : []))
  if (typeof original !== 'string') return undefined
  try {
    return originalIn({ original: JSON.parse(original) as unknown }) ?? originalIn({ original: [original] })
  } catch {
    return originalIn({ original: [original] })
  }
}

const isMessage = (one: unknown): one is Message => isFields(one) && typeof one['role'] === 'string' && typeof one['content'] === 'string'
