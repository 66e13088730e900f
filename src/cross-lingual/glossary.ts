import { openParallel } from '../io/parallel/open.js'
import { codeReader } from './collect.js'

/** Terms and how they read in the other language. */
export type Glossary = readonly (readonly [pivot: string, own: string])[]

/** Most characters of a term. */
const longest = 60

/** The terms of files of parallel text, by pivot. */
export async function readGlossaries(files: readonly string[], language: string, pivots: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Glossary>> {
  const found = new Map(pivots.map((pivot) => [pivot, [] as (readonly [string, string])[]]))
  const read = codeReader()
  for (const given of files) {
    for await (const { texts } of (await openParallel(given)).units(signal)) {
      for (const pivot of pivots) {
        const [term, own] = [texts && read(texts, pivot)?.trim(), texts && read(texts, language)?.trim()]
        if (term && own && Math.max(term.length, own.length) <= longest) found.get(pivot)!.push([term, own])
      }
    }
  }
  return found
}

/** The terms that stand in both texts as whole words, each side as it is written there. */
export function termsIn(glossary: readonly (readonly [source: string, target: string])[], texts: { readonly source: string; readonly target: string }): (readonly [source: string, target: string])[] {
  const lower = { source: texts.source.toLowerCase(), target: texts.target.toLowerCase() }
  return glossary.flatMap(([source, target]) => {
    if (!lower.source.includes(source.toLowerCase()) || !lower.target.includes(target.toLowerCase())) return []
    const [one, other] = [wholeWord(texts.source, source), wholeWord(texts.target, target)]
    return one !== undefined && other !== undefined ? [[one, other] as const] : []
  })
}

/** Where a term stands by itself, as it is written there; scripts without spaces have no borders of words. */
export function wholeWord(text: string, term: string): string | undefined {
  const escaped = term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const border = (character: string | undefined) => (character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character) && !/\p{Lo}/u.test(character) ? '[\\p{L}\\p{M}\\p{N}]' : '')
  const [before, after] = [border([...term][0]), border([...term].at(-1))]
  return new RegExp(`${before && `(?<!${before})`}${escaped}${after && `(?!${after})`}`, 'iu').exec(text)?.[0]
}
