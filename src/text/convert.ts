import { Converter } from 'opencc-js'
import type { Language } from '../types.js'

/** Brings text of that language to the variant it is trained in (see `Language.convert`); the identity when it has one only. */
export const converter = (language: Language): ((text: string) => string) => {
  const { convert } = language
  if (!convert) return same
  const name = `${convert.from}>${convert.to}`
  const known = converters.get(name) ?? Converter({ from: convert.from, to: convert.to })
  converters.set(name, known)
  return known
}

const same = (text: string): string => text
const converters = new Map<string, (text: string) => string>()
