import { z } from 'zod'
import { UserError } from '../errors.js'
import { path } from '../path-option.js'
import { parted, stream } from '../stage.js'
import { inOrder } from '../text/in-order.js'
import { judgeName, judgeMessages } from '../translation/verify/judge.js'
import type { Verdict } from '../translation/verify/pair.js'
import { rejected } from '../translation/verify/rejected.js'
import { backName, roundTrip } from '../translation/verify/round-trip.js'
import type { Settings } from '../translation/verify/settings.js'
import { readThresholds, thresholdsFiles } from '../translation/verify/thresholds-file.js'
import type { Thresholds } from '../translation/verify/thresholds.js'
import { rolesFinding, verifyDialogue } from '../translation/verify/verify-dialogue.js'
import type { Context, TranslatedDialogue } from '../types.js'

const share = z.number().gt(0).max(0.05)

const options = z.object({
  single: share.default(0.001).describe('share of good translations that length and compression may cost each'),
  similar: share.default(0.001).describe('the same for cosine, margin and the least well matched sentence of either side; more for a weak translator'),
  complete: share.default(0.01).describe('share of good translations that the checks for sentences left out, and for sentences added, may cost each'),
  thresholds: path().optional().describe("file of thresholds, written by bench/calibrate; default: the one that comes with the embedder"),
  uncalibrated: z.enum(['reject', 'margin']).default('reject').describe('where there are no thresholds: reject, or go by the margin alone'),
  margin: z.number().positive().default(1.5).describe('least margin then: cosine ÷ mean cosine to the nearest other texts'),
  residue: z.number().min(0).max(1).default(0.1).describe('most words left in the language of the original, as a share'),
  residueRun: z.number().int().positive().default(5).describe('most of them in a row'),
  negation: z.enum(['off', 'none-left', 'fewer']).default('none-left').describe('reject where none is left of what the original denies, or where less is denied'),
  names: z.boolean().default(false).describe('reject names that changed, between languages of one script: finds most, and takes many translated names for changed ones'),
  comments: z.boolean().default(false).describe('comments in code were translated (as translate.comments)'),
  roundTrip: z.boolean().default(false).describe('translate back and compare by chrF'),
  roundTripMin: z.number().min(0).max(100).default(40).describe('least chrF (0 to 100) of a message translated back'),
  judge: z.enum(['off', 'generator']).default('off').describe('generator: have a model mark errors in the translation (--judge, or else the generator)'),
  limit: z.number().int().positive().optional().describe('stop after so many dialogues'),
  judgeMost: z.number().nonnegative().default(4).describe('most points of a message: 5 for each major error, 1 for each minor one'),
})

/** What goes along: no translation is proved again because its row has another number, or was chosen anew. */
const carry = ['source', 'screening', 'choice'] as const

/** Language of the originals, which is not translated into. */
const english = 'en'

/** Rows worked on at once where no generator is asked. */
const width = 4

/**
 * Lets a translation through only when every check of every message could be made and was passed: the language of its prose,
 * nothing left in English, what must not change, structure, and signals like those of good translations. A row that was not
 * translated passes. See src/translation/verify.
 */
export const verify = stream<TranslatedDialogue, TranslatedDialogue, typeof options>({
  name: 'verify',
  description: 'translations that pass every check of language, length, numbers, kept text, structure and similarity',
  options,
  volatile: ['limit'],
  flags: { take: (limit) => ({ limit }) },
  uses: ({ roundTrip: back, judge, thresholds }) => {
    const files = thresholds === undefined ? thresholdsFiles() : [thresholds]
    return { embedder: true, files, ...(back || judge !== 'off' ? { seed: true } : {}), ...(back ? { generator: true, prompts: [backName] } : {}), ...(judge === 'off' ? {} : { judge: [judgeName] }) }
  },
  check({ uncalibrated, thresholds }, { embedderEntry }, language) {
    if (language?.code === english || uncalibrated !== 'reject' || readThresholds(embedderEntry, thresholds)) return
    const { name, sha256 } = embedderEntry
    throw new UserError(`stage verify has no thresholds for the embedder ${name} (sha256 ${sha256.slice(0, 12)}…) and would reject every translation as not-calibrated: calibrate it with node dist/bench/calibrate.js --embedder ${name} (see README, "Translation"), or go by the margin alone with --set verify.uncalibrated=margin`)
  },
  async *run(rows, context, { thresholds: file, limit, ...settings }) {
    const asked = [...(settings.roundTrip ? [await context.models.generator()] : []), ...(settings.judge === 'off' ? [] : [await context.models.judge()])]
    let known: { readonly thresholds: Thresholds | undefined } | undefined
    const each = (row: TranslatedDialogue) => {
      if (row.made['translated'] === false) return Promise.resolve([row])
      const { own, carried } = parted(row, carry)
      return context.once(own, async (inner) => {
        const embedder = await inner.models.embedder()
        known ??= { thresholds: readThresholds(embedder.entry, file) }
        return verified(own, inner, settings, known.thresholds)
      }, carried)
    }
    let left = limit ?? Infinity
    for await (const row of inOrder(rows, each, { width: asked.length > 0 ? Math.max(...asked.map(({ concurrency }) => concurrency)) : width, signal: context.signal })) {
      yield row
      if (--left <= 0) return
    }
  },
})

async function verified(row: TranslatedDialogue, context: Context, settings: Settings, thresholds: Thresholds | undefined): Promise<TranslatedDialogue[]> {
  const roles = rolesFinding(row)
  if (roles) return rejected(row, context, [{ scores: {}, findings: [roles] }])
  const embedder = await context.models.embedder()
  const verdicts = await verifyDialogue(row, { embedder, thresholds, settings, language: context.language })
  if (isBad(verdicts)) return rejected(row, context, verdicts)
  const asked = [...(settings.roundTrip ? [roundTrip] : []), ...(settings.judge === 'off' ? [] : [judgeMessages])]
  for (const ask of asked) {
    const more = await ask(row, context, settings)
    more.forEach(({ scores, findings }, i) => (verdicts[i] = { scores: { ...verdicts[i]!.scores, ...scores }, findings }))
    if (isBad(verdicts)) return rejected(row, context, verdicts)
  }
  if (verdicts.some(({ scores }) => String(scores['thresholds']).startsWith('pooled'))) context.count('pooled-thresholds')
  const judge = settings.judge === 'off' ? undefined : context.models.judgeId
  if (judge === row.made.generator) context.count('judge-is-translator')
  return [{ ...row, made: { ...row.made, embedder: context.models.embedderId, ...(judge === undefined ? {} : { judge }) }, checks: verdicts.map(({ scores }, i) => ({ ...row.checks[i], ...scores })) }]
}

const isBad = (verdicts: readonly Verdict[]) => verdicts.some(({ findings }) => findings.length > 0)
