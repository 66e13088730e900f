import { damageOf } from '../text/damage.js'
import { inLanguage } from '../text/language-id.js'
import { endsProperly, forbiddenPhrase } from '../text/standalone.js'
import type { Reply } from '../types.js'
import { round, type Checking, type Verdict } from './checking.js'

/** What holds for questions and answers alike: whole, in the language, of some length, no talk about a text, nothing of the prompt. */
export function checkForm({ text, finish }: Pick<Reply, 'text' | 'finish'>, checking: Checking, least: number): Verdict {
  const { language, promptTexts } = checking
  const lock = inLanguage(text, language)
  const scores = { language: lock.language, languageScore: round(lock.score), script: round(lock.scriptShare) }
  const fail = (reason: string, detail: Record<string, unknown> = {}) => ({ scores, reason, detail })
  if (text.trim() === '') return fail('empty')
  if (finish === 'length') return fail('cut-off')
  const damage = damageOf(text)
  if (damage) return fail('damaged-text', { ...damage })
  const token = controlToken.exec(text)?.[0]
  if (token) return fail('control-token', { token })
  const leak = promptLeak(text, promptTexts)
  if (leak) return fail('prompt-leak', { leak })
  const foreign = foreignWord(text, checking)
  if (foreign) return fail('foreign-script', { word: foreign })
  if (!lock.ok) return fail('wrong-language', { language: lock.language, script: round(lock.scriptShare) })
  if ([...text].length * (language.gap === '' ? 3 : 1) < least) return fail('too-short', { characters: [...text].length })
  if (!endsProperly(text, language)) return fail('unfinished')
  const phrase = forbiddenPhrase(text, language)
  if (phrase) return fail('refers-to-text', { phrase })
  return { scores }
}

/** A word in a script of another language that the passage does not have. */
function foreignWord(text: string, { language, passage }: Checking): string | undefined {
  const own = new RegExp(`^[${language.scripts.map((script) => `\\p{Script=${script}}`).join('')}\\p{Script=Common}\\p{Script=Inherited}]+$`, 'u')
  const source = `${passage.title} ${passage.text}`.toLowerCase()
  const words = text.match(/\p{Script=Han}+|[\p{L}\p{M}]+/gu) ?? []
  return words.find((word) => !own.test(word) && !source.includes(word.toLowerCase()))
}

/** Tokens of chat templates, and the tags of the prompts. */
const controlToken = /<\|[^|<>]{1,40}\|>|<\/?(?:s|bos|eos|pad|unk|document|passage|dialogue|user|assistant|question|answer|title|think)\b[^>]{0,40}>|\[\/?INST\]|<start_of_turn>|<end_of_turn>/i

/** Characters in a row that a reply and a prompt may not have in common. */
const leakLength = 40

function promptLeak(text: string, prompts: readonly string[]): string | undefined {
  const flat = text.replace(/\s+/g, ' ')
  for (let start = 0; start + leakLength <= flat.length; start++) {
    const window = flat.slice(start, start + leakLength)
    if (prompts.some((prompt) => prompt.includes(window))) return window
  }
  return undefined
}
