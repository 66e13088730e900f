import { identify, toldAs, toldBy } from '../text/language-id.js'
import { numberDifference } from '../text/number-sets.js'
import { lexicalSimilarity } from '../text/terms.js'
import { languageVerdict } from '../translation/verify/language.js'
import { round, type Finding, type Pair, type Side, type Verdict } from '../translation/verify/pair.js'
import { letters } from '../translation/verify/prose.js'
import { digitDifference } from './digits.js'

/** What a pair is held against. */
export interface PairRules {
  /** Most times longer one side may be than the other, in letters and vowel signs; Han characters count three times, kana and Hangul twice. */
  readonly lengths: number
  /** Jaccard similarity of character 3-grams from which the prose of one side counts as a copy of the other. */
  readonly copy: number
  readonly numbers: boolean
}

/** What can be said of a pair without a model: the language of both sides, lengths, copies, numbers. Code and figures alone are in no language, and may be the same. */
export function pairVerdict(pair: Pair, rules: PairRules): Verdict {
  const { source, target } = pair
  const back = { ...pair, source: target, target: source }
  const sides = [languageVerdict(back), languageVerdict(pair)] as const
  const words = letters(source.prose) + letters(target.prose) > 0 ? wordsVerdict(pair, rules) : undefined
  const differ = rules.numbers ? numbersVerdict(source, target) : undefined
  const findings: Finding[] = [
    ...sides.flatMap(({ findings }, i) => findings.map(({ reason, detail }) => ({ reason, detail: { side: [source, target][i]!.language.code, ...detail } }))),
    ...misread(source, target),
    ...misread(target, source),
    ...inOtherLanguage(source, target),
    ...inOtherLanguage(target, source),
    ...(words?.findings ?? []),
    ...(differ ? [{ reason: 'numbers-differ', detail: { ...differ } }] : []),
  ]
  return { scores: words ? { ...locks(source, target, sides), ...words.scores } : { prose: 'none' }, findings }
}

/** Whether both sides are of like length, and none is a copy of the other. */
function wordsVerdict({ source, target }: Pair, { lengths, copy }: PairRules): Verdict {
  const ratio = weight(target.prose) / weight(source.prose)
  const alike = round(likeness(source, target))
  const findings: Finding[] = [
    ...(alike >= copy ? [{ reason: 'copy', detail: { lexical: alike, limit: copy } }] : []),
    ...(ratio > 0 && ratio < Infinity && Math.max(ratio, 1 / ratio) <= lengths ? [] : [{ reason: 'unusual-length', detail: { ratio: round(ratio), limit: lengths } }]),
  ]
  return { scores: { ratio: round(ratio), lexical: alike }, findings }
}

/** What was found on either side, and how it was told: by the words, or where the language cannot be told by its script alone. */
function locks(source: Side, target: Side, [left, right]: readonly [Verdict, Verdict]): Verdict['scores'] {
  return {
    'pivot-language': left.scores['language'] ?? '',
    'pivot-told-by': toldBy(source.language),
    'own-language': right.scores['language'] ?? '',
    'own-told-by': toldBy(target.language),
  }
}

/** How alike the words of the prose are, digits and marks aside: 1 for the same text. */
function likeness(source: Side, target: Side): number {
  const [one, other] = [source, target].map(({ prose }) => prose.normalize('NFKC').replace(/\p{N}+/gu, '')) as [string, string]
  return lexicalSimilarity(one, other)
}

/** Letters, vowel signs and digits of a text; those that stand for more than a sound count for what they stand for. */
const weight = (text: string): number => [/[\p{L}\p{M}\p{N}]/gu, words, words, syllables].reduce((sum, counted) => sum + (text.match(counted) ?? []).length, 0)

const words = /[\p{Script=Han}\p{Script=Yi}]/gu
const syllables = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** Numbers that differ: each one between languages of which they are known; else only where the digits of both sides have nothing in common. */
const numbersVerdict = (source: Side, target: Side): ReturnType<typeof numberDifference> =>
  [source, target].every(({ language }) => language.numerals !== undefined) ? numberDifference(source, target) : digitDifference(source.text, target.text)

/** From this weight and score on, what a text looks like is what it is. */
const sure = { weight: 40, score: 0.65 }

/** A side whose language is not told by its words, and whose words are those of the other side's language. */
function inOtherLanguage(side: Side, other: Side): Finding[] {
  if (toldAs(side.language) !== undefined || weight(side.prose) < sure.weight) return []
  const { language, score } = identify(side.prose)
  return language === toldAs(other.language) && score >= sure.score ? [{ reason: 'wrong-language', detail: { side: side.language.code, language, score: round(score) } }] : []
}

/** What UTF-8 becomes that was read as Windows-1252 (`Ã©` for é, `â€™` for ’). */
const mojibake = /[ÃÐÑØÙ][§©¨¢¯´¹¼¶¤±³¡°µ]|â€/u

/** A side that was decoded wrongly; where both show the signs, they speak of them. */
function misread(side: Side, other: Side): Finding[] {
  const found = mojibake.exec(side.text)
  return found && !mojibake.test(other.text) ? [{ reason: 'damaged-text', detail: { side: side.language.code, found: found[0] } }] : []
}
