import { anyLanguageOf } from '../languages/any.js'
import { inLanguage, toldBy } from '../text/language-id.js'
import { letters } from '../translation/verify/prose.js'
import type { Finding, Verdict } from '../translation/verify/pair.js'
import type { Draft } from './draft.js'

/** Letters from which a piece is told by its words or trigrams; those without capitals count three times. */
const enough = 40

/** Whether a dialogue is what it was to be: every piece in its language, and what was asked for word for word in the answer. */
export function draftVerdict({ messages, parts, must = [], how }: Draft): Verdict {
  const locked = parts.map(({ text, language }) => ({ language, ...lockOf(text, language) }))
  const last = messages.at(-1)!.content
  const missing = must.filter((text) => !last.includes(text))
  const bad = locked.find(({ ok }) => !ok)
  const empty = messages.some(({ content }) => content.trim() === '')
  const findings: Finding[] = [
    ...(empty ? [{ reason: 'empty-turn', detail: {} }] : []),
    ...(bad ? [{ reason: 'wrong-language', detail: { wanted: bad.language, found: bad.found } }] : []),
    ...(missing.length > 0 ? [{ reason: 'constraint-not-met', detail: { missing } }] : []),
  ]
  const told = Object.fromEntries(locked.map(({ language, by }) => [`${language}-told-by`, by]))
  return { scores: { ...(how ? { how } : {}), ...(must.length > 0 ? { must: must.length } : {}), ...told }, findings }
}

/** Whether a text is in a language, and how that was told. */
export function lockOf(text: string, code: string): { readonly ok: boolean; readonly by: ReturnType<typeof toldBy>; readonly found: string } {
  const language = anyLanguageOf(code)
  const { ok, scriptShare, language: found } = inLanguage(text, language)
  const weight = letters(text) + 2 * (text.match(/\p{Lo}/gu) ?? []).length
  const by = toldBy(language)
  if (weight >= enough && by !== 'script') return { ok, by, found }
  return { ok: scriptShare >= 0.5 || letters(text) === 0, by: 'script', found }
}
