import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nameIn, withSubject } from '../text/naming.js'
import { kindsOf, questionsFor, type QuestionSheet } from '../text/question-frames.js'
import { sentences } from '../text/sentences.js'
import { subjectOf } from '../text/title.js'
import type { Context, Language, Passage } from '../types.js'
import { isOpen } from './open-question.js'

const sheets = new Map<string, QuestionSheet | undefined>()

type Text = Pick<Passage, 'title' | 'text' | 'named'>

interface About {
  readonly context: Pick<Context, 'language' | 'models'>
  readonly passage: Text
}

/**
 * The questions that a generator which chooses its questions may ask about an answer: what its first sentence calls for, or what
 * the others do. Those asked before are left out, and those of the same kind, which would ask the same in other words. Undefined
 * for a generator that writes its own questions, or that has none to choose from in the language.
 */
export function questionsToChoose(about: About, answer: string, asked: readonly string[]): string[] | undefined {
  const sheet = sheetFor(about)
  if (!sheet) return undefined
  const said = new Set([...asked, ...kindsOf(asked, putInto(about, sheet), sheet)])
  return called(about, answer, sheet).questions.filter((question) => !said.has(question))
}

/** How well a generator that chooses its questions can ask for an answer: 2 by its first sentence, 1 by another, 0 only by an open question. */
export function askable(about: About): ((answer: string) => number) | undefined {
  const sheet = sheetFor(about)
  return sheet && ((answer) => called(about, answer, sheet).worth)
}

/** A question that was chosen, with its subject in quotation marks. */
export function quotedQuestion(about: About, question: string): string {
  const { context: { language, models: { generatorEntry: { questions: folder } } }, passage } = about
  const frame = folder === undefined ? undefined : framesAbout(passage, language, folder).get(question)
  const sheet = sheetFor(about)
  return frame === undefined || !sheet ? question : withSubject(frame, { subject: subjectOf(passage.title, language), name: undefined, quoted: sheet.quoted, language })
}

const frames = new WeakMap<Text, ReadonlyMap<string, string>>()

/** The questions of a sheet as they are asked about a passage → as they stand there. */
export function framesAbout(passage: Text, language: Language, folder: string): ReadonlyMap<string, string> {
  const sheet = sheetOf(join(folder, `${language.code}.json`))
  const put = sheet && putInto({ context: { language }, passage }, sheet)
  const found = frames.get(passage) ?? new Map(put && sheet.sections.flatMap(({ questions }) => questions.map(([frame]) => [put(frame), frame])))
  frames.set(passage, found)
  return found
}

function called(about: About, answer: string, sheet: QuestionSheet): { questions: string[]; worth: number } {
  const { context: { language }, passage } = about
  const subject = subjectOf(passage.title, language)
  const all = sentences(answer, language).map((sentence) => sentence.trim())
  const put = putInto(about, sheet)
  const own = (some: readonly string[]) => questionsFor({ subject, sentences: some, put }, sheet)
  const isOwn = (questions: readonly string[]) => questions.some((question) => !isOpen(question, language, subject))
  const first = own(all.slice(0, 1))
  if (isOwn(first)) return { questions: first, worth: 2 }
  const questions = own(all)
  return { questions, worth: isOwn(questions) ? 1 : 0 }
}

/** A passage's questions as they are asked: some thousand, looked up for every turn. */
const asking = new WeakMap<Text, (question: string) => string>()

/** Puts a passage's subject into questions, named as its article or its own text names it. */
function putInto({ context: { language }, passage }: { readonly context: Pick<Context, 'language'>; readonly passage: Text }, { quoted }: QuestionSheet): (question: string) => string {
  const known = asking.get(passage)
  if (known) return known
  const subject = subjectOf(passage.title, language)
  const name = passage.named ?? nameIn(passage.text, subject, language)
  const asked = new Map<string, string>()
  const put = (question: string) => {
    const text = asked.get(question) ?? withSubject(question, { subject, name, quoted, language })
    asked.set(question, text)
    return text
  }
  asking.set(passage, put)
  return put
}

function sheetFor({ context: { language, models: { generatorEntry: { questions: folder } } } }: About): QuestionSheet | undefined {
  return folder === undefined ? undefined : sheetOf(join(folder, `${language.code}.json`))
}

function sheetOf(file: string): QuestionSheet | undefined {
  if (!sheets.has(file)) sheets.set(file, existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as QuestionSheet) : undefined)
  return sheets.get(file)
}
