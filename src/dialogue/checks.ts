import { closingMark } from '../text/closing-mark.js'
import { escaped } from '../text/escaped.js'
import { numeralsOf } from '../text/number-sets.js'
import { spacesWords } from '../text/spaced.js'
import { balanced, dependentOpening } from '../text/standalone.js'
import { cosine, lexicalSimilarity, support, terms } from '../text/terms.js'
import { bareTitle, hasName, subjectOf } from '../text/title.js'
import type { Language, Passage, Reply } from '../types.js'
import { round, type Checking, type Verdict } from './checking.js'
import { checkForm } from './form.js'
import { isRepeat, nearest } from './repeat.js'

type Checked = Pick<Reply, 'text' | 'finish'>
type VerdictWithVector = Verdict & { readonly vector: Float32Array }

/** Checks a question: language, form, that it stands alone and names its subject, that it is new and keeps the answer to itself. */
export async function checkQuestion(reply: Checked, checking: Checking, answer?: string): Promise<VerdictWithVector> {
  const { language, limits, passage, turns } = checking
  const question = reply.text
  const [vector] = await checking.embedder.embed([question], 'query')
  const form = checkForm(reply, checking, limits.questionMin)
  const subject = subjectShare(question, passage, language)
  const repeat = nearest(question, vector!, turns.map((turn) => ({ text: turn.question, vector: turn.questionVector })))
  const scores = { ...form.scores, subject: round(subject), repeat: round(repeat.lexical), repeatCosine: round(repeat.cosine) }
  const fail = (reason: string, detail: Record<string, unknown> = {}) => ({ scores, vector: vector!, reason, detail })
  if (form.reason) return { ...form, scores, vector: vector! }
  if (!asksSomething(question, language)) return fail('no-question')
  if ([...question].filter((mark) => asks(mark, language)).length > 1) return fail('several-questions')
  if (!quotesPair(question, language)) return fail('unpaired-quotes')
  const garbled = garbledName(question, passage, language)
  if (garbled) return fail('garbled-name', { found: garbled })
  if (subject === 0) return fail('question-without-subject')
  if (isRepeat(repeat, limits)) return fail('repeated-question', { of: repeat.text })
  if (answer !== undefined && givesAway(question, answer, language)) return fail('question-gives-answer')
  const number = unsupported(question, passage, language)
  if (number) return fail('unsupported-number', { number })
  return { scores, vector: vector! }
}

/** Checks an answer: language, form, that it stands alone, is new, and is supported by the passage. */
export async function checkAnswer(reply: Checked, checking: Checking, question: string): Promise<VerdictWithVector> {
  const { language, limits, passage, turns } = checking
  const [vector, ofQuestion] = await checking.embedder.embed([reply.text, question])
  const form = checkForm(reply, checking, limits.answerMin)
  const lexical = support(terms(reply.text, language), new Set(terms(`${passage.title} ${passage.text}`, language)))
  const semantic = Math.max(-1, ...checking.sentenceVectors.map((sentence) => cosine(vector!, sentence)))
  const repeat = nearest(reply.text, vector!, turns.map((turn) => ({ text: turn.answer, vector: turn.answerVector })))
  const scores = {
    ...form.scores,
    support: round(lexical),
    grounded: round(semantic),
    fit: round(cosine(vector!, ofQuestion!)),
    repeat: round(repeat.lexical),
    repeatCosine: round(repeat.cosine),
  }
  const fail = (reason: string, detail: Record<string, unknown> = {}) => ({ scores, vector: vector!, reason, detail })
  if (form.reason) return { ...form, scores, vector: vector! }
  const echo = lexicalSimilarity(reply.text, question)
  if (echo >= limits.repeat) return fail('answer-repeats-question', { similarity: round(echo) })
  const opening = dependentOpening(reply.text, language, passage.title)
  if (opening) return fail('dependent-opening', { opening })
  const missing = missingFrom(reply.text, checking.quoted(question), language)
  if (missing) return fail('answer-does-not-fit', { asks: missing })
  if (isRepeat(repeat, limits)) return fail('repeated-answer', { of: repeat.text })
  // Written so that a score which could not be computed (NaN) fails.
  if (!(lexical >= limits.supportMin && semantic >= limits.groundedMin)) return fail('ungrounded', { support: round(lexical), grounded: round(semantic) })
  const number = unsupported(reply.text, passage, language)
  if (number) return fail('unsupported-number', { number })
  return { scores, vector: vector! }
}

/** A number in digits, of two or more, that cannot be had from those of the passage, which may be in words (`twelve`, `150万`). */
function unsupported(text: string, passage: Pick<Passage, 'title' | 'text'>, language: Language): string | undefined {
  const known = numbersIn(passage, language)
  return numeralsOf(text, language).find(({ digits, readings }) => digits && !readings.some((reading) => reading.length === 1 || isAmong(reading, known)))?.readings[0]
}

const read = new WeakMap<object, ReadonlySet<string>>()

/** What the numbers of a passage may stand for; read once for all turns. */
function numbersIn(passage: Pick<Passage, 'title' | 'text'>, language: Language): ReadonlySet<string> {
  const known = read.get(passage) ?? new Set(numeralsOf(`${passage.title} ${passage.text}`.replace(shortRange, '$&, $1$3'), language).flatMap(({ readings }) => readings))
  read.set(passage, known)
  return known
}

/**
 * Whether a number can be had from those of a text: it is one of them, or the decade, the hundred or the century of a year among them
 * (1972 gives 1970, 70, 1900, 19 and 20).
 */
function isAmong(number: string, known: ReadonlySet<string>): boolean {
  if (known.has(number)) return true
  const years = [...known].filter((each) => /^\d{4}$/.test(each)).map(Number)
  return years.some((year) => [year - (year % 10), (year % 100) - (year % 10), year - (year % 100), Math.floor(year / 100), Math.ceil(year / 100)].includes(Number(number)))
}

/** `1914–18`, which ends in 1918. */
const shortRange = /(?<!\d)([12]\d)(\d\d)[-–—/](\d\d)(?!\d)/g

/** What a question asks for and its answer does not show, such as a time or a person. */
function missingFrom(answer: string, question: string, language: Language): string | undefined {
  return asksOf(language).find((ask) => ask.question.test(question) && !ask.answer.test(answer))?.kind
}

const compiled = new WeakMap<Language, readonly { kind: string; question: RegExp; answer: RegExp }[]>()

function asksOf(language: Language) {
  const known = compiled.get(language) ?? language.dialogue.asks.map(({ kind, question, answer }) => ({ kind, question: new RegExp(question, 'iu'), answer: new RegExp(answer, 'iu') }))
  compiled.set(language, known)
  return known
}

/** Share of the title's terms in the question, 1 where it has the name itself, such as `C`; where there is none, of the question's terms in the passage when there are at least two. */
function subjectShare(question: string, { title, text }: Pick<Passage, 'title' | 'text'>, language: Language): number {
  const own = new Set(terms(question, language))
  const named = terms(bareTitle(title), language)
  if ([title, bareTitle(title), subjectOf(title, language)].some((name) => hasName(question, name, language))) return 1
  const share = named.length > 0 ? support(named, own) : 0
  if (share > 0) return share
  const inPassage = new Set(terms(text, language))
  const shared = [...own].filter((term) => inPassage.has(term)).length
  return shared >= 2 ? shared / own.size : 0
}

/** Whether nearly all that the answer says stands in the question already. */
function givesAway(question: string, answer: string, language: Language): boolean {
  const said = terms(answer, language)
  return said.length > 0 && support(said, new Set(terms(question, language))) > 0.7
}

/** Whether a character marks a question. */
const asks = (mark: string, { questionMarks = '' }: Language): boolean => `?？${questionMarks}`.includes(mark)

/** A question mark, or an opening or an ending that asks without one. */
function asksSomething(question: string, language: Language): boolean {
  const { dialogue } = language
  if ([...question].some((mark) => asks(mark, language))) return true
  const flat = question.toLowerCase().replace(/’/g, "'")
  const end = flat.replace(/[^\p{L}\p{M}\p{N}]+$/u, '')
  const whole = (rest: string, next: RegExp) => !spacesWords(language) || !next.test(rest)
  return dialogue.requests.some((words) => {
    if (!words.startsWith('*')) return flat.startsWith(words) && whole(flat.slice(words.length), /^[\p{L}\p{M}]/u)
    return end.endsWith(words.slice(1)) && whole(end.slice(0, 1 - words.length), /[\p{L}\p{M}]$/u)
  })
}

/** Whether what is opened in a question is closed; straight quotation marks come in twos. */
function quotesPair(question: string, language: Language): boolean {
  return balanced(question, language) && (question.match(/"/g) ?? []).length % 2 === 0
}

/** From this likeness on a quoted name that the passage does not have is taken for a copy of the title gone wrong. */
const garbledFrom = 0.25

function garbledName(question: string, { title, text }: Pick<Passage, 'title' | 'text'>, language: Language): string | undefined {
  const [open, close] = [escaped(language.quotes[0].trim()), closingMark(language)]
  const quoted = [...question.matchAll(new RegExp(`["“«「『${open}]\\s*([^"“”«»「」『』${open}${close}]+?)\\s*["”»」』${close}]`, 'gu'))].map((match) => match[1]!)
  const subject = subjectOf(title, language)
  return quoted.find((name) => ![title, subject, text].some((known) => known.includes(name)) && lexicalSimilarity(name, title, 1) >= garbledFrom)
}
