import { inLanguage } from '../text/language-id.js'
import { numerals } from '../text/numerals.js'
import { dependentOpening, endsProperly, forbiddenPhrase } from '../text/standalone.js'
import { cosine, lexicalSimilarity, support, terms } from '../text/terms.js'
import type { Embedder, Language, Passage, Reply } from '../types.js'

/** Limits of the checks; options of the dialogues stage. */
export interface Limits {
  readonly questionMin: number
  readonly answerMin: number
  readonly repeat: number
  readonly repeatCosine: number
  readonly supportMin: number
  readonly groundedMin: number
}

/** What a check found: the scores, and the reason when the text fails. */
export interface Verdict {
  readonly scores: Readonly<Record<string, number | string | boolean>>
  readonly reason?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface Checking {
  readonly language: Language
  readonly embedder: Embedder
  readonly limits: Limits
  readonly passage: Pick<Passage, 'title' | 'text'>
  /** One vector per sentence of the passage. */
  readonly sentenceVectors: readonly Float32Array[]
  /** Prompts whose words may not come back in a reply. */
  readonly promptTexts: readonly string[]
  /** Earlier turns with their vectors. */
  readonly turns: readonly { readonly question: string; readonly answer: string; readonly questionVector: Float32Array; readonly answerVector: Float32Array }[]
}

/** Checks a question: language, form, that it stands alone and names its subject, that it is new and keeps the answer to itself. */
export async function checkQuestion(reply: Pick<Reply, 'text' | 'finish'>, checking: Checking, answer?: string): Promise<Verdict & { readonly vector: Float32Array }> {
  const { language, limits, passage, turns } = checking
  const question = reply.text
  const [vector] = await checking.embedder.embed([question], 'query')
  const form = checkForm(reply, checking, limits.questionMin)
  const subject = subjectShare(question, passage, language)
  const repeat = nearest(question, vector!, turns.map((turn) => ({ text: turn.question, vector: turn.questionVector })))
  const scores = { ...form.scores, subject: round(subject), repeat: round(repeat.lexical), repeatCosine: round(repeat.cosine) }
  const fail = (reason: string, detail: Record<string, unknown> = {}) => ({ scores, vector: vector!, reason, detail })
  if (form.reason) return { ...form, scores, vector: vector! }
  if ((question.match(/[?？]/g) ?? []).length > 1) return fail('several-questions')
  const garbled = garbledName(question, passage)
  if (garbled) return fail('garbled-name', { found: garbled })
  if (subject === 0) return fail('question-without-subject')
  if (isRepeat(repeat, limits)) return fail('repeated-question', { of: repeat.text })
  if (answer !== undefined && givesAway(question, answer, language)) return fail('question-gives-answer')
  return { scores, vector: vector! }
}

/** Checks an answer: language, form, that it stands alone, is new, and is supported by the passage. */
export async function checkAnswer(reply: Pick<Reply, 'text' | 'finish'>, checking: Checking, question: string): Promise<Verdict & { readonly vector: Float32Array }> {
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
  const opening = dependentOpening(reply.text, language)
  if (opening) return fail('dependent-opening', { opening })
  const missing = missingFrom(reply.text, question, language)
  if (missing) return fail('answer-does-not-fit', { asks: missing })
  if (isRepeat(repeat, limits)) return fail('repeated-answer', { of: repeat.text })
  if (lexical < limits.supportMin || semantic < limits.groundedMin) return fail('ungrounded', { support: round(lexical), grounded: round(semantic) })
  const known = new Set(numerals(`${passage.title} ${passage.text} ${question}`))
  const number = numerals(reply.text).find((candidate) => candidate.length > 1 && !known.has(candidate))
  if (number) return fail('unsupported-number', { number })
  return { scores, vector: vector! }
}

/** What a question asks for and its answer does not show, such as a time or a person. */
function missingFrom(answer: string, question: string, { dialogue }: Language): string | undefined {
  return dialogue.asks.find((ask) => new RegExp(ask.question, 'iu').test(question) && !new RegExp(ask.answer, 'iu').test(answer))?.kind
}

/** What holds for questions and answers alike. */
function checkForm({ text, finish }: Pick<Reply, 'text' | 'finish'>, checking: Checking, least: number): Verdict {
  const { language, promptTexts } = checking
  const lock = inLanguage(text, language)
  const scores = { language: lock.language, languageScore: round(lock.score), script: round(lock.scriptShare) }
  const fail = (reason: string, detail: Record<string, unknown> = {}) => ({ scores, reason, detail })
  if (text.trim() === '') return fail('empty')
  if (finish === 'length') return fail('cut-off')
  const token = controlToken.exec(text)?.[0]
  if (token) return fail('control-token', { token })
  const leak = promptLeak(text, promptTexts)
  if (leak) return fail('prompt-leak', { leak })
  const foreign = foreignWord(text, checking)
  if (foreign) return fail('foreign-script', { word: foreign })
  if (!lock.ok) return fail('wrong-language', { language: lock.language, script: round(lock.scriptShare) })
  if ([...text].length * (language.gap === '' ? 3 : 1) < least) return fail('too-short', { characters: [...text].length })
  if (!endsProperly(text, language)) return fail('unfinished')
  const phrase = forbiddenPhrase(text, language)
  if (phrase) return fail('refers-to-text', { phrase })
  return { scores }
}

/** A word in a script of another language that the passage does not have. */
function foreignWord(text: string, { language, passage }: Checking): string | undefined {
  const own = new RegExp(`^[${language.scripts.map((script) => `\\p{Script=${script}}`).join('')}\\p{Script=Common}\\p{Script=Inherited}]+$`, 'u')
  const source = `${passage.title} ${passage.text}`.toLowerCase()
  const words = text.match(/\p{Script=Han}+|[\p{L}\p{M}]+/gu) ?? []
  return words.find((word) => !own.test(word) && !source.includes(word.toLowerCase()))
}

const controlToken = /<\|[^|<>]{1,40}\|>|<\/?(?:s|bos|eos|pad|unk|document|passage|dialogue|user|assistant|question|answer|title|think)\b[^>]{0,40}>|\[\/?INST\]|<start_of_turn>|<end_of_turn>/i

/** Characters in a row that a reply and a prompt may not have in common. */
const leakLength = 40

function promptLeak(text: string, prompts: readonly string[]): string | undefined {
  const flat = text.replace(/\s+/g, ' ')
  for (let start = 0; start + leakLength <= flat.length; start++) {
    const window = flat.slice(start, start + leakLength)
    if (prompts.some((prompt) => prompt.includes(window))) return window
  }
  return undefined
}

/** Share of the title's terms in the question; where there is none, of the question's terms in the passage when there are at least two. */
function subjectShare(question: string, { title, text }: Pick<Passage, 'title' | 'text'>, language: Language): number {
  const own = new Set(terms(question, language))
  const named = terms(title.replace(/\s*[(（].*?[)）]\s*$/, ''), language)
  const share = named.length > 0 ? support(named, own) : 0
  if (share > 0 || question.includes(title)) return share || 1
  const inPassage = new Set(terms(text, language))
  const shared = [...own].filter((term) => inPassage.has(term)).length
  return shared >= 2 ? shared / own.size : 0
}

/** From this likeness on a quoted name that the passage does not have is taken for a copy of the title gone wrong. */
const garbledFrom = 0.25

function garbledName(question: string, { title, text }: Pick<Passage, 'title' | 'text'>): string | undefined {
  const quoted = [...question.matchAll(/["“«「『]\s*([^"“”«»「」『』]+?)\s*["”»」』]/g)].map((match) => match[1]!)
  return quoted.find((name) => !title.includes(name) && !text.includes(name) && lexicalSimilarity(name, title, 1) >= garbledFrom)
}

function nearest(text: string, vector: Float32Array, others: readonly { text: string; vector: Float32Array }[]) {
  const scored = others.map((other) => ({ text: other.text, lexical: lexicalSimilarity(text, other.text), cosine: cosine(vector, other.vector) }))
  return scored.sort((a, b) => b.lexical + b.cosine - a.lexical - a.cosine)[0] ?? { text: '', lexical: 0, cosine: 0 }
}

/** The same words, or the same meaning in largely the same words: a score of the embedder alone never decides. */
function isRepeat(found: { lexical: number; cosine: number }, limits: Limits): boolean {
  return found.lexical >= limits.repeat || (found.cosine >= limits.repeatCosine && found.lexical >= limits.repeat / 2)
}

/** Whether nearly all that the answer says stands in the question already. */
function givesAway(question: string, answer: string, language: Language): boolean {
  const said = terms(answer, language)
  return said.length > 0 && support(said, new Set(terms(question, language))) > 0.7
}

const round = (value: number) => Math.round(value * 1e3) / 1e3
