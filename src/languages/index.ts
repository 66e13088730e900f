import { UserError } from '../errors.js'
import type { Language } from '../types.js'
import { en } from './en.js'
import { es } from './es.js'
import { fr } from './fr.js'
import { ru } from './ru.js'
import { zh } from './zh.js'

/** Every language ultralink has facts about, by code. */
export const languages: Readonly<Record<string, Language>> = { en, zh, ru, fr, es }

/** The language of that code. @throws UserError naming the known ones */
export const languageOf = (code: string): Language => {
  const language = Object.hasOwn(languages, code) ? languages[code] : undefined
  if (language) return language
  throw new UserError(`language '${code}' is not known; known: ${Object.keys(languages).join(', ')}. To add one, see CONTRIBUTING.md, or give a Language of your own`)
}
