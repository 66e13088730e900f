import { drawn } from '../text/random.js'
import type { Span } from '../text/spans.js'
import { subjectOf } from '../text/title.js'
import { checkAnswer, checkQuestion } from './checks.js'
import type { Verdict } from './checking.js'
import { questionsLeft } from './chosen-questions.js'
import { chooseSpan, type Move } from './choose-span.js'
import { isOpen } from './open-question.js'
import type { End, Made, Scene } from './scene.js'
import { write, type Call } from './writer.js'

/** Tries with one span, each with its own seed; further tries go on with the next best span. */
const triesPerSpan = 3

/**
 * The next turn, tried as often as the settings say. A turn that asks an open question is kept for want of a better one: with
 * the answer given first, other spans are tried before it, and only one question of a dialogue is open.
 */
export async function nextTurn(scene: Scene, turns: readonly Made[], move: Move): Promise<Made | End> {
  const { settings: { answers, order, attempts }, context: { language }, passage } = scene
  const open = (question: string) => isOpen(question, language, subjectOf(passage.title, language))
  if (answers === 'extractive' && sentencesLeft(scene, turns).length === 0) return { end: 'no-span' }
  const tried: Span[] = []
  let triesLeft = 0
  let spare: Made | undefined
  let failed: End | undefined
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (order === 'answer-first' && triesLeft === 0) {
      const span = nextSpan(scene, turns, { move, tried }) ?? (spare && nextSpan(scene, turns, { move, tried: [] }))
      if (!span) break
      // It is known that only open questions are left to ask: one of a dialogue is enough.
      if (scene.choosing.askable?.get(span) === 0 && (spare || turns.some((turn) => open(turn.question)))) return spare ?? { end: 'no-span' }
      tried.push(span)
      triesLeft = triesPerSpan
    }
    triesLeft--
    const made = await attemptTurn(scene, turns, { move, attempt, span: tried.at(-1) })
    if ('end' in made) {
      if (made.end === 'context-full') return spare ?? failed ?? made
      failed = made
    } else if (order === 'question-first' || !open(made.question)) return made
    else {
      triesLeft = 0
      if (turns.some((turn) => open(turn.question))) failed = { end: 'open-question', attempt: { question: made.question, answer: made.answer } }
      else spare ??= made
    }
  }
  return spare ?? failed ?? { end: 'no-span' }
}

interface Attempt {
  readonly move: Move
  readonly attempt: number
  readonly span: Span | undefined
}

async function attemptTurn(scene: Scene, turns: readonly Made[], { move, attempt, span }: Attempt): Promise<Made | End> {
  const checking = { ...scene.checking, turns }
  const call = questionCall(scene, turns, { move, span })
  const asked = await write(scene, call, attempt)
  if (!asked) return { end: 'context-full' }
  const questionVerdict = await checkQuestion(asked, checking, span?.text)
  if (questionVerdict.reason) return endOf(questionVerdict, { question: asked.text, ...(span ? { answer: span.text } : {}) })
  const question = asked.text
  const answered = span && scene.settings.answers === 'extractive' ? { text: span.text, finish: 'stop' as const } : await write(scene, answerCall(scene, turns, question), attempt)
  if (!answered) return { end: 'context-full' }
  const answerVerdict = await checkAnswer(answered, checking, question)
  if (answerVerdict.reason) return endOf(answerVerdict, { question, answer: answered.text })
  return {
    move,
    question,
    answer: answered.text,
    questionVector: questionVerdict.vector,
    answerVector: answerVerdict.vector,
    ...(span ? { span } : {}),
    checks: { move, attempt, ...prefixed('question', questionVerdict), ...prefixed('answer', answerVerdict) },
  }
}

/** The next span that there is something to ask about. */
function nextSpan(scene: Scene, turns: readonly Made[], { move, tried }: { move: Move; tried: readonly Span[] }): Span | undefined {
  const { choosing, random } = scene
  const left = questionsLeft(scene, turns)
  const spans = left ? choosing.spans.filter((span) => left(span.text).length > 0) : choosing.spans
  return chooseSpan({ ...choosing, spans }, move, { used: turns.flatMap((made) => (made.span ? [made.span] : [])), tried, random })
}

function questionCall(scene: Scene, turns: readonly Made[], { move, span }: { move: Move; span: Span | undefined }): Call {
  const kind = 'question'
  if (scene.settings.order === 'answer-first' && span) {
    const oneOf = questionsLeft(scene, turns)?.(span.text)
    return { kind, turns, prompt: move === 'seed' ? 'question-for-answer' : 'follow-up-for-answer', values: { answer: span.text }, ...(oneOf ? { oneOf: drawn(oneOf, choices, scene.random) } : {}) }
  }
  return { kind, turns, prompt: { seed: 'seed-question', depth: 'follow-up-depth', width: 'follow-up-width' }[move], values: {} }
}

/** Most questions to choose from at once. All of them fit; a small model has its favourites and would ask little else. */
const choices = 3

function answerCall(scene: Scene, turns: readonly Made[], question: string): Call {
  if (scene.settings.answers === 'extractive') return { kind: 'answer', turns, prompt: 'answer-extractive', values: { question }, choices: sentencesLeft(scene, turns) }
  return { kind: 'answer', turns, prompt: turns.length === 0 ? 'answer' : 'follow-up-answer', values: { question } }
}

/** Sentences of the passage that no answer has said yet. */
function sentencesLeft({ choosing }: Scene, turns: readonly Made[]): string[] {
  return choosing.sentences.map((sentence) => sentence.text).filter((text) => !turns.some(({ answer }) => answer.includes(text)))
}

/** The same questions answered again without the passage; ends at the first answer that fails. */
export async function answersWithoutDocument(scene: Scene, turns: readonly Made[]): Promise<{ turns: Made[]; end?: End }> {
  const again: Made[] = []
  const checking = { ...scene.checking, limits: { ...scene.settings, supportMin: 0, groundedMin: -1 } }
  for (const made of turns) {
    const call: Call = { kind: 'answer', turns: again, prompt: 'answer-without-document', values: { question: made.question }, document: false }
    const reply = await write(scene, call, 0)
    const verdict = reply && (await checkAnswer(reply, { ...checking, turns: again }, made.question))
    if (!reply || !verdict || verdict.reason) {
      return { turns: again, end: verdict ? endOf(verdict, { question: made.question, answer: reply.text }) : { end: 'context-full' } }
    }
    again.push({ ...made, answer: reply.text, answerVector: verdict.vector, checks: { ...made.checks, ...prefixed('answer', verdict) } })
  }
  return { turns: again }
}

function endOf({ reason, detail }: Verdict, attempt: Record<string, string>): End {
  return { end: reason ?? 'unknown', ...(detail ? { detail } : {}), attempt }
}

function prefixed(prefix: string, { scores }: Verdict): Record<string, number | string | boolean> {
  return Object.fromEntries(Object.entries(scores).map(([key, value]) => [`${prefix}.${key}`, value]))
}
