import { dataset, from } from '../dataset.js'
import { articles } from '../stages/articles.js'
import { culture } from '../stages/culture.js'
import { dialogues } from '../stages/dialogues.js'
import { duplicates } from '../stages/duplicates.js'
import { passages } from '../stages/passages.js'

/** UltraLink's language-specific half: dialogues grounded in a language's own Wikipedia. */
export const chatSpecific = dataset(
  'chat-specific',
  "multi-turn dialogues grounded in each language's own Wikipedia (UltraLink)",
  from(articles).then(passages).then(culture).then(dialogues).then(duplicates),
)
