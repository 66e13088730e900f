import type { LocalGenerator } from '../models/generator.js'
import type { Ask, Message } from '../types.js'
import { repeated, type Repeats } from './repeat.js'
import type { Measured } from './result.js'

/** Tokens of the shortest useful prompt, with the template around it. */
const LEAST_PROMPT = 16

/** Prompt processing: every sequence reads a prompt of some `tokens` tokens that it has not seen, and says one token. */
export async function measurePrompts(generator: LocalGenerator, tokens: number, options: Repeats): Promise<Measured> {
  const n = sequencesOf(generator)
  const size = clamp(tokens, generator)
  const words = wordsOf(generator, size)
  const values = await repeated(async (round) => {
    const replies = await Promise.all(slots(n).map((slot) => generator.sequence((ask) => ask(about(`${round} ${slot} ${words}`), { seed: slot, maxTokens: 1 }), options.signal)))
    return replies.reduce((sum, { evaluatedTokens }) => sum + evaluatedTokens, 0)
  }, options)
  return { test: named(`pp${size}`, n), unit: 'tokens', values, settings: settingsOf(generator) }
}

/** Text generation: every sequence says `tokens` tokens after a short prompt that it has read before. */
export async function measureText(generator: LocalGenerator, tokens: number, options: Repeats): Promise<Measured> {
  const n = sequencesOf(generator)
  const size = Math.max(1, Math.min(tokens, generator.contextSize - 2 * LEAST_PROMPT))
  const before = generator.usage()
  const values = await together(generator, options, async (ask, slot, round) => say(ask, { slot, round, tokens: size }))
  const after = generator.usage()
  const batches = after.batches - before.batches
  const rows = after.generatedTokens - before.generatedTokens
  const full = batches === 0 ? undefined : Math.min(1, rows / (batches * generator.settings.sequences))
  return { test: named(`tg${size}`, n), unit: 'tokens', values, settings: settingsOf(generator), ...(full === undefined ? {} : { full: Math.round(full * 1e3) / 1e3 }) }
}

/** What the speed of a generator depends on beside its model. */
export function settingsOf({ settings: { gpu: _, ...settings }, contextSize }: LocalGenerator): Measured['settings'] {
  return { ...settings, contextSize }
}

/** Sequences of all replicas. */
export function sequencesOf({ settings: { replicas, sequences } }: LocalGenerator): number {
  return replicas * sequences
}

/** Holds all sequences, has each read its prompt, and lets them start together, once and `repeats` times more. */
async function together(generator: LocalGenerator, options: Repeats, work: (ask: Ask, slot: number, round: number) => Promise<number>): Promise<number[]> {
  // All are held at once: in a replica that had more of them than sequences, some would wait for the others for ever.
  await generator.idle()
  const asks: Ask[] = []
  let release = () => {}
  const over = new Promise<void>((resolve) => (release = resolve))
  const held = slots(sequencesOf(generator)).map((slot) => generator.sequence(async (ask) => {
    await ask(prompt, { seed: slot, maxTokens: 1 })
    asks.push(ask)
    await over
  }, options.signal))
  try {
    await until(() => asks.length === held.length, held)
    return await repeated(async (round) => {
      const done = await Promise.all(asks.map((ask, slot) => work(ask, slot, round)))
      return done.reduce((sum, tokens) => sum + tokens, 0)
    }, options)
  } finally {
    release()
    await Promise.allSettled(held)
  }
}

/** Waits for a condition, or for the failure of one of the promises. */
async function until(condition: () => boolean, promises: readonly Promise<unknown>[]): Promise<void> {
  const failed = Promise.all(promises)
  while (!condition()) await Promise.race([failed, new Promise((resolve) => setTimeout(resolve, 2))])
}

const prompt: readonly Message[] = [{ role: 'user', content: 'Say what comes to mind.' }]

/** Replies to the same prompt until there are so many tokens: a model may end a reply early. */
async function say(ask: Ask, { slot, round, tokens }: { readonly slot: number; readonly round: number; readonly tokens: number }): Promise<number> {
  let said = 0
  // A model that says nothing at all is not asked for ever.
  for (let reply = 0; said < tokens && reply < tokens; reply++) {
    const { generatedTokens } = await ask(prompt, { seed: 1 + slot + 1_000 * (reply + 100 * round), maxTokens: tokens - said })
    said += generatedTokens
  }
  return said
}

function about(content: string): Message[] {
  return [{ role: 'user', content }]
}

/** Words that come to so many tokens with a template around them. */
function wordsOf(generator: LocalGenerator, tokens: number): string {
  const wanted = Math.max(1, tokens - LEAST_PROMPT)
  const word = (i: number) => ['river', 'mill', 'bridge', 'market', 'stone', 'lane', 'harbour', 'meadow'][i % 8]!
  const one = generator.count(slots(64).map(word).join(' ')) / 64
  const words = slots(Math.max(1, Math.ceil(wanted / one))).map(word)
  while (words.length > 1 && generator.count(words.join(' ')) > wanted) words.pop()
  return words.join(' ')
}

/** A prompt leaves room for a reply. */
function clamp(tokens: number, { contextSize }: LocalGenerator): number {
  return Math.max(LEAST_PROMPT + 1, Math.min(tokens, contextSize - 8))
}

const named = (test: string, sequences: number): string => (sequences === 1 ? test : `${test} @ ${sequences}`)
const slots = (n: number): number[] => Array.from({ length: n }, (_, slot) => slot)
