import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { build, type BuildEvent, type BuiltStage } from '../src/build.js'
import { Interrupted } from '../src/errors.js'
import { languageOf } from '../src/languages/index.js'
import { fakeEmbedder } from '../src/models/fake-embedder.js'
import { stream } from '../src/stage.js'
import { dialogues } from '../src/stages/dialogues.js'
import { duplicates } from '../src/stages/duplicates.js'
import type { Embedder, Generator, Passage, Prompts, Row } from '../src/types.js'
import { harbours } from './harbours.js'
import { modelsOf, shortPrompts, work } from './world.js'

const options = z.object({ passages: z.number().default(4).describe('how many'), culture: z.number().optional().describe('their score') })

/** A source of passages about harbours. */
const sourceThat = (pause: SmallBuild['pause']) => stream<Row, Passage, typeof options>({
  name: 'harbours',
  description: 'passages about made-up towns',
  options,
  async *run(_, context, { passages, culture: score }) {
    for (const [index, row] of harbours(passages).entries()) {
      if (index === pause?.after) await Promise.race([pause.until, new Promise((resolve) => context.signal.addEventListener('abort', resolve))])
      if (context.signal.aborted) throw new Interrupted()
      context.count('read')
      yield score === undefined ? row : { ...row, culture: { score, signals: {}, evidence: [] } }
    }
  },
})

export interface SmallBuild {
  readonly generator: Generator
  readonly embedder?: Embedder
  readonly prompts?: Prompts
  readonly seed?: number
  readonly signal?: AbortSignal
  readonly passages?: number
  /** Culture score of each passage. */
  readonly culture?: number
  /** Options of the dialogues and of the duplicates stage. */
  readonly dialogues?: Readonly<Record<string, unknown>>
  readonly duplicates?: Readonly<Record<string, unknown>>
  /** Stops the source after some passages until something has happened, or the build is stopped. */
  readonly pause?: { readonly after: number; readonly until: Promise<void> }
  readonly turn?: () => Promise<() => void>
  onEvent?(event: BuildEvent): void
}

/** Builds dialogues about four harbours into a folder: a source, the real dialogues stage, the real duplicates stage. */
export async function smallBuild(folder: string, given: SmallBuild): Promise<readonly BuiltStage[]> {
  const { generator, embedder = fakeEmbedder(), prompts = shortPrompts, seed = 0, signal = new AbortController().signal, onEvent, passages = 4, culture, pause, turn } = given
  const stages = [sourceThat(pause).make({ passages, ...(culture === undefined ? {} : { culture }) }), dialogues.make({ stop: 0.3, ...given.dialogues }), duplicates.make(given.duplicates)]
  return build(stages as Parameters<typeof build>[0], { folder, language: languageOf('en'), models: modelsOf(generator, embedder), prompts, seed, signal, work, ...(onEvent ? { onEvent } : {}), ...(turn ? { turn } : {}) })
}

/** All rows and rejects below a folder, by file: what has to be the same whatever happened on the way. */
export function bytesOf(folder: string): Record<string, string> {
  return Object.fromEntries(filesOf(folder).filter((name) => /(^|[\\/])(rejected-)?\d{5}\.jsonl$/.test(name)).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** Files of a folder and below, as paths in it, in order. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile()).sort()
}
