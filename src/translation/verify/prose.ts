import { sentences } from '../../text/sentences.js'
import type { Language } from '../../types.js'

/** What of a masked text is written for a reader: without the masks (code, formulas, links …) and the marks of Markdown. */
export function proseOf(masked: string): string {
  return masked
    .replace(/⟦\d+⟧/g, ' ')
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gm, '')
    .replace(/[*_]{2}|[|`]/g, ' ')
    .replace(/^[^\p{L}\p{N}\n]*$/gmu, '')
    .replace(/[ \t\u00A0\u202F]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** Letters of a text, of whatever script. */
export function letters(text: string): number {
  return (text.match(/\p{L}/gu) ?? []).length
}

/** Words as they are written; one letter each of a script without capitals, which is often written without spaces. */
export function wordsOf(text: string): string[] {
  return text.match(/\p{Lo}|(?:(?!\p{Lo})[\p{L}\p{M}])+(?:['’](?:(?!\p{Lo})[\p{L}\p{M}])+)*/gu) ?? []
}

/** The sentences of prose, those without a letter left out. */
export function sentencesOf(prose: string, language: Language): string[] {
  return prose
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : sentences(line.trim(), language)))
    .filter((sentence) => letters(sentence) > 0)
}
