import type { Prompt, Role } from '../types.js'
import { askFor, longestText } from './ask.js'
import { checkPiece, type Passed } from './check.js'
import { earlier } from './context.js'
import { hasLetters, piecesOf, replaceMarks, type Marked, type Piece } from './pieces.js'
import type { Failure, Translating } from './settings.js'

/** The text of a message, and what it is part of. */
export interface Wanted extends Marked {
  readonly prompt: Prompt
  readonly role: Role
  /** Number of the message in its dialogue. */
  readonly index: number
  /** Earlier messages as they are shown. */
  readonly view: readonly string[]
  /** Earlier messages, translated. */
  readonly said: readonly string[]
  /** It holds the result of a worked solution. */
  readonly answer: boolean
}

/** A translated text, put together of its pieces. */
export interface Joined {
  readonly text: string
  /** The same with marks. */
  readonly marked: Marked
  readonly pieces: number
  readonly tries: number
  readonly unwrapped: boolean
}

/**
 * Translates a text in pieces as long as the settings and the context let them be. A piece that fails at every attempt is cut
 * into its sentences, each with as many attempts; the first of these that fails gives the reason.
 */
export async function segmentWise(translating: Translating, wanted: Wanted): Promise<Joined | Failure> {
  const most = longestText(translating, wanted.prompt)
  const pieces = piecesOf(wanted, { most, count: translating.generator.count, language: translating.from })
  const done: Done[] = []
  for (const [i, piece] of pieces.entries()) {
    const place = { piece, whole: pieces.length === 1, at: [i], before: done.at(-1) }
    const first = await attempts(translating, wanted, place)
    const made = 'reason' in first ? await sentenceWise(translating, wanted, { ...place, first }) : [first]
    if ('reason' in made) return made
    done.push(...made)
  }
  return joined(done, translating)
}

interface Place {
  readonly piece: Piece
  /** It is its whole message. */
  readonly whole: boolean
  /** Where it is in the message. */
  readonly at: readonly number[]
  readonly before: Done | undefined
}

interface Done extends Passed {
  readonly piece: Piece
  readonly tries: number
}

interface Failed extends Failure {
  readonly tries: number
}

/** Translates a piece that failed, sentence by sentence. */
async function sentenceWise(translating: Translating, wanted: Wanted, { piece, at, before, first }: Place & { first: Failed }): Promise<readonly Done[] | Failure> {
  const found = piecesOf(piece, { most: 1, count: translating.generator.count, language: translating.from })
  if (found.length < 2) return first
  const done: Done[] = []
  for (const [i, sentence] of found.entries()) {
    const own = { ...sentence, before: (i === 0 ? piece.before : '') + sentence.before, after: sentence.after + (i === found.length - 1 ? piece.after : '') }
    const made = await attempts(translating, wanted, { piece: own, whole: false, at: [...at, i], before: done.at(-1) ?? before })
    if ('reason' in made) return made
    done.push(i === 0 ? { ...made, tries: made.tries + first.tries } : made)
  }
  return done
}

async function attempts(translating: Translating, wanted: Wanted, { piece, whole, at, before }: Place): Promise<Done | Failed> {
  if (!hasLetters(piece.text)) return { piece, masked: piece.text, text: piece.source, unwrapped: false, tries: 0 }
  const { context, generator, from, settings } = translating
  const call = { prompt: wanted.prompt, text: piece.text, earlier: inView(translating, wanted, before), key: [wanted.index, ...at] }
  let failed: Failure = { reason: 'context-full', detail: { source: piece.source, tokens: generator.count(piece.text) } }
  for (let attempt = 0; attempt < settings.attempts; attempt++) {
    const reply = await askFor(translating, call, attempt)
    if (!reply) return { ...failed, tries: attempt }
    const checked = checkPiece(reply, piece, { from, to: context.language, whole, answer: wanted.answer, said: wanted.said })
    if (!('reason' in checked)) return { ...checked, piece, tries: attempt + 1 }
    failed = checked
  }
  return { ...failed, tries: settings.attempts }
}

/** The earlier messages, and of this one the piece before. */
function inView({ context: { prompts, language }, generator, settings }: Translating, { view, role }: Wanted, before: Done | undefined): readonly string[] {
  if (settings.context === 0 || !before) return view
  return [...view, earlier(prompts, role, { text: before.masked, spans: before.piece.spans }, { most: settings.segment, count: generator.count, language })]
}

/** Where the source has a gap between sentences, the translation has its own. */
function joined(done: readonly Done[], { from, context: { language } }: Translating): Joined {
  const spans: string[] = []
  let text = ''
  let marked = ''
  for (const { piece, masked, text: own } of done) {
    const after = piece.after === from.gap ? language.gap : piece.after
    text += piece.before + own + after
    marked += piece.before + replaceMarks(masked, (number) => `⟦${number + spans.length}⟧`) + after
    spans.push(...piece.spans)
  }
  const tries = done.reduce((sum, piece) => sum + piece.tries, 0)
  return { text, marked: { text: marked, spans }, pieces: done.length, tries, unwrapped: done.some((piece) => piece.unwrapped) }
}
