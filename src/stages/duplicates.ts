import { z } from 'zod'
import { stream } from '../stage.js'
import { minhashBands } from '../text/minhash.js'
import { cosine, jaccard, ngrams } from '../text/terms.js'
import type { Embedder, GroundedDialogue } from '../types.js'

const options = z.object({
  lexical: z.number().gt(0).max(1).default(0.85).describe('Jaccard similarity of character 3-grams from which questions are duplicates'),
  semantic: z.number().gt(0).max(1).default(0.85).describe('cosine from which they are, when at least semanticLexical alike in words'),
  semanticLexical: z.number().gt(0).max(1).default(0.6).describe('least lexical similarity of semantic duplicates'),
  limit: z.number().int().positive().optional().describe('stop after so many dialogues'),
})

interface Question {
  readonly text: string
  readonly vector: Float32Array
  /** Dialogue that keeps it. */
  readonly keeper: string
}

interface Found {
  readonly keeper: string
  readonly question: string
  readonly lexical: number
  readonly cosine: number
}

/**
 * Prunes questions asked before, over the whole set. A dialogue whose seed question is one goes; a follow-up that is one
 * ends its dialogue. The first to ask keeps the question and is named. Candidates come from MinHash, so the effort grows
 * about linearly; the embedder alone never decides.
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
    const index = new Map<string, Question[]>()
    let left = limits.limit ?? Infinity
    for await (const row of rows) {
      const asked = await questionsOf(row, await context.models.embedder())
      const found = asked.map((question) => duplicateOf(question, index, limits))
      const first = found.findIndex((duplicate) => duplicate !== undefined)
      const kept = first < 0 ? asked : asked.slice(0, first)
      for (const question of kept) remember(question, index)
      if (first >= 0) {
        const cut = { ...row, id: first === 0 ? row.id : `${row.id}#${first + 1}`, messages: row.messages.slice(2 * first) }
        context.reject(cut, first === 0 ? 'duplicate-question' : 'duplicate-follow-up', { ...found[first] })
      }
      context.count('turns', kept.length)
      if (kept.length === 0) continue
      yield first < 0 ? row : { ...row, messages: row.messages.slice(0, 2 * first), checks: row.checks.slice(0, first) }
      if (--left <= 0) return
    }
  },
})

async function questionsOf(row: GroundedDialogue, embedder: Embedder): Promise<Question[]> {
  const texts = row.messages.filter((message) => message.role === 'user').map((message) => message.content)
  const vectors = await embedder.embed(texts, 'query')
  return texts.map((text, i) => ({ text, vector: vectors[i]!, keeper: row.id }))
}

function remember(question: Question, index: Map<string, Question[]>): void {
  for (const band of minhashBands(ngrams(question.text, 3))) {
    const others = index.get(band)
    if (others) others.push(question)
    else index.set(band, [question])
  }
}

function duplicateOf({ text, vector }: Question, index: ReadonlyMap<string, readonly Question[]>, limits: z.output<typeof options>): Found | undefined {
  const grams = ngrams(text, 3)
  const candidates = new Set(minhashBands(grams).flatMap((band) => index.get(band) ?? []))
  for (const other of candidates) {
    const lexical = jaccard(grams, ngrams(other.text, 3))
    const semantic = cosine(vector, other.vector)
    if (lexical >= limits.lexical || (semantic >= limits.semantic && lexical >= limits.semanticLexical)) {
      return { keeper: other.keeper, question: other.text, lexical: Math.round(lexical * 1e3) / 1e3, cosine: Math.round(semantic * 1e3) / 1e3 }
    }
  }
  return undefined
}
