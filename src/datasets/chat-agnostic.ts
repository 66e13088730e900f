import { dataset, from } from '../dataset.js'
import { nearDuplicates } from '../stages/near-duplicates.js'
import { originals } from '../stages/originals.js'
import { prune } from '../stages/prune.js'
import { screen } from '../stages/screen.js'
import { translate } from '../stages/translate.js'
import { verify } from '../stages/verify.js'

/** UltraLink's language-agnostic chat: what belongs to English stays English, the rest is pruned, translated and verified. */
export const chatAgnostic = dataset(
  'chat-agnostic',
  'English chats that belong to no one culture: screened, pruned, translated, verified (UltraLink)',
  from(originals, { kind: 'chat_agnostic' }).then(screen).then(nearDuplicates).then(prune).perLanguage().then(translate).then(verify),
)
