import { dataset, from } from '../dataset.js'
import { nearDuplicates } from '../stages/near-duplicates.js'
import { originals } from '../stages/originals.js'
import { prune } from '../stages/prune.js'
import { translate } from '../stages/translate.js'
import { verify } from '../stages/verify.js'

/** UltraLink's mathematics: pruned once on the English originals, translated, its numbers and answers verified. */
export const math = dataset(
  'math',
  'English word problems with worked answers: pruned, translated, verified number by number (UltraLink)',
  from(originals, { kind: 'math' }).then(nearDuplicates).then(prune).perLanguage().then(translate).then(verify),
)
