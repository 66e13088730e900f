import { join } from 'node:path'
import type { Command } from 'commander'
import { writable } from '../build.js'
import { openBenchmarks } from '../decontamination/index.js'
import { defaultModel } from '../mix/configs.js'
import { survey, writeMixture, type Survey } from '../mix/mix.js'
import { presets } from '../mix/presets.js'
import { mixtureOf, type Mixture, type Run } from '../mix/runs.js'
import { checkShortage, linesOf } from '../mix/shortage.js'
import { checkMixture, readMixture, type MixtureInput } from '../mix/spec.js'
import type { Index } from '../mix/sweep.js'
import { openTokenizer } from '../mix/tokenizer.js'
import { readChoice } from '../models/choice.js'
import { benchmarkEmbedder } from './benchmark-embedder.js'
import { lock } from './lock.js'
import type { Streams } from './streams.js'
import { table } from './table.js'

/** Adds `ultralink mix`. */
export function addMix(program: Command, streams: Streams): void {
  program
    .command('mix')
    .description('draw training sets from releases and files: the mixtures of papers, or your own, with training configurations')
    .argument('[file]', 'YAML file with any of these options, as data/samples/mix.yaml')
    .option('--preset <name>', 'mixture to begin with; see --list')
    .option('--from <source...>', 'releases, folders and files (JSONL, JSON, .gz, Parquet); rows that do not say what they are: math=FILE, or math:fr=FILE')
    .option('--k <n...>', 'rows of each non-English language and task; several numbers: a run each')
    .option('--english <n>', 'English rows of each task, the same in all runs')
    .option('--total <n>', 'rows of a run, where the mixture is in shares')
    .option('--languages <codes>', 'seen languages, separated by commas')
    .option('--unseen <codes>', 'languages that no row may be in, separated by commas')
    .option('--align', 'the same originals in every seen language (default: each draws its own)')
    .option('--validation <n>', 'rows of each task and language set aside, or below 1 their share; no version of them is trained on')
    .option('--seed <n...>', 'decides every draw; several numbers: a sweep each (default: 0)')
    .option('--against <file...>', 'benchmarks whose items no row may hold, verbatim or by meaning; GSM8K and MGSM are always looked for, verbatim')
    .option('--field <name>', 'field or column of --against with the question, where it goes by an unusual name')
    .option('--embedder <model>', 'finds items of --against in other words and languages (default: the embedder of build)')
    .option('--tokenizer <model>', 'name or GGUF file of the model whose tokens are counted (default: the generator of build)')
    .option('--model <name>', `model that the training configurations name (default: ${defaultModel})`)
    .option('--name <name>', 'of the folder (default: that of the preset)')
    .option('--out <folder>', 'where mixtures are kept (default: data/mixes)')
    .option('--dry-run', 'say what would be drawn, and what there is, without writing')
    .option('--list', 'list the presets')
    .addHelpText('after', `
k rows of a smaller number are in those of a larger one. Too few rows are an error that says what could be filled; nothing is repeated.

Examples:
  $ ultralink mix --list
  $ ultralink mix --preset multi --dry-run
  $ ultralink mix --preset single:math --from data/runs/math --from math:ja=ja-math.jsonl --dry-run
  $ ultralink mix --preset single:math --k 400 --languages fr,es,zh,ru --unseen ar --from data/runs/math
  $ ultralink mix --preset multi --from if=sharegpt-multilingual.parquet sum:es=xlsum-es.jsonl sum:fr=xlsum-fr.jsonl data/runs/math
  $ ultralink mix --preset math-small --from data/runs/math --against exam.csv --field Statement
  $ ultralink mix --preset ultralink --total 100000 --from data/runs/ultralink --tokenizer /models/Qwen3-8B-Q4_K_M.gguf
  $ ultralink mix data/samples/mix.yaml`)
    .action((file: string | undefined, flags: Flags) => (flags.list ? listPresets(streams) : mixCommand(inputOf(file, flags), flags.dryRun ?? false, streams)))
}

interface Flags {
  readonly list?: boolean
  readonly dryRun?: boolean
  readonly [option: string]: unknown
}

/** Flags over file. @throws UserError when a value will not do */
export function inputOf(file: string | undefined, { list: _, dryRun: __, ...flags }: Flags): MixtureInput {
  const { k, english, total, validation, seed, languages, unseen, ...others } = flags
  const numbers = (value: unknown) => (value as string[] | undefined)?.flatMap((text) => text.split(',').map(numberOf))
  const number = (value: unknown) => (value === undefined ? undefined : numberOf(value as string))
  const codes = (value: unknown) => (value as string | undefined)?.split(',').map((code) => code.trim()).filter((code) => code !== '')
  const own = { ...others, k: numbers(k), english: number(english), total: number(total), validation: number(validation), seeds: numbers(seed), languages: codes(languages), unseen: codes(unseen) }
  const given = checkMixture(Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)), 'command line')
  return { ...(file === undefined ? {} : readMixture(file)), ...given }
}

/** A number; what is none stays text, which the check complains of. */
function numberOf(text: string): number | string {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
}

function listPresets({ out }: Streams): void {
  out.write(`${table(['preset', 'rests on', 'what it is'], presets.map(({ name, evidence, description }) => [name, evidence, description]))}\n`)
}

/** Draws and writes the runs of a mixture, or only says what it would draw; the table goes to stdout. */
async function mixCommand(input: MixtureInput, dryRun: boolean, streams: Streams): Promise<void> {
  const { out, err, signal } = streams
  const mixture = mixtureOf(input)
  for (const { evidence, text } of mixture.cautions) err.write(`${evidence}: ${text}\n`)
  if (dryRun && !input.from) return void out.write(`${askedTable(mixture)}\n`)
  const onNote = (text: string) => err.write(`note: ${text}\n`)
  const found = await survey(mixture, input.from ?? [], { signal, onNote, onProgress: progressOf(streams, 'reading') })
  sayWhatIsLeftOut(found, mixture, err)
  if (dryRun) {
    out.write(`${plannedTable(mixture, found)}\n`)
    return checkShortage(mixture, found.draw)
  }
  checkShortage(mixture, found.draw)
  const folder = input.out ?? join('data', 'mixes')
  using _ = lock(join(folder, mixture.name))
  await using tokenizer = await openTokenizer(input.tokenizer ?? readChoice().generator ?? 'nano-generator')
  await using embedder = input.against ? await benchmarkEmbedder(input.embedder) : undefined
  const benchmarks = await openBenchmarks(input.against ?? [], { embedder, field: input.field, onNote })
  const onLeaks = ({ length }: readonly unknown[]) => length > 0 && err.write(`${count(length)} rows hold items of benchmarks; others were drawn in their place (leaks.jsonl)\n`)
  const onRun = ({ run, total }: { run: string; total: { rows: number } }, kept: boolean) => err.write(`${run}: ${count(total.rows)} rows${kept ? ' (there before)' : ''}\n`)
  const write = () => writeMixture(mixture, found, { out: folder, tokenizer, benchmarks, model: input.model, signal, onRun, onLeaks, onProgress: progressOf(streams, 'writing') })
  const index = await writable(folder, write)
  out.write(`${writtenTable(index)}\n\n${join(folder, mixture.name)}: ${index.runs.length} ${index.runs.length === 1 ? 'run' : 'runs'}, one epoch of all ${count(index.total.tokens)} tokens of ${index.tokenizer}\n`)
}

/** What each run asks, before there is anything to draw from. */
function askedTable({ runs }: Mixture): string {
  return table(['run', 'rows', 'of which'], runs.map((run) => [run.name, count(run.cells.reduce((sum, { rows }) => sum + rows, 0)), told(run)]))
}

/** `if, math: en 5,000, es fr 100 each`: tasks and languages of the same numbers together. */
function told({ cells }: Run): string {
  const ofTask = (task: string) =>
    [...grouped(cells.filter((cell) => cell.task === task), ({ rows }) => rows)].map(([rows, own]) => `${own.map(({ language }) => (language === '*' ? 'any' : language)).join(' ')} ${count(rows)}${own.length > 1 ? ' each' : ''}`).join(', ')
  const tasks = grouped(new Set(cells.map(({ task }) => task)), ofTask)
  return [...tasks].map(([what, names]) => `${names.join(', ')}: ${what}`).join('; ')
}

function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** What was asked of each run, against what there is. */
function plannedTable(mixture: Mixture, { draw }: Survey): string {
  const rows = mixture.runs.flatMap((run) => linesOf(run, draw).map(({ task, language, rows, available }) => [run.name, task, language === '*' ? 'any' : language, count(rows), count(available), available < rows ? 'short' : 'ok']))
  return table(['run', 'task', 'language', 'asked', 'available', ''], rows)
}

function writtenTable({ runs }: Index): string {
  return table(['run', 'rows', 'English', 'validation', 'tokens', 'in answers'], runs.map(({ run, rows, english, validation, tokens, answerTokens }) => [run, count(rows), count(english), count(validation), count(tokens), count(answerTokens)]))
}

/** Rows that no run can take are said, each source with its reasons. */
function sayWhatIsLeftOut({ census }: Survey, { name }: Mixture, err: Streams['err']): void {
  for (const { source, rows, leftOut } of census.sources) {
    const reasons = Object.entries(leftOut).map(([why, n]) => `${count(n)} ${why}`)
    if (reasons.length > 0) err.write(`${source.name}: of ${count(rows)} rows ${name} leaves out ${reasons.join(', ')}\n`)
  }
  const repeats = [...census.tables.values()].flatMap((languages) => [...languages.values()]).reduce((sum, each) => sum + each.repeats, 0)
  if (repeats > 0) err.write(`${count(repeats)} rows say word for word what another row of their task and language says, and count once\n`)
}

/** Milliseconds between two words about progress. */
const every = { terminal: 100, elsewhere: 10_000 }

function progressOf({ err }: Streams, what: string): (done: number, total: number) => void {
  let told = performance.now()
  return (done, total) => {
    const last = done >= total
    if (err.isTTY && last) return void err.write('\r\u001b[K')
    if (last || performance.now() - told < (err.isTTY ? every.terminal : every.elsewhere)) return
    told = performance.now()
    const text = `${what} ${Math.floor((100 * done) / Math.max(1, total))}%`
    err.write(err.isTTY ? `\r\u001b[K${text}` : `${text}\n`)
  }
}

const count = (n: number) => n.toLocaleString('en')
