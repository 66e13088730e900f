import { createHash } from 'node:crypto'
import { randomOf } from '../text/random.js'
import type { Context, CrossLingualDialogue, Parallel } from '../types.js'
import type { Finding } from '../translation/verify/pair.js'
import { draftVerdict } from './check-draft.js'
import { continued } from './continued.js'
import type { Direction } from './directions.js'
import type { Draft, Material } from './draft.js'
import type { Glossary } from './glossary.js'
import { taskOrder, tasks, type Task } from './tasks.js'
import { askedIn, templatesOf } from './templates.js'
import { translation } from './translation.js'

/** A row, the direction it is to be used in, and what is chosen for all rows. */
export interface Order {
  readonly row: Parallel
  readonly direction: Direction
  readonly pivots: readonly string[]
  readonly weights: Readonly<Partial<Record<Task, number>>>
  readonly glossary: Glossary
  /** Have the generator write turns that do not follow from the parallel text. */
  readonly generate: boolean
}

/** Makes a dialogue of a row: the first task, in an order drawn, that the row has enough for. Rejects it with the reason when none is left. */
export async function written(order: Order, context: Context): Promise<readonly CrossLingualDialogue[]> {
  const { row, direction } = order
  const random = randomOf(context.seed, 'instructions', row.id, direction.from, direction.to)
  const names = askedIn(direction, order.pivots)
  const turned = direction.from === row.pivot
  const [source, target] = turned ? [row.messages.pivot, row.messages.own] : [row.messages.own, row.messages.pivot]
  const material: Material = { row, direction, source, target, ask: names[Math.floor(random() * names.length)]!, glossary: order.glossary, random }
  let failed: Finding = { reason: 'no-task-fits', detail: { weights: order.weights } }
  for (const task of taskOrder(order.weights, row.shape, random)) {
    const draft = await drafted(task, material, { generate: order.generate, context })
    if (!draft) continue
    const verdict = 'reason' in draft ? undefined : draftVerdict(draft)
    if (verdict?.findings.length === 0) return [dialogueOf(draft as Draft, task, { order, context, ask: material.ask, scores: verdict.scores })]
    failed = 'reason' in draft ? draft : verdict!.findings[0]!
  }
  context.reject({ ...row, id: idOf(order) }, failed.reason, { direction, ...failed.detail })
  return []
}

/** A dialogue of that task; with a generator, conversations about a translation go on. */
async function drafted(task: Task, material: Material, { generate, context }: { generate: boolean; context: Context }): Promise<Draft | Finding | undefined> {
  if (task !== 'interactive' || !generate) return tasks[task](material)
  const before = material.random() < 0.5 ? tasks.interactive(material) : undefined
  const endsInTranslation = before?.messages.at(-1)?.content === before?.parts.at(-1)?.text && before?.parts.at(-1)?.language === material.direction.to
  return continued(before && endsInTranslation ? before : translation(material)!, material, context)
}

function dialogueOf(draft: Draft, task: Task, { order, context, ask, scores }: { order: Order; context: Context; ask: string; scores: Readonly<Record<string, number | string | boolean>> }): CrossLingualDialogue {
  const { row, direction, generate } = order
  return {
    id: idOf(order),
    language: row.language,
    kind: 'cross_lingual',
    messages: draft.messages,
    ...{ direction, task, template: draft.template },
    source: row.source,
    made: { generator: generate ? context.models.generatorId : 'none', embedder: 'none', prompts: { [`cross-lingual/${ask}`]: templatesOf(ask).hash }, seed: context.seed, pair: row.id },
    checks: [scores, ...(row.checks ?? [])],
  }
}

/** First 16 hex digits of the sha256 of the row's id and the direction. */
function idOf({ row, direction }: Pick<Order, 'row' | 'direction'>): string {
  return createHash('sha256').update(JSON.stringify([row.id, direction.from, direction.to])).digest('hex').slice(0, 16)
}
