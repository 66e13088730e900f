import { anyLanguageOf } from '../../src/languages/any.js'
import type { Context, CrossLingualDialogue } from '../../src/types.js'
import { worldOf, type World, type WorldOptions } from '../world.js'

/** A world whose language may be any. */
export function worldIn(language: string, options: Omit<WorldOptions, 'language'> = {}): World {
  const world = worldOf(options)
  const context: Context = { ...world.context, language: anyLanguageOf(language), once: (row, does, carried) => world.context.once(row, (inner) => does({ ...inner, language: context.language }), carried) }
  return { ...world, context }
}

/** Rows by direction: `{ 'en-fr': 20, … }`. */
export function matrixOf(out: readonly CrossLingualDialogue[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { direction: { from, to } } of out) found[`${from}-${to}`] = (found[`${from}-${to}`] ?? 0) + 1
  return found
}
