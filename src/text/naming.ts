import type { Language } from '../types.js'
import { escaped } from './escaped.js'
import { gluedEndings } from './glued.js'
import { ownOf } from './own.js'
import { spacesWords } from './spaced.js'

/** Small words inside the names of persons. */
export const nameParticles = ['van', 'von', 'de', 'da', 'di', 'del', 'della', 'der', 'den', 'la', 'le', 'bin', 'ibn', 'al', 'el', 'dos', 'du'] as const

/**
 * How a text names its subject in the middle of a sentence: `the Golden Gate Bridge`, `maple syrup`, `la galette des rois`,
 * `《红楼梦》`. Of the forms found the most frequent, the bare one before one with an article; where the name only begins sentences, it
 * stands for itself if it has two capitals, and where it is not found at all, if it looks like a person's. Undefined where the text
 * does not tell, where it speaks of several, and in languages without rules for it (`dialogue.naming`).
 */
export function nameIn(text: string, subject: string, language: Language): string | undefined {
  const { naming } = language.dialogue
  if (!naming || [...subject].length < 2) return undefined
  const forms = formsIn(text, subject, language)
  if (!forms) return undefined
  const several = forms.get(many) ?? 0
  const [named, times = 0] = mostOf(forms, naming.proper ? 3 : 1)
  // A common noun that is also counted (`a volcano`) cannot stand alone.
  const alone = named === named?.toLowerCase() && !Object.values(naming.articles ?? {}).some((article) => named?.startsWith(article))
  if (named !== undefined) return several * (alone ? 2 : 1) > times ? undefined : named
  const byHead = nameByHead(text, subject, language)
  if (byHead !== undefined || several > 0) return byHead
  const plain = (forms.has(heading) && / \p{Lu}/u.test(subject)) || (naming.articles && person.test(subject))
  return plain && !new RegExp(wholeWord(subject.split(' ')[0]!.toLowerCase(), language), 'u').test(text) ? subject : undefined
}

/** Two to four words with a capital, small ones of names between them: a person, or a place with its state. */
const person = new RegExp(`^\\p{Lu}[\\p{L}'’.-]*(?:,?(?: (?:${nameParticles.join('|')}))* \\p{Lu}[\\p{L}'’.-]*){1,3}$`, 'u')

/** Stands for a name without an article that begins a sentence, of which the first capital tells nothing. */
const heading = '^'

/** Stands for one of many: `a bridge`, `this bridge`. */
const many = '*'

/** The forms of a name with how often each was found; undefined where a text speaks of several. */
function formsIn(text: string, name: string, language: Language): Map<string, number> | undefined {
  const counts = new Map<string, number>()
  for (const match of text.matchAll(new RegExp(wholeWord(name, language), 'giu'))) {
    const end = match.index + match[0].length
    const form = formOf({ name: match[0], before: `\n${text.slice(0, match.index)}`.slice(-16), behind: text.slice(end, end + 16) }, language)
    if (form === 'plural') return undefined
    if (form) counts.set(form.named, (counts.get(form.named) ?? 0) + 1)
  }
  return counts
}

/** The most frequent form, one with an article counted so many times. */
function mostOf(forms: ReadonlyMap<string, number>, weight = 1): readonly [string, number] | [] {
  const worth = ([form, count]: readonly [string, number]) => count * (/^\p{Ll}+[ ']/u.test(form) ? weight : 1)
  return [...forms].filter(([form]) => form !== many && form !== heading).sort((a, b) => worth(b) - worth(a) || a[0].length - b[0].length)[0] ?? []
}

/** A name of several words with the article that its head has in the text: `la machine` in one about the `Machine à vapeur`. */
function nameByHead(text: string, subject: string, language: Language): string | undefined {
  const { articles = {}, head: pattern } = language.dialogue.naming!
  const head = pattern && new RegExp(pattern, 'u').exec(subject)?.[1]?.toLowerCase()
  const forms = head ? formsIn(text, head, language) : undefined
  const own = [...(forms ?? [])].flatMap(([form, count]) => Object.values(articles).flatMap((article) => (form === article + head ? [[article, count] as const] : [])))
  const [article] = mostOf(new Map(own))
  if (article === undefined) return undefined
  return article + (/.\p{Lu}/u.test(subject) ? subject : subject.toLowerCase())
}

interface Mention {
  readonly name: string
  readonly before: string
  readonly behind: string
}

/** A mention with the article before it, in lower case; undefined where it tells nothing. */
function formOf({ name, before, behind }: Mention, language: Language): { named: string } | 'plural' | undefined {
  const { dialogue: { naming, stopWords }, terminators } = language
  if (!spacesWords(language)) return { named: before.endsWith('《') && behind.startsWith('》') ? `《${name}》` : name }
  const { articles = {}, plural, determiners = {}, proper = false, inflected = false } = naming!
  const word = /(?:^|[^\p{L}'’])(\p{L}+(?: |['’]))$/u.exec(before)?.[1]?.replace('’', "'") ?? ''
  const lower = word.toLowerCase()
  const [article, kind] = [ownOf(articles, lower), ownOf(determiners, lower)]
  const starts = new RegExp(`[\\n${terminators}]\\s*$`, 'u').test(article ? before.slice(0, -word.length) : before)
  if (plural?.articles.includes(lower) || (starts && plural?.verbs.some((verb) => behind.toLowerCase().startsWith(verb)))) return 'plural'
  // A part of a longer name, as in `the Edinburgh Festival`.
  if (/^[ -]\p{Lu}/u.test(behind)) return undefined
  if (article) return { named: article + name }
  if (kind !== undefined) return { named: (kind && joined(kind, name, language)) || many }
  if (starts) return { named: heading }
  if (/^\p{Lu}/u.test(name)) return /^\p{Lu}/u.test(word) ? undefined : { named: name }
  // A common noun stands alone only where nothing hangs on it: `maple syrup is`, but not `volcano activity`.
  const next = /^ (\p{L}+)/u.exec(behind)?.[1]?.toLowerCase()
  return proper || (!inflected && next !== undefined && !stopWords.includes(next)) ? undefined : { named: name }
}

/** Whether a sentence opens with a definite article and a common noun, of which an earlier one may have said which is meant (`The priest …`). */
export function opensOnKnown(sentence: string, { dialogue: { naming } }: Language): boolean {
  const definite = [...Object.values(naming?.articles ?? {}), ...(naming?.plural?.articles ?? [])]
  const flat = sentence.replace(/’/g, "'")
  return definite.some((article) => flat.slice(0, article.length).toLowerCase() === article && /^\p{Ll}/u.test(flat.slice(article.length)))
}

/**
 * A question with its subject put in: `{{subject}}` as it is, `{{named}}` as the text names it, else in quotation marks. Words
 * run together as the language has it (`de le` → `du`), and a name at the head begins with a capital letter. Where names are
 * inflected, `{{subject}}` stands in the nominative and `{{named}}` in quotation marks.
 */
export function withSubject(question: string, { subject, name, quoted, language }: { readonly subject: string; readonly name: string | undefined; readonly quoted: string; readonly language: Language }): string {
  const inflected = language.dialogue.naming?.inflected ?? false
  const filled = question.replaceAll('{{subject}}', (_, at: number) => (inflected && name !== undefined && /\p{L}/u.test(question.slice(0, at)) ? name : subject))
  const at = filled.indexOf('{{named}}')
  if (at < 0) return filled
  const [before, behind] = [filled.slice(0, at), filled.slice(at + '{{named}}'.length)]
  return (name === undefined || inflected ? undefined : joined(before, name, language))?.concat(behind) ?? before + quoted.replace('{{subject}}', () => subject) + behind
}

/** A name behind the words before it; undefined where a letter falls or does not, which cannot be told. */
function joined(before: string, name: string, { dialogue: { naming } }: Language): string | undefined {
  if (!/\p{L}/u.test(before)) return before + name.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
  const contraction = naming?.contractions?.find(([word, article]) => name.startsWith(article) && endsWithWord(before, word))
  if (contraction) return before.slice(0, -contraction[0].length) + contraction[2] + name.slice(contraction[1].length)
  const { words = [], vowels = '', perhaps = '' } = naming?.elided ?? {}
  if (!words.some((word) => endsWithWord(before, word))) return before + name
  const first = name[0]!.toLowerCase()
  if (perhaps.includes(first)) return undefined
  return vowels.includes(first) ? `${before.slice(0, -2)}'${name}` : before + name
}

/** What the last word before a subject may have become: an expression for it, `de ` → `(?:de |du |d['’])`. */
export function endingsOf(before: string, { dialogue: { naming } }: Language): string {
  const contractions = (naming?.contractions ?? []).filter(([word]) => endsWithWord(before, word))
  const elided = naming?.elided?.words.find((word) => endsWithWord(before, word))
  const word = contractions[0]?.[0] ?? elided
  if (word === undefined) return escaped(before)
  const forms = [word, ...contractions.map(([, , both]) => both), ...(elided ? [`${elided.slice(0, -2)}['’]`] : [])]
  return `${escaped(before.slice(0, -word.length))}(?:${[...new Set(forms)].join('|')})`
}

const endsWithWord = (text: string, word: string) => new RegExp(`(?<!\\p{L})${word}$`, 'iu').test(text)
const wholeWord = (name: string, language: Language) => (spacesWords(language) ? `(?<![\\p{L}\\p{N}])${escaped(name).replace(/[ -]/g, '[ -]')}(?=${gluedEndings(language)}(?![\\p{L}\\p{N}]))` : escaped(name))
