/**
 * Precision and recall of the screen on the labelled dialogues of test/fixtures/screen, per criterion and for the decision to
 * drop, by judge, beside two baselines that know nothing: drop nothing, and drop what has two capitalised words in a row within
 * a sentence. Brackets are 95 % intervals by Wilson. The labels of other people's texts are kept without the texts, which are
 * read from the folder of real data and left out where that is absent.
 *
 *   node dist/bench/screen.js [--generator nano-generator] [--embedder nano-embedder] [--judge both|signals] [--data ../shared/data]
 *     [--low 0.15] [--high 0.75] [--scores scores.jsonl] [--json]
 *   node dist/bench/screen.js --translate [--languages zh,ru,fr,es] [--out data/runs/screened]
 *
 * With --translate, what becomes of the dialogues that the screen keeps and of those it drops when they are translated: see
 * screen-translate.ts. The dialogues are those above and the chat samples.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { languageOf } from '../src/languages/index.js'
import { openEmbedder } from '../src/models/embedder.js'
import { openGenerator } from '../src/models/generator.js'
import { resolveModel } from '../src/models/registry.js'
import { packageRoot } from '../src/package.js'
import { promptsIn } from '../src/prompt.js'
import { readClassifier } from '../src/screening/classifier.js'
import { criteria, type Criterion, type Judge, type Verdicts } from '../src/screening/criteria.js'
import { metCriteria, openCriteria, scoresOf, type Thresholds } from '../src/screening/decide.js'
import { generatorJudge, Unjudged } from '../src/screening/generator-judge.js'
import { signalsJudge } from '../src/screening/signals-judge.js'
import { screen } from '../src/stages/screen.js'
import { labelledTexts, type Labelled } from '../test/screening/labelled.js'
import { comparison, outcomesOf } from './screen-translate.js'

const { values: flags } = parseArgs({
  options: {
    generator: { type: 'string', default: 'nano-generator' },
    embedder: { type: 'string', default: 'nano-embedder' },
    judge: { type: 'string', default: 'both' },
    data: { type: 'string', default: '../shared/data' },
    low: { type: 'string' },
    high: { type: 'string' },
    scores: { type: 'string' },
    json: { type: 'boolean', default: false },
    translate: { type: 'boolean', default: false },
    languages: { type: 'string', default: 'zh,ru,fr,es' },
    out: { type: 'string', default: 'data/runs/screened' },
  },
})

interface Scored extends Labelled {
  readonly signals: Verdicts
  readonly generator?: Verdicts
  readonly problem?: string
}

interface Rate {
  readonly hits: number
  readonly of: number
}

/** A table's line: what a judge says, by criterion and for the decision (`drop`). */
interface Line {
  readonly judge: string
  readonly what: string
  readonly precision: Rate
  readonly recall: Rate
}

const english = languageOf('en')
const defaults = screen.make().options as unknown as Thresholds
const thresholds = (judge: Thresholds['judge']): Thresholds => ({ ...defaults, judge, ...(flags.low ? { low: Number(flags.low) } : {}), ...(flags.high ? { high: Number(flags.high) } : {}) })

async function scored(texts: readonly Labelled[]): Promise<Scored[]> {
  await using embedder = await openEmbedder(await resolveModel(flags.embedder, 'embedder'))
  const cheap = signalsJudge({ embedder, classifier: readClassifier(), language: english })
  const withSignals = await Promise.all(texts.map(async (each) => ({ ...each, signals: await cheap.judge(each.text) })))
  if (flags.judge === 'signals') return withSignals
  const entry = await resolveModel(flags.generator, 'generator')
  await using generator = await openGenerator(entry)
  const prompts = promptsIn({ folder: join(packageRoot, 'prompts'), language: 'en', ...(entry.prompts ? { set: entry.prompts } : {}) })
  const dear = generatorJudge({ generator, prompt: prompts.get('screen'), language: english, seed: 0 })
  return await Promise.all(withSignals.map(async (each) => ({ ...each, ...(await verdictsOf(dear, each.text)) })))
}

async function verdictsOf(judge: Judge, text: string): Promise<{ generator: Verdicts } | { problem: string }> {
  try {
    return { generator: await judge.judge(text) }
  } catch (error) {
    if (error instanceof Unjudged) return { problem: error.message }
    throw error
  }
}

type Said = (each: Scored) => readonly Criterion[] | 'drop'

/** What a rule says against the labels. A row that nobody could judge is dropped. */
function lines(judge: string, rows: readonly Scored[], said: Said): Line[] {
  const all = rows.map((each) => ({ met: each.criteria, said: said(each) }))
  const line = (what: string, truth: (row: (typeof all)[number]) => boolean, claim: (row: (typeof all)[number]) => boolean): Line => {
    const hits = all.filter((row) => truth(row) && claim(row)).length
    return { judge, what, precision: { hits, of: all.filter(claim).length }, recall: { hits, of: all.filter(truth).length } }
  }
  const perCriterion = all.some((row) => row.said === 'drop') ? [] : criteria.map((criterion) => line(criterion, (row) => row.met.includes(criterion), (row) => row.said.includes(criterion)))
  return [...perCriterion, line('drop', (row) => row.met.length > 0, (row) => row.said === 'drop' || row.said.length > 0)]
}

const byJudge = (judge: Thresholds['judge']): Said => (each) => {
  const chosen = thresholds(judge)
  const asked = openCriteria(each.signals, chosen).length > 0
  if (asked && each.problem !== undefined) return 'drop'
  return metCriteria(scoresOf(each.signals, asked ? each.generator : undefined), chosen)
}

const capitals: Said = ({ text }) => (/\p{Ll},? \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u.test(text) ? 'drop' : [])

/** 95 % interval of a share, by Wilson. */
function wilson({ hits, of }: Rate): [number, number] {
  if (of === 0) return [0, 1]
  const [z, p] = [1.96, hits / of]
  const centre = p + (z * z) / (2 * of)
  const spread = z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))
  return [Math.max(0, (centre - spread) / (1 + (z * z) / of)), (centre + spread) / (1 + (z * z) / of)]
}

function shown(rate: Rate): string {
  const [low, high] = wilson(rate)
  const value = rate.of === 0 ? '  – ' : (rate.hits / rate.of).toFixed(2)
  return `${value} [${low.toFixed(2)}–${high.toFixed(2)}] ${String(rate.hits).padStart(3)}/${String(rate.of).padEnd(3)}`
}

function tableOf(rows: readonly Scored[]): Line[] {
  const judged = rows.some(({ generator, problem }) => generator ?? problem)
  return [
    ...lines('nothing dropped', rows, () => []).slice(-1),
    ...lines('all dropped', rows, () => 'drop'),
    ...lines('two capitals', rows, capitals),
    ...lines('signals', rows, byJudge('signals')),
    ...(judged ? [...lines('generator', rows, byJudge('generator')), ...lines('both', rows, byJudge('both'))] : []),
  ]
}

if (flags.translate) {
  const { generator, embedder, languages, out } = flags
  process.stdout.write(`${comparison(await outcomesOf(join(packageRoot, flags.data), { generator, embedder, languages: languages.split(','), folder: out }))}\n`)
} else await judged()

async function judged(): Promise<void> {
  const texts = labelledTexts(join(packageRoot, flags.data))
  const rows = await scored(texts)
  if (flags.scores) writeFileSync(flags.scores, rows.map(({ text: _, ...row }) => JSON.stringify(row)).join('\n') + '\n')
  const sets: [string, Scored[]][] = [['all', rows], ['own', rows.filter(({ real }) => !real)], ['real', rows.filter(({ real }) => real)]]
  const asked = rows.filter((row) => openCriteria(row.signals, thresholds('both')).length > 0).length
  if (flags.json) process.stdout.write(JSON.stringify({ asked, tables: Object.fromEntries(sets.map(([name, own]) => [name, tableOf(own)])) }) + '\n')
  else {
    for (const [name, own] of sets.filter(([, each]) => each.length > 0)) {
      process.stdout.write(`\n${name}: ${own.length} texts, ${own.filter((row) => row.criteria.length > 0).length} to be dropped\n${'judge'.padEnd(16)}${'what'.padEnd(11)}${'precision'.padEnd(27)}recall\n`)
      for (const line of tableOf(own)) process.stdout.write(`${line.judge.padEnd(16)}${line.what.padEnd(11)}${shown(line.precision).padEnd(27)}${shown(line.recall)}\n`)
    }
    process.stdout.write(`\nboth: the generator was asked about ${asked} of ${rows.length} texts\n`)
  }
  if (!existsSync(join(packageRoot, flags.data))) process.stdout.write('the real texts are not here: only our own were judged\n')
}
