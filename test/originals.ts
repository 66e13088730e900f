import type { Original } from '../src/types.js'

/** A row of English data that asks and answers these, in turn. */
export function originalOf(id: string, turns: readonly string[], changed: Partial<Original> = {}): Original {
  return {
    ...{ id, language: 'en', kind: 'chat_agnostic' },
    messages: turns.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }) as const),
    source: { dataset: 'test.jsonl', row: 1, format: 'messages' },
    ...changed,
  }
}

const things = ['kettle', 'ladder', 'violin', 'compass', 'lantern', 'anchor', 'basket', 'hammer', 'mirror', 'pillow']
const places = ['kitchen', 'harbour', 'workshop', 'orchard', 'attic']
const asked = ['Why does a %s in the %s gather dust?', 'Which materials make a %s last longer in the %s?', 'How do I carry a %s to the %s by myself?', 'Tell me who first needed a %s near the %s.']

/** Rows in unlike words, as many as 200. */
export function originals(count: number): Original[] {
  return Array.from({ length: count }, (_, i) => {
    const [thing, place] = [things[i % 10]!, places[Math.floor(i / 10) % 5]!]
    const question = asked[Math.floor(i / 50) % 4]!.replace('%s', thing).replace('%s', place)
    return originalOf(`row-${i}`, [question, `That the ${thing} is found in the ${place} says little; what counts is how often people of the ${place} use it, and for how long they leave it alone.`])
  })
}
