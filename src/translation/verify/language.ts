import { damageOf } from '../../text/damage.js'
import { inLanguage } from '../../text/language-id.js'
import { letters, wordsOf } from './prose.js'
import { round, type Finding, type Pair, type Side, type Verdict } from './pair.js'

/** Letters from which a text, and one sentence of it, are long enough to tell their language; those without capitals count three times. */
const enough = { text: 20, sentence: 40 }
/** Least share of the words of a shorter text that are in the language's scripts. */
const leastScript = 0.5

/**
 * Whether the prose is in the target language: all of it, and each longer sentence by itself, so that one left in another
 * language is found, and whether the text was decoded whole and has no gap where a word was. Texts too short for that are told
 * by their script. What is masked does not count.
 */
export function languageVerdict({ source, target }: Pair): Verdict {
  const damage = damageOf(target.text)
  if (damage) return fail('damaged-text', { ...damage })
  const gap = gapIn(target)
  if (gap && !gapIn(source)) return fail('damaged-text', { found: 'a gap before a mark', near: gap })
  const size = weight(target.prose)
  if (size === 0) return letters(source.prose) === 0 ? { scores: {}, findings: [] } : fail('empty-translation', {})
  const whole = inLanguage(target.prose, target.language)
  const scores = { language: whole.language, script: round(whole.scriptShare) }
  const isShort = size < enough.text
  if (isShort ? whole.scriptShare < leastScript && !isNames(target.prose) : !whole.ok) return fail('wrong-language', { ...scores, score: round(whole.score) }, scores)
  const other = target.sentences.find((sentence) => weight(sentence) >= enough.sentence && !inLanguage(sentence, target.language).ok)
  return other === undefined ? { scores, findings: [] } : fail('sentence-in-another-language', { language: inLanguage(other, target.language).language, sentence: other }, scores)
}

const fail = (reason: string, detail: Finding['detail'], scores: Verdict['scores'] = {}): Verdict => ({ scores, findings: [{ reason, detail }] })

/** What stands before a full stop or a comma that a word is missing before (`the number of .`). */
const gapIn = ({ masked }: Side): string | undefined => /.{0,40}\p{L} +[.,](?=\s|$)/u.exec(masked.text)?.[0]

const weight = (text: string): number => letters(text) + 2 * (text.match(/\p{Lo}/gu) ?? []).length

/** Names alone may stay as they are. */
const isNames = (text: string): boolean => wordsOf(text).every((word) => /^\p{Lu}/u.test(word))

/** Words in a row that are taken for copied. */
const run = 4

/**
 * What was left in the source's language: words copied in runs of four or more, with a small word of that language that the
 * target does not have. `residue`: their share of the target's words; all of it where the source came back as it was.
 */
export function residueVerdict({ source, target }: Pair, { most, longest }: { readonly most: number; readonly longest: number }): Verdict {
  const own = wordsOf(target.prose)
  const runs = copiedRuns(own, wordsOf(source.prose), smallWords(source, target))
  const copied = runs.reduce((sum, words) => sum + words.length, 0)
  const residue = own.length === 0 ? 0 : copied / own.length
  const scores = { residue: round(residue) }
  const tooLong = runs.some((words) => words.length > longest)
  return { scores, findings: residue > most || tooLong ? [{ reason: 'residual-source', detail: { residue: round(residue), words: runs.map((words) => words.join(' ')) } }] : [] }
}

/** Words of the source's language that carry no content, and are no words of the target's. */
function smallWords(source: Side, target: Side): ReadonlySet<string> {
  const others = new Set(target.language.dialogue.stopWords)
  return new Set(source.language.dialogue.stopWords.filter((word) => !others.has(word) && word.length > 1))
}

function copiedRuns(target: readonly string[], source: readonly string[], small: ReadonlySet<string>): string[][] {
  const gram = (words: readonly string[], at: number) => words.slice(at, at + run).join(' ').toLowerCase()
  const grams = new Set(source.slice(0, Math.max(0, source.length - run + 1)).map((_, at) => gram(source, at)))
  const copied = target.map(() => false)
  for (let at = 0; at + run <= target.length; at++) if (grams.has(gram(target, at))) copied.fill(true, at, at + run)
  const runs: string[][] = []
  target.forEach((word, at) => {
    if (!copied[at]) return
    if (at > 0 && copied[at - 1]) runs.at(-1)!.push(word)
    else runs.push([word])
  })
  return runs.filter((words) => words.some((word) => small.has(word)))
}
