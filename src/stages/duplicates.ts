import { z } from 'zod'
import { stream } from '../stage.js'
import { bandIndex } from '../text/band-index.js'
import { LargeMap } from '../text/large-map.js'
import { bandingFor } from '../text/minhash.js'
import { numbersOf } from '../text/number-sets.js'
import { jaccardOf, shingles } from '../text/shingles.js'
import { signsKey, withSigns } from '../text/signs.js'
import { cosine } from '../text/terms.js'
import { bareTitle, hasName, subjectOf } from '../text/title.js'
import type { GroundedDialogue, Language } from '../types.js'

const options = z.object({
  lexical: z.number().gt(0).max(1).default(0.85).describe('Jaccard similarity of character 3-grams from which questions are duplicates'),
  semantic: z.number().gt(0).max(1).default(0.85).describe('cosine from which they are, when at least semanticLexical alike in words'),
  semanticLexical: z.number().gt(0).max(1).default(0.6).describe('least lexical similarity of semantic duplicates'),
  limit: z.number().int().positive().optional().describe('stop after so many dialogues'),
})

interface Found {
  readonly keeper: string
  readonly question: string
  readonly lexical: number
  readonly cosine: number
}

/**
 * Prunes questions asked before, over the whole set. A dialogue whose seed question is one goes; a follow-up that is one
 * ends its dialogue. The first to ask keeps the question and is named. Questions with different numbers or signs are two, and so are
 * those about different subjects that each names: a frame is no question. Compared are those about the same article
 * and those that MinHash finds (see `bandIndex`), the 64 most alike in words: the embedder alone never decides, and is asked about these only.
 */
export const duplicates = stream<GroundedDialogue, GroundedDialogue, typeof options>({
  name: 'duplicates',
  description: 'near and semantic duplicates of questions, each naming its keeper, are pruned',
  options,
  whole: true,
  volatile: ['limit'],
  flags: { take: (limit) => ({ limit }) },
  uses: () => ({ embedder: true }),
  async *run(rows, context, limits) {
    const least = Math.min(limits.lexical, limits.semanticLexical)
    const asked = questionsAsked(least, context.language)
    const likeness = async ({ question, text, lexical }: Candidate): Promise<number | undefined> => {
      const [a, b] = await (await context.models.embedder()).embed([text, question], 'query')
      const semantic = cosine(a!, b!)
      return lexical >= limits.lexical || semantic >= limits.semantic ? semantic : undefined
    }
    let left = limits.limit ?? Infinity
    for await (const row of rows) {
      const questions = row.messages.filter((message) => message.role === 'user').map(({ content }) => asked.read(content, row))
      const found = await firstOf(questions, (question) => duplicateOf(asked.near(question), likeness))
      const kept = found ? found.place : questions.length
      for (const question of questions.slice(0, kept)) asked.add(question)
      if (found) {
        const cut = { ...row, id: kept === 0 ? row.id : `${row.id}#${kept + 1}`, messages: row.messages.slice(2 * kept) }
        context.reject(cut, kept === 0 ? 'duplicate-question' : 'duplicate-follow-up', { ...found.result })
      }
      context.count('turns', kept)
      if (kept === 0) continue
      yield found ? { ...row, messages: row.messages.slice(0, 2 * kept), checks: row.checks.slice(0, kept) } : row
      if (--left <= 0) return
    }
  },
})

interface Question {
  readonly text: string
  /** Dialogue that asks it. */
  readonly id: string
  readonly grams: Uint32Array
  /** Its signs and numbers. */
  readonly figures: string
  /** Title of the passage, and its name as the question has it, where it has one. */
  readonly title: string
  readonly name: string | undefined
}

interface Candidate {
  /** The question that is new, and one asked before. */
  readonly text: string
  readonly question: string
  /** Dialogue that asks the earlier one. */
  readonly keeper: string
  readonly lexical: number
}

/** Questions asked before that one is compared with; in a frame that thousands fill there are no end of them. */
const mostCompared = 64

/** Questions to find again those that are as alike in words as that, or more. Holds of each its text, its n-grams and some 1,000 bytes. */
function questionsAsked(least: number, language: Language) {
  const index = bandIndex(bandingFor(least))
  const asked: Question[] = []
  /** Title → its questions: of one thing all are compared, in whatever frame. */
  const about = new LargeMap<string, number[]>()
  const apart = (one: Question, other: Question): boolean => one.name !== undefined && one.title !== other.title && !hasName(other.text, one.name, language)
  return {
    read(text: string, { id, passage: { title, named = title } }: Pick<GroundedDialogue, 'id' | 'passage'>): Question {
      const written = withSigns(text)
      const name = [subjectOf(title, language), bareTitle(title), title, named].find((each) => hasName(text, each, language))
      return { ...{ text, id, title, name }, grams: shingles(written, 3), figures: [signsKey(written), ...numbersOf(text, language)].join(' ') }
    },
    /** Those that may ask the same, the most alike in words, in the order in which they were asked. */
    near(question: Question): Candidate[] {
      const { text, title, grams, figures } = question
      const near = [...new Set([...(about.get(title) ?? []), ...index.near(grams, figures)])].map((place) => ({ place, other: asked[place]!, lexical: jaccardOf(grams, asked[place]!.grams) }))
      const found = near.filter(({ other, lexical }) => lexical >= least && other.figures === figures && !(apart(question, other) && apart(other, question)))
      const compared = found.sort((a, b) => b.lexical - a.lexical || a.place - b.place).slice(0, mostCompared).sort((a, b) => a.place - b.place)
      return compared.map(({ other, lexical }) => ({ text, question: other.text, keeper: other.id, lexical }))
    },
    add(question: Question): void {
      index.add(question.grams, question.figures)
      const place = asked.push(question) - 1
      const same = about.get(question.title)
      if (same) same.push(place)
      else about.set(question.title, [place])
    },
  }
}

async function duplicateOf(candidates: readonly Candidate[], likeness: (candidate: Candidate) => Promise<number | undefined>): Promise<Found | undefined> {
  const found = await firstOf(candidates, likeness)
  if (!found) return undefined
  const { keeper, question, lexical } = candidates[found.place]!
  return { keeper, question, lexical: Math.round(lexical * 1e3) / 1e3, cosine: Math.round(found.result * 1e3) / 1e3 }
}

/** The first item for which there is a result, and where it stands. */
async function firstOf<In, Out>(items: readonly In[], work: (item: In) => Promise<Out | undefined>): Promise<{ readonly place: number; readonly result: Out } | undefined> {
  for (const [place, item] of items.entries()) {
    const result = await work(item)
    if (result !== undefined) return { place, result }
  }
  return undefined
}
