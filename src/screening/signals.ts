import { codeSigns } from './code-signs.js'
import { perCriterion, type Criterion } from './criteria.js'
import { common, namesIn } from './names.js'
import { phrasesIn, tokensOf, type Token, type Words } from './tokens.js'
import { verseSigns } from './verse-signs.js'
import { familyNames, givenNames } from './words-people.js'
import { addressWords, peoples, places, placeWords } from './words-places.js'
import * as things from './words-things.js'

/** What is found in a text: signal → the words that show it. */
export type Found = Readonly<Record<string, readonly string[]>>

/** The signals, each named `criterion.what`. */
export const signalNames = [
  'name.given', 'name.family', 'name.shape', 'name.opening',
  'code.marks', 'code.formula', 'code.program', 'code.technical', 'code.mathematics',
  'place.known', 'place.address', 'place.named', 'place.shape',
  'culture.religion', 'culture.feast', 'culture.politics', 'culture.history', 'culture.custom', 'culture.people',
  'verse.words', 'verse.joke', 'verse.tale', 'verse.slang', 'verse.lines', 'verse.rhyme',
  'tradition.words',
  'brand.known', 'brand.organisation', 'brand.shape', 'brand.capital',
] as const

const properNames: ReadonlySet<string> = new Set([...places, ...peoples, ...things.brands])

/** Lexical signals of an English text, by lists of words and by shape. `known` leaves names out of the lists, as in training: no list has all. */
export function signalsIn(text: string, known: (word: string) => boolean = () => true): Found {
  const tokens = tokensOf(text)
  const part = (list: ReadonlySet<string>): Words => ({ has: (word) => list.has(word) && known(word) })
  const names = namesIn(text, tokens, part(givenNames))
  // The longest name wins: `New York Times` is no place, `Amazon River` no firm, and `Burger King` no king.
  const proper = phrasesIn(tokens, part(properNames), { skip: names.taken }).filter(({ at, length, text: phrase }) => length > 1 || !tokens[at]!.opening || !things.plainWords.has(phrase))
  const among = (list: ReadonlySet<string>) => proper.filter((phrase) => list.has(phrase.text)).map((phrase) => phrase.text)
  const skip = new Set([...names.taken, ...proper.filter((phrase) => things.brands.has(phrase.text)).flatMap(({ at, length }) => Array.from({ length }, (_, i) => at + i))])
  const words = (list: ReadonlySet<string>) => phrasesIn(tokens, list, { small: true, skip }).map((phrase) => phrase.text)
  const others = unknownNames(tokens, new Set([...names.taken, ...proper.flatMap(({ at, length }) => Array.from({ length }, (_, i) => at + i))]))
  return {
    ...names.found,
    ...codeSigns(text),
    ...verseSigns(text),
    'code.program': words(things.programWords),
    'code.technical': words(things.technicalWords),
    'code.mathematics': words(things.mathWords),
    'place.known': among(places),
    'place.address': addresses(tokens),
    'place.named': beside(tokens, placeWords),
    'place.shape': others.after,
    'culture.religion': words(things.religionWords),
    'culture.feast': words(things.feastWords),
    'culture.politics': words(things.politicsWords),
    'culture.history': words(things.historyWords),
    'culture.custom': words(things.customWords),
    'culture.people': among(peoples),
    'verse.words': words(things.verseWords),
    'verse.joke': words(things.jokeWords),
    'verse.tale': words(things.taleWords),
    'verse.slang': words(things.slangWords),
    'tradition.words': words(things.traditionWords),
    'brand.known': among(things.brands),
    'brand.organisation': beside(tokens, things.organisationWords),
    'brand.shape': brandShapes(tokens),
    'brand.capital': others.alone,
  }
}

/** Two numbers per signal: whether it is there, and how often (logarithm, about 1 for five times). */
export function signalValues(found: Found): number[] {
  return signalNames.flatMap((name) => {
    const times = found[name]?.length ?? 0
    return [times > 0 ? 1 : 0, Math.min(2, Math.log1p(times) / Math.log(6))]
  })
}

/** Words quoted per criterion at most. */
const mostEvidence = 6

/** The words that speak for each criterion. */
export function evidenceOf(found: Found): Record<Criterion, string[]> {
  return perCriterion((criterion) => [...new Set(signalNames.filter((name) => name.startsWith(`${criterion}.`)).flatMap((name) => found[name] ?? []))].slice(0, mostEvidence))
}

/** House numbers with the name of a street. */
function addresses(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, i) => {
    const end = [2, 3].find((n) => addressWords.has(tokens[i + n]?.text ?? ''))
    const between = end === undefined ? [] : tokens.slice(i + 1, i + end)
    return end !== undefined && /^\d{1,5}$/.test(token.text) && between.every((each) => each.capital) ? [[token, ...between, tokens[i + end]!].map((each) => each.text).join(' ')] : []
  })
}

/** Words of a list with a capitalised name before them (`Mill Bank`), or after them (`University of Elm`). */
function beside(tokens: readonly Token[], list: ReadonlySet<string>): string[] {
  return tokens.flatMap((token, i) => {
    if (!list.has(token.text)) return []
    const [before, of, after] = [tokens[i - 1], tokens[i + 1], tokens[i + 2]]
    if (before?.capital && token.joined && !before.opening && !/^(?:The|A|An|This|Our|My)$/.test(before.text)) return [`${before.text} ${token.text}`]
    return of?.text === 'of' && after?.capital && after.joined ? [`${token.text} of ${after.text}`] : []
  })
}

/** Words before the name of a place. */
const prepositions = new Set(['in', 'from', 'to', 'near', 'at', 'of', 'around', 'across', 'off', 'through', 'towards', 'visit', 'outside', 'over'])

/** Single capitalised words within a sentence that no list has: after a preposition, as places stand, and elsewhere. */
function unknownNames(tokens: readonly Token[], taken: ReadonlySet<number>): { after: string[]; alone: string[] } {
  const found = tokens.map((token, i) => ({ token, i })).filter(({ token: { text, capital, opening }, i }) => capital && !opening && !taken.has(i) && /^\p{Lu}[\p{L}'’-]*\p{Ll}/u.test(text) && !common.has(text) && !givenNames.has(text) && !familyNames.has(text) && !tokens[i - 1]?.capital && !(tokens[i + 1]?.capital && tokens[i + 1]?.joined))
  const after = found.filter(({ i }) => prepositions.has(tokens[i - 1]?.text ?? ''))
  return { after: after.map(({ token }) => token.text), alone: found.filter((each) => !after.includes(each)).map(({ token }) => token.text) }
}

/** Words with a capital inside (`YouTube`), and capitals that are no common abbreviation. */
function brandShapes(tokens: readonly Token[]): string[] {
  return tokens.filter(({ text }) => /^\p{L}*\p{Ll}\p{Lu}\p{L}*$/u.test(text) && !/^(?:Mc|Mac|O')\p{Lu}/u.test(text) ? text.length > 3 : /^\p{Lu}{3,6}$/u.test(text) && !things.plainCapitals.has(text)).map(({ text }) => text)
}

