import type { CrossLingualDialogue, Dialogue, GroundedDialogue, Message, TranslatedDialogue } from '../src/types.js'

/** One row of each shape that a release can have, each with something awkward in it. */

const made = { generator: 'g@0123456789ab', embedder: 'e@ba9876543210', prompts: { answer: 'abcabcabcabc' }, seed: 3 }

/** Messages of a user and an assistant in turn. */
export const turns = (...contents: readonly string[]): Message[] => contents.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }))

export const grounded: GroundedDialogue = {
  ...{ id: 'frwiki-7-abcd-fr', language: 'fr', kind: 'chat_specific', passage: { id: 'frwiki-7-abcd', title: 'Fest-noz', text: 'Le fest-noz.\n\nOn y "danse".' } },
  messages: turns('Q1 ?', 'R1 : l’été\n\n- un\n- deux', 'Q2 ?', 'R2.'),
  culture: { score: 0.75, signals: { names: 1 }, evidence: ['Bretagne'] },
  source: { wiki: 'frwiki', title: 'Fest-noz', page: 7, revision: 8_123_456_789, url: 'https://fr.wikipedia.org/w/index.php?title=Fest-noz&oldid=8123456789', licence: 'CC-BY-SA-4.0' },
  made,
  checks: [{ move: 'seed', 'question.subject': 0.5 }, { move: 'depth' }],
}

export const translated: TranslatedDialogue = {
  ...{ id: 'math-0a1b2c', language: 'zh', kind: 'math' },
  messages: [{ role: 'system', content: '你是数学老师。' }, ...turns('6 的 2 倍是多少？', '6 × 2 = 12。\n#### 12')],
  original: [{ role: 'system', content: 'You teach mathematics.' }, ...turns('What is twice 6?', '6 × 2 = 12.\n#### 12')],
  source: { dataset: 'problems.jsonl', row: 17, format: 'gsm8k', licence: 'MIT' },
  made,
  checks: [{ similarity: 0.9 }, { similarity: 0.91 }, { similarity: 0.88 }],
}

export const crossLingual: CrossLingualDialogue = {
  ...{ id: 'pair-33-translation', language: 'sw', kind: 'cross_lingual', direction: { from: 'en', to: 'sw' }, task: 'translation', template: 'translation.en.3' },
  messages: turns('Translate into Swahili: The house is old.', 'Nyumba ni ya zamani.'),
  source: { dataset: 'pairs.tsv', row: 33, format: 'tsv', licence: 'LicenseRef-village-archive' },
  made: { ...made, generator: '' },
  checks: [],
}

export const rows: readonly Dialogue[] = [grounded, translated, crossLingual]

/** Rows as they come from a file. */
export async function* streamed<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all
}
