import { answered, mixed, pivotGuided } from './answering.js'
import type { Builder } from './draft.js'
import { interactive } from './interactive.js'
import { constrained, translation } from './translation.js'
import type { Parallel } from '../types.js'

/** What can be made of parallel text, by name. */
export const tasks = {
  translation,
  constrained,
  interactive,
  'cross-lingual-answer': answered,
  'pivot-guided': pivotGuided,
  mixed,
} satisfies Record<string, Builder>

export type Task = keyof typeof tasks

export const taskNames = Object.keys(tasks) as Task[]

/** Tasks that only a dialogue has enough for, and how much more often a dialogue is used for them than for others. */
const ofDialogues: readonly Task[] = ['cross-lingual-answer', 'pivot-guided', 'mixed']
const preference = 3

/** The tasks in an order drawn by their weights; those of weight 0 are left out. */
export function taskOrder(weights: Readonly<Partial<Record<Task, number>>>, shape: Parallel['shape'], random: () => number): Task[] {
  const weightOf = (task: Task) => (weights[task] ?? 1) * (shape === 'dialogue' && ofDialogues.includes(task) ? preference : 1)
  const keys = taskNames.map((task) => ({ task, weight: weightOf(task), at: random() }))
  // Efraimidis and Spirakis 2006: the largest u^(1/w) is drawn first.
  return keys.filter(({ weight }) => weight > 0).sort((a, b) => b.at ** (1 / b.weight) - a.at ** (1 / a.weight)).map(({ task }) => task)
}
