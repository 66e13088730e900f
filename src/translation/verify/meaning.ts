import { round, type Pair, type Side, type Verdict } from './pair.js'

/**
 * Whether what the original denies is denied in the translation. Languages deny in different words and places: that none is left
 * of what the original denies is rare in good translations, that there are fewer negations is not very rare.
 */
export function negationVerdict({ source, target }: Pair, rule: 'none-left' | 'fewer'): Verdict {
  const [before, after] = [negationsOf(source), negationsOf(target)]
  if (!before || !after) return { scores: {}, findings: [] }
  const scores = { negations: before.length, negationsKept: after.length }
  const lost = rule === 'fewer' ? after.length < before.length : before.length > 0 && after.length === 0
  return { scores, findings: lost ? [{ reason: 'negation-missing', detail: { source: before, target: after } }] : [] }
}

function negationsOf({ prose, language }: Side): string[] | undefined {
  const { negations } = language
  return negations === undefined ? undefined : [...prose.matchAll(new RegExp(negations, 'giu'))].map(([word]) => word)
}

/**
 * Names that changed, between languages of one script only: a capitalised word within a sentence that nothing in the translation
 * looks like, while a capitalised word there looks like nothing in the original. Names are compared by their consonants, since
 * languages of one script spell the same name alike, not the same.
 */
export function namesVerdict({ source, target }: Pair): Verdict {
  if (!source.language.scripts.some((script) => target.language.scripts.includes(script))) return { scores: {}, findings: [] }
  const lost = namesOf(source.prose).filter((name) => !hasAlike(name, target.prose))
  const fresh = namesOf(target.prose).filter((name) => !hasAlike(name, source.prose))
  const names = namesOf(source.prose).length
  const scores = { namesKept: names === 0 ? 1 : round(1 - lost.length / names) }
  return { scores, findings: lost.length > 0 && fresh.length > 0 ? [{ reason: 'names-differ', detail: { lost, new: fresh } }] : [] }
}

function namesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<=[\p{Ll}\d,;:"“«(] ?)(?<![\p{L}’'])\p{Lu}\p{Ll}{2,}/gu)].map(([name]) => name))]
}

const hasAlike = (name: string, text: string): boolean => (text.match(/\p{L}+/gu) ?? []).some((word) => alike(name, word))

function alike(one: string, other: string): boolean {
  const [a, b] = [consonants(one), consonants(other)]
  if (a.length < 2 || b.length < 2) return bare(one) === bare(other)
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  return same >= 2
}

const bare = (word: string): string => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
const consonants = (word: string): string => bare(word).replace(/ph/g, 'f').replace(/ck|q|c(?![eih])/g, 'k').replace(/[aeiouyh]/g, '').replace(/(.)\1/g, '$1')
