import { z } from 'zod'
import { converse } from '../dialogue/converse.js'
import { promptNames } from '../dialogue/prompt-names.js'
import type { Settings } from '../dialogue/scene.js'
import { UserError } from '../errors.js'
import { map } from '../stage.js'
import type { GroundedDialogue, Models, Passage, Uses } from '../types.js'

const options = z.object({
  answers: z.enum(['free', 'extractive']).optional().describe("free, or sentences of the passage only; default: the model's own"),
  order: z.enum(['question-first', 'answer-first']).optional().describe("which is made first; default: the model's own"),
  document: z.enum(['include', 'omit']).default('include').describe('omit: answer the same questions again without the passage'),
  limit: z.number().int().positive().optional().describe('stop after so many dialogues'),
  attempts: z.number().int().min(1).optional().describe("tries per turn, each with its own seed; default: the model's own, or 2"),
  stop: z.number().min(0).max(1).default(0.1).describe('probability to stop after the first follow-up; doubles after each'),
  temperature: z.number().min(0).default(0.7).describe('of the generator'),
  topP: z.number().gt(0).max(1).default(0.95).describe('of the generator'),
  questionTokens: z.number().int().positive().default(96).describe('most tokens of a question'),
  answerTokens: z.number().int().positive().default(512).describe('most tokens of an answer'),
  questionMin: z.number().int().nonnegative().default(12).describe('least characters of a question (a Chinese one counts as three)'),
  answerMin: z.number().int().nonnegative().default(40).describe('least characters of an answer (a Chinese one counts as three)'),
  repeat: z.number().gt(0).max(1).default(0.8).describe('lexical similarity from which a turn repeats an earlier one'),
  repeatCosine: z.number().gt(0).max(1).default(0.85).describe('cosine from which it does, when half as similar lexically'),
  supportMin: z.number().min(0).max(1).default(0.35).describe("least share of an answer's terms that the passage has"),
  groundedMin: z.number().min(-1).max(1).default(0.4).describe('least cosine of an answer and the nearest sentence of its passage'),
})

/**
 * Grounded dialogues of several turns: a seed question and its answer, then follow-ups in depth or in width by a fair coin,
 * until the stop probability (0.1, doubled after each follow-up, as in UltraLink) strikes or the context is full.
 */
export const dialogues = map<Passage, GroundedDialogue, typeof options>({
  name: 'dialogues',
  description: 'a seed question, its answer and follow-ups about each passage, every turn checked',
  options,
  volatile: ['limit'],
  flags: { limit: (limit) => ({ limit }) },
  // A passage's score is a rank among those of one build: it goes along, and no dialogue is made again because it moved.
  carry: ['culture'],
  uses: (chosen): Uses => ({ generator: true, embedder: true, seed: true, prompts: promptNames(chosen) }),
  check(chosen, models) {
    const { document, answers } = settingsOf(chosen, models)
    if (document === 'include' || answers === 'free') return
    throw new UserError('dialogues.document=omit needs dialogues.answers=free: an extractive answer is made of the passage')
  },
  width: async ({ models }) => (await models.generator()).concurrency + 2,
  limit: ({ limit }) => limit,
  async each(passage, context, chosen) {
    const dialogue = await converse(passage, context, settingsOf(chosen, context.models))
    return dialogue ? [dialogue] : []
  },
})

/** The options, and where they leave something open the generator's own defaults. */
function settingsOf(chosen: z.output<typeof options>, { generatorEntry: { defaults } }: Models): Settings {
  const { answers = defaults?.answers ?? 'free', order = defaults?.order ?? 'question-first', attempts = defaults?.attempts ?? 2 } = chosen
  return { ...chosen, answers, order, attempts }
}
