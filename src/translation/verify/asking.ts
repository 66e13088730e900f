import type { Ask, Context, Generator, TranslatedDialogue } from '../../types.js'
import type { Verdict } from './pair.js'

/** One message of a translation that a generator is asked about. */
export interface Asking {
  readonly row: TranslatedDialogue
  readonly index: number
  /** Of the original, and of the translation. */
  readonly text: string
  readonly translation: string
  readonly context: Context
  readonly generator: Generator
  readonly ask: Ask
}

interface Asked {
  readonly row: TranslatedDialogue
  readonly context: Context
  readonly generator: Generator
}

/** A verdict on each message of a translation, all calls on one sequence. */
export async function askedOfEach({ row, context, generator }: Asked, verdictOn: (asking: Asking) => Promise<Verdict>): Promise<Verdict[]> {
  return generator.sequence(async (ask) => {
    const verdicts: Verdict[] = []
    for (const [index, { content: translation }] of row.messages.entries()) {
      verdicts.push(await verdictOn({ row, index, text: row.original![index]!.content, translation, context, generator, ask }))
    }
    return verdicts
  }, context.signal)
}
