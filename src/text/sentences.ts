import type { Language } from '../types.js'

/**
 * Splits a paragraph into sentences. Joined with the language's gap they give the text back, character by character.
 * Full-width stops end a sentence by themselves; `.`, `!`, `?` only before the gap, and a full stop not after an
 * abbreviation, an initial or before a small letter.
 */
export const sentences = (text: string, language: Language): string[] => {
  const found: string[] = []
  let from = 0
  for (const match of text.matchAll(ends(language))) {
    const end = match.index + match[0].length
    if (end >= text.length) break
    if (end <= from || !endsAt(text, match, language)) continue
    found.push(text.slice(from, end))
    from = end + language.gap.length
  }
  if (from < text.length || found.length === 0) found.push(text.slice(from))
  return found.filter((sentence, i) => sentence !== '' || found.length === 1 || i > 0)
}

const patterns = new WeakMap<Language, RegExp>()
const abbreviations = new WeakMap<Language, ReadonlySet<string>>()

const closers = '["\'”’»›)\\]」』】》〉）］\u201D\u2019]*'

const ends = (language: Language): RegExp => {
  let pattern = patterns.get(language)
  if (!pattern) {
    const marks = [...new Set([...language.terminators, '.', '!', '?', '…', '。', '！', '？', '\uE010'])].map((c) => c.replace(/[\\\]^-]/g, '\\$&')).join('')
    pattern = new RegExp(`[${marks}]+${closers}(?: ?»)?`, 'gu')
    patterns.set(language, pattern)
  }
  return pattern
}

const endsAt = (text: string, match: RegExpExecArray, language: Language): boolean => {
  const end = match.index + match[0].length
  const wide = /[。！？｡\uE010]/u.test(match[0])
  if (!wide && language.gap === '' && text[end] !== ' ' && !/^\p{Lo}/u.test(text.slice(end, end + 2))) return false
  if (language.gap !== '' && text[end] !== language.gap) return false
  const next = text.slice(end + language.gap.length, end + language.gap.length + 40)
  if (wide) return !/^[，、；,;]/u.test(next)
  if (/^[\s"'“‘«„(\[¿¡—–-]*\p{Ll}/u.test(next) || /^[,;:)\]»”]/u.test(next)) return false
  return match[0][0] !== '.' || match[0].startsWith('..') || !abbreviated(text, match.index, next, language)
}

const abbreviated = (text: string, stop: number, next: string, language: Language): boolean => {
  const word = /[\p{L}\p{M}\d'’.-]*$/u.exec(text.slice(Math.max(0, stop - 30), stop))![0]
  const last = word.replace(/^.*[.'’-]/u, '')
  if (/^\p{Lu}$/u.test(last)) return !/^\d/.test(next)
  let known = abbreviations.get(language)
  if (!known) abbreviations.set(language, (known = new Set(language.abbreviations)))
  return known.has(word.toLowerCase()) || (last !== '' && known.has(last.toLowerCase()))
}
