import { randomOf } from '../text/random.js'
import { answerSpans, passageSentences, type Span } from '../text/spans.js'
import type { Context, Dialogue, Embedder, Passage } from '../types.js'
import { checkAnswer, checkQuestion, type Checking, type Limits, type Verdict } from './checks.js'
import { chooseSpan, type Choosing, type Move } from './choose-span.js'
import { promptTexts, write, type Call, type Writing } from './writer.js'

export interface Settings extends Limits {
  readonly answers: 'free' | 'extractive'
  readonly order: 'question-first' | 'answer-first'
  readonly document: 'include' | 'omit'
  readonly attempts: number
  readonly stop: number
  readonly temperature: number
  readonly topP: number
  readonly questionTokens: number
  readonly answerTokens: number
}

/** A turn that passed its checks. */
interface Made {
  readonly move: Move
  readonly question: string
  readonly answer: string
  readonly questionVector: Float32Array
  readonly answerVector: Float32Array
  readonly span?: Span
  readonly checks: Readonly<Record<string, number | string | boolean>>
}

/** Why no further turn was made. */
interface End {
  readonly end: 'context-full' | 'no-span' | string
  readonly detail?: Readonly<Record<string, unknown>>
  /** The turn that failed, as far as it came. */
  readonly attempt?: Readonly<Record<string, string>>
}

interface Scene extends Writing {
  readonly settings: Settings
  readonly embedder: Embedder
  readonly choosing: Choosing
  readonly checking: Omit<Checking, 'turns'>
  readonly random: () => number
}

/** Most sentences of an extractive answer. */
const sentencesPerAnswer = 3

/**
 * A dialogue about a passage, all of its calls on one sequence. A passage whose seed turn fails is rejected; a follow-up that
 * fails ends the dialogue, keeps the turns before it, and is rejected with its reason.
 */
export async function converse(passage: Passage, context: Context, settings: Settings): Promise<Dialogue | undefined> {
  const [generator, embedder] = await Promise.all([context.models.generator(), context.models.embedder()])
  const choosing = await spansOf(passage, context, embedder)
  return generator.sequence(async (ask) => {
    const scene = sceneOf({ passage, context, settings, generator, embedder, choosing, ask })
    const turns: Made[] = []
    let stopped = ''
    let chance = settings.stop
    while (stopped === '') {
      const move: Move = turns.length === 0 ? 'seed' : scene.random() < 0.5 ? 'depth' : 'width'
      const made = await turn(scene, turns, move)
      if ('end' in made) stopped = report(scene, turns, made)
      else {
        turns.push(made)
        if (turns.length > 1) {
          if (scene.random() <= chance) stopped = 'chance'
          chance *= 2
        }
      }
    }
    if (turns.length === 0) return undefined
    const final = settings.document === 'omit' ? await answersWithoutDocument(scene, turns) : turns
    return final.length === 0 ? undefined : dialogueOf(scene, final, stopped)
  })
}

async function spansOf(passage: Passage, { language }: Context, embedder: Embedder): Promise<Choosing> {
  const sentences = passageSentences(passage.text, language)
  const vectors = await embedder.embed(sentences.map((sentence) => sentence.text))
  const spans = answerSpans(sentences, language, { most: sentencesPerAnswer, least: language.gap === '' ? 14 : 40 })
  return { language, title: passage.title, sentences, vectors, spans, most: sentencesPerAnswer }
}

function sceneOf(base: Pick<Scene, 'passage' | 'context' | 'settings' | 'generator' | 'embedder' | 'choosing' | 'ask'>): Scene {
  const { passage, context, settings, embedder } = base
  const names = ['system', 'seed-question', 'answer', 'follow-up-depth', 'follow-up-width', 'question-for-answer', 'follow-up-for-answer']
  return {
    ...base,
    sampling: { temperature: settings.temperature, topP: settings.topP },
    room: { question: settings.questionTokens, answer: settings.answerTokens },
    random: randomOf(context.seed, passage.id, 'dialogue'),
    checking: { language: context.language, embedder, limits: settings, passage, sentenceVectors: base.choosing.vectors, promptTexts: promptTexts(names.map((name) => context.prompts.get(name))) },
  }
}

async function turn(scene: Scene, turns: readonly Made[], move: Move): Promise<Made | End> {
  const span = scene.settings.order === 'answer-first' ? nextSpan(scene, turns, move) : undefined
  if (scene.settings.order === 'answer-first' && !span) return { end: 'no-span' }
  let failed: End = { end: 'context-full' }
  for (let attempt = 0; attempt < scene.settings.attempts; attempt++) {
    const made = await attemptTurn(scene, turns, { move, attempt, span })
    if (!('end' in made)) return made
    failed = made
    if (made.end === 'context-full') break
  }
  return failed
}

interface Attempt {
  readonly move: Move
  readonly attempt: number
  readonly span: Span | undefined
}

async function attemptTurn(scene: Scene, turns: readonly Made[], { move, attempt, span }: Attempt): Promise<Made | End> {
  const checking = { ...scene.checking, turns }
  const asked = await write(scene, questionCall(scene, turns, { move, span }), attempt)
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

function nextSpan({ choosing, random }: Scene, turns: readonly Made[], move: Move): Span | undefined {
  return chooseSpan(choosing, move, { used: turns.flatMap((made) => (made.span ? [made.span] : [])), random })
}

function questionCall({ settings }: Scene, turns: readonly Made[], { move, span }: { move: Move; span: Span | undefined }): Call {
  const kind = 'question'
  if (settings.order === 'answer-first' && span) {
    return { kind, turns, prompt: move === 'seed' ? 'question-for-answer' : 'follow-up-for-answer', values: { answer: span.text } }
  }
  return { kind, turns, prompt: { seed: 'seed-question', depth: 'follow-up-depth', width: 'follow-up-width' }[move], values: {} }
}

function answerCall({ settings, choosing }: Scene, turns: readonly Made[], question: string): Call {
  const said = turns.map((made) => made.answer)
  if (settings.answers === 'extractive') {
    const choices = choosing.sentences.map((sentence) => sentence.text).filter((text) => !said.some((answer) => answer.includes(text)))
    return { kind: 'answer', turns, prompt: 'answer-extractive', values: { question }, choices }
  }
  return { kind: 'answer', turns, prompt: turns.length === 0 ? 'answer' : 'follow-up-answer', values: { question } }
}

/** The same questions answered again without the passage; ends at the first answer that fails. */
async function answersWithoutDocument(scene: Scene, turns: readonly Made[]): Promise<Made[]> {
  const again: Made[] = []
  const checking = { ...scene.checking, limits: { ...scene.settings, supportMin: 0, groundedMin: -1 } }
  for (const made of turns) {
    const call: Call = { kind: 'answer', turns: again, prompt: 'answer-without-document', values: { question: made.question }, document: false }
    const reply = await write(scene, call, 0)
    const verdict = reply && (await checkAnswer(reply, { ...checking, turns: again }, made.question))
    if (!reply || !verdict || verdict.reason) {
      report(scene, again, verdict ? endOf(verdict, { question: made.question, answer: reply.text }) : { end: 'context-full' })
      break
    }
    again.push({ ...made, answer: reply.text, answerVector: verdict.vector, checks: { ...made.checks, ...prefixed('answer', verdict) } })
  }
  return again
}

/** Keeps what failed with its reason; running out of context or of spans after the first turn is no failure. */
function report({ context, passage }: Scene, turns: readonly Made[], { end, detail, attempt }: End): string {
  const natural = turns.length > 0 && (end === 'context-full' || end === 'no-span')
  if (natural) return end
  const { id, language, title, source } = passage
  context.reject({ id: turns.length === 0 ? id : `${id}#${turns.length + 1}`, ...{ language, title, source, ...attempt } }, end, { turn: turns.length + 1, ...detail })
  return `check: ${end}`
}

function dialogueOf({ context, passage, settings, generator, embedder }: Scene, turns: readonly Made[], stopped: string): Dialogue {
  const { answers, order, document } = settings
  const idOf = ({ name, sha256 }: { name: string; sha256: string }) => `${name}@${sha256.slice(0, 12)}`
  return {
    id: `${passage.id}-${passage.language}`,
    language: passage.language,
    kind: 'chat_specific',
    messages: turns.flatMap(({ question, answer }) => [{ role: 'user', content: question } as const, { role: 'assistant', content: answer } as const]),
    passage: { id: passage.id, title: passage.title, text: passage.text },
    ...(passage.culture ? { culture: passage.culture } : {}),
    source: passage.source,
    made: { generator: idOf(generator.entry), embedder: idOf(embedder.entry), prompts: hashesOf(context, settings), seed: context.seed, answers, order, document, stopped },
    checks: turns.map((made) => made.checks),
  }
}

function hashesOf({ prompts }: Context, { order, answers, document }: Settings): Record<string, string> {
  const questions = order === 'answer-first' ? ['question-for-answer', 'follow-up-for-answer'] : ['seed-question', 'follow-up-depth', 'follow-up-width']
  const replies = answers === 'free' ? ['answer', 'follow-up-answer'] : order === 'answer-first' ? [] : ['answer-extractive']
  const names = ['system', 'document', 'turn', ...questions, ...replies, ...(document === 'omit' ? ['answer-without-document'] : [])]
  return Object.fromEntries(names.map((name) => [name, prompts.get(name).hash]))
}

function endOf({ reason, detail }: Verdict, attempt: Record<string, string>): End {
  return { end: reason ?? 'unknown', ...(detail ? { detail } : {}), attempt }
}

function prefixed(prefix: string, { scores }: Verdict): Record<string, number | string | boolean> {
  return Object.fromEntries(Object.entries(scores).map(([key, value]) => [`${prefix}.${key}`, value]))
}
