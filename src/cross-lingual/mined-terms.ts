import type { Message, Parallel } from '../types.js'
import { contentWords } from './words.js'

/** Fewest pairs that tell of terms: of 2,000 every fifth was wrong (English and Chinese), of 14,000 every fiftieth (English and French). */
export const fewest = 5_000

/** Pairs that are looked at, times both words must stand in a pair of texts, and least Dice coefficient of the two. */
const most = 50_000
const least = { together: 8, dice: 0.87 }

/**
 * Words of two languages that stand in the same pairs of texts and hardly anywhere else, each the other's best: by the Dice
 * coefficient, as in Melamed 2000 ("Models of translational equivalence among words", Computational Linguistics 26). Told from
 * the pairs alone, so that a small corpus tells of none.
 */
export function minedTerms(): { add(row: Parallel): void; terms(): (readonly [pivot: string, own: string])[] } {
  const counts = { pivot: new Map<string, number>(), own: new Map<string, number>() }
  const seen: (readonly [string[], string[]])[] = []
  return {
    add({ language, pivot, messages }) {
      if (seen.length >= most) return
      const sides = [wordsOf(messages.pivot, pivot), wordsOf(messages.own, language)] as const
      sides[0].forEach((word) => counts.pivot.set(word, (counts.pivot.get(word) ?? 0) + 1))
      sides[1].forEach((word) => counts.own.set(word, (counts.own.get(word) ?? 0) + 1))
      seen.push(sides)
    },
    terms() {
      if (seen.length < fewest) return []
      const together = new Map<string, Map<string, number>>()
      const often = (side: ReadonlyMap<string, number>) => (word: string) => side.get(word)! >= least.together
      for (const [pivot, own] of seen) {
        const others = own.filter(often(counts.own))
        for (const word of pivot.filter(often(counts.pivot))) {
          const found = together.get(word) ?? new Map<string, number>()
          together.set(word, found)
          for (const other of others) if (comparable(counts.pivot.get(word)!, counts.own.get(other)!)) found.set(other, (found.get(other) ?? 0) + 1)
        }
      }
      return mutual(together, counts)
    },
  }
}

/** Whether two words can reach the least coefficient at all. */
const comparable = (one: number, other: number): boolean => (2 * Math.min(one, other)) / (one + other) >= least.dice

function wordsOf(messages: readonly Message[], code: string): string[] {
  return [...new Set(messages.flatMap(({ content }) => contentWords(content, code)).map((word) => word.toLowerCase()))]
}

function mutual(together: ReadonlyMap<string, ReadonlyMap<string, number>>, counts: { readonly pivot: ReadonlyMap<string, number>; readonly own: ReadonlyMap<string, number> }): (readonly [string, string])[] {
  const best = new Map<string, { readonly word: string; readonly dice: number; readonly alone: boolean }>()
  const found: (readonly [string, string, number])[] = []
  for (const [word, others] of together) {
    const ranked = [...others].filter(([, times]) => times >= least.together).map(([other, times]) => [other, (2 * times) / (counts.pivot.get(word)! + counts.own.get(other)!)] as const).sort(([, a], [, b]) => b - a)
    const [first, second] = ranked
    if (!first || first[1] < least.dice || first[1] === second?.[1]) continue
    found.push([word, ...first])
    const known = best.get(first[0])
    best.set(first[0], known && known.dice >= first[1] ? { ...known, alone: known.dice > first[1] && known.alone } : { word, dice: first[1], alone: true })
  }
  return found.flatMap(([word, other]) => (best.get(other)!.word === word && best.get(other)!.alone && word !== other ? [[word, other] as const] : []))
}
