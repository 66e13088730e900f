import { createHash } from 'node:crypto'
import { z } from 'zod'
import { map } from '../stage.js'
import { inLanguage } from '../text/language-id.js'
import { nameIn } from '../text/naming.js'
import { sentences } from '../text/sentences.js'
import { split } from '../text/split.js'
import { subjectOf } from '../text/title.js'
import type { Article, Generator, Passage } from '../types.js'

const options = z.object({
  articleMin: z.number().int().nonnegative().optional().describe('least tokens of an article; default: passageMin'),
  articleMax: z.number().int().positive().default(10_000).describe('most tokens of an article'),
  passageMax: z.number().int().positive().optional().describe('most tokens of a passage; default: 2,000 or a quarter of the context'),
  words: z.array(z.string()).default([]).describe('an article with one of these words is dropped'),
})

/**
 * Gates articles by length, language and words, and splits them into passages. Lengths are counted with the generator's
 * own tokenizer, so that they mean the same in every language; 1,000 to 10,000 and 2,000 are the original's numbers.
 */
export const passages = map<Article, Passage, typeof options>({
  name: 'passages',
  description: 'articles of the right length and language, split into passages at paragraph and sentence borders',
  options,
  uses: () => ({ tokenizer: true }),
  width: async () => 4,
  async each(article, context, { articleMin, articleMax, passageMax, words }) {
    const generator = await context.models.generator()
    const max = passageMax ?? defaultPassageMax(generator)
    const text = article.paragraphs.map((paragraph) => paragraph.text).join('\n\n')
    const tokens = generator.count(text)
    const least = articleMin ?? Math.floor(max / 2)
    const drop = (reason: string, detail: Record<string, unknown>) => {
      context.reject({ id: article.id, ...{ title: article.title } }, reason, detail)
      return []
    }
    if (tokens < least) return drop('article-too-short', { tokens, least })
    if (tokens > articleMax) return drop('article-too-long', { tokens, most: articleMax })
    const lock = inLanguage(text, context.language)
    if (!lock.ok) return drop('other-language', { language: lock.language, score: lock.score })
    const word = words.find((candidate) => text.toLowerCase().includes(candidate.toLowerCase()))
    if (word) return drop('filtered-word', { word })
    const pieces = split(article.paragraphs.map((paragraph) => paragraph.text), {
      max,
      count: (piece) => generator.count(piece),
      sentences: (paragraph) => sentences(paragraph, context.language),
      gap: context.language.gap,
    })
    const named = nameIn(text, subjectOf(article.title, context.language), context.language)
    return pieces.map((piece) => ({ ...passageOf(article, piece, generator.count(piece)), ...(named === undefined ? {} : { named }) }))
  },
})

/** 2,000 tokens as in the original where the context has room for a dialogue about them; a quarter of it otherwise. */
export function defaultPassageMax(generator: Pick<Generator, 'contextSize'>): number {
  return Math.min(2_000, Math.floor(generator.contextSize / 4))
}

function passageOf({ language, title, source, categories, coordinates }: Article, text: string, tokens: number): Passage {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return { id: `${source.wiki}-${source.page}-${digest}`, language, title, text, tokens, source, categories, ...(coordinates ? { coordinates } : {}) }
}
