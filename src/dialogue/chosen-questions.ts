import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kindsOf, questionsFor, type QuestionSheet } from '../text/question-frames.js'
import { sentences } from '../text/sentences.js'
import { subjectOf } from '../text/title.js'
import type { Context, Passage } from '../types.js'
import { isOpen } from './open-question.js'

const sheets = new Map<string, QuestionSheet | undefined>()

interface About {
  readonly context: Pick<Context, 'language' | 'models'>
  readonly passage: Passage
}

/**
 * The questions that a generator which chooses its questions may ask about an answer: what its first sentence calls for, or what
 * the others do. Those asked before are left out, and those of the same kind, which would ask the same in other words. Undefined
 * for a generator that writes its own questions, or that has none to choose from in the language.
 */
export function questionsToChoose(about: About, answer: string, asked: readonly string[]): string[] | undefined {
  const sheet = sheetFor(about)
  if (!sheet) return undefined
  const subject = subjectOf(about.passage.title, about.context.language)
  const said = new Set([...asked, ...kindsOf(asked, subject, sheet)])
  return called(about, answer, sheet).questions.filter((question) => !said.has(question))
}

/** How well a generator that chooses its questions can ask for an answer: 2 by its first sentence, 1 by another, 0 only by an open question. */
export function askable(about: About): ((answer: string) => number) | undefined {
  const sheet = sheetFor(about)
  return sheet && ((answer) => called(about, answer, sheet).worth)
}

function called({ context: { language }, passage }: About, answer: string, sheet: QuestionSheet): { questions: string[]; worth: number } {
  const subject = subjectOf(passage.title, language)
  const all = sentences(answer, language).map((sentence) => sentence.trim())
  const own = (some: readonly string[]) => questionsFor({ subject, sentences: some }, sheet)
  const isOwn = (questions: readonly string[]) => questions.some((question) => !isOpen(question, language, subject))
  const first = own(all.slice(0, 1))
  if (isOwn(first)) return { questions: first, worth: 2 }
  const questions = own(all)
  return { questions, worth: isOwn(questions) ? 1 : 0 }
}

function sheetFor({ context: { language, models: { generatorEntry: { questions: folder } } } }: About): QuestionSheet | undefined {
  return folder === undefined ? undefined : sheetOf(join(folder, `${language.code}.json`))
}

function sheetOf(file: string): QuestionSheet | undefined {
  if (!sheets.has(file)) sheets.set(file, existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as QuestionSheet) : undefined)
  return sheets.get(file)
}
