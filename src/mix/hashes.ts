import { createHash } from 'node:crypto'
import type { Message } from '../types.js'

/** The first 53 bits of the sha256 of texts, as a whole number. */
export function hash53(...texts: readonly (string | number)[]): number {
  const digest = createHash('sha256').update(texts.join('\u0000')).digest()
  return digest.readUInt32LE(0) * 2 ** 21 + (digest.readUInt32LE(4) >>> 11)
}

/** Of what a row says, whatever it is called. */
export function contentHash(messages: readonly Message[]): number {
  return hash53(JSON.stringify(messages.map(({ role, content }) => [role, content])))
}

/** Of what user and assistant say, however it is spaced and whatever the system says before; below zero, which tells it from the hash of an id. */
export function saidHash(messages: readonly Message[]): number {
  const turns = messages.filter(({ role }) => role !== 'system')
  return -1 - hash53(JSON.stringify(turns.map(({ role, content }) => [role, content.replace(/\s+/g, ' ').trim()])))
}

/**
 * Numbers of an original as the rows of a mixture tell them, so that a mixture of these still knows it: each `said:` or `name:` and 14
 * hex digits. Its own, and behind it the one that all versions found together had.
 */
export function originText(...origins: readonly number[]): string {
  return [...new Set(origins)].map((origin) => `${origin < 0 ? 'said' : 'name'}:${(origin < 0 ? -1 - origin : origin).toString(16).padStart(14, '0')}`).join(' ')
}

/** The numbers that a row of an earlier mixture tells; other words are none. */
export function originsFrom(text: unknown): number[] {
  const found = typeof text === 'string' ? text.split(' ').map((each) => /^(said|name):([0-9a-f]{14})$/.exec(each)) : []
  return found.every((each) => each !== null) ? found.map(([, how, hex]) => (how === 'said' ? -1 - parseInt(hex!, 16) : parseInt(hex!, 16))) : []
}
