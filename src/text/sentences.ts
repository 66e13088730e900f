import type { Language } from '../types.js'
import { closingMark } from './closing-mark.js'

/**
 * Splits a paragraph into sentences. Joined with the language's gap they give the text back, character by character.
 * Full-width stops end a sentence by themselves; `.`, `!`, `?` only before the gap, and never before a small letter,
 * inside a parenthesis, or after an abbreviation, an initial or an ordinal (unless a function word follows that).
 */
export const sentences = (text: string, language: Language): string[] => {
  const rules = rulesOf(language)
  const found: string[] = []
  let from = 0
  for (const match of text.matchAll(rules.ends)) {
    const end = match.index + match[0].length
    if (end >= text.length) break
    if (end <= from || !endsAt(text, match, rules) || inParenthesis(text, from, end)) continue
    found.push(text.slice(from, end))
    from = end + language.gap.length
  }
  found.push(text.slice(from))
  return found
}

interface Rules {
  readonly gap: string
  readonly ends: RegExp
  readonly abbreviations: ReadonlySet<string>
  /** Words that open a sentence but no name. */
  readonly functionWords: ReadonlySet<string>
  readonly ordinalStop: boolean
}

const known = new WeakMap<Language, Rules>()

const rulesOf = (language: Language): Rules => {
  let rules = known.get(language)
  if (!rules) {
    const marks = [...new Set([...language.terminators, ...'.!?…。！？\uE010'])].map((c) => c.replace(/[\\\]^-]/, '\\$&')).join('')
    const { stopWords, dependentOpenings } = language.dialogue
    rules = {
      gap: language.gap,
      ends: new RegExp(`[${marks}]+["'”’»›)\\]」』】》〉）］${closingMark(language)}]*(?:[ \u00A0\u202F]»)?`, 'gu'),
      abbreviations: new Set(language.abbreviations),
      functionWords: new Set([...stopWords, ...dependentOpenings].map((words) => words.split(' ')[0]!)),
      ordinalStop: language.numbers.ordinalStop ?? false,
    }
    known.set(language, rules)
  }
  return rules
}

const endsAt = (text: string, match: RegExpExecArray, rules: Rules): boolean => {
  const end = match.index + match[0].length
  const next = text.slice(end + rules.gap.length, end + rules.gap.length + 40)
  if (/[。！？｡\uE010]/u.test(match[0])) return !/^[，、；,;]/u.test(next) && (rules.gap === '' || text[end] === rules.gap)
  if (rules.gap === '' ? /^…+$/.test(match[0]) || !/^(?: |\p{Lo})/u.test(next) : text[end] !== rules.gap) return false
  if (/^[\s"'“‘«„(\[¿¡—–-]*\p{Ll}/u.test(next) || /^[,;:)\]»”]/u.test(next)) return false
  return !/^\.(?!\.)/.test(match[0]) || !abbreviated(text, match.index, next, rules)
}

const abbreviated = (text: string, stop: number, next: string, { abbreviations, functionWords, ordinalStop }: Rules): boolean => {
  wordBefore.lastIndex = stop
  const word = wordBefore.exec(text)?.[1] ?? ''
  const last = word.replace(/^.*[.'’-]/u, '').toLowerCase()
  const opens = functionWords.has((/^[\p{L}\p{M}'’]+(?!\p{L}|\.)/u.exec(next)?.[0] ?? '').toLowerCase())
  if (ordinalStop && /^(?:\d{1,3}|[IVXLC]+)$/.test(word)) return !opens
  if (/^\p{L}$/u.test(last) && (/\p{Lu}$/u.test(word) || abbreviations.has(last) || /^\d/.test(next))) return !opens
  if (/^\d/.test(next) && /^\p{L}{1,3}$/u.test(last)) return true
  return last !== '' && (abbreviations.has(word.toLowerCase()) || abbreviations.has(last)) && !(opens && /\d\s*$/.test(text.slice(Math.max(0, stop - 30), stop - word.length)))
}

/** The end of the word before a place, read from there to the left. */
const wordBefore = /(?<=([\p{L}\p{M}\d°'’.-]{0,30}))/uy

/** A parenthesis that opened in this sentence is still to be closed, not too far from here. */
const inParenthesis = (text: string, from: number, end: number): boolean => {
  const sentence = text.slice(Math.max(from, end - 600), end)
  const open = Math.max(sentence.lastIndexOf('('), sentence.lastIndexOf('（'))
  if (open < 0 || Math.max(sentence.lastIndexOf(')'), sentence.lastIndexOf('）')) > open) return false
  return /^[^()（）]{0,300}[)）]/u.test(text.slice(end, end + 301))
}
