import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withSubject } from '../text/naming.js'
import { kindsOf, questionsFor, type QuestionSheet } from '../text/question-frames.js'
import { sentences } from '../text/sentences.js'
import { subjectOf } from '../text/title.js'
import type { Context, Language, Passage } from '../types.js'

const sheets = new Map<string, QuestionSheet | undefined>()

type Text = Pick<Passage, 'title' | 'text' | 'named'>

interface About {
  readonly context: Pick<Context, 'language' | 'models'>
  readonly passage: Text
}

/**
 * The questions that a generator which chooses its questions may still ask about an answer: what its first sentence calls for, or what
 * the others do. Those of earlier turns are left out, and those of the same kind, which would ask the same in other words. Undefined
 * for a generator that writes its own questions, or that has none to choose from in the language.
 */
export function questionsLeft(about: About, turns: readonly { readonly question: string }[]): ((answer: string) => string[]) | undefined {
  const sheet = sheetFor(about)
  if (!sheet) return undefined
  const asked = turns.map(({ question }) => question)
  const said = new Set([...asked, ...kindsOf(asked, aboutPassage(about, sheet).put, sheet)])
  return (answer) => called(about, answer, sheet).questions.filter((question) => !said.has(question))
}

/** How well a generator that chooses its questions can ask for an answer: 2 by its first sentence, 1 by another, 0 only by an open question. */
export function askable(about: About): ((answer: string) => number) | undefined {
  const sheet = sheetFor(about)
  return sheet && ((answer) => called(about, answer, sheet).worth)
}

/** A question that was chosen, with its subject in quotation marks. */
export function quotedQuestion(about: About, question: string): string {
  const { context: { language }, passage } = about
  const sheet = sheetFor(about)
  const frame = sheet && aboutPassage(about, sheet).frames.get(question)
  return frame === undefined ? question : withSubject(frame, { subject: subjectOf(passage.title, language), name: undefined, quoted: sheet!.quoted, language })
}

/** The questions of a folder's sheet as they are asked about a passage → as they stand there. */
export function framesAbout(passage: Text, language: Language, folder: string): ReadonlyMap<string, string> {
  const sheet = sheetOf(join(folder, `${language.code}.json`))
  return sheet ? aboutPassage({ context: { language }, passage }, sheet).frames : new Map()
}

/** What follows from a passage and the sheet of its language: looked up for every turn. */
interface AboutPassage {
  /** A question with the passage's subject put in. */
  put(question: string): string
  /** Questions as they are asked → as they stand in the sheet. */
  readonly frames: ReadonlyMap<string, string>
  readonly called: Map<string, Called>
}

const passages = new WeakMap<Text, AboutPassage>()

function aboutPassage({ context: { language }, passage }: { readonly context: Pick<Context, 'language'>; readonly passage: Text }, { quoted, sections }: QuestionSheet): AboutPassage {
  const known = passages.get(passage)
  if (known) return known
  const subject = subjectOf(passage.title, language)
  const texts = new Map(sections.flatMap(({ questions }) => questions.map(([frame]) => [frame, withSubject(frame, { subject, name: passage.named, quoted, language })])))
  const made = { put: (question: string) => texts.get(question) ?? question, frames: new Map([...texts].map(([frame, text]) => [text, frame])), called: new Map<string, Called>() }
  passages.set(passage, made)
  return made
}

/** Questions for an answer, and how well they fit: see `askable`. */
interface Called {
  readonly questions: readonly string[]
  readonly worth: number
}

function called(about: About, answer: string, sheet: QuestionSheet): Called {
  const { put, called } = aboutPassage(about, sheet)
  const found = called.get(answer) ?? calledBy(about, answer, { put, sheet })
  called.set(answer, found)
  return found
}

function calledBy({ context: { language }, passage }: About, answer: string, { put, sheet }: { put(question: string): string; sheet: QuestionSheet }): Called {
  const subject = subjectOf(passage.title, language)
  const all = sentences(answer, language).map((sentence) => sentence.trim())
  const fitting = (some: readonly string[]) => questionsFor({ subject, sentences: some, put }, sheet)
  const first = fitting(all.slice(0, 1))
  if (!first.open) return { questions: first.questions, worth: 2 }
  const { questions, open } = fitting(all)
  return { questions, worth: open ? 0 : 1 }
}

function sheetFor({ context: { language, models: { generatorEntry: { questions: folder } } } }: About): QuestionSheet | undefined {
  return folder === undefined ? undefined : sheetOf(join(folder, `${language.code}.json`))
}

function sheetOf(file: string): QuestionSheet | undefined {
  if (!sheets.has(file)) sheets.set(file, existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as QuestionSheet) : undefined)
  return sheets.get(file)
}
