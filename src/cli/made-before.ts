import { manifestOf, stageFolder } from '../build.js'
import { recipeOf, stageFingerprint } from '../fingerprint.js'
import type { Models, Stage } from '../types.js'
import { stagesOf, worldOf, type Part, type Plan } from './plan.js'

/** Where the stages of a language are, or those that all languages share. */
export interface Place {
  readonly plan: Plan
  readonly part: Part
  readonly models: Models
  readonly code: string
  readonly folder: string
  readonly from: number
  readonly to: number
  readonly limit: number | undefined
  /** Fingerprint of the stage before them; empty where there is none. */
  readonly before: string
}

/** The stages of a place; `make`: rows that some make in addition. */
export function stagesAt({ plan, part, code, limit, from, to }: Place, make: Readonly<Record<string, number>> = {}): Stage[] {
  return stagesOf(plan, part, { language: code, limit, make }).slice(from, to)
}

/**
 * Rows that stages were to make in the end, where the same build is finished: more than the limit where later stages dropped some.
 * Begun with these, its stages are known again. Empty where there is none.
 */
export async function madeBefore(place: Place): Promise<Record<string, number>> {
  const { folder, limit } = place
  if (limit === undefined) return {}
  const stages = stagesAt(place)
  const made: Record<string, number> = {}
  for (const [i, { name, options }] of stages.entries()) {
    const most = (await manifestOf(stageFolder(folder, stages, i)))?.options['limit']
    if (typeof most === 'number' && typeof options['limit'] === 'number') made[name] = Math.round((most * limit) / options['limit'])
  }
  const { done } = await known(place, stagesAt(place, made))
  return done.every((one) => one) ? made : {}
}

/** Which of some stages are finished just so, and the fingerprint of the last. */
export async function known({ plan, part, models, code, folder, before }: Place, stages: readonly Stage[]): Promise<{ readonly done: readonly boolean[]; readonly last: string }> {
  const world = worldOf(plan, { dataset: part.dataset, code }, models)
  const done: boolean[] = []
  let last = before
  for (const [i, stage] of stages.entries()) {
    last = stageFingerprint(stage, await recipeOf(stage, world), last)
    done.push((await manifestOf(stageFolder(folder, stages, i)))?.fingerprint === last)
  }
  return { done, last }
}
