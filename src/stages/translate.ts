import { z } from 'zod'
import { map } from '../stage.js'
import { translateDialogue } from '../translation/dialogue.js'
import { promptNames } from '../translation/prompt-names.js'
import type { Original, TranslatedDialogue } from '../types.js'

const options = z.object({
  context: z.number().int().nonnegative().default(2).describe('earlier messages in view, translated (0: none)'),
  segment: z.number().int().positive().optional().describe("longer messages are cut into pieces of so many tokens, where paragraphs or sentences end (1: into sentences); default: the model's own, or 512"),
  comments: z.boolean().default(false).describe('translate comments in code, which otherwise stay as they are'),
  attempts: z.number().int().min(1).default(3).describe('tries per piece, each with its own seed; then its sentences are tried as often'),
  temperature: z.number().min(0).default(0.7).describe('of the generator, from the second try on; the first takes the likeliest words'),
  topP: z.number().gt(0).max(1).default(0.95).describe('of the generator'),
  limit: z.number().int().positive().optional().describe('stop after so many dialogues'),
})

/**
 * Whole dialogues in the language of the build, their roles kept. What must not change (code, formulas, addresses …) is masked
 * before and is back exactly once after, numbers and results are the same, or the dialogue is rejected: see src/translation.
 */
export const translate = map<Original, TranslatedDialogue, typeof options>({
  name: 'translate',
  description: 'each dialogue in the language of the build, with code, formulas and numbers as they were',
  options,
  volatile: ['limit'],
  flags: { limit: (limit) => ({ limit }) },
  // Where a row comes from, how it was screened and chosen goes along, and no row is translated again because its number or licence is another.
  carry: ['source', 'screening', 'choice'],
  uses: () => ({ generator: true, seed: true, prompts: promptNames }),
  width: async ({ models }) => (await models.generator()).concurrency + 2,
  limit: ({ limit }) => limit,
  async each(row, context, chosen) {
    const { segment = context.models.generatorEntry.defaults?.segment ?? 512 } = chosen
    const dialogue = await translateDialogue(row, context, { ...chosen, segment })
    return dialogue ? [dialogue] : []
  },
})
