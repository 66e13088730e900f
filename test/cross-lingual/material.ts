import type { Material } from '../../src/cross-lingual/draft.js'
import { randomOf } from '../../src/text/random.js'
import type { Message, Parallel } from '../../src/types.js'

interface Given {
  readonly ask?: string
  readonly glossary?: Material['glossary']
  readonly seed?: number
  readonly from?: string
  readonly to?: string
  readonly pivot?: string
}

/** A text in two languages, from the pivot (English, where not given) to French or the other way. */
export function textMaterial(source: string, target: string, given: Given = {}): Material {
  return materialOf('text', [[{ role: 'user', content: source }], [{ role: 'user', content: target }]], given)
}

/** A dialogue in two languages. */
export function dialogueMaterial(source: readonly string[], target: readonly string[], given: Given = {}): Material {
  const messages = (texts: readonly string[]) => texts.map((content, i): Message => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }))
  return materialOf('dialogue', [messages(source), messages(target)], given)
}

function materialOf(shape: Parallel['shape'], [source, target]: readonly [readonly Message[], readonly Message[]], { ask = 'en', glossary = [], seed = 0, from = 'en', to = 'fr', pivot = 'en' }: Given): Material {
  const turned = from === pivot
  const row: Parallel = { id: 'pair', language: turned ? to : from, pivot, shape, messages: turned ? { pivot: source, own: target } : { pivot: target, own: source }, source: { dataset: 'test', row: 1, format: 'tsv' } }
  return { row, direction: { from, to }, source, target, ask, glossary, random: randomOf('material', seed) }
}
