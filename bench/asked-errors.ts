/**
 * What a generator catches that is asked about translations, of the errors of inject.ts: the round trip by its chrF, the judge by
 * its points. For each type of error the area under the ROC curve (.5: chance) with a 95 % interval of 1,000 bootstrap samples of
 * texts, and the share caught at the limits of the stage beside the false alarms on the same translations untouched. What could not be asked or read
 * is rejected by the stage and counts as caught and as alarm.
 *
 *   node dist/bench/asked-errors.js [--generator nano-generator] [--texts 40] [--languages zh,ru,fr,es] [--ask roundTrip,judge]
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { languageOf } from '../src/languages/index.js'
import { openModels } from '../src/models/open-models.js'
import { packageRoot } from '../src/package.js'
import { promptsIn } from '../src/prompt.js'
import { verify } from '../src/stages/verify.js'
import { randomOf } from '../src/text/random.js'
import { judgeMessages } from '../src/translation/verify/judge.js'
import { roundTrip } from '../src/translation/verify/round-trip.js'
import type { Settings } from '../src/translation/verify/settings.js'
import type { Context, TranslatedDialogue } from '../src/types.js'
import { errors, type Case } from './inject.js'
import { available, halves, mgsm, ntrexDocuments, type targets } from './parallel-texts.js'

const { values: flags } = parseArgs({ options: { generator: { type: 'string', default: 'nano-generator' }, texts: { type: 'string', default: '40' }, languages: { type: 'string', default: 'zh,ru,fr,es' }, ask: { type: 'string', default: 'roundTrip,judge' } } })
if (!available) throw new Error('../shared/data/multilingual-benchmarks is not here: there is nothing to measure on')

interface Outcome {
  readonly type: string
  readonly text: string
  /** The higher, the worse. */
  readonly score: number
  readonly reason: string | undefined
}

const ways: Readonly<Record<string, { readonly ask: typeof roundTrip; readonly score: string; readonly sign: number }>> = {
  roundTrip: { ask: roundTrip, score: 'roundTrip', sign: -1 },
  judge: { ask: judgeMessages, score: 'judged', sign: 1 },
}
const settings = verify.make({ roundTrip: true, judge: 'generator' }).options as unknown as Settings
const spread = <T>(all: readonly T[], n: number) => all.filter((_, i) => Math.floor((i * n) / all.length) !== Math.floor(((i - 1) * n) / all.length))
const half = Math.ceil(Number(flags.texts) / 2)
const texts = [...spread(halves(mgsm())[1], half), ...spread(halves(ntrexDocuments())[1].flat(), half)]

await using models = await openModels({ generator: flags.generator, embedder: 'nano-embedder' })
for (const name of flags.ask.split(',')) {
  const outcomes: Outcome[] = []
  for (const language of flags.languages.split(',')) outcomes.push(...(await outcomesIn(language as (typeof targets)[number], name)))
  process.stdout.write(`${name}, ${models.judgeId}, ${texts.length} texts in ${flags.languages}\n${report(outcomes)}\n\n`)
}

async function outcomesIn(target: (typeof targets)[number], name: string): Promise<Outcome[]> {
  const set = models.generatorEntry.prompts
  const prompts = promptsIn({ folder: join(packageRoot, 'prompts'), language: target, ...(set ? { set, judgeSet: set } : {}) })
  const context = { language: languageOf(target), models, prompts, seed: 0, signal: new AbortController().signal } as unknown as Context
  const cases = texts.flatMap((item) => {
    const given: Case = { item, target, others: texts, draw: 0 }
    const spoilt = Object.entries(errors).map(([type, spoil]) => ({ type, text: spoil(given) }))
    return [{ type: 'untouched', text: item.texts[target] }, ...spoilt.filter(({ text }) => text !== item.texts[target])].map((each) => ({ ...each, item }))
  })
  return Promise.all(cases.flatMap(({ type, text, item }) => (text === undefined ? [] : [outcome({ type, text, name, context, key: `${target} ${item.name}`, english: item.texts['en']! })])))
}

async function outcome({ type, text, name, context, key, english }: { type: string; text: string; name: string; context: Context; key: string; english: string }): Promise<Outcome> {
  const { ask, score, sign } = ways[name]!
  const row = { id: key, language: context.language.code, messages: [{ role: 'user', content: text }], original: [{ role: 'user', content: english }] } as unknown as TranslatedDialogue
  const [verdict] = await ask(row, context, settings)
  const value = verdict!.scores[score]
  return { type, text: key, score: value === undefined ? Infinity : sign * Number(value), reason: verdict!.findings[0]?.reason }
}

function report(outcomes: readonly Outcome[]): string {
  const good = outcomes.filter(({ type }) => type === 'untouched')
  const lines = ['untouched', ...Object.keys(errors)].flatMap((type) => {
    const own = outcomes.filter((each) => each.type === type)
    if (own.length === 0) return []
    const caught = ((100 * own.filter(({ reason }) => reason !== undefined).length) / own.length).toFixed(0)
    const unread = ((100 * own.filter(({ score }) => score === Infinity).length) / own.length).toFixed(0)
    const area = type === 'untouched' ? '' : interval(own, good)
    return [`${type.padEnd(24)}${String(own.length).padStart(5)}${caught.padStart(10)}${unread.padStart(10)}   ${area}`]
  })
  return [`${'error'.padEnd(24)}${'n'.padStart(5)}${'rejected %'.padStart(10)}${'unread %'.padStart(10)}   area under ROC`, ...lines].join('\n')
}

function interval(bad: readonly Outcome[], good: readonly Outcome[]): string {
  const keys = [...new Set(bad.map(({ text }) => text))]
  const pairs = keys.map((key) => ({ bad: bad.filter(({ text }) => text === key).map(({ score }) => score), good: good.filter(({ text }) => text === key).map(({ score }) => score) }))
  const areaOf = (some: typeof pairs) => area(some.flatMap((pair) => pair.bad), some.flatMap((pair) => pair.good))
  const draw = randomOf('asked errors')
  const samples = Array.from({ length: 1_000 }, () => areaOf(pairs.map(() => pairs[Math.floor(draw() * pairs.length)]!))).sort((a, b) => a - b)
  return `${areaOf(pairs).toFixed(2)} [${samples[25]!.toFixed(2)}, ${samples[974]!.toFixed(2)}]`
}

/** Chance that a bad one scores higher than a good one, ties by half. */
function area(bad: readonly number[], good: readonly number[]): number {
  const sum = bad.reduce((total, one) => total + good.reduce((own, other) => own + (one > other ? 1 : one === other ? 0.5 : 0), 0), 0)
  return sum / (bad.length * good.length)
}
