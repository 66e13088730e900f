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
  const counts = new Map<string, number>()
  for (const match of text.matchAll(new RegExp(wordly(subject, language), 'giu'))) {
    const end = match.index + match[0].length
    const form = formOf({ name: match[0], before: `\n${text.slice(0, match.index)}`.slice(-16), behind: text.slice(end, end + 16) }, language)
    if (form === 'plural') return undefined
    if (form) counts.set(form.named, (counts.get(form.named) ?? 0) + 1)
  }
  const [several = 0, begins] = [counts.get(many), counts.delete(heading)]
  counts.delete(many)
  const [named, times = 0] = [...counts].sort(([a, n], [b, m]) => m - n || a.length - b.length)[0] ?? []
  if (several > times) return undefined
  return named ?? ((begins && / \p{Lu}/u.test(subject)) || (naming.articles && person.test(subject)) ? subject : undefined)
}

/** Two to four words with a capital, small ones of names between them. */
const person = /^\p{Lu}[\p{L}'’.-]*(?:(?: (?:al|bin|da|de|del|della|den|der|di|du|el|ibn|la|le|van|von|y))* \p{Lu}[\p{L}'’.-]*){1,3}$/u

/** Stands for a name without an article that begins a sentence, of which the first capital tells nothing. */
const heading = '^'

/** Stands for one of many: `a bridge`, `this bridge`. */
const many = '*'

interface Mention {
  readonly name: string
  readonly before: string
  readonly behind: string
}

/** A mention with the article before it, in lower case; undefined where it tells nothing. */
function formOf({ name, before, behind }: Mention, { dialogue: { naming }, gap, terminators }: Language): { named: string } | 'plural' | undefined {
  if (gap === '') return { named: before.endsWith('《') && behind.startsWith('》') ? `《${name}》` : name }
  const { articles = {}, plural = [], determiners = [], proper = false } = naming!
  const word = /(?:^|[^\p{L}'’])(\p{L}+(?: |['’]))$/u.exec(before)?.[1]?.replace('’', "'") ?? ''
  const lower = word.toLowerCase()
  const article = articles[lower]
  const starts = new RegExp(`[\\n${terminators}]\\s*$`, 'u').test(article ? before.slice(0, -word.length) : before)
  if (plural.some((each) => lower === each || (starts && behind.toLowerCase().startsWith(each)))) return 'plural'
  // A part of a longer name, as in `the Edinburgh Festival`.
  if (/^[ -]\p{Lu}/u.test(behind)) return undefined
  if (article) return { named: article + name }
  if (starts) return { named: heading }
  if (determiners.includes(lower)) return { named: many }
  return /^\p{Lu}/u.test(word) || (proper && !/^\p{Lu}/u.test(name)) ? undefined : { named: name }
}

/** Whether a sentence opens with a definite article and a common noun, of which an earlier one may have said which is meant (`The priest …`). */
export function opensOnKnown(sentence: string, { dialogue: { naming } }: Language): boolean {
  const definite = [...Object.values(naming?.articles ?? {}), ...(naming?.plural ?? []).filter((word) => !word.startsWith(' '))]
  const flat = sentence.replace(/’/g, "'")
  return definite.some((article) => flat.slice(0, article.length).toLowerCase() === article && /^\p{Ll}/u.test(flat.slice(article.length)))
}

/**
 * A question with its subject put in: `{{subject}}` as it is, `{{named}}` as the text names it, else in quotation marks. Words
 * run together as the language has it (`de le` → `du`), and a name at the head begins with a capital letter.
 */
export function withSubject(question: string, { subject, name, quoted, language }: { readonly subject: string; readonly name: string | undefined; readonly quoted: string; readonly language: Language }): string {
  const filled = question.replaceAll('{{subject}}', () => subject)
  const at = filled.indexOf('{{named}}')
  if (at < 0) return filled
  const [before, behind] = [filled.slice(0, at), filled.slice(at + '{{named}}'.length)]
  return (name === undefined ? undefined : joined(before, name, language))?.concat(behind) ?? before + quoted.replace('{{subject}}', () => subject) + behind
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

const wordly = (subject: string, { gap }: Language) => (gap === '' ? escaped(subject) : `(?<![\\p{L}\\p{N}])${escaped(subject)}(?![\\p{L}\\p{N}])`)
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
