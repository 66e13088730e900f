import { converse } from '../dialogue/converse.js'
import type { Settings } from '../dialogue/scene.js'
import { languageOf } from '../languages/index.js'
import type { LocalGenerator } from '../models/generator.js'
import { promptsIn } from '../prompt.js'
import type { Ask, Context, Embedder, Generator, Passage } from '../types.js'
import { sequencesOf, settingsOf } from './generation.js'
import { repeated, type Repeats } from './repeat.js'
import type { Measured } from './result.js'

/** Every check is passed, whatever the weights; the questions are two turns' and their tokens few. */
const settings: Settings = {
  ...{ answers: 'extractive', order: 'question-first', document: 'include' },
  ...{ attempts: 1, stop: 0, temperature: 0.7, topP: 0.95, questionTokens: 32, answerTokens: 128 },
  ...{ questionMin: 1, answerMin: 1, repeat: 1, repeatCosine: 1, supportMin: 0, groundedMin: -1 },
}

/** Turns of a dialogue, and tokens of its passage at the most. */
const TURNS = 2
const PASSAGE = 400

/**
 * Dialogues of two turns on passages of their own, with the project's prompts, grammars and checks: tokens generated a second, all told. The
 * questions are computed and then replaced by words that pass the checks, so that a model of any weights goes the whole way.
 */
export async function measureBuild(generator: LocalGenerator, embedder: Embedder, options: Repeats): Promise<Measured> {
  const tokens = Math.max(40, Math.min(PASSAGE, generator.contextSize - 700))
  const world = { language: languageOf('en'), prompts: promptsIn({ language: 'en' }), seed: 0, signal: options.signal }
  const models = { generator: async () => scripted(generator), embedder: async () => embedder, generatorEntry: generator.entry }
  const context = { ...world, models, reject() {}, count() {} } as unknown as Context
  const passages = Array.from({ length: Math.max(4, sequencesOf(generator)) }, (_, i) => passageOf(generator, tokens, i))
  const before = generator.usage()
  const values = await repeated(async (round) => {
    const from = generator.usage().generatedTokens
    await Promise.all(passages.map((passage) => converse({ ...passage, id: `${passage.id}-${round}` }, context, settings)))
    return generator.usage().generatedTokens - from
  }, options)
  const after = generator.usage()
  const share = (after.evaluatedTokens - before.evaluatedTokens) / (after.promptTokens - before.promptTokens)
  const test = sequencesOf(generator) === 1 ? 'build' : `build @ ${sequencesOf(generator)}`
  return { test, unit: 'tokens', values, evaluated: Math.round(1e3 * share) / 1e3, settings: { ...settingsOf(generator), dialogues: passages.length, passage: tokens } }
}

/** The generator, with questions that pass the checks once they are computed; without one the dialogue ends. */
function scripted(generator: Generator): Generator {
  const matters = ['one', 'two', 'three']
  return {
    ...generator,
    sequence: (work, signal) => generator.sequence((ask) => {
      let turn = 0
      const replaced: Ask = async (messages, sampling) => {
        const reply = await ask(messages, sampling)
        if (sampling.grammar) return reply
        return { ...reply, finish: 'stop', text: turn < TURNS ? `Tell me about matter ${matters[turn++]} of Alderbrook after the flood, will you?` : '' }
      }
      return work(replaced)
    }, signal),
  }
}

const parts = ['The old mill', 'A stone bridge', 'The market square', 'Its brick school', 'A narrow lane', 'The parish church', 'The weavers’ hall', 'A long canal']

/** Distinct, complete sentences of about so many tokens. */
function passageOf(generator: Generator, tokens: number, number: number): Passage {
  const sentences: string[] = []
  for (let i = 0; generator.count(sentences.join(' ')) < tokens; i++) sentences.push(`${parts[i % parts.length]} of Alderbrook number ${number} was rebuilt by the town council after the flood of ${1300 + 7 * i}.`)
  const source = { wiki: 'bench', title: `Alderbrook ${number}`, page: number, revision: 1, url: 'https://example.invalid', licence: 'Apache-2.0' }
  return { id: `bench-${number}`, language: 'en', title: source.title, text: sentences.join(' '), tokens, source, categories: [] }
}
