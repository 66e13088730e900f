import type { GroundedDialogue } from '../types.js'
import { promptNames } from './prompt-names.js'
import type { Made, Scene } from './scene.js'

/** The row of a finished dialogue; `stopped` says why it has no further turn. */
export function dialogueOf({ context, passage, settings, generator, embedder }: Scene, turns: readonly Made[], stopped: string): GroundedDialogue {
  const { answers, order, document } = settings
  const idOf = ({ name, sha256 }: { name: string; sha256: string }) => `${name}@${sha256.slice(0, 12)}`
  return {
    id: `${passage.id}-${passage.language}`,
    language: passage.language,
    kind: 'chat_specific',
    messages: turns.flatMap(({ question, answer }) => [{ role: 'user', content: question } as const, { role: 'assistant', content: answer } as const]),
    passage: { id: passage.id, title: passage.title, text: passage.text, ...(passage.named === undefined ? {} : { named: passage.named }) },
    source: passage.source,
    made: { generator: idOf(generator.entry), embedder: idOf(embedder.entry), prompts: Object.fromEntries(promptNames(settings).map((name) => [name, context.prompts.get(name).hash])), seed: context.seed, answers, order, document, stopped },
    checks: turns.map((made) => made.checks),
  }
}
