import { join } from 'node:path'
import { manifestOf, stageFolder } from '../build.js'
import { messagesOf } from '../dialogue/writer.js'
import { recipeOf, stageFingerprint } from '../fingerprint.js'
import { openModels } from '../models/open-models.js'
import { openPool } from '../pool.js'
import { answerSpans, passageSentences } from '../text/spans.js'
import type { Context, Message, Passage, Row, Stage } from '../types.js'
import { modelsWanted, planOf, stagesOf, wikisOf, worldOf, type Plan } from './build-command.js'
import type { Config } from './settings.js'
import type { Streams } from './streams.js'
import { wrap } from './table.js'

/** Says which stages would run and which are done, and shows the prompts of a first turn, about the first passage that passes the gates. */
export async function dryRun(config: Config, { out, signal }: Streams): Promise<void> {
  const plan = planOf(config)
  await using models = await openModels(modelsWanted(config, () => {}))
  await using pool = openPool()
  const wikis = await wikisOf(plan, pool, signal)
  for (const language of plan.languages) {
    const world = worldOf(plan, language, models)
    const stages = stagesOf(plan, wikis[language])
    const folder = join(plan.out, plan.dataset.name, language)
    out.write(`${language}: ${folder}\n`)
    let before = ''
    for (const [index, stage] of stages.entries()) {
      before = stageFingerprint(stage, await recipeOf(stage, world), before)
      const done = await manifestOf(stageFolder(folder, stages, index))
      out.write(`  ${stage.name}: ${done?.fingerprint === before ? `done, ${done.rowsOut} rows` : 'would run'}, ${JSON.stringify(stage.options)}\n`)
    }
    const context = contextOf(world, signal, pool.work)
    const passage = await firstPassage(stages, context)
    if (!passage) out.write('  no article of this dump passes the gates\n')
    else for (const { name, messages } of firstPrompts(plan, passage, context)) out.write(`\n  prompt ${name}, about "${passage.title}":\n${messages.map(show).join('\n')}\n`)
  }
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
  const span = answerSpans(passageSentences(passage.text, context.language), context.language)[0]
  const answer = answers === 'extractive' ? 'answer-extractive' : 'answer'
  const calls: { name: string; values: Record<string, string> }[] = order === 'answer-first' && span ? [{ name: 'question-for-answer', values: { answer: span.text } }] : [{ name: 'seed-question', values: {} }, { name: answer, values: { question: '…' } }]
  return calls.map(({ name, values }) => ({ name, messages: messagesOf({ context, passage }, { kind: 'question', prompt: name, turns: [], values }) }))
}

const show = ({ role, content }: Message) => `  [${role}]\n${wrap(content, 100, '    ')}`
