import type { Language } from '../types.js'

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
  const begins = forms.has(heading)
  const [named, times = 0] = mostOf(forms, naming.proper ? 3 : 1)
  // A common noun that is also counted (`a volcano`) cannot stand alone.
  const alone = named === named?.toLowerCase() && !Object.values(naming.articles ?? {}).some((article) => named?.startsWith(article))
  if (named !== undefined) return several * (alone ? 2 : 1) > times ? undefined : named
  const byHead = nameByHead(text, subject, language)
  if (byHead !== undefined || several > 0) return byHead
  const plain = (begins && / \p{Lu}/u.test(subject)) || (naming.articles && person.test(subject))
  return plain && !holdsWord(text, subject.split(' ')[0]!.toLowerCase(), language) ? subject : undefined
}

/** Two to four words with a capital, small ones of names between them: a person, or a place with its state. */
const person = /^\p{Lu}[\p{L}'’.-]*(?:,?(?: (?:al|bin|da|de|del|della|den|der|di|du|el|ibn|la|le|van|von|y))* \p{Lu}[\p{L}'’.-]*){1,3}$/u

/** Stands for a name without an article that begins a sentence, of which the first capital tells nothing. */
const heading = '^'

/** Stands for one of many: `a bridge`, `this bridge`. */
const many = '*'

/** The forms of a name with how often each was found; undefined where a text speaks of several. */
function formsIn(text: string, name: string, language: Language): Map<string, number> | undefined {
  const counts = new Map<string, number>()
  for (const match of text.matchAll(new RegExp(wordly(name, language), 'giu'))) {
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
  const { naming } = language.dialogue
  const [front = subject] = naming?.head === 'last' ? subject.split(' of ') : [subject]
  const head = naming?.head === 'last' ? front.split(' ').at(-1)! : front.split(' ')[0]!
  if (!naming?.head || head === subject) return undefined
  const articles = [...(formsIn(text, head.toLowerCase(), language) ?? [])].flatMap(([form, n]) => {
    const article = Object.values(naming.articles ?? {}).find((each) => form === each + head.toLowerCase())
    return article === undefined ? [] : [[article, n] as const]
  })
  const [article] = mostOf(new Map(articles))
  const small = naming.head === 'first' || !/ \p{Lu}/u.test(subject)
  return article === undefined ? undefined : article + (small ? subject[0]!.toLowerCase() + subject.slice(1) : subject)
}

interface Mention {
  readonly name: string
  readonly before: string
  readonly behind: string
}

/** A mention with the article before it, in lower case; undefined where it tells nothing. */
function formOf({ name, before, behind }: Mention, language: Language): { named: string } | 'plural' | undefined {
  const { dialogue: { naming, stopWords }, gap, terminators } = language
  if (gap === '') return { named: before.endsWith('《') && behind.startsWith('》') ? `《${name}》` : name }
  const { articles = {}, plural = [], determiners = {}, proper = false, inflected = false } = naming!
  const word = /(?:^|[^\p{L}'’])(\p{L}+(?: |['’]))$/u.exec(before)?.[1]?.replace('’', "'") ?? ''
  const lower = word.toLowerCase()
  const article = articles[lower] ?? determiners[lower]
  const starts = new RegExp(`[\\n${terminators}]\\s*$`, 'u').test(article ? before.slice(0, -word.length) : before)
  if (plural.some((each) => lower === each || (starts && behind.toLowerCase().startsWith(each)))) return 'plural'
  // A part of a longer name, as in `the Edinburgh Festival`.
  if (/^[ -]\p{Lu}/u.test(behind)) return undefined
  if (article) return { named: (/^[aeiouàâéèêëîïôœùûüæ]/iu.test(name) && language.dialogue.naming!.elided ? article.replace(/^l[ea] $/, "l'") : article) + name }
  if (article === '') return { named: many }
  if (starts) return { named: heading }
  if (/^\p{Lu}/u.test(name)) return /^\p{Lu}/u.test(word) ? undefined : { named: name }
  // A common noun stands alone only where nothing hangs on it: `maple syrup is`, but not `volcano activity`.
  const next = /^ (\p{L}+)/u.exec(behind)?.[1]?.toLowerCase()
  return proper || (!inflected && next !== undefined && !stopWords.includes(next)) ? undefined : { named: name }
}

/** Whether a sentence opens with a definite article and a common noun, of which an earlier one may have said which is meant (`The priest …`). */
export function opensOnKnown(sentence: string, { dialogue: { naming } }: Language): boolean {
  const definite = [...Object.values(naming?.articles ?? {}), ...(naming?.plural ?? []).filter((word) => !word.startsWith(' '))]
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
  for (const [word, article, both] of naming?.contractions ?? []) {
    if (name.startsWith(article) && new RegExp(`(?<!\\p{L})${word}$`, 'iu').test(before)) return before.slice(0, -word.length) + both + name.slice(article.length)
  }
  const elided = naming?.elided && new RegExp(`(?<!\\p{L})(?:${naming.elided.words.join('|')})$`, 'iu').test(before)
  if (!elided) return before + name
  if (naming.elided!.perhaps.includes(name[0]!.toLowerCase())) return undefined
  return naming.elided!.before.includes(name[0]!.toLowerCase()) ? `${before.slice(0, -2)}'${name}` : before + name
}

/** What the last word before a subject may have become: an expression for it, `de ` → `(?:de |du |d['’])`. */
export function endingsOf(before: string, { dialogue: { naming } }: Language): string {
  const own = (naming?.contractions ?? []).filter(([word]) => new RegExp(`(?<!\\p{L})${word}$`, 'iu').test(before))
  const elided = naming?.elided?.words.find((word) => new RegExp(`(?<!\\p{L})${word}$`, 'iu').test(before))
  const word = own[0]?.[0] ?? elided
  if (word === undefined) return escaped(before)
  const forms = [word, ...own.map(([, , both]) => both), ...(elided ? [`${elided.slice(0, -2)}['’]`] : [])]
  return `${escaped(before.slice(0, -word.length))}(?:${[...new Set(forms)].join('|')})`
}

const holdsWord = (text: string, word: string, language: Language) => new RegExp(wordly(word, language), 'u').test(text)
const wordly = (subject: string, { gap }: Language) => (gap === '' ? escaped(subject) : `(?<![\\p{L}\\p{N}])${escaped(subject)}(?![\\p{L}\\p{N}])`)
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
