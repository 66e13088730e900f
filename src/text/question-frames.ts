import { escaped } from './escaped.js'

/** A regular expression with the flags `iu`, or the flags it needs instead. */
type Expression = string | readonly [source: string, flags: string]

/** An expression for a title, and a pattern with its groups (`$1`) put in as plain text. */
type NamePattern = readonly [title: string, pattern: string]

/** The questions that a generator chooses from, with the sentences that call for each (models/<model>.questions/<lang>.json). */
export interface QuestionSheet {
  /** The subject in quotation marks, `{{subject}}` for it. */
  readonly quoted: string
  /** What a sentence may call its subject. */
  readonly names: readonly NamePattern[]
  /**
   * What must stand near a match, where the sentence need not be about its subject: one of the names, within so many characters
   * before it or `behind` it (whole words where words are spaced), there with no comma between, save one behind an `adverbial` or
   * before a relative clause, and not compared with it by a `than`; or the match stands at the head and is owned by no one else.
   */
  readonly near: { readonly within: number; readonly names: readonly NamePattern[]; readonly spaced: boolean; readonly behind: number; readonly head: Expression; readonly owned: Expression; readonly than: Expression; readonly adverbial?: Expression }
  /** Expressions for subjects, and what those look like; the first that matches counts. */
  readonly kinds: readonly (readonly [subject: string, kind: string])[]
  /** What may stand before the subject, and must follow it. */
  readonly starts: readonly Expression[]
  readonly after: Expression
  readonly pronoun: Expression
  /** What may stand between the subject and the match. */
  readonly predicate: { readonly direct: Expression; readonly coupled: Expression; readonly begins: Expression }
  /** Words after which something else may be the subject. */
  readonly other: Expression
  /**
   * How a relative clause behind its noun begins, what may stand between the subject and one of its own, and what leads back to the
   * subject behind one of another word; not for languages that put them before their nouns.
   */
  readonly relative?: { readonly opens: Expression; readonly own: Expression; readonly back: Expression }
  /** Characters of a main clause. */
  readonly reach: number
  readonly sections: readonly {
    readonly name: string
    /**
     * Where the subject stands. `start`: it begins the sentence and the match is its predicate; `begins`: the match is anywhere
     * in its main clause; `named`: it begins the sentence, or stands near the match; `any`: so it does, or the match begins the sentence;
     * `topic`: anywhere in the article.
     */
    readonly subject: 'start' | 'begins' | 'any' | 'named' | 'topic'
    /** Subjects that look like another kind are left out. */
    readonly of?: string
    /** Its questions are asked only where no other section is called for. */
    readonly spare?: boolean
    readonly when: readonly Expression[]
    readonly not: readonly Expression[]
    /** With `{{subject}}` or `{{named}}` for the subject; each with an expression that the sentence must match besides. */
    readonly questions: readonly (readonly [text: string, needs?: Expression])[]
  }[]
}

/** The section whose questions nearly any sentence about a subject answers. */
const anySection = 'any'

/** Questions for an answer. */
export interface Fitting {
  readonly questions: readonly string[]
  /** Whether nearly any sentence about the subject answers each of them. */
  readonly open: boolean
}

/**
 * The questions about a subject that the sentences of an answer call for; where they call for none, those that nearly any
 * sentence answers. `put` puts the subject into a question (src/text/naming.ts).
 */
export function questionsFor({ subject, sentences, put }: { readonly subject: string; readonly sentences: readonly string[]; put(question: string): string }, sheet: QuestionSheet): Fitting {
  const about = aboutOf(subject, sheet)
  const [found, spare] = [new Set<string>(), new Set<string>()]
  let known: boolean | undefined
  for (const sentence of sentences) {
    const called = remembered(about, sentence, known)
    for (const text of called.texts) found.add(text)
    for (const text of called.spare) spare.add(text)
    known = called.known
  }
  const any = openFrames(sheet)
  const fitting = found.size > 0 ? found : spare.size > 0 ? spare : any
  return { questions: [...fitting].map(put), open: [...fitting].every((text) => any.has(text)) }
}

const opens = new WeakMap<QuestionSheet, ReadonlySet<string>>()

function openFrames(sheet: QuestionSheet): ReadonlySet<string> {
  const texts = opens.get(sheet) ?? new Set(sheet.sections.find(({ name }) => name === anySection)?.questions.map(([text]) => text))
  opens.set(sheet, texts)
  return texts
}

/** The questions of every section, but the one for nearly any sentence, of which one is among those given. */
export function kindsOf(questions: readonly string[], put: (question: string) => string, sheet: QuestionSheet): string[] {
  const given = new Set(questions)
  const texts = sheet.sections.filter(({ name }) => name !== anySection).map((section) => section.questions.map(([text]) => put(text)))
  return texts.filter((all) => all.some((text) => given.has(text))).flat()
}

/** A subject, and what each sentence about it called for: a passage's sentences are part of many answers. */
interface About {
  readonly subject: string
  readonly sheet: QuestionSheet
  readonly names: readonly string[]
  readonly kind: string | undefined
  readonly called: Map<string, Called>
}

/** Questions of one sentence, and whether it is about the subject. */
interface Called {
  readonly texts: readonly string[]
  readonly spare: readonly string[]
  readonly known: boolean
}

/** The subject last asked about, by sheet: passages come one after the other. */
const last = new WeakMap<QuestionSheet, About>()

function aboutOf(subject: string, sheet: QuestionSheet): About {
  const before = last.get(sheet)
  if (before?.subject === subject) return before
  const kind = sheet.kinds.find(([pattern]) => compiled([pattern, 'u']).test(subject))?.[1]
  const about = { subject, sheet, kind, names: patternsOf(subject, sheet.names).sort((a, b) => b.length - a.length), called: new Map<string, Called>() }
  last.set(sheet, about)
  return about
}

/** `known`: whether the sentence before it, if any, is about the subject. */
function remembered(about: About, sentence: string, known: boolean | undefined): Called {
  const key = `${known} ${sentence}`
  const found = about.called.get(key) ?? calledBy(sentence, about, known)
  if (about.called.size < 1000) about.called.set(key, found)
  return found
}

function calledBy(sentence: string, about: About, known: boolean | undefined): Called {
  const { subject, sheet, kind } = about
  const end = subjectEnd(sentence, about, known === true)
  const sections = sheet.sections.filter((section) => !(kind && section.of && kind !== section.of) && calls(section, sentence, { end, subject, sheet, known }))
  const textsOf = (spare: boolean) => sections.filter((section) => (section.spare ?? false) === spare).flatMap(({ questions }) => questions.filter(([, needs]) => needs === undefined || compiled(needs).test(sentence)).map(([text]) => text))
  return { texts: textsOf(false), spare: textsOf(true), known: end !== undefined }
}

interface Where {
  /** Where the subject ends, in a sentence that is about it. */
  readonly end: number | undefined
  /** Whether the sentence before it, if any, is about the subject. */
  readonly known: boolean | undefined
  readonly subject: string
  readonly sheet: QuestionSheet
}

function calls(section: QuestionSheet['sections'][number], sentence: string, where: Where): boolean {
  const { subject: level, when, not } = section
  const about = level === 'start' || level === 'begins'
  if (when.length === 0 || (about && where.end === undefined) || (level === 'topic' && where.known === false)) return false
  const hit = about ? when.some((one) => isPredicate(one, sentence, level, where)) : when.some((one) => stands(one, sentence, level, where))
  return hit && !not.some((one) => compiled(one).test(sentence))
}

/** Whether an expression is found where it says something about the subject. */
function isPredicate(when: Expression, sentence: string, level: 'start' | 'begins', { end = 0, sheet: { predicate, other, reach } }: Where): boolean {
  const at = matchFrom(when, sentence, end)?.index
  if (at === undefined) return level === 'begins' && compiled(when).test(sentence.slice(0, end))
  const between = sentence.slice(end, at)
  if (whole(predicate.direct).test(between)) return true
  if (between.length > reach || compiled(other).test(withoutBrackets(between))) return false
  return whole(level === 'begins' ? predicate.begins : predicate.coupled).test(between)
}

/** Whether an expression is found, with the subject near it or at the head of what it is said in, unless the article is enough. */
function stands(when: Expression, sentence: string, level: 'any' | 'named' | 'topic', { end, subject, sheet }: Where): boolean {
  const match = compiled(when).exec(sentence)
  if (!match || level === 'topic') return match !== null
  if (end !== undefined) return isFree(when, match, { sentence, end, sheet })
  const [from, to] = [match.index, match.index + match[0].length]
  const { near } = sheet
  if (near.names.some((name) => isNear(name, { sentence, from, to, subject, sheet }))) return true
  const head = matchAtHead(near.head, sentence)
  return level === 'any' && from <= head && !compiled(near.owned).test(sentence.slice(from, to + 12))
}

interface Said {
  readonly sentence: string
  /** Where the subject ends. */
  readonly end: number
  readonly sheet: QuestionSheet
}

/** Whether a match of an expression, or one behind it, stands in no relative clause about another word than the subject. */
function isFree(when: Expression, match: RegExpExecArray, said: Said): boolean {
  if (!isHeld(when, match, said)) return true
  const next = matchFrom(when, said.sentence, match.index + Math.max(match[0].length, 1))
  return next !== null && isFree(when, next, said)
}

/** Whether a match stands in a relative clause about another word, which opens before the expression is found. */
function isHeld(when: Expression, match: RegExpExecArray, { sentence, end, sheet: { relative } }: Said): boolean {
  if (!relative) return false
  const text = sentence.slice(end, match.index + match[0].length)
  const start = Math.max(0, ...Array.from(text.matchAll(compiled(relative.back, 'g')), ({ index, 0: back }) => index + back.length))
  const opens = Array.from(text.slice(start).matchAll(compiled(relative.opens, 'g')), ({ index }) => start + index)
  return opens.some((at) => !whole(relative.own).test(text.slice(start, at)) && !matchFrom(when, sentence.slice(0, end + at), match.index))
}

interface Near extends Pick<Where, 'subject' | 'sheet'> {
  readonly sentence: string
  /** Where the match begins and ends. */
  readonly from: number
  readonly to: number
}

/**
 * Whether a name of the subject stands in a match, right behind it, or in the same clause shortly before it. A name behind it that is
 * only compared with, or has a comma before it, does not count, unless the comma only ends an adverbial or opens a relative clause.
 */
function isNear([title, pattern]: NamePattern, { sentence, from, to, subject, sheet: { near, other, relative } }: Near): boolean {
  const groups = compiled([title, 'u']).exec(subject)
  const name = groups && pattern.replace(/\$(\d)/g, (_, group: string) => groups[Number(group)] ?? '').toLowerCase()
  if (!name) return false
  const lower = sentence.toLowerCase()
  const behind = lower.lastIndexOf(name, to + near.behind)
  const after = near.adverbial && whole(near.adverbial).test(sentence.slice(from, to)) ? to + 1 : to
  const isOther = behind >= to && (/[,，](?!\d)/.test(withoutOpenings(sentence.slice(after, behind), relative)) || compiled(near.than).test(sentence.slice(0, behind)))
  const at = isOther ? lower.lastIndexOf(name, to - 1) : behind
  if (at < 0 || (near.spaced && (/[\p{L}\p{N}]$/u.test(lower.slice(0, at)) || /^[\p{L}\p{N}_-]/u.test(lower.slice(at + name.length))))) return false
  const between = withoutBrackets(sentence.slice(at + name.length, from))
  return at + name.length > from || (between.length <= near.within && !compiled(other).test(between))
}

/** Where the subject ends in a sentence that is about it; `known`: a pronoun stands for it as well. */
function subjectEnd(sentence: string, { subject, sheet, names }: About, known: boolean): number | undefined {
  const name = sticky(`(?:${[...names, ...(known ? [sourceOf(sheet.pronoun)] : [])].join('|')})${sourceOf(sheet.after)}`, subject.length < 3 ? 'u' : 'iu')
  const starts = [...new Set([0, ...sheet.starts.map((start) => matchAtHead(start, sentence))])].sort((a, b) => a - b)
  for (const at of starts) {
    name.lastIndex = at
    const match = name.exec(sentence)
    if (match) return at + match[0].length
  }
  return undefined
}

/** Characters from the first on that an expression matches. */
function matchAtHead(expression: Expression, sentence: string): number {
  const search = compiled(expression, 'y')
  search.lastIndex = 0
  return search.exec(sentence)?.[0].length ?? 0
}

function patternsOf(subject: string, patterns: readonly NamePattern[]): string[] {
  const found = patterns.flatMap(([title, pattern]) => {
    const match = compiled([title, 'u']).exec(subject)
    return match ? [pattern.replace(/\$(\d)/g, (_, group: string) => escaped(match[Number(group)] ?? ''))] : []
  })
  return [...new Set(found)].filter((pattern) => pattern.length > 1)
}

const withoutOpenings = (text: string, relative: QuestionSheet['relative']) => (relative ? text.replaceAll(compiled(relative.opens, 'g'), '') : text)
const withoutBrackets = (text: string) => text.replace(/[(（][^)）]*[)）]/g, '')
const sourceOf = (expression: Expression) => (typeof expression === 'string' ? expression : expression[0])

/** Flags, and what is put around → source → compiled: the sources are kept by the sheets, so looking one up costs no hashing. */
const known = new Map<string, Map<string, RegExp>>()

/** Compiles an expression once; the sheets of a language have some thousand. */
function compiled(expression: Expression, more: '' | 'g' | 'y' | 'whole' = ''): RegExp {
  const [source, flags] = typeof expression === 'string' ? [expression, 'iu'] : expression
  const form = more === '' ? flags : `${flags} ${more}`
  const own = known.get(form) ?? new Map<string, RegExp>()
  if (own.size === 0) known.set(form, own)
  const found = own.get(source) ?? (more === 'whole' ? new RegExp(`^(?:${source})$`, flags) : new RegExp(source, flags + more))
  if (own.size < 50_000) own.set(source, found)
  return found
}

const whole = (expression: Expression) => compiled(expression, 'whole')
const sticky = (source: string, flags: string) => new RegExp(source, `${flags}y`)

function matchFrom(expression: Expression, text: string, from: number): RegExpExecArray | null {
  const search = compiled(expression, 'g')
  search.lastIndex = from
  return search.exec(text)
}
