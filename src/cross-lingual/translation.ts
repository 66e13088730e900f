import { anyLanguageOf, nameOf, writtenFrom } from '../languages/any.js'
import { addressOf } from './address.js'
import { firstOf, shuffled, some, textOf, turn, type Builder, type Draft, type Material } from './draft.js'
import { termsIn, type Glossary } from './glossary.js'
import { drawn } from './templates.js'
import { contentWords, isAskable, sharedTerms } from './words.js'

/** Names of both languages, in the language that is asked in. */
export function namesOf({ direction, ask }: Pick<Material, 'direction' | 'ask'>): { readonly source: string; readonly target: string } {
  return { source: nameOf(direction.from, ask), target: nameOf(direction.to, ask) }
}

/** A text, and its translation. */
export const translation: Builder = (material) => {
  const { source, target } = textOf(material)
  const asked = drawn('translation', material.ask, material.random)
  return { template: asked.name, messages: turn(asked.fill({ ...namesOf(material), text: source }), target), parts: [{ text: target, language: material.direction.to }] }
}

/** Most words and terms that are asked for. */
const most = 3

/** A text to be translated under a constraint that its translation is seen to keep: words, terms left alone, a list of terms, a form of address. */
export const constrained: Builder = (material) => {
  const texts = textOf(material)
  return firstOf(shuffled([words, keep, listed, address], material.random), (kind) => kind(material, texts))
}

type Texts = ReturnType<typeof textOf>
type Constrain = (material: Material, texts: Texts) => Draft | undefined

const words: Constrain = (material, texts) => {
  const all = contentWords(texts.target, material.direction.to).filter((word) => isAskable(word, material.direction.to) && !texts.source.includes(word))
  const chosen = some(all, 1 + Math.floor(material.random() * most), material.random)
  return chosen.length === 0 ? undefined : draftOf('words', material, texts, { words: listOf(chosen, material.ask) }, chosen)
}

const keep: Constrain = (material, texts) => {
  const chosen = some(sharedTerms(texts.source, texts.target), most, material.random)
  return chosen.length === 0 ? undefined : draftOf('keep', material, texts, { terms: listOf(chosen, material.ask) }, chosen)
}

const listed: Constrain = (material, texts) => {
  const chosen = some(termsIn(glossaryOf(material), texts), most, material.random)
  if (chosen.length === 0) return undefined
  const arrow = writtenFrom(material.direction.to) === 'right' && writtenFrom(material.direction.from) === 'right' ? '←' : '→'
  return draftOf('glossary', material, texts, { terms: chosen.map(([term, own]) => `- ${term} ${arrow} ${own}`).join('\n') }, chosen.map(([, own]) => own))
}

const address: Constrain = (material, texts) => {
  const form = addressOf(texts.target, material.direction.to)
  return form && draftOf(form, material, texts, {}, [])
}

function draftOf(kind: string, material: Material, { source, target }: Texts, values: Readonly<Record<string, string>>, must: readonly string[]): Draft {
  const asked = drawn(kind, material.ask, material.random)
  return { template: asked.name, messages: turn(asked.fill({ ...namesOf(material), ...values, text: source }), target), parts: [{ text: target, language: material.direction.to }], must, how: kind }
}

/** The terms from the language it goes from to that it goes to. */
export function glossaryOf({ glossary, direction, row }: Material): Glossary {
  return direction.from === row.pivot ? glossary : glossary.map(([pivot, own]) => [own, pivot] as const)
}

/** Words in the quotation marks of a language, with commas between them. */
function listOf(list: readonly string[], language: string): string {
  const [open, close] = anyLanguageOf(language).quotes
  return list.map((word) => `${open}${word}${close}`).join(anyLanguageOf(language).gap === '' ? '、' : ', ')
}
