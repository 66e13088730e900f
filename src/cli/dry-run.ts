import { join } from 'node:path'
import { manifestOf, stageFolder } from '../build.js'
import { messagesOf } from '../dialogue/writer.js'
import { openModels } from '../models/open-models.js'
import { openPool } from '../pool.js'
import { sharedFolder } from '../release.js'
import { answerSpans, passageSentences } from '../text/spans.js'
import type { Context, Message, Passage, Row, Stage } from '../types.js'
import { known, madeBefore, stagesAt, type Place } from './made-before.js'
import { checkStages, limitOf, modelsWanted, partsOf, planOf, stagesOf, worldOf, type Plan } from './plan.js'
import type { Config } from './settings.js'
import type { Streams } from './streams.js'
import { wrap } from './table.js'

/** Says which stages would run and which are done, and shows the prompts of a first call: about the first passage that passes the gates, or of the first message to be translated. */
export async function dryRun(config: Config, streams: Streams): Promise<void> {
  const plan = planOf(config)
  const { out, signal } = streams
  await using models = await openModels({ ...modelsWanted(config, () => {}), countOnly: true })
  await using pool = openPool()
  const parts = await partsOf(plan, pool, streams)
  checkStages(plan, parts, models)
  for (const part of parts) {
    const { dataset, folder } = part
    const shared = await stagesSaid({ plan, part, code: 'en', folder: join(folder, sharedFolder), from: 0, to: dataset.shared, limit: undefined, models, before: '' }, out)
    for (const language of plan.languages) {
      const limit = limitOf(plan, dataset.name, language)
      if (limit === 0) continue
      await stagesSaid({ plan, part, code: language, folder: join(folder, language), from: dataset.shared, to: dataset.kinds.length, limit, models, before: shared }, out)
      const context = contextOf(worldOf(plan, { dataset, code: language }, models), signal, pool.work)
      if (dataset.kinds[0]?.flags.wiki) await sayPassage(plan, stagesOf(plan, part, { language }), { context, out })
    }
  }
}

/** Lists stages of a place and whether they are done; gives the fingerprint of the last. */
async function stagesSaid(place: Place, out: Streams['out']): Promise<string> {
  const { code, folder, from, to, before } = place
  if (from === to) return before
  const stages = stagesAt(place, await madeBefore(place))
  const { done, last } = await known(place, stages)
  out.write(`${code}: ${folder}\n`)
  for (const [i, { name, options }] of stages.entries()) {
    const rows = done[i] ? (await manifestOf(stageFolder(folder, stages, i)))?.rowsOut : undefined
    out.write(`  ${name}: ${rows === undefined ? 'would run' : `done, ${rows} rows`}, ${JSON.stringify(options)}\n`)
  }
  return last
}

async function sayPassage(plan: Plan, stages: readonly Stage[], { context, out }: { context: Context; out: Streams['out'] }): Promise<void> {
  const passage = await firstPassage(stages, context)
  if (!passage) out.write('  no article of this dump passes the gates\n')
  else for (const { name, messages } of firstPrompts(plan, passage, context)) out.write(`\n  prompt ${name}, about "${passage.title}":\n${messages.map(show).join('\n')}\n`)
}

function contextOf(world: ReturnType<typeof worldOf>, signal: AbortSignal, work: Context['work']): Context {
  const context: Context = { ...world, signal, work, reject() {}, count() {}, progress() {}, once: (_, does) => does(context) }
  return context
}

async function firstPassage([articles, passages]: readonly Stage[], context: Context): Promise<Passage | undefined> {
  const none: AsyncIterable<Row> = { async *[Symbol.asyncIterator]() {} }
  for await (const passage of passages!.run(articles!.run(none, context), context)) return passage as Passage
  return undefined
}

/** The calls of the order and way of answering that the model or the options choose; any span stands for the answer, since none is chosen yet. */
function firstPrompts({ config }: Plan, passage: Passage, context: Context): { name: string; messages: Message[] }[] {
  const { order = 'question-first', answers = 'free' } = { ...context.models.generatorEntry.defaults, ...config.set?.['dialogues'] }
  const span = answerSpans(passageSentences(passage.text, context.language), context.language, passage)[0]
  const answer = answers === 'extractive' ? 'answer-extractive' : 'answer'
  const calls: { name: string; values: Record<string, string> }[] = order === 'answer-first' && span ? [{ name: 'question-for-answer', values: { answer: span.text } }] : [{ name: 'seed-question', values: {} }, { name: answer, values: { question: '…' } }]
  return calls.map(({ name, values }) => ({ name, messages: messagesOf({ context, passage }, { kind: 'question', prompt: name, turns: [], values }) }))
}

const show = ({ role, content }: Message) => `  [${role}]\n${wrap(content, 100, '    ')}`
