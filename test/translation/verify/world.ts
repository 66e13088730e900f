import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeEmbedder } from '../../../src/models/fake-embedder.js'
import { shares, type Thresholds } from '../../../src/translation/verify/thresholds.js'
import type { Embedder, Role, TranslatedDialogue } from '../../../src/types.js'

/** English sentences and their French translations; `#` stands for a number. */
const phraseBook: readonly (readonly [english: string, french: string])[] = [
  ['The keeper of the lighthouse counted # boats before the storm reached the harbour.', 'Le gardien du phare a compté # bateaux avant que la tempête n’atteigne le port.'],
  ['How many boats did the keeper of the lighthouse count on that day?', 'Combien de bateaux le gardien du phare a-t-il comptés ce jour-là ?'],
  ['All of them came home in the evening, and nobody was hurt.', 'Tous sont rentrés le soir, et personne n’a été blessé.'],
  ['The fishermen repaired their nets on the beach the next morning.', 'Les pêcheurs ont réparé leurs filets sur la plage le lendemain matin.'],
  ['Run the command and wait until the program has finished its work.', 'Lancez la commande et attendez que le programme ait fini son travail.'],
]

const flat = (text: string) => text.replace(/\d+/g, '#')
const meaning = new Map(phraseBook.map(([english, french]) => [french, english]))

/** French of an English text made of sentences of the phrase book. */
export function french(text: string): string {
  let out = text
  for (const [english, other] of phraseBook) {
    const pattern = new RegExp(english.replace(/[.?]/g, '\\$&').replace('#', '(\\d+)'), 'g')
    out = out.replace(pattern, (_, number) => other.replace('#', String(number)))
  }
  return out
}

/** An embedder that gives a sentence of the phrase book the same vector in both languages. */
export function bilingualEmbedder(): Embedder {
  const fake = fakeEmbedder({ dimensions: 256 })
  return { ...fake, embed: (texts) => fake.embed(texts.map((text) => meaning.get(flat(text)) ?? flat(text))) }
}

/** A dialogue and its translation, message by message. */
export function translated(id: string, messages: readonly (readonly [role: Role, english: string, french?: string])[], more: Partial<TranslatedDialogue> = {}): TranslatedDialogue {
  return {
    ...{ id, language: 'fr', kind: 'chat_agnostic', source: { dataset: 'test.jsonl', row: 1, format: 'messages' } },
    original: messages.map(([role, content]) => ({ role, content })),
    messages: messages.map(([role, english, other = french(english)]) => ({ role, content: other })),
    made: { generator: 'g', embedder: 'e', prompts: {}, seed: 0, translated: true },
    checks: messages.map(() => ({ tries: 1 })),
    ...more,
  }
}

/** A good dialogue of two messages about so many boats. */
export function boats(n: number): TranslatedDialogue {
  return translated(`boats-${n}`, [['user', phraseBook[1]![0]], ['assistant', `${phraseBook[0]![0].replace('#', String(n))} ${phraseBook[2]![0]}`]])
}

/** Thresholds that let through what the phrase book gives, for the fake embedder. */
export const thresholds: Thresholds = {
  ...{ embedder: 'fake-embedder', sha256: 'e'.repeat(64), text: 'made up' },
  directions: {
    '*': Object.fromEntries(
      ['phrase', 'sentence', 'paragraph', 'long'].map((length) => [
        length,
        {
          pairs: 100,
          signals: {
            ...{ length: range(-0.3, 0.1, 0.4), compression: range(-0.4, 0, 0.4), sentences: range(-0.1, 0, 0.1), cosine: range(0.8, 0.99, 1), margin: range(1.5, 4, 99) },
            ...{ 'source-covered': range(0.7, 0.99, 1), 'target-covered': range(0.7, 0.99, 1), 'source-claimed': range(-0.2, 0, 1), 'target-claimed': range(-0.2, 0, 1) },
            'source-skipped': range(0, 0, 0.1), 'target-skipped': range(0, 0, 0.1), 'left-out': range(-9, 0, 5), added: range(-9, 0, 5),
          },
        },
      ]),
    ),
  },
}

function range(low: number, median: number, high: number) {
  return { low: shares.map(() => low), median, high: shares.map(() => high) }
}

/** A file of thresholds, there as long as the tests run. */
export function thresholdsAt(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'ultralink-thresholds-'))
  process.once('exit', () => rmSync(folder, { recursive: true }))
  const file = join(folder, 'fake.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
