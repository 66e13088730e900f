/**
 * Whether the screen is of use to the translator: the share of dialogues that translate and verify reject, of those that the
 * screen keeps against those it drops, by reason. Brackets are 95 % intervals of 2,000 bootstrap samples of dialogues.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { build } from '../src/build.js'
import { openSft } from '../src/io/sft/read.js'
import { languageOf } from '../src/languages/index.js'
import { openModels, type ModelsWanted } from '../src/models/open-models.js'
import { packageRoot } from '../src/package.js'
import { promptsIn } from '../src/prompt.js'
import { stream } from '../src/stage.js'
import { screen } from '../src/stages/screen.js'
import { translate } from '../src/stages/translate.js'
import { verify } from '../src/stages/verify.js'
import { randomOf } from '../src/text/random.js'
import type { Context, Message, Original, Row, Stage } from '../src/types.js'
import { labelledTexts } from '../test/screening/labelled.js'

/** What became of one dialogue in one language; no reason: it was kept. */
export interface Outcome {
  readonly id: string
  readonly language: string
  /** `own`, `real` or `samples`. */
  readonly from: string
  readonly dropped: boolean
  readonly reason?: string
}

interface Options extends ModelsWanted {
  readonly languages: readonly string[]
  /** Where the translations and the rejects go; what is there is not done again. */
  readonly folder: string
}

/** The labelled dialogues of the screen, those of other people as one message each, and the samples. */
async function dialogues(data: string): Promise<Original[]> {
  const original = (id: string, messages: readonly Message[], dataset: string): Original => ({ id, language: 'en', kind: 'chat_agnostic', messages, source: { dataset, row: 1, format: 'messages' } })
  const own = readFileSync(join(packageRoot, 'test', 'fixtures', 'screen', 'own.jsonl'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Original)
  const found = [
    ...own.map(({ id, messages }) => original(id, messages, 'own')),
    ...labelledTexts(data).filter(({ real }) => real).map(({ id, text }) => original(id, [{ role: 'user', content: text }], 'real')),
  ]
  await using samples = await openSft(join(packageRoot, 'data', 'samples', 'chat.jsonl'), { format: 'auto', signal })
  for await (const { row, messages = [] } of samples.rows) found.push(original(`sample-${row}`, messages, 'samples'))
  return found
}

/** Screens all dialogues, then translates and verifies them all, dropped or not, with the options of the samples' build. */
export async function outcomesOf(data: string, { languages, folder, ...wanted }: Options): Promise<Outcome[]> {
  await using models = await openModels(wanted)
  const rows = await dialogues(data)
  const given = stream<Row, Original, typeof none>({ name: 'given', description: 'the dialogues', options: none, async *run() { yield* rows } })
  const run = async (stages: readonly unknown[], language: string) => {
    const [set, judgeSet] = [models.generatorEntry.prompts, models.judgeEntry.prompts]
    const prompts = promptsIn({ folder: join(packageRoot, 'prompts'), language, ...(set ? { set } : {}), ...(judgeSet ? { judgeSet } : {}) })
    const built = await build([given.make(), ...stages] as Stage[], { folder: join(folder, language), language: languageOf(language), models, prompts, seed: 0, signal, work })
    return new Map(built.slice(1).flatMap((stage) => rejectsIn(stage.folder).map(({ id, reason }) => [id, `${stage.manifest.name}: ${reason}`] as const)))
  }
  const dropped = await run([screen.make()], 'en')
  const found: Outcome[] = []
  for (const language of languages) {
    const reasons = await run([translate.make(), verify.make({ similar: 0.05 })], language)
    for (const { id, source } of rows) found.push({ id, language, from: source.dataset, dropped: dropped.has(id), ...(reasons.has(id) ? { reason: reasons.get(id)! } : {}) })
  }
  return found
}

const signal = new AbortController().signal

const none = z.object({})

const work = (() => Promise.reject(new Error('no stage of this bench needs a worker'))) as Context['work']

function rejectsIn(folder: string): { readonly id: string; readonly reason: string }[] {
  const files = readdirSync(folder).filter((name) => name.startsWith('rejected-'))
  return files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { id: string; reason: string }))
}

/** A block for all, one a source and one a language, in each one line for all rejects and one a reason: share of the kept, of the dropped, and the difference. */
export function comparison(outcomes: readonly Outcome[]): string {
  const names = ['all', ...new Set(outcomes.map(({ from }) => from)), ...new Set(outcomes.map(({ language }) => language))]
  return names.map((name) => {
    const own = outcomes.filter(({ language, from }) => name === 'all' || language === name || from === name)
    const times = new Map<string, number>()
    for (const { reason } of own) if (reason !== undefined) times.set(reason, (times.get(reason) ?? 0) + 1)
    const reasons = [...times].sort((a, b) => b[1] - a[1]).map(([reason]) => reason)
    const stages = ['translate: ', 'verify: ']
    const tests: [string, (reason: string) => boolean][] = [['rejected', () => true], ...[...stages, ...reasons].map((start): [string, (reason: string) => boolean] => [start.replace(/: $/, ''), (reason) => reason.startsWith(start)])]
    return [`${name}: ${own.filter(({ dropped }) => !dropped).length} translations of kept dialogues, ${own.filter(({ dropped }) => dropped).length} of dropped ones`, `${''.padEnd(38)}${'kept %'.padEnd(22)}${'dropped %'.padEnd(22)}dropped − kept`, ...tests.map(([label, test]) => lineOf(label, own, test))].join('\n')
  }).join('\n\n')
}

/** Rejected and all, of the dialogues that the screen keeps and of those it drops. */
type Sums = readonly [hits: number, of: number, hitsDropped: number, ofDropped: number]

function lineOf(label: string, outcomes: readonly Outcome[], test: (reason: string) => boolean): string {
  const rows = new Map<string, [number, number, number, number]>()
  for (const { id, dropped, reason } of outcomes) {
    const sums = rows.get(id) ?? [0, 0, 0, 0]
    rows.set(id, sums)
    sums[dropped ? 3 : 1]++
    if (reason !== undefined && test(reason)) sums[dropped ? 2 : 0]++
  }
  const draw = randomOf('bootstrap', label)
  const all = [...rows.values()]
  const samples = Array.from({ length: 2_000 }, () => sharesOf(all.map(() => all[Math.floor(draw() * all.length)]!)))
  const shown = sharesOf(all).map((share, i) => {
    const sorted = samples.map((sample) => sample[i]!).sort((a, b) => a - b)
    const [low, high] = [sorted[Math.floor(0.025 * sorted.length)]!, sorted[Math.floor(0.975 * sorted.length)]!]
    return `${share.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`.padEnd(20)
  })
  return `${label.padEnd(38)}${shown.join('').trimEnd()}`
}

function sharesOf(rows: readonly Sums[]): [number, number, number] {
  const [hits, of, hitsDropped, ofDropped] = [0, 1, 2, 3].map((i) => rows.reduce((sum, row) => sum + row[i]!, 0)) as [number, number, number, number]
  const [kept, dropped] = [(100 * hits) / Math.max(1, of), (100 * hitsDropped) / Math.max(1, ofDropped)]
  return [kept, dropped, dropped - kept]
}
