/**
 * What the verify stage catches: errors put into good translations, the share that is caught by type and language, by which
 * check, and the false alarms on the same translations untouched. Beside it, what cosine similarity alone would catch with a
 * threshold that gives as many false alarms.
 *
 *   node dist/bench/injected-errors.js [--embedder nano-embedder] [--every 1] [--names] [--misses type]
 *
 * Translations by people: the word problems of MGSM and paragraphs of the documents of NTREX-128 that the thresholds
 * were not calibrated on, and test/fixtures/translations.json (code, formulas, tables), which counts for those.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEmbedder } from '../src/models/embedder.js'
import { resolveModel } from '../src/models/registry.js'
import { packageRoot } from '../src/package.js'
import { verify } from '../src/stages/verify.js'
import { languageOf } from '../src/languages/index.js'
import type { Settings } from '../src/translation/verify/settings.js'
import { readThresholds } from '../src/translation/verify/thresholds-file.js'
import { verifyDialogue } from '../src/translation/verify/verify-dialogue.js'
import type { TranslatedDialogue } from '../src/types.js'
import { errors, type Case } from './inject.js'
import { available, blocks, halves, mgsm, ntrexDocuments, targets, type Parallel } from './parallel-texts.js'

const { values: flags } = parseArgs({ options: { embedder: { type: 'string', default: 'nano-embedder' }, misses: { type: 'string' }, complete: { type: 'string' }, negation: { type: 'string' }, single: { type: 'string' }, similar: { type: 'string' }, names: { type: 'boolean', default: false }, every: { type: 'string', default: '1' } } })
if (!available) throw new Error('../shared/data/multilingual-benchmarks is not here: there is nothing to measure on')

interface Outcome {
  readonly set: string
  readonly target: string
  readonly type: string
  readonly reasons: readonly string[]
  readonly cosine: number
  readonly text: string
}

const embedder = await openEmbedder(await resolveModel(flags.embedder, 'embedder'))
const thresholds = readThresholds(embedder.entry)
const settings = verify.make({ ...(flags.complete && { complete: Number(flags.complete) }), ...(flags.negation && { negation: flags.negation }), names: flags.names, ...(flags.single && { single: Number(flags.single) }), ...(flags.similar && { similar: Number(flags.similar) }) }).options as unknown as Settings
const fixtures = JSON.parse(readFileSync(join(packageRoot, 'test/fixtures/translations.json'), 'utf8')) as (Parallel & { kind: TranslatedDialogue['kind'] })[]
const sets: Readonly<Record<string, readonly Parallel[]>> = {
  MGSM: sampled(halves(mgsm())[1]),
  NTREX: sampled(halves(ntrexDocuments())[1].flatMap((document) => blocks(document, 4))),
  own: fixtures,
}

/** Ways in which a text of our own is spoilt: there are few of them, and each has several places to edit. */
const draws = 10

const outcomes: Outcome[] = []
for (const [set, items] of Object.entries(sets)) {
  for (const target of targets) {
    for (const item of items) {
      const given: Case = { item, target, others: items, draw: 0 }
      outcomes.push(await outcome(set, given, 'untouched', item.texts[target]!))
      for (const [type, spoil] of Object.entries(errors)) {
        const drawn = Array.from({ length: set === 'own' ? draws : 1 }, (_, draw) => spoil({ ...given, draw }))
        for (const text of new Set(drawn)) if (text !== undefined && text !== item.texts[target]) outcomes.push(await outcome(set, given, type, text))
      }
    }
  }
}
process.stdout.write(`${report()}\n`)
for (const { set, target, reasons, text } of outcomes.filter(({ type, reasons }) => type === flags.misses && (type === 'untouched') === reasons.length > 0)) process.stdout.write(`${set} ${target} ${reasons.join(', ')}\n  ${text.replaceAll('\n', '\n  ')}\n`)
await embedder[Symbol.asyncDispose]()

/** Every so many-th text, where there is no time for all. */
function sampled(all: readonly Parallel[]): Parallel[] {
  return all.filter((_, i) => i % Number(flags.every) === 0)
}

async function outcome(set: string, { item, target }: Case, type: string, text: string): Promise<Outcome> {
  const kind = fixtures.find(({ name }) => name === item.name)?.kind ?? (set === 'MGSM' ? 'math' : 'chat_agnostic')
  const role = set === 'own' ? 'assistant' : 'user'
  const row = { language: target, kind, messages: [{ role, content: text }], original: [{ role, content: item.texts['en']! }] } as const
  const [verdict] = await verifyDialogue(row, { embedder, thresholds, settings, language: languageOf(row.language) })
  const { scores, findings } = verdict!
  return { set, target, type, reasons: [...new Set(findings.map(({ reason }) => reason))], cosine: Number(scores['cosine'] ?? 1), text: flags.misses === type ? `${item.texts['en']}\n${text}\n${JSON.stringify(findings)}` : '' }
}

/** One table: a row a type, a column a language: caught by the stage / by cosine alone, and how many there were. */
function report(): string {
  const head = `| error | texts | ${targets.join(' | ')} | found by |\n|---|---|${targets.map(() => '---|').join('')}---|`
  const rows = ['untouched', ...Object.keys(errors)].flatMap((type) => {
    const groups = type === 'untouched' ? Object.keys(sets) : type === 'code edited' || type === 'LaTeX edited' ? ['own'] : ['MGSM', 'NTREX']
    return groups.map((set) => {
      const cells = targets.map((target) => cell(outcomes.filter((each) => each.set === set && each.type === type && each.target === target), set, target))
      return `| ${type} | ${set} | ${cells.join(' | ')} | ${foundBy(outcomes.filter((each) => each.set === set && each.type === type))} |`
    })
  })
  return [head, ...rows].join('\n')
}

function cell(found: readonly Outcome[], set: string, target: string): string {
  if (found.length === 0) return '—'
  const untouched = outcomes.filter((each) => each.set === set && each.target === target && each.type === 'untouched')
  const alarms = untouched.filter(({ reasons }) => reasons.length > 0).length
  const limit = untouched.map(({ cosine }) => cosine).sort((a, b) => a - b)[alarms] ?? -1
  const share = (test: (each: Outcome) => boolean) => ((100 * found.filter(test).length) / found.length).toFixed(1)
  return `${share(({ reasons }) => reasons.length > 0)} / ${share(({ cosine }) => cosine < limit)} (${found.length})`
}

function foundBy(found: readonly Outcome[]): string {
  const times = new Map<string, number>()
  for (const { reasons } of found) for (const reason of reasons) times.set(reason, (times.get(reason) ?? 0) + 1)
  return [...times].sort((a, b) => b[1] - a[1]).slice(0, 4).map(([reason, n]) => `${reason} ${((100 * n) / found.length).toFixed(0)}`).join(', ')
}
