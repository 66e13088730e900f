import type { Language } from '../types.js'
import { closingMark } from './closing-mark.js'
import { behindEndings } from './glued.js'
import { spacesWords } from './spaced.js'
import { bareTitle } from './title.js'

/** The forbidden phrase a text contains (a reference to a text the reader does not see, talk about being a model). */
export function forbiddenPhrase(text: string, language: Language): string | undefined {
  const flat = plain(text)
  return language.dialogue.forbidden.find((phrase) => holds(flat, phrase, language))
}

/**
 * The pronoun or connective a text opens with that makes it depend on what came before. A name in quotation marks is none («Они» is a
 * film), nor is the title of the article.
 */
export function dependentOpening(text: string, language: Language, title = ''): string | undefined {
  const { dependentOpenings, independentOpenings = [] } = language.dialogue
  const flat = plain(text).replace(/^[^\p{L}\p{N}]+/u, '')
  const opens = (opening: string, behind = flat.slice(opening.length)): boolean => flat.startsWith(opening) && (!spacesWords(language) || !/^[\p{L}\p{N}]/u.test(behind) || /[’']$/.test(opening))
  const name = plain(bareTitle(title))
  const [all = '', ...parts] = quotedOpening.exec(text.trim()) ?? []
  const quoted = parts.join('').trim()
  // What somebody says ends in a mark, or one follows it: “He left,” she said; «Они ушли», — писал он.
  const isSaid = endsProperly(quoted, language) || /[,，、]$/.test(quoted) || /^\s*[,，]/.test(text.trim().slice(all.length))
  if (quoted !== '' && !isSaid) return undefined
  if ((name !== '' && opens(name, behindEndings(flat.slice(name.length), language))) || independentOpenings.some((each) => opens(each))) return undefined
  return dependentOpenings.find((each) => opens(each))
}

const quotedOpening = /^(?:《([^》]+)》|「([^」]+)」|『([^』]+)』|«([^»]+)»|“([^”]+)”|„([^“”]+)[“”]|"([^"]+)")/u

/** Whether a text ends like a finished sentence of the language. */
export function endsProperly(text: string, language: Language): boolean {
  const ends = [...language.terminators, '…'].map((character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).join('')
  return new RegExp(`[${ends}]\\s*["'”’»›」』）)\\]${closingMark(language)}]*$`, 'u').test(text.trim())
}

/** Whether brackets and quotation marks that come in pairs do; a mark that the language pairs otherwise (`„“`, `»«`, `””`) goes by that, and one that `„` opened closes it. */
export function balanced(text: string, { quotes }: Pick<Language, 'quotes'>): boolean {
  const own = quotes.map((mark) => mark.trim()).join('')
  const usual = ['()', '[]', '{}', text.includes('„') ? '„“' : '“”', '«»', '「」', '『』', '（）', '《》'].filter((pair) => ![...pair].some((mark) => own.includes(mark)))
  return [...usual, own].every(([open, close]) => {
    if (open === close) return text.split(open!).length % 2 === 1
    let depth = 0
    for (const character of text) {
      if (character === open) depth++
      else if (character === close && --depth < 0) return false
    }
    return depth === 0
  })
}

function holds(flat: string, phrase: string, language: Language): boolean {
  for (let at = flat.indexOf(phrase); at >= 0; at = flat.indexOf(phrase, at + 1)) {
    if (!spacesWords(language)) return true
    const before = flat[at - 1] ?? ' '
    const after = behindEndings(flat.slice(at + phrase.length), language)[0] ?? ' '
    if (!/[\p{L}\p{N}]/u.test(before) && (!/[\p{L}\p{N}]/u.test(after) || !/[\p{L}\p{N}]$/u.test(phrase))) return true
  }
  return false
}

const plain = (text: string) => text.toLowerCase().replace(/’/g, "'").replace(/\s+/g, ' ').trim()
