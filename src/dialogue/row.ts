import type { Context, Dialogue } from '../types.js'
import type { Made, Scene, Settings } from './scene.js'

/** The row of a finished dialogue; `stopped` says why it has no further turn. */
export function dialogueOf({ context, passage, settings, generator, embedder }: Scene, turns: readonly Made[], stopped: string): Dialogue {
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
