import type { Language } from '../types.js'
import { escaped } from './escaped.js'

/** Most endings behind one word: what a long text repeats (`anananan`) could be read as endings in too many ways. */
const most = 4

/** Endings that the language glues to a word, none or several, as the source of an expression (flags `iu`); empty where it has none. */
export const gluedEndings = ({ endings }: Language): string => (endings ? `(?:${endings.map(escaped).join('|')}){0,${most}}` : '')

/** What stands behind a name, in lower case, without endings that are glued to it. */
export const behindEndings = (text: string, language: Language): string => text.replace(rulesOf(language).behind, '')

/** A word in lower case without its endings, of which two letters stay. */
export const withoutEndings = (word: string, language: Language): string => (language.endings ? word.replace(rulesOf(language).atEnd, '') : word)

const known = new WeakMap<Language, { readonly behind: RegExp; readonly atEnd: RegExp }>()

function rulesOf(language: Language) {
  const found = known.get(language)
  if (found) return found
  const endings = gluedEndings(language)
  const rules = { behind: new RegExp(`^${endings}(?![\\p{L}\\p{M}\\p{N}])`, 'u'), atEnd: new RegExp(`(?<=..)${endings}$`, 'u') }
  known.set(language, rules)
  return rules
}
