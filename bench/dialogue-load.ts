import { randomGguf } from '../src/models/random-gguf.js'
import { readShape } from '../src/models/random-gguf-shapes.js'
import { resolveModel } from '../src/models/registry.js'
import type { Ask, Message, ModelEntry, Sampling } from '../src/types.js'

/** Options of benches that run dialogues; numbers are read by them. */
export const loadOptions = {
  model: { type: 'string', default: 'nano-generator' },
  shape: { type: 'string' },
  sequences: { type: 'string', default: '8' },
  threads: { type: 'string', default: '1' },
  tokens: { type: 'string', default: '64' },
  repeats: { type: 'string', default: '3' },
  json: { type: 'boolean', default: false },
} as const

/** The model that is measured: one of random weights where a shape is given. */
export const generatorOf = async ({ model, shape }: { readonly model: string; readonly shape?: string | undefined }): Promise<ModelEntry> =>
  resolveModel(shape === undefined ? model : await randomGguf({ shape: readShape(shape) }), 'generator')

export const places = ['The old mill', 'A stone bridge', 'The market square', 'Its brick school', 'A narrow lane', 'The parish church', 'The weavers’ hall', 'A long canal']

const sentence = (seed: number, i: number): string => `${places[i % places.length]} of Alderbrook number ${seed} was rebuilt by the council after the flood of ${1300 + 7 * i}.`

/** Sentences of as many tokens as that, or a few more, which `seed` makes others; all are of the same number. */
export function passagesOf(count: (text: string) => number, most: number): (seed: number) => string[] {
  const whole: string[] = []
  while (count(whole.join(' ')) < most) whole.push(sentence(0, whole.length))
  return (seed) => whole.map((_, i) => sentence(seed, i))
}

/** The message that a dialogue on a passage begins with. */
export const documentOf = (sentences: readonly string[]): Message => ({ role: 'user', content: `<document>\n${sentences.join(' ')}\n</document>` })

/** Question and answer, three times, all on one passage. Replies vary in length, as they do. */
export async function dialogue(ask: Ask, document: Message, samplingOf: (call: number) => Sampling): Promise<void> {
  const messages = [document]
  for (let call = 0; call < 6; call++) {
    const asked: Message = { role: 'user', content: call % 2 === 0 ? 'Write one more question about the document.' : 'Answer the question with words of the document.' }
    const { seed, maxTokens, ...rest } = samplingOf(call)
    const { text } = await ask([...messages, asked], { ...rest, seed, maxTokens: rest.grammar ? maxTokens : 8 + ((seed * 37) % maxTokens) })
    messages.push({ role: 'assistant', content: text || 'x' })
  }
}
