import type { Message, Parallel } from '../types.js'
import type { Direction } from './directions.js'
import type { Glossary } from './glossary.js'

/** What a dialogue is made from: a row, seen in one direction. */
export interface Material {
  readonly row: Parallel
  readonly direction: Direction
  /** The messages in the language it goes from, and in that it goes to. */
  readonly source: readonly Message[]
  readonly target: readonly Message[]
  /** Language that the user asks in. */
  readonly ask: string
  readonly glossary: Glossary
  readonly random: () => number
}

/** A dialogue, and what must be true of it. */
export interface Draft {
  readonly template: string
  readonly messages: readonly Message[]
  /** Pieces of what the assistant says, each with its language. */
  readonly parts: readonly { readonly text: string; readonly language: string }[]
  /** What the last message must contain, word for word. */
  readonly must?: readonly string[]
  /** What it was asked to do, in short, for the checks (`words`, `first table`). */
  readonly how?: string
}

/** Makes a dialogue of one kind; undefined where the material has nothing for it. */
export type Builder = (material: Material) => Draft | undefined

/** One text in both languages: the text, or one message of a dialogue that is no system message, drawn. */
export function textOf({ source, target, random }: Material): { readonly source: string; readonly target: string } {
  const spoken = source.flatMap(({ role }, i) => (role === 'system' ? [] : [i]))
  const at = spoken[Math.floor(random() * spoken.length)]!
  return { source: source[at]!.content, target: target[at]!.content }
}

/** First question and its answer in both languages; undefined for a text, and where a system message says how to answer. */
export function exchangeOf({ row, source, target }: Material): { readonly question: Both; readonly answer: Both } | undefined {
  if (row.shape !== 'dialogue' || source[0]?.role !== 'user' || source[1]?.role !== 'assistant') return undefined
  return { question: { source: source[0].content, target: target[0]!.content }, answer: { source: source[1].content, target: target[1]!.content } }
}

interface Both {
  readonly source: string
  readonly target: string
}

/** A user's message and its answer. */
export function turn(question: string, answer: string): readonly Message[] {
  return [{ role: 'user', content: question }, { role: 'assistant', content: answer }]
}

/** A list in an order drawn. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item)
}

/** Some of a list in its order, drawn. */
export function some<T>(list: readonly T[], most: number, random: () => number): T[] {
  const chosen = new Set(shuffled([...list.keys()], random).slice(0, most))
  return list.filter((_, i) => chosen.has(i))
}

/** What the first of a list gives that gives anything. */
export function firstOf<T, R>(list: readonly T[], make: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const made = make(item)
    if (made !== undefined) return made
  }
  return undefined
}
