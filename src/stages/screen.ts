import { z } from 'zod'
import { PromptTooLong } from '../errors.js'
import { classifierFile, readClassifier } from '../screening/classifier.js'
import type { Judge, Verdicts } from '../screening/criteria.js'
import { metCriteria, openCriteria, scoresOf } from '../screening/decide.js'
import { generatorJudge, Unjudged } from '../screening/generator-judge.js'
import { prefiltered, prefilterNames } from '../screening/prefilters.js'
import { signalsJudge } from '../screening/signals-judge.js'
import { stream } from '../stage.js'
import { inOrder } from '../text/in-order.js'
import type { Context, Original, Row, Uses } from '../types.js'

const probability = () => z.number().min(0).max(1)

const options = z.object({
  judge: z.enum(['both', 'signals', 'generator']).optional().describe("signals: word lists and a small classifier; both: these decide the clear cases and a model the rest; generator: a model alone (--judge, or else the generator); default: that model's own, or both"),
  low: probability().default(0.15).describe('both: below this probability of the signals a criterion is not met'),
  high: probability().default(0.75).describe('both: from this probability of the signals on it is met'),
  threshold: probability().default(0.5).describe('signals: probability from which a criterion is met'),
  prefilters: z.array(z.enum(prefilterNames)).default(prefilterNames).describe('patterns that drop a dialogue before it is judged ([]: none)'),
  longest: z.number().int().nonnegative().default(16_000).describe('characters from which a dialogue is dropped, about 4,070 tokens (0: any length)'),
})

/** The options, with the judge of the generator's own where none was chosen. */
type Options = z.output<typeof options> & { readonly judge: 'both' | 'signals' | 'generator' }

/**
 * Drops what belongs to English: dialogues that meet one of seven criteria, each with the words that gave the verdict. The
 * scores of both judges stay in the row and in the journal, apart from the thresholds, so that a change of these computes
 * no score again and asks the generator only about what it has not yet judged.
 */
export const screen = stream<Original, Original, typeof options>({
  name: 'screen',
  description: 'drops what belongs to English: names, code, places, culture, verse, traditions, brands',
  options,
  volatile: ['prefilters', 'low', 'high', 'threshold', 'longest'],
  uses: ({ judge }): Uses => ({ embedder: true, files: [classifierFile], ...(judge === 'signals' ? {} : { judge: ['screen'] }) }),
  async *run(rows, context, given) {
    const chosen: Options = { ...given, judge: given.judge ?? context.models.judgeEntry.defaults?.judge ?? 'both' }
    const judges = judgesIn(context)
    const width = chosen.judge === 'signals' ? 4 : Math.min(32, (await context.models.judge()).concurrency + 2)
    const each = (row: Original) => screened(row, { context, chosen, judges })
    for await (const { row, drop } of inOrder(rows, each, { width, ahead: 4 * width, signal: context.signal })) {
      if (drop) context.reject(row, drop.reason, drop.detail)
      else yield row
    }
  },
})

interface Judged {
  readonly row: Original
  readonly drop?: { readonly reason: string; readonly detail: Readonly<Record<string, unknown>> }
}

interface Screening {
  readonly context: Context
  readonly chosen: Options
  readonly judges: Readonly<Record<'signals' | 'generator', (context: Context) => Promise<Judge>>>
}

async function screened(row: Original, { context, chosen, judges }: Screening): Promise<readonly Judged[]> {
  const text = row.messages.map((message) => message.content).join('\n\n')
  const hit = prefiltered(text, chosen.prefilters) ?? (chosen.longest > 0 && text.length > chosen.longest ? { filter: 'too-long', evidence: `${text.length} characters` } : undefined)
  if (hit) return [{ row, drop: { reason: 'prefilter', detail: { ...hit } } }]
  const signals = await verdictsOf(text, judges.signals, 'signals', context)
  const open = openCriteria(signals.verdicts!, chosen)
  const generator = open.length > 0 ? await verdictsOf(text, judges.generator, 'generator', context) : undefined
  const scores = scoresOf(signals.verdicts!, generator?.verdicts)
  const result = { ...row, screening: { verdicts: scores } }
  if (generator?.problem !== undefined) return [{ row: result, drop: { reason: 'not-judged', detail: { problem: generator.problem } } }]
  const met = metCriteria(scores, chosen)
  if (met.length === 0) return [{ row: result }]
  const evidence = Object.fromEntries(met.map((criterion) => [criterion, scores[criterion]!.evidence]))
  return [{ row: result, drop: { reason: 'belongs-to-english', detail: { criteria: met, evidence } } }]
}

interface Scored extends Row {
  readonly verdicts?: Verdicts
  /** Why there are none. */
  readonly problem?: string
}

/** The verdicts of one judge on a text, journaled apart from everything that is decided by them. */
async function verdictsOf(text: string, judge: (context: Context) => Promise<Judge>, id: string, context: Context): Promise<Scored> {
  const [scored] = await context.once<Scored>({ id, ...{ text } }, async (inner) => {
    try {
      return [{ id, verdicts: await (await judge(inner)).judge(text) }]
    } catch (error) {
      if (error instanceof Unjudged || error instanceof PromptTooLong) return [{ id, problem: error.message }]
      throw error
    }
  })
  return scored!
}

/** Both judges, made at first use. */
function judgesIn({ models, language, prompts, seed, signal }: Context): Screening['judges'] {
  let classifier: ReturnType<typeof readClassifier> | undefined
  return {
    signals: async () => signalsJudge({ embedder: await models.embedder(), classifier: (classifier ??= readClassifier()), language }),
    generator: async () => generatorJudge({ generator: await models.judge(), prompt: prompts.get('screen', 'judge'), language, seed, signal }),
  }
}
