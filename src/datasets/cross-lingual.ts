import { dataset, from } from '../dataset.js'
import { instructions } from '../stages/instructions.js'
import { pairChecks } from '../stages/pair-checks.js'
import { pairs } from '../stages/pairs.js'

/** BayLing 2's alignment data: instructions that go between a language and the pivots, made of parallel text. */
export const crossLingual = dataset(
  'cross-lingual',
  'instructions between any language and the pivots, made of parallel text: translation, constrained and interactive, answers in another language (BayLing 2)',
  from(pairs).then(pairChecks).then(instructions),
  { anyLanguage: true },
)
