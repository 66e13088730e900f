import { shuffled, some, textOf, turn, type Builder, type Material } from './draft.js'
import { termsIn } from './glossary.js'
import { joined, sentencePairs, type SentencePairs } from './sentence-pairs.js'
import { drawn } from './templates.js'
import { glossaryOf, namesOf } from './translation.js'

/** Where a conversation stands: what the translation covers now, sentence by sentence. */
interface Standing extends SentencePairs {
  readonly material: Material
}

/** One more turn: what is asked for, the answer, and where that leaves things; undefined where it cannot be asked. */
interface Step {
  readonly asked: string
  readonly answer: string
  readonly template: string
  /** Text of the answer in the language it is in. */
  readonly part?: { readonly text: string; readonly language: string }
  readonly standing?: SentencePairs
  /** What comes after it would be asked of another text. */
  readonly ends?: boolean
}

type Follow = (standing: Standing) => Step | undefined

/** A translation, then one or two turns about it, each of which follows from the pair alone. */
export const interactive: Builder = (material) => {
  const { direction, random } = material
  const texts = textOf(material)
  const pairs = sentencePairs(texts, direction)
  const adds = pairs !== undefined && random() < 0.3
  let standing: Standing = { material, ...(adds ? slice(pairs, 0, -1) : (pairs ?? { source: [texts.source], target: [texts.target] })) }
  const opening = drawn('translation', material.ask, random)
  const first = { source: joined(standing.source, direction.from), target: joined(standing.target, direction.to) }
  const messages = [...turn(opening.fill({ ...namesOf(material), text: first.source }), first.target)]
  const parts = [{ text: first.target, language: direction.to }]
  const names: string[] = []
  let wanted = 1 + Math.floor(random() * 2)
  const order = adds ? [add(slice(pairs, -1)), ...shuffled(follows, random)] : shuffled(follows, random)
  for (const follow of order) {
    const step = names.length < wanted ? follow(standing) : undefined
    if (!step) continue
    messages.push(...turn(step.asked, step.answer))
    names.push(step.template)
    if (step.part) parts.push(step.part)
    if (step.ends) wanted = 0
    standing = { material, ...(step.standing ?? standing) }
  }
  return names.length === 0 ? undefined : { template: [opening.name, ...names].join(' '), messages, parts, how: names.map((name) => name.split('.')[0]).join(' ') }
}

const slice = ({ source, target }: SentencePairs, from: number, to?: number): SentencePairs => ({ source: source.slice(from, to), target: target.slice(from, to) })

/** A turn whose answer is part of the translation. */
function shortened(name: string, cut: (pairs: SentencePairs) => SentencePairs | undefined): Follow {
  return (standing) => {
    const left = cut(standing)
    if (!left) return undefined
    const { ask, random, direction } = standing.material
    const phrase = drawn(name, ask, random)
    const answer = joined(left.target, direction.to)
    return { asked: phrase.fill({}), answer, template: phrase.name, part: { text: answer, language: direction.to }, standing: left }
  }
}

const numbered: Follow = ({ material: { ask, random }, target }) => {
  if (target.length < 2) return undefined
  const phrase = drawn('numbered', ask, random)
  return { asked: phrase.fill({}), answer: target.map((sentence, i) => `${i + 1}. ${sentence}`).join('\n'), template: phrase.name }
}

/** Both texts beside one another; texts with lines or bars of their own do not go into a table. */
const shown: Follow = ({ material, source, target }) => {
  if ([...source, ...target].some((text) => /[\n|]/.test(text))) return undefined
  const phrase = drawn('table', material.ask, material.random)
  const names = namesOf(material)
  const rows = [[names.source, names.target], ['---', '---'], ...source.map((sentence, i) => [sentence, target[i]!])]
  return { asked: phrase.fill(names), answer: rows.map(([one, other]) => `| ${one} | ${other} |`).join('\n'), template: phrase.name }
}

const back: Follow = ({ material, source }) => {
  const phrase = drawn('back', material.ask, material.random)
  const answer = joined(source, material.direction.from)
  return { asked: phrase.fill(namesOf(material)), answer, template: phrase.name, part: { text: answer, language: material.direction.from }, ends: true }
}

const explained: Follow = ({ material, source, target }) => {
  const { direction, ask, random } = material
  const [found] = some(termsIn(glossaryOf(material), { source: joined(source, direction.from), target: joined(target, direction.to) }), 1, random)
  if (!found) return undefined
  const [phrase, reply] = [drawn('explain', ask, random), drawn('explain-reply', ask, random)]
  return { asked: phrase.fill({ term: found[0] }), answer: reply.fill({ term: found[0], translation: found[1] }), template: phrase.name }
}

/** The sentences that were held back. */
const add = (rest: SentencePairs): Follow => ({ material, source, target }) => {
  const { direction, ask, random } = material
  const phrase = drawn('add', ask, random)
  const all = { source: [...source, ...rest.source], target: [...target, ...rest.target] }
  const answer = joined(all.target, direction.to)
  return { asked: phrase.fill({ ...namesOf(material), text: joined(rest.source, direction.from) }), answer, template: phrase.name, part: { text: answer, language: direction.to }, standing: all }
}

const follows: readonly Follow[] = [
  shortened('first', (pairs) => (pairs.target.length < 2 ? undefined : slice(pairs, 0, 1))),
  shortened('all-but-last', (pairs) => (pairs.target.length < 3 ? undefined : slice(pairs, 0, -1))),
  ...[numbered, shown, back, explained],
]
