import { fakeEmbedder } from '../src/models/fake-embedder.js'
import { fakeGenerator } from '../src/models/fake-generator.js'
import { languageOf } from '../src/languages/index.js'
import { promptOf } from '../src/prompt.js'
import { article } from '../src/text/article.js'
import { bunzip2 } from '../src/io/bzip2.js'
import type { Context, Embedder, Generator, Language, Models, Prompts, Row } from '../src/types.js'
import type { Rejected } from '../src/io/journal.js'

/** What a test gives of the world; the rest is filled in with fakes. */
export interface WorldOptions {
  /** BCP 47 code, or one of the test's own; `en` where not given. */
  readonly language?: string | Language
  readonly generator?: Generator
  readonly embedder?: Embedder
  /** The generator where not given. */
  readonly judge?: Generator
  readonly prompts?: Prompts
  readonly seed?: number
  readonly signal?: AbortSignal
}

/** A context for one stage that remembers what it was told. */
export interface World {
  readonly context: Context
  readonly rejected: Rejected[]
  readonly counts: Record<string, number>
  /** Positions told by `progress`. */
  readonly positions: number[]
  /** Calls of `once` that began and that ended, whichever way. */
  readonly once: { begun: number; ended: number }
}

/** A context of fakes; without a generator, calling one is an error. */
export function worldOf({ language = 'en', seed = 0, signal = new AbortController().signal, ...given }: WorldOptions = {}): World {
  const world: Omit<World, 'context'> = { rejected: [], counts: {}, positions: [], once: { begun: 0, ended: 0 } }
  const { generator = silent(), embedder = fakeEmbedder(), prompts = shortPrompts } = given
  const context: Context = {
    language: typeof language === 'string' ? languageOf(language) : language,
    models: modelsOf(generator, embedder, given.judge),
    ...{ prompts, seed, signal, work },
    reject: (row: Row, reason, detail) => void world.rejected.push({ row, reason, ...(detail ? { detail } : {}) }),
    count: (name, n = 1) => void (world.counts[name] = (world.counts[name] ?? 0) + n),
    progress: (done) => void world.positions.push(done),
    async once(_, does, carried = {}) {
      const filled = <R extends Row>(row: R): R => ({ ...row, ...carried })
      world.once.begun++
      try {
        return (await does({ ...context, reject: (row, reason, detail) => context.reject(filled(row), reason, detail) })).map(filled)
      } finally {
        world.once.ended++
      }
    },
  }
  return { ...world, context }
}

/** The models of a build, ready loaded. */
export function modelsOf(generator: Generator, embedder: Embedder, judge: Generator = generator): Models {
  const idOf = ({ entry }: Generator | Embedder) => `${entry.name}@${entry.sha256.slice(0, 12)}`
  return {
    ...{ generatorEntry: generator.entry, judgeEntry: judge.entry, embedderEntry: embedder.entry, generatorId: idOf(generator), judgeId: idOf(judge), embedderId: idOf(embedder) },
    generator: async () => generator,
    judge: async () => judge,
    embedder: async () => embedder,
  }
}

/** The pool's tasks, done in this thread. */
export const work = (async (task: 'article' | 'bunzip2', input: never) => ({ article, bunzip2 })[task](input)) as Context['work']

const silent = () =>
  fakeGenerator({
    reply() {
      throw new Error('the generator was called by a stage that has nothing to ask')
    },
  })

const texts: Readonly<Record<string, string>> = {
  system: 'Speak {{language}}.',
  document: '<{{title}}>{{passage}}</>',
  turn: 'Q {{question}} A {{answer}}',
  'seed-question': 'SEED',
  'follow-up-depth': '{{dialogue}}\nDEPTH',
  'follow-up-width': '{{dialogue}}\nWIDTH',
  answer: 'ANSWER {{question}}',
  'follow-up-answer': '{{dialogue}}\nANSWER {{question}}',
  'answer-extractive': '{{dialogue}}\nCHOOSE {{question}}',
  'answer-without-document': '{{dialogue}}\nALONE {{question}}',
  'question-for-answer': 'ASK FOR {{answer}}',
  'follow-up-for-answer': '{{dialogue}}\nASK FOR {{answer}}',
}

/** Prompts of a few words, so that a fake generator can tell what is wanted by the last line. */
export const shortPrompts: Prompts = promptsOf(texts)

/** Prompts from their texts; all names that are not given keep their short one. */
export function promptsOf(changed: Readonly<Record<string, string>>): Prompts {
  const all = { ...texts, ...changed }
  return {
    get(name) {
      const text = all[name]
      if (text === undefined) throw new Error(`no prompt ${name}`)
      return promptOf(name, `${name}.md`, text)
    },
  }
}
