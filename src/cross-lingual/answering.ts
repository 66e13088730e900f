import { nameOf } from '../languages/any.js'
import type { Message } from '../types.js'
import { exchangeOf, firstOf, shuffled, textOf, turn, type Builder } from './draft.js'
import { joined, sentencePairs } from './sentence-pairs.js'
import { drawn } from './templates.js'
import { namesOf } from './translation.js'

/** A dialogue whose user speaks one language and whose assistant answers in the other. */
export const answered: Builder = (material) => {
  const { row, source, target, ask, random, direction } = material
  if (row.shape !== 'dialogue') return undefined
  const phrase = drawn('answer', ask, random)
  const first = source.findIndex(({ role }) => role === 'user')
  const messages = source.map(({ role, content }, i): Message => {
    if (role === 'assistant') return { role, content: target[i]!.content }
    return { role, content: i === first ? phrase.fill({ ...namesOf(material), question: content }) : content }
  })
  const parts = messages.flatMap(({ role, content }) => (role === 'assistant' ? [{ text: content, language: direction.to }] : []))
  return parts.length === 0 ? undefined : { template: phrase.name, messages, parts }
}

/** A question in a language, put and answered in a pivot, then answered in the language (as in PLUG, arXiv 2311.08711). */
export const pivotGuided: Builder = (material) => {
  const { direction, row, ask, random } = material
  const exchange = exchangeOf(material)
  if (!exchange || direction.from !== row.pivot) return undefined
  const { question, answer } = exchange
  const phrase = drawn('pivot', ask, random)
  const reply = drawn('pivot-reply', ask, random)
  const names = { pivotName: nameOf(direction.from, ask), targetName: nameOf(direction.to, ask) }
  const said = reply.fill({ ...names, pivotQuestion: question.source, pivotAnswer: answer.source, targetAnswer: answer.target })
  const asked = phrase.fill({ question: question.target, pivot: names.pivotName, target: names.targetName })
  return { template: `${phrase.name} ${reply.name}`, messages: turn(asked, said), parts: [{ text: `${question.source}\n${answer.source}`, language: direction.from }, { text: answer.target, language: direction.to }], must: [question.source, answer.source, answer.target] }
}

/** Translation together with another task: answering, writing JSON, going sentence by sentence. */
export const mixed: Builder = (material) => firstOf(shuffled([translatedAndAnswered, answeredTwice, asJson, bySentence], material.random), (kind) => kind(material))

const translatedAndAnswered: Builder = (material) => {
  const { ask, random, direction } = material
  const exchange = exchangeOf(material)
  if (!exchange) return undefined
  const phrase = drawn('translate-then-answer', ask, random)
  const said = `${exchange.question.target}\n\n${exchange.answer.target}`
  return { template: phrase.name, messages: turn(phrase.fill({ ...namesOf(material), question: exchange.question.source }), said), parts: [{ text: said, language: direction.to }], how: 'translate-then-answer' }
}

const answeredTwice: Builder = (material) => {
  const { ask, random, direction } = material
  const exchange = exchangeOf(material)
  if (!exchange) return undefined
  const phrase = drawn('answer-twice', ask, random)
  const { source, target } = exchange.answer
  const asked = phrase.fill({ question: exchange.question.source, first: nameOf(direction.to, ask), second: nameOf(direction.from, ask) })
  return { template: phrase.name, messages: turn(asked, `${target}\n\n${source}`), parts: [{ text: target, language: direction.to }, { text: source, language: direction.from }], how: 'answer-twice' }
}

const asJson: Builder = (material) => {
  const { ask, random, direction } = material
  const { source, target } = textOf(material)
  const phrase = drawn('json', ask, random)
  const asked = phrase.fill({ ...namesOf(material), ...direction, text: source })
  return { template: phrase.name, messages: turn(asked, JSON.stringify({ [direction.from]: source, [direction.to]: target }, null, 2)), parts: [{ text: target, language: direction.to }], how: 'json' }
}

const bySentence: Builder = (material) => {
  const { ask, random, direction } = material
  const texts = textOf(material)
  const pairs = sentencePairs(texts, direction)
  if (!pairs) return undefined
  const phrase = drawn('sentences', ask, random)
  const said = pairs.source.map((sentence, i) => `${sentence}\n${pairs.target[i]!}`).join('\n\n')
  return { template: phrase.name, messages: turn(phrase.fill({ ...namesOf(material), text: texts.source }), said), parts: [{ text: joined(pairs.target, direction.to), language: direction.to }], how: 'sentences' }
}
