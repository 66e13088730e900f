import { dataset, from } from '../dataset.js'
import { nearDuplicates } from '../stages/near-duplicates.js'
import { originals } from '../stages/originals.js'
import { prune } from '../stages/prune.js'
import { translate } from '../stages/translate.js'
import { verify } from '../stages/verify.js'

/** UltraLink's code: pruned once on the English originals, its prose translated around the code, verified. */
export const code = dataset(
  'code',
  'English programming tasks with solutions: pruned, their prose translated, the code as it is, verified (UltraLink)',
  from(originals, { kind: 'code' }).then(nearDuplicates).then(prune).perLanguage().then(translate).then(verify),
)
