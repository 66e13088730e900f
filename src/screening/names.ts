import { nameParticles } from '../text/naming.js'
import type { Token, Words } from './tokens.js'
import { familyNames, givenNames as allGivenNames, personTitles } from './words-people.js'
import { addressWords, peoples, places, placeWords } from './words-places.js'
import { brands, eventWords, organisationWords } from './words-things.js'

/** Names of persons in two parts or more, by list and by shape, and the positions of the tokens they take. */
export function namesIn(text: string, tokens: readonly Token[], givenNames: Words = allGivenNames): { readonly found: Record<string, string[]>; readonly taken: ReadonlySet<number> } {
  const found: Record<string, string[]> = { 'name.given': [], 'name.family': [], 'name.shape': [], 'name.opening': [] }
  const taken = new Set<number>()
  for (let at = 0; at < tokens.length; at++) {
    const end = runFrom(tokens, at)
    if (end - at < 2) continue
    const after = text.slice(tokens[end - 1]!.end, tokens[end - 1]!.end + 1)
    const kind = kindOf(tokens.slice(at, end), after, givenNames)
    if (!kind) continue
    found[`name.${kind}`]!.push(tokens.slice(at, end).map((token) => token.text).join(' '))
    if (kind !== 'shape' && kind !== 'opening') for (let i = at; i < end; i++) taken.add(i)
    at = end - 1
  }
  return { found, taken }
}

const particles: ReadonlySet<string> = new Set(nameParticles)
/** Words with a capital that are no part of a name. */
export const common: ReadonlySet<string> = new Set('I A An The This That These Those My Your Our His Her Their It He She We You They And Or But If In On At To For From With By Of As Is Are Was Were Be Do Does Did Can Could Will Would Should May Might Must Not No Yes So Then When Where Why What Who How Which There Here Also Please Dear Hi Hello Thank Thanks User Assistant Question Answer Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May July September October November December Day Year Step Part Chapter Note Example Option Table Figure Section'.split(' '))

/** End of a run of capitalised words, initials and particles that begins at a token. */
function runFrom(tokens: readonly Token[], at: number): number {
  if (!isName(tokens[at]!)) return at
  let end = at + 1
  while (end < tokens.length && end - at < 4 && tokens[end]!.joined) {
    const token = tokens[end]!
    const next = tokens[end + 1]
    if (isName(token) || /^\p{Lu}\.?$/u.test(token.text)) end++
    else if (particles.has(token.text.toLowerCase()) && next?.joined && isName(next)) end += 2
    else break
  }
  while (end > at + 1 && /^\p{Lu}\.?$/u.test(tokens[end - 1]!.text)) end--
  return end
}

const isName = ({ text }: Token) => /^\p{Lu}(?:\.|[\p{L}'’-]*\p{Ll}[\p{L}'’-]*)$/u.test(text) && !common.has(text)

type NameKind = 'given' | 'family' | 'shape' | 'opening'

/** What kind of name a run of capitalised words is, if any. */
function kindOf(tokens: readonly Token[], after: string, givenNames: Words): NameKind | undefined {
  const run = tokens.map((token) => token.text)
  const known = (text: string) => places.has(text) || brands.has(text) || peoples.has(text) || organisationWords.has(text) || placeWords.has(text) || addressWords.has(text)
  const last = run.at(-1)!
  if (eventWords.has(last)) return undefined
  const joined = run.join(' ')
  if (places.has(joined) || brands.has(joined) || organisationWords.has(last) || placeWords.has(last) || addressWords.has(last)) return undefined
  const given = run.findIndex((text) => givenNames.has(text))
  if ((given >= 0 && given < run.length - 1) || (personTitles.has(run[0]!.replace('.', '')) && run.length > 2)) return 'given'
  if (familyNames.has(last) && !tokens[0]!.opening) return 'family'
  if (familyNames.has(last) && run.length > 2) return 'family'
  if (run.some(known) || givenNames.has(last)) return undefined
  // Where a sentence begins, the first word may be any; a heading has a colon or the end of its line after it.
  if (!tokens[0]!.opening) return 'shape'
  return /^[:*\n]|^$/.test(after) ? undefined : 'opening'
}
