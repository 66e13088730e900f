import { languageOf } from '../../languages/index.js'
import { mask, unmask } from '../../text/masks.js'
import { seedOf } from '../../text/random.js'
import { segmentsOf } from '../../text/segments.js'
import type { Context, TranslatedDialogue } from '../../types.js'
import { askedOfEach, type Asking } from './asking.js'
import { chrf } from './chrf.js'
import { round, type Verdict } from './pair.js'
import type { Settings } from './settings.js'

/** Prompt that asks for the translation back. */
export const backName = 'back-translate'

/** Tokens that a chat template and a marked text may add, and those of a translation for each of its source. */
const spare = 64
const expansion = 3

/** Translates each message back into English, piece by piece, and compares it with the original by chrF. */
export async function roundTrip(row: TranslatedDialogue, context: Context, { roundTripMin, comments }: Settings): Promise<Verdict[]> {
  return askedOfEach({ row, context, generator: await context.models.generator() }, async (asking): Promise<Verdict> => {
    const back = await backTranslation(asking, comments)
    if ('problem' in back) return { scores: {}, findings: [{ reason: 'not-translated-back', detail: back }] }
    const score = round(chrf(mask(back.text, { comments }).text, mask(asking.text, { comments }).text))
    return { scores: { roundTrip: score }, findings: score >= roundTripMin ? [] : [{ reason: 'round-trip-differs', detail: { chrf: score, limit: roundTripMin, back: back.text } }] }
  })
}

/** A translation in English again, its masked parts back; or why there is none. */
async function backTranslation({ row, index, translation, context, generator, ask }: Asking, comments: boolean): Promise<{ text: string } | { problem: string; detail: string }> {
  const { text: masked, spans } = mask(translation, { comments })
  const prompt = context.prompts.get(backName)
  const { name: language, gap: space } = languageOf(sourceLanguage)
  const own = context.language
  const room = generator.contextSize - generator.count(prompt.fill({ language, text: '' })) - spare
  const cutting = { most: Math.max(1, Math.floor(room / (1 + expansion))), count: generator.count, language: own }
  let whole = ''
  for (const [part, { text: piece, gap: after }] of segmentsOf(masked, cutting).entries()) {
    const gap = after === own.gap ? space : after
    if (!/\p{L}/u.test(piece.replace(/⟦\d+⟧/g, ''))) {
      whole += piece + gap
      continue
    }
    const length = generator.count(piece)
    if (2 * length > room) return { problem: 'no-room', detail: piece }
    const seed = seedOf(context.seed, row.id, row.language, 'back', index, part)
    const reply = await ask([{ role: 'user', content: prompt.fill({ language, text: piece }) }], { seed, temperature: 0, maxTokens: Math.min(expansion * length + spare, room - length) })
    if (reply.finish === 'length') return { problem: 'too-long', detail: reply.text }
    whole += reply.text.trim() + gap
  }
  return unmask(whole.trimEnd(), spans)
}

/** All originals are English. */
const sourceLanguage = 'en'
